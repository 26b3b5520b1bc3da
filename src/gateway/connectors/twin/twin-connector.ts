import { ACTION_IDS } from '../../../domain/action/action.ts'
import { isRepointing } from '../../../domain/action/catalogue.ts'
import type { PlanStep } from '../../../domain/plan/plan.ts'
import type { EpochMs } from '../../../domain/time/instant.ts'
import { databaseNow, type Reader, type Store, type Tx } from '../../store/store.ts'
import type { Connector, ConnectorPlan, Execution, Health, Readback, StepKey, StepWish, Usage } from '../connector.ts'
import { TwinAccount } from './twin-account.ts'
import { applyRequest, readBack } from './twin-effects.ts'
import { planRequest, TwinRequest } from './twin-request.ts'
import { isOnNext } from './twin-state.ts'

export interface TwinOptions {
  readonly store: Store
  /** The twin's own clock; the database's unless a test brings its own. */
  readonly now?: (tx: Reader | Tx) => Promise<EpochMs>
}

const VERIFY_WITHIN_MS = 20_000

/**
 * A simulated estate that really changes state, so that one sees what an action breaks before anything real is
 * connected. It lives in the gateway's database, in tables and transactions of its own, as if it were far away: the
 * gateway never calls it inside a transaction, and learns what it did only by reading back.
 */
export function createTwin({ store, now = databaseNow }: TwinOptions): Connector {
  const { tenant } = store

  async function find(account: string): Promise<TwinAccount | null> {
    const row = await accountRow(store.read, tenant, account)
    return row === null ? null : TwinAccount.parse(JSON.parse(row.body))
  }

  return {
    id: 'twin',
    title: 'Built-in twin (simulated)',
    // It has no secret stores of consumers: whoever does not take a next secret by themselves is asked.
    actions: ACTION_IDS.filter((action) => !isRepointing(action)),
    leastPrivilege: ['None: it is a simulation and reaches no system.'],
    triedAgainst: 'Itself. It stands in for a target system and is no evidence about one.',
    verifyWithinMs: VERIFY_WITHIN_MS,

    async accountOf(identity) {
      const names = [...new Set([identity.name, ...identity.names.map((name) => name.value)])]
      const rows = await store.read
        .selectFrom('twin_account')
        .select('id')
        .where('tenant', '=', tenant)
        .where('id', 'in', names)
        .execute()
      const known = new Set(rows.map((row) => row.id))
      return names.find((name) => known.has(name)) ?? null
    },

    async plan(wish: StepWish): Promise<ConnectorPlan> {
      const account = await find(wish.target.account)
      if (account === null) return { ok: false, reason: `The twin has no account ${wish.target.account}.` }
      return planRequest(wish, account, await now(store.read))
    },

    async execute(step: PlanStep, key: StepKey): Promise<Execution> {
      const request = TwinRequest.safeParse(step.request)
      if (!request.success) return { kind: 'refused', reason: 'The twin does not understand the request.' }
      return store.write(async (tx) => carryOut(tx, tenant, request.data, key, await now(tx)))
    },

    async verify(step: PlanStep, key: StepKey): Promise<Readback> {
      const request = TwinRequest.safeParse(step.request)
      const account = request.success ? await find(request.data.account) : null
      if (!request.success || account === null) {
        const detail = `The twin has no account ${step.target.account}.`
        return { containment: 'in-doubt', effect: 'unknown', detail, consumers: [], left: null }
      }
      return readBack(account, request.data, key.idempotencyKey, await now(store.read))
    },

    async usage(issue, _issuedAt): Promise<Usage> {
      const request = TwinRequest.safeParse(issue.request)
      const account = request.success ? await find(request.data.account) : null
      if (!request.success || account === null)
        return { kind: 'unseen', detail: `The twin has no account ${issue.target.account}.` }
      const at = await now(store.read)
      const ids = request.data.set.map(({ on }) => on)
      const users = account.consumers.filter(
        ({ via, viaId }) => via === 'credential' && (viaId === null || ids.includes(viaId)),
      )
      const [next, old] = [true, false].map((isOn) =>
        users
          .filter((consumer) => ids.some((id) => isOnNext(consumer, account, at, id)) === isOn)
          .map(({ name }) => name),
      )
      const uses = (names: readonly string[] = []) => names.map((name) => ({ name, count: 1 }))
      const detail = `On the next secret: ${sayNames(next)}. On the old one: ${sayNames(old)}.`
      return { kind: 'seen', old: uses(old), next: uses(next), detail }
    },

    async told(issue, consumer, on): Promise<void> {
      await store.write(async (tx) => {
        const row = await lockAccount(tx, tenant, issue.target.account)
        if (row === null) return
        const account = TwinAccount.parse(JSON.parse(row.body))
        const isPlaced = (hold: TwinAccount['holds'][number]) =>
          (hold.kind === 'moved' || hold.kind === 'stays') && hold.on === consumer
        const kind = on === 'next' ? ('moved' as const) : ('stays' as const)
        const placed = { kind, on: consumer, setBy: 'whoever runs it', at: await now(tx) }
        const holds = [...account.holds.filter((hold) => !isPlaced(hold)), placed]
        const body = JSON.stringify({ ...account, holds })
        await tx
          .updateTable('twin_account')
          .set({ body, version: row.version + 1 })
          .where('tenant', '=', tenant)
          .where('id', '=', account.id)
          .execute()
      })
    },

    async health(): Promise<Health> {
      const counted = await store.read
        .selectFrom('twin_account')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('tenant', '=', tenant)
        .executeTakeFirstOrThrow()
      return { ok: true, detail: `Simulates ${counted.count} accounts.` }
    },
  }
}

/** One key, one effect: whoever inserts the key first does the work, everybody after gets the first answer. */
async function carryOut(tx: Tx, tenant: string, request: TwinRequest, key: StepKey, at: EpochMs): Promise<Execution> {
  const claimed = await tx
    .insertInto('twin_effect')
    .values({ tenant, idempotency_key: key.idempotencyKey, account_id: request.account, at, result: '' })
    .onConflict((oc) => oc.columns(['tenant', 'idempotency_key']).doNothing())
    .returning('idempotency_key')
    .executeTakeFirst()
  const effect = tx
    .selectFrom('twin_effect')
    .select('result')
    .where('tenant', '=', tenant)
    .where('idempotency_key', '=', key.idempotencyKey)
  if (claimed === undefined) {
    const stored = await effect.executeTakeFirst()
    if (stored !== undefined && stored.result !== '') return JSON.parse(stored.result) as Execution
    return { kind: 'unknown', reason: 'The same step is being carried out right now.' }
  }
  const row = await lockAccount(tx, tenant, request.account)
  if (row === null) return settle(tx, tenant, key, { kind: 'refused', reason: `No account ${request.account}.` })
  const done = applyRequest(TwinAccount.parse(JSON.parse(row.body)), request, key.idempotencyKey, at)
  await tx
    .updateTable('twin_account')
    .set({ body: JSON.stringify(done.account), version: row.version + 1 })
    .where('tenant', '=', tenant)
    .where('id', '=', request.account)
    .execute()
  return settle(tx, tenant, key, done.result)
}

async function settle(tx: Tx, tenant: string, key: StepKey, result: Execution): Promise<Execution> {
  await tx
    .updateTable('twin_effect')
    .set({ result: JSON.stringify(result) })
    .where('tenant', '=', tenant)
    .where('idempotency_key', '=', key.idempotencyKey)
    .execute()
  return result
}

async function lockAccount(tx: Tx, tenant: string, id: string): Promise<{ body: string; version: number } | null> {
  const row = await tx
    .updateTable('twin_account')
    .set((eb) => ({ version: eb.ref('version') }))
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .returning(['body', 'version'])
    .executeTakeFirst()
  return row ?? null
}

async function accountRow(read: Reader, tenant: string, id: string): Promise<{ body: string } | null> {
  const row = await read
    .selectFrom('twin_account')
    .select('body')
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ?? null
}

function sayNames(names: readonly string[] = []): string {
  return names.length === 0 ? 'nobody' : names.join(', ')
}
