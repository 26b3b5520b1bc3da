import { type Selectable, sql } from 'kysely'
import type { AuditCode, AuditSubject } from '../../domain/audit/entry.ts'
import type { Person } from '../../domain/people/person.ts'
import type { MayContext } from '../../domain/people/verdict.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { ScenarioContent, ScenarioDetail, ScenarioDraft, ScenarioView } from '../../domain/views/history-views.ts'
import type { Gateway } from '../gateway.ts'
import { recordRefusal } from '../http/permission.ts'
import { Problem } from '../http/problem.ts'
import { newId } from '../ids.ts'
import type { Rights } from '../rights/rights.ts'
import { type Mapping, whereMay } from '../rights/where-may.ts'
import { appendAudit } from '../store/audit-log.ts'
import { personActor } from '../store/estate.ts'
import { nextNumber, type Tx } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'

type ScenarioRow = Selectable<Tables['scenario']>

/** More than anybody finds again; and a bound for what one person can store. */
const MOST_OF_ONE_PERSON = 100
const MOST_LISTED = 500
const MOST_CONTENT_BYTES = 400_000

/** The reader's own and those that others share, the one saved last first, at most 500. */
export async function listScenarios({ store, rights }: Gateway, reader: Person): Promise<readonly ScenarioView[]> {
  const rows = await store.read
    .selectFrom('scenario')
    .selectAll()
    .where('tenant', '=', store.tenant)
    .where(whereMay(rights.policies, reader, 'read-scenario', SCENARIOS))
    .orderBy('updated_at', 'desc')
    .orderBy('id')
    .limit(MOST_LISTED)
    .execute()
  return rows.map((row) => scenarioView(rights, row, reader))
}

/** Throws `not-found` too for one that is another's and not shared: that it exists is nobody else's business. */
export async function viewScenario(gateway: Gateway, reader: Person, id: string): Promise<ScenarioDetail> {
  const row = await visibleScenario(gateway, reader, id)
  return { scenario: scenarioView(gateway.rights, row, reader), content: JSON.parse(row.content) as ScenarioContent }
}

/** Keeps a scenario and answers its id. Throws `too-large`, or `cannot-do` where the person has too many. */
export async function addScenario(gateway: Gateway, by: Person, draft: ScenarioDraft): Promise<string> {
  const { store } = gateway
  const content = contentText(draft)
  return store.write(async (tx) => {
    const { tenant } = store
    const now = await gateway.now(tx)
    const { count } = await tx
      .selectFrom('scenario')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('tenant', '=', tenant)
      .where('owner_id', '=', by.id)
      .executeTakeFirstOrThrow()
    if (count >= MOST_OF_ONE_PERSON) {
      throw new Problem(
        'cannot-do',
        `You keep ${count} scenarios, the limit is ${MOST_OF_ONE_PERSON}. Delete one first.`,
      )
    }
    const row: ScenarioRow = {
      tenant,
      id: newId('sc', now, gateway.random),
      number: await nextNumber(tx, tenant, 'scenario'),
      name: draft.name,
      note: draft.note,
      owner_id: by.id,
      owner_name: by.name,
      is_shared: draft.isShared,
      content,
      version: 1,
      created_at: now,
      updated_at: now,
    }
    await tx.insertInto('scenario').values(row).execute()
    await record(tx, now, by, row, ['scenario.created', ...(draft.isShared ? (['scenario.shared'] as const) : [])])
    return row.id
  })
}

/**
 * Replaces a scenario. Only its owner may. Throws `precondition-failed` where it was saved after `seenVersion`, and then changes
 * nothing.
 */
export async function saveScenario(
  gateway: Gateway,
  by: Person,
  id: string,
  draft: ScenarioDraft,
  seenVersion: number,
): Promise<void> {
  const { store } = gateway
  const { tenant } = store
  const content = contentText(draft)
  await ownScenario(gateway, by, id)
  await store.write(async (tx) => {
    const now = await gateway.now(tx)
    const before = await tx
      .selectFrom('scenario')
      .select('is_shared')
      .where('tenant', '=', tenant)
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    const saved = await tx
      .updateTable('scenario')
      .set({
        name: draft.name,
        note: draft.note,
        is_shared: draft.isShared,
        content,
        version: seenVersion + 1,
        updated_at: now,
      })
      .where('tenant', '=', tenant)
      .where('id', '=', id)
      .where('version', '=', seenVersion)
      .returningAll()
      .executeTakeFirst()
    if (saved === undefined) {
      throw new Problem('precondition-failed', 'It was saved or deleted elsewhere after you opened it. Open it again.')
    }
    await record(tx, now, by, saved, [
      'scenario.changed',
      ...(before?.is_shared === saved.is_shared ? [] : (['scenario.shared'] as const)),
    ])
  })
}

/** Only its owner may. */
export async function removeScenario(gateway: Gateway, by: Person, id: string): Promise<void> {
  const { store } = gateway
  await ownScenario(gateway, by, id)
  await store.write(async (tx) => {
    const removed = await tx
      .deleteFrom('scenario')
      .where('tenant', '=', store.tenant)
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirst()
    if (removed === undefined) throw missing()
    await record(tx, await gateway.now(tx), by, removed, ['scenario.deleted'])
  })
}

async function visibleScenario({ store, rights }: Gateway, reader: Person, id: string): Promise<ScenarioRow> {
  const row = await store.read
    .selectFrom('scenario')
    .selectAll()
    .where('tenant', '=', store.tenant)
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined || !rights.may(reader, 'read-scenario', aboutScenario(row)).allowed) throw missing()
  return row
}

/** The refusal of somebody else's is an entry, like any other. */
async function ownScenario(gateway: Gateway, by: Person, id: string): Promise<ScenarioRow> {
  const row = await visibleScenario(gateway, by, id)
  const verdict = gateway.rights.may(by, 'keep-scenario', aboutScenario(row))
  if (verdict.allowed) return row
  await recordRefusal(gateway, by, 'keep-scenario', verdict.rule, verdict.because, [subjectOf(row)])
  throw new Problem('forbidden', verdict.because, { rule: verdict.rule })
}

const SCENARIOS: Mapping = {
  type: 'Scenario',
  attributes: { owner: sql.ref('owner_id'), isShared: sql.ref('is_shared') },
}

function aboutScenario(row: ScenarioRow): MayContext {
  return { scenario: { owner: { id: row.owner_id, name: row.owner_name }, isShared: row.is_shared } }
}

function missing(): Problem {
  return new Problem('not-found', 'There is no such scenario, or it is not shared with you.')
}

function contentText({ content }: ScenarioDraft): string {
  const text = JSON.stringify(content)
  const bytes = new TextEncoder().encode(text).length
  if (bytes <= MOST_CONTENT_BYTES) return text
  throw new Problem('too-large', `The scenario has ${bytes} bytes, the limit is ${MOST_CONTENT_BYTES}.`)
}

function scenarioView(rights: Rights, row: ScenarioRow, reader: Person): ScenarioView {
  return {
    id: row.id,
    number: row.number,
    name: row.name,
    note: row.note,
    owner: { id: row.owner_id, name: row.owner_name },
    isShared: row.is_shared,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    isMine: row.owner_id === reader.id,
    mayChange: rights.may(reader, 'keep-scenario', aboutScenario(row)),
  }
}

function subjectOf({ id, number }: ScenarioRow): AuditSubject {
  return { kind: 'scenario', id, label: `S-${number}` }
}

/** The log is read by everybody: it names a scenario only where everybody may read it. */
async function record(tx: Tx, now: EpochMs, by: Person, row: ScenarioRow, codes: readonly AuditCode[]): Promise<void> {
  const entries = codes.map((code) => ({
    code,
    actor: personActor(by),
    subjects: [subjectOf(row)],
    detail: {
      version: row.version,
      ...(row.is_shared ? { name: row.name } : {}),
      ...(code === 'scenario.shared' ? { isShared: row.is_shared } : {}),
    },
  }))
  await appendAudit(tx, row.tenant, now, entries)
}
