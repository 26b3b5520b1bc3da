import type { ActionId } from '../../domain/action/action.ts'
import { CATALOGUE } from '../../domain/action/catalogue.ts'
import type { AuditDraft } from '../../domain/audit/chain.ts'
import type { Person, Role } from '../../domain/people/person.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import { createApp } from '../app.ts'
import type { Connector } from '../connectors/connector.ts'
import { createDesk } from '../connectors/desk.ts'
import { type ConnectorKind, OUT_OF_REACH } from '../connectors/kind.ts'
import type { Gateway } from '../gateway.ts'
import { openRights } from '../rights/open-rights.ts'
import type { Rights } from '../rights/rights.ts'
import { createVault, type Vault } from '../secrets/vault.ts'
import { appendAudit } from '../store/audit-log.ts'
import { GATEWAY_ACTOR, insertPerson } from '../store/estate.ts'
import { createStore, type Opened, type Store } from '../store/store.ts'

/** 2 March 2026, 09:00 UTC, a Monday. */
export const MORNING: EpochMs = Date.UTC(2026, 2, 2, 9)

/** A clock that stands still until a test moves it. */
export interface Clock {
  now: EpochMs
}

/** One gateway on a tenant of its own, with its people. Worlds in one database do not see each other. */
export interface World {
  readonly gateway: Gateway
  readonly store: Store
  readonly clock: Clock
  readonly app: ReturnType<typeof createApp>
  readonly people: Readonly<Record<PersonName, Person>>
  /** What the gateway wrote to its log. */
  readonly logged: readonly string[]
  /** A request of a signed-in person, or of nobody; the key makes every POST one of its own. */
  request(who: PersonName | null, path: string, init?: RequestInit): Promise<Response>
  /** GET, expected to be 200, its JSON. */
  get<T>(who: PersonName, path: string): Promise<T>
  /** With a JSON body. */
  send(
    who: PersonName,
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Response>
}

const PEOPLE = {
  ines: ['Ines', 'SOC', ['analyst']],
  noor: ['Noor', 'SOC', ['approver']],
  tomo: ['Tomo', 'Reporting', ['approver']],
  mira: ['Mira', 'SOC', ['manager']],
  ari: ['Ari', 'Audit', ['auditor']],
  ivo: ['Ivo', 'Platform', ['integrator']],
  edda: ['Edda', 'Detection', ['trigger-engineer']],
  finn: ['Finn', 'Detection', ['trigger-engineer']],
} as const satisfies Record<string, readonly [string, string, readonly Role[]]>
export type PersonName = keyof typeof PEOPLE

export interface WorldOptions {
  /** Default: one connector that can plan every action of the catalogue and does nothing. */
  readonly connectors?: Map<string, Connector>
  /** What people can configure; none by default. */
  readonly kinds?: readonly ConnectorKind[]
  readonly vault?: Vault
  /** Default: the policies as they are shipped. */
  readonly rights?: Rights
  /** Default: the world's own clock. `database` judges by the database's. */
  readonly now?: Gateway['now']
}

/** Opens a fresh world in a database that several tests share. */
export type OpenWorld = (options?: WorldOptions) => Promise<World>

let worlds = 0
const shipped = openRights((line) => {
  throw new Error(line)
})

export function worldsIn(opened: Opened): OpenWorld {
  return async (options = {}) => {
    worlds += 1
    const store = await createStore(opened, `world-${process.pid}-${worlds}`)
    const clock: Clock = { now: MORNING }
    const logged: string[] = []
    const connectors = options.connectors ?? new Map([[IDLE.id, IDLE]])
    const vault = options.vault ?? createVault([new Uint8Array(32).fill(7)])
    const gateway: Gateway = {
      store,
      connectors,
      desk: createDesk({ store, vault, connectors, kinds: options.kinds ?? [], tools: OUT_OF_REACH }),
      vault,
      rights: options.rights ?? (await shipped),
      now: options.now ?? (() => Promise.resolve(clock.now)),
      random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
      version: 'test',
      isLoopback: false,
      publicOrigin: null,
      log: (line) => logged.push(line),
    }
    const people = await addPeople(gateway)
    const app = createApp(gateway)
    const request: World['request'] = async (who, path, init = {}) => {
      const headers = new Headers(init.headers)
      if (init.method === 'POST' && !headers.has('Idempotency-Key')) headers.set('Idempotency-Key', crypto.randomUUID())
      const asked = new Request(`http://localhost${path}`, { ...init, headers })
      return app.fetch(asked, who === null ? {} : { person: people[who] })
    }
    return {
      gateway,
      store,
      clock,
      app,
      people,
      logged,
      request,
      get: async (who, path) => {
        const answer = await request(who, path)
        if (answer.status !== 200) throw new Error(`GET ${path} answered ${answer.status}: ${await answer.text()}`)
        return (await answer.json()) as never
      },
      send: (who, method, path, body, headers = {}) =>
        request(who, path, {
          method,
          headers: { 'Content-Type': 'application/json', ...headers },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }),
    }
  }
}

/** All at once: every test begins with them. */
async function addPeople({ store, now: clock }: Gateway): Promise<Record<PersonName, Person>> {
  const people = {} as Record<PersonName, Person>
  await store.write(async (tx) => {
    const now = await clock(tx)
    const entries: AuditDraft[] = []
    for (const key of Object.keys(PEOPLE) as PersonName[]) {
      const [name, team, roles] = PEOPLE[key]
      people[key] = { id: `pe_${key}`, name, team, roles: [...roles], domains: [] }
      entries.push(await insertPerson(tx, store.tenant, people[key], GATEWAY_ACTOR, false, now))
    }
    await appendAudit(tx, store.tenant, now, entries)
  })
  return people
}

/** Can be asked for anything and never does it: for tests in which nothing is executed. */
const IDLE: Connector = {
  id: 'idle',
  title: 'Idle',
  actions: Object.keys(CATALOGUE) as ActionId[],
  leastPrivilege: [],
  triedAgainst: 'nothing',
  verifyWithinMs: 0,
  accountOf: (identity) => Promise.resolve(identity.name),
  plan: () => Promise.resolve({ ok: true, request: {}, survives: [], undoCannotRestore: [], undoSeconds: null }),
  execute: () => Promise.resolve({ kind: 'refused', reason: 'it is idle' }),
  verify: () =>
    Promise.resolve({ containment: 'not-contained', effect: 'absent', detail: 'nothing', consumers: [], left: null }),
  health: () => Promise.resolve({ ok: true, detail: 'idle' }),
}
