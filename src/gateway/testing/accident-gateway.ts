/*
 * A gateway in a process of its own that has the accident it is told to have: `node accident-gateway.ts '{"url": …}'`. It carries
 * plans out, or serves whoever a header names. For tests; what kills and stops it is the kernel, so no handler of ours can tidy up.
 */
import crypto from 'node:crypto'
import { flushCompileCache } from 'node:module'
import { createDesk } from '../connectors/desk.ts'
import { OUT_OF_REACH } from '../connectors/kind.ts'
import type { Gateway } from '../gateway.ts'
import { findPerson } from '../http/access.ts'
import { createPolicies } from '../rights/cedar.ts'
import { createRights, type Rights } from '../rights/rights.ts'
import { createRunner } from '../runner/runner.ts'
import { createVault } from '../secrets/vault.ts'
import { openPostgres } from '../store/open-postgres.ts'
import { createStore, databaseNow } from '../store/store.ts'
import type { Accident } from './gateway-process.ts'
import { ledgerConnector } from './ledger-over-http.ts'
import { bodyOf, listen } from './listen.ts'

const accident = JSON.parse(process.argv[2] ?? '{}') as Accident
shiftClock(accident.clockMs)

const store = await createStore(await openPostgres(accident.database, () => undefined), accident.tenant)
const connectors = new Map([['ledger', ledgerConnector(accident.target)]])
const vault = createVault([new Uint8Array(32).fill(7)])
const gateway: Gateway = {
  store,
  connectors,
  vault,
  rights: await rightsOf(accident),
  desk: createDesk({ store, vault, connectors, kinds: [], tools: OUT_OF_REACH }),
  now: accident.trustsItself ? () => Promise.resolve(Date.now()) : databaseNow,
  random: (bytes) => new Uint8Array(crypto.randomBytes(bytes)),
  version: 'test',
  isLoopback: false,
  publicOrigin: null,
  log: (line) => process.stderr.write(`${line}\n`),
}
let reached = 0
const runner = createRunner(gateway, {
  holder: `process-${process.pid}`,
  automatic: false,
  lanes: 1,
  pollMs: 100,
  leaseMs: accident.leaseMs,
  executeWithinMs: accident.executeWithinMs,
  recheckMs: 300,
  reach: (point) => {
    if (point !== accident.at) return Promise.resolve()
    reached += 1
    if (reached <= accident.skip) return Promise.resolve()
    process.kill(process.pid, accident.signal)
    // SIGSTOP returns when somebody lets the process go on; after SIGKILL there is no next line.
    return Promise.resolve()
  },
})
const origin = accident.serves ? await serve() : ''
// What is killed keeps nothing: the next one would compile every module again.
flushCompileCache()
process.stdout.write(`ready ${origin}\n`)
if (!accident.serves) runner.start()

/** Those as shipped where people are served. A runner asks for none, so that it neither loads the engine nor may do anything. */
async function rightsOf({ serves }: Accident): Promise<Rights> {
  if (!serves) return createRights(createPolicies(null, null))
  const { openRights } = await import('../rights/open-rights.ts')
  return openRights((line) => process.stderr.write(`${line}\n`))
}

/** The application over HTTP, for a person named by a header, as an adapter in the same page names one. */
async function serve(): Promise<string> {
  const { createApp } = await import('../app.ts')
  const app = createApp(gateway)
  const { url } = await listen(async (request, response) => {
    const person = await findPerson(store.read, store.tenant, String(request.headers['x-test-person']))
    const headers = new Headers({ 'Content-Type': 'application/json' })
    headers.set('Idempotency-Key', String(request.headers['idempotency-key']))
    const body = (await bodyOf(request)).toString('utf8')
    const asked = new Request(`http://localhost${request.url}`, { method: request.method ?? 'GET', headers, body })
    const answer = await app.fetch(asked, person === null ? {} : { person })
    response.writeHead(answer.status).end(await answer.text())
  })
  return url
}

/** The wall clock of a machine that is set wrong; timers are not touched, as on such a machine. */
function shiftClock(byMs: number): void {
  if (byMs === 0) return
  const Real = Date
  globalThis.Date = class extends Real {
    constructor(...given: [] | [number | string | Date]) {
      super(given.length === 0 ? Real.now() + byMs : given[0])
    }
    static override now() {
      return Real.now() + byMs
    }
  } as DateConstructor
}
