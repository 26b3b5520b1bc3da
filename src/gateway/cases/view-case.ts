import type { AuditEntry } from '../../domain/audit/entry.ts'
import { sentenceText } from '../../domain/audit/sentence.ts'
import type { CaseMoment } from '../../domain/case/case-moment.ts'
import { MOST_MOMENTS, momentKindOf, tellTimeline } from '../../domain/case/timeline.ts'
import { inOrder, reasonsOf } from '../../domain/story/tell.ts'
import type { AlertRow } from '../../domain/views/alert-views.ts'
import type { CaseMember, CaseView } from '../../domain/views/case-views.ts'
import type { StoryAlert } from '../../domain/views/story-views.ts'
import { toAlertRow } from '../alerts/alert-row.ts'
import type { Gateway } from '../gateway.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { partByCrowd } from '../stories/crowd-rows.ts'
import { readTies } from '../stories/tie-rows.ts'
import { viewStory } from '../stories/view-story.ts'
import { type CaseRow, findCase, membersOf, summaryOf } from './case-rows.ts'

/** Stories that are walked for what belongs to the case: one of each that its members are in, up to so many. */
const MOST_STORIES = 10

/** A case with its members, why each belongs to it, what else hangs together with them, and all that happened. Throws `not-found`. */
export async function viewCase(gateway: Gateway, id: string): Promise<CaseView> {
  const { read, tenant } = gateway.store
  const row = await findCase(read, tenant, id)
  const added = await read
    .selectFrom('case_member')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('case_id', '=', id)
    .execute()
  const ids = added.map(({ alert_id }) => alert_id)
  const alerts = ids.length === 0 ? [] : await readAlerts(read, tenant, ids)
  const rows = inOrder(alerts.map(toAlertRow))
  const { telling } = await partByCrowd(read, tenant, await readTies(read, tenant, ids))
  const reasons = reasonsOf(rows, telling)
  const members = rows.map((alert, at): CaseMember => {
    const how = added.find((member) => member.alert_id === alert.id)
    const by = { id: how?.by_id ?? '', name: how?.by_name ?? '' }
    return {
      alert,
      because: [...(reasons[at] ?? [])],
      added: { by, at: how?.at ?? 0, reason: how?.reason ?? '' },
    }
  })
  const { moments, isComplete } = tellTimeline([
    ...(await signalsOf(read, tenant, rows)),
    ...rows.map(arrivalOf),
    ...(await entriesOf(read, tenant, row, rows)),
  ])
  return {
    ...summaryOf(row, membersOf(alerts)),
    members,
    ...(await relativesOf(gateway, rows)),
    closed: closureOf(row),
    timeline: moments,
    isTimelineComplete: isComplete,
  }
}

function closureOf(row: CaseRow): CaseView['closed'] {
  if (row.closed_at === null) return null
  const by = { id: row.closed_by_id ?? '', name: row.closed_by_name ?? '' }
  return { at: row.closed_at, by, reason: row.close_reason ?? '' }
}

function readAlerts(read: Reader, tenant: string, ids: readonly string[]): Promise<Tables['alert'][]> {
  return read.selectFrom('alert').selectAll().where('tenant', '=', tenant).where('id', 'in', ids).execute()
}

/** What the stories of the members hold besides them, as far as it is in no case, and what is to be said of them. */
async function relativesOf(
  gateway: Gateway,
  members: readonly AlertRow[],
): Promise<Pick<CaseView, 'offered' | 'cautions'>> {
  const { read, tenant } = gateway.store
  const seen = new Set<string>()
  const found = new Map<string, StoryAlert>()
  const cautions = new Set<string>()
  let stories = 0
  for (const { id } of members) {
    if (seen.has(id) || stories >= MOST_STORIES) continue
    stories += 1
    const story = await viewStory(gateway, id)
    for (const alert of story.alerts) {
      seen.add(alert.id)
      found.set(alert.id, alert)
    }
    for (const caution of story.cautions) cautions.add(caution)
  }
  const others = [...found.keys()].filter((id) => !members.some((member) => member.id === id))
  const taken = new Set(
    others.length === 0
      ? []
      : (
          await read
            .selectFrom('case_member')
            .select('alert_id')
            .where('tenant', '=', tenant)
            .where('alert_id', 'in', others)
            .execute()
        ).map(({ alert_id }) => alert_id),
  )
  const offered = inOrder(others.flatMap((id) => (taken.has(id) ? [] : (found.get(id) ?? []))))
  return { offered: [...offered], cautions: [...cautions] }
}

function arrivalOf({ id, number, title, receivedAt }: AlertRow): CaseMoment {
  return { kind: 'alert', at: receivedAt, words: title, alerts: [number], planId: null, key: id }
}

/** The newest records behind the members. */
async function signalsOf(read: Reader, tenant: string, members: readonly AlertRow[]): Promise<readonly CaseMoment[]> {
  if (members.length === 0) return []
  const numberOf = new Map(members.map(({ id, number }) => [id, number]))
  const rows = await read
    .selectFrom('record')
    .select(['id', 'alert_id', 'observed_at', 'received_at', 'title', 'origin'])
    .where('tenant', '=', tenant)
    .where('alert_id', 'in', [...numberOf.keys()])
    .where('is_conflict', '=', false)
    .orderBy((eb) => eb.fn.coalesce('observed_at', 'received_at'), 'desc')
    .orderBy('id', 'desc')
    .limit(MOST_MOMENTS)
    .execute()
  return rows.map((row) => ({
    kind: 'signal',
    at: row.observed_at ?? row.received_at,
    words: row.origin === null ? row.title : `${row.title}, from ${row.origin}`,
    alerts: [numberOf.get(row.alert_id ?? '') ?? 0],
    planId: null,
    key: row.id,
  }))
}

/** What the log says of the case, its members and their plans, newest last. */
async function entriesOf(
  read: Reader,
  tenant: string,
  row: CaseRow,
  members: readonly AlertRow[],
): Promise<readonly CaseMoment[]> {
  const numberOf = new Map(members.map(({ id, number }) => [id, number]))
  const plans =
    members.length === 0
      ? []
      : await read
          .selectFrom('plan')
          .select(['id', 'alert_id'])
          .where('tenant', '=', tenant)
          .where('alert_id', 'in', [...numberOf.keys()])
          .execute()
  const alertOf = new Map(plans.map(({ id, alert_id }) => [id, numberOf.get(alert_id) ?? 0]))
  const entries = await read
    .selectFrom('audit_entry as e')
    .select(['e.sequence', 'e.text'])
    .where('e.tenant', '=', tenant)
    .where('e.sequence', 'in', (eb) =>
      eb
        .selectFrom('audit_subject as s')
        .select('s.sequence')
        .where('s.tenant', '=', tenant)
        .where('s.subject_id', 'in', [row.id, ...numberOf.keys(), ...alertOf.keys()]),
    )
    .orderBy('e.sequence', 'desc')
    .limit(MOST_MOMENTS)
    .execute()
  return entries.flatMap(({ sequence, text }): CaseMoment[] => {
    const entry = JSON.parse(text) as AuditEntry
    const kind = momentKindOf(entry.code)
    if (kind === null) return []
    const numbers = entry.subjects.flatMap(({ id }) => numberOf.get(id) ?? alertOf.get(id) ?? [])
    const planId = entry.subjects.find((subject) => subject.kind === 'plan')?.id ?? null
    const alerts = [...new Set(numbers)].sort((a, b) => a - b)
    return [{ kind, at: entry.at, words: sentenceText(entry), alerts, planId, key: String(sequence) }]
  })
}
