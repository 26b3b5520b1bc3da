import crypto from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { createEstate } from '../../../mocks/estate/estate.ts'
import { createApp } from '../../gateway/app.ts'
import { createDesk } from '../../gateway/connectors/desk.ts'
import { OUT_OF_REACH } from '../../gateway/connectors/kind.ts'
import { createConnectors } from '../../gateway/connectors/registry.ts'
import { VAULT_ENTITY } from '../../gateway/connectors/vault/vault-entity.ts'
import { loadEstate } from '../../gateway/estate/load-estate.ts'
import type { Gateway } from '../../gateway/gateway.ts'
import { openRights } from '../../gateway/rights/open-rights.ts'
import { createRunner } from '../../gateway/runner/runner.ts'
import { createVault } from '../../gateway/secrets/vault.ts'
import { openMemory } from '../../gateway/store/open-pglite.ts'
import { createStore, databaseNow } from '../../gateway/store/store.ts'
import { type ConformanceWorld, describeBackend } from '../conformance.ts'
import type { Backend } from '../port.ts'
import { createRemote } from '../remote/remote.ts'
import { createEmbedded } from './embedded.ts'

/** Nobody answers there: whether a target is well is no matter of the port. */
const TARGET = {
  kind: VAULT_ENTITY.id,
  values: { baseUrl: 'https://vault.example.com', token: 'hvs.of-the-conformance-kit' },
  secret: 'token',
}

/** A small sample estate on a database in memory, with a runner that carries plans out on the twin. */
async function openWorld() {
  const store = await createStore(await openMemory())
  const connectors = createConnectors({ store })
  const vault = createVault([new Uint8Array(crypto.randomBytes(32))])
  const gateway: Gateway = {
    store,
    connectors,
    desk: createDesk({ store, vault, connectors, kinds: [VAULT_ENTITY], tools: OUT_OF_REACH }),
    vault,
    rights: await openRights(() => undefined),
    now: databaseNow,
    random: (bytes) => new Uint8Array(crypto.randomBytes(bytes)),
    version: 'test',
    isLoopback: true,
    publicOrigin: null,
    log: () => undefined,
  }
  const estate = createEstate({ seed: 7, alerts: 60, now: await databaseNow(store.read) })
  await loadEstate(gateway, estate)
  const runner = createRunner(gateway, { holder: 'conformance' })
  runner.start()
  const someone = (holds: (person: (typeof estate.people)[number]) => boolean): string => {
    const person = estate.people.find(holds)
    if (person === undefined) throw new Error('the estate lacks such a person')
    return person.id
  }
  const ids = {
    analyst: someone(({ roles }) => roles.includes('analyst') && !roles.includes('approver')),
    engineer: someone(({ roles }) => roles.includes('trigger-engineer')),
    integrator: someone(({ roles }) => roles.includes('integrator')),
    auditor: someone(({ roles }) => roles.includes('auditor')),
    approver: (team: string | null) =>
      someone(
        (person) => person.roles.includes('approver') && (team === null ? person.team === 'SOC' : person.team === team),
      ),
  }
  return {
    gateway,
    ids,
    close: async () => {
      await runner.stop()
      await store.close()
    },
  }
}

describeBackend('embedded', async (): Promise<ConformanceWorld> => {
  const { gateway, ids, close } = await openWorld()
  const as = (id: string) => Promise.resolve(createEmbedded(gateway, { id }))
  return {
    analyst: () => as(ids.analyst),
    engineer: () => as(ids.engineer),
    integrator: () => as(ids.integrator),
    auditor: () => as(ids.auditor),
    approver: (team) => as(ids.approver(team)),
    nobody: () => Promise.resolve(createEmbedded(gateway)),
    target: TARGET,
    close,
  }
})

describeBackend('remote, over HTTP', async (): Promise<ConformanceWorld> => {
  const { gateway, ids, close } = await openWorld()
  const server = serve({ fetch: createApp(gateway).fetch, hostname: '127.0.0.1', port: 0 })
  await new Promise((resolve) => server.once('listening', resolve))
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const signedIn = async (id: string): Promise<Backend> => {
    const backend = createRemote({ baseUrl, fetch: fetchWithCookies() })
    await backend.signInAs(id)
    return backend
  }
  return {
    analyst: () => signedIn(ids.analyst),
    engineer: () => signedIn(ids.engineer),
    integrator: () => signedIn(ids.integrator),
    auditor: () => signedIn(ids.auditor),
    approver: (team) => signedIn(ids.approver(team)),
    nobody: () => Promise.resolve(createRemote({ baseUrl, fetch: fetchWithCookies() })),
    target: TARGET,
    close: async () => {
      server.close()
      if ('closeAllConnections' in server) server.closeAllConnections()
      await close()
    },
  }
})

/** Node's fetch keeps no cookies; a browser does. */
function fetchWithCookies(): typeof fetch {
  let cookie: string | null = null
  return async (input, init) => {
    const headers = new Headers(init?.headers)
    if (cookie !== null) headers.set('Cookie', cookie)
    const answer = await fetch(input, { ...init, headers })
    const set = answer.headers.getSetCookie()[0]
    if (set !== undefined) cookie = set.split(';')[0] ?? null
    return answer
  }
}
