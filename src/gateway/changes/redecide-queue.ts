import { POLICY_SUBJECT } from '../../domain/change/change.ts'
import { createDecisionFacts } from '../alerts/decision-facts.ts'
import { redecide } from '../alerts/redecide.ts'
import type { Gateway } from '../gateway.ts'
import { newId } from '../ids.ts'
import { inTurn } from '../ingest/turnstile.ts'
import { setMeta } from '../store/estate.ts'
import { nextNumber, type Tx } from '../store/store.ts'

/** Open alerts that are decided again because something in force changed; alerts up to `after` are done. */
interface Job {
  /** A trigger's id, `playbook/` with the id of one, or `policy` for all of them. */
  readonly subject: string
  readonly after: string
}

const KEY = 'redecide/'
const AT_ONCE = 500

/**
 * Decides the open alerts concerned again, as many as fit into this transaction; the runner goes on with the rest. Called after the
 * change, in its transaction, so that no alert that is shown was decided by what is no longer in force for longer than that.
 */
export async function redecideConcerned(gateway: Gateway, tx: Tx, subject: string): Promise<void> {
  const after = await redecideSome(gateway, tx, { subject, after: '' })
  if (after === null) return
  const id = newId('ch', await gateway.now(tx), gateway.random)
  await setMeta(tx, gateway.store.tenant, KEY + id, JSON.stringify({ subject, after } satisfies Job))
}

/**
 * Runs `work` in a transaction that changes the evidence of a playbook, and decides the open alerts that it answers again in the same
 * one where `work` answers true: whoever reads the entry about it reads their gates as they are by it. In turn with deliveries.
 */
export function withPlaybookRedecided(
  gateway: Gateway,
  playbookId: string,
  work: (tx: Tx) => Promise<boolean>,
): Promise<boolean> {
  const { store } = gateway
  return inTurn(store, () =>
    store.write(async (tx) => {
      await nextNumber(tx, store.tenant, 'ingest')
      if (!(await work(tx))) return false
      await redecideConcerned(gateway, tx, PLAYBOOK + playbookId)
      return true
    }),
  )
}

const PLAYBOOK = 'playbook/'

/** Goes on with what is left of one change, in a transaction of its own. Answers whether there was anything to do. */
export async function continueRedeciding(gateway: Gateway): Promise<boolean> {
  const { store } = gateway
  const waiting = await store.read
    .selectFrom('meta')
    .select('key')
    .where('tenant', '=', store.tenant)
    .where('key', 'like', `${KEY}%`)
    .orderBy('key')
    .executeTakeFirst()
  if (waiting === undefined) return false
  await inTurn(store, () =>
    store.write(async (tx) => {
      await nextNumber(tx, store.tenant, 'ingest')
      const row = await tx
        .selectFrom('meta')
        .select('value')
        .where('tenant', '=', store.tenant)
        .where('key', '=', waiting.key)
        .forUpdate()
        .executeTakeFirst()
      if (row === undefined) return
      const job = JSON.parse(row.value) as Job
      const after = await redecideSome(gateway, tx, job)
      if (after !== null) await setMeta(tx, store.tenant, waiting.key, JSON.stringify({ ...job, after }))
      else await tx.deleteFrom('meta').where('tenant', '=', store.tenant).where('key', '=', waiting.key).execute()
    }),
  )
  return true
}

/** Answers the id of the last alert that was decided, or null where none is left. */
async function redecideSome(gateway: Gateway, tx: Tx, { subject, after }: Job): Promise<string | null> {
  const { tenant } = gateway.store
  let query = tx
    .selectFrom('alert')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('status', '<>', 'closed')
    .where('id', '>', after)
  if (subject.startsWith(PLAYBOOK)) {
    const id = subject.slice(PLAYBOOK.length)
    query = query.where('decision', 'like', `%"playbook":{"id":${JSON.stringify(id).replace(/[\\%_]/g, '\\$&')},%`)
  } else if (subject !== POLICY_SUBJECT) {
    const ofTrigger = tx
      .selectFrom('alert')
      .select('identity_id')
      .where('tenant', '=', tenant)
      .where('trigger_id', '=', subject)
      .where('identity_id', 'is not', null)
    // Its own alerts, and those that it corroborates: as a weaker trigger of the same records, or on the same identity.
    query = query.where((eb) =>
      eb.or([
        eb('trigger_id', '=', subject),
        eb('also_fired', 'like', `%"${subject}"%`),
        eb('identity_id', 'in', ofTrigger),
      ]),
    )
  }
  const rows = await query.orderBy('id').limit(AT_ONCE).forUpdate().execute()
  await redecide(gateway, tx, rows, await createDecisionFacts(gateway, tx))
  return rows.length < AT_ONCE ? null : (rows.at(-1)?.id ?? null)
}
