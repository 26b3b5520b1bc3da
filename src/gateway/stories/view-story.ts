import { sql } from 'kysely'
import type { Disposition } from '../../domain/alert/alert.ts'
import { cautionsOf, inOrder, type Reason, reasonsOf, storyOf } from '../../domain/story/tell.ts'
import { joins, MOST_USERS, type Tie, WINDOW_MS } from '../../domain/story/tie.ts'
import type { AlertRow } from '../../domain/views/alert-views.ts'
import type { StoryAlert, StoryView } from '../../domain/views/story-views.ts'
import { toAlertRow } from '../alerts/alert-row.ts'
import type { Gateway } from '../gateway.ts'
import { Problem } from '../http/problem.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { partByCrowd } from './crowd-rows.ts'
import { readTies, toTie } from './tie-rows.ts'

/** A story that nobody reads to its end is a list; the queue is the better one. */
const MOST_ALERTS = 200
/** Steps from the alert that is asked about: each reads what the alerts of the last one are tied to. */
const MOST_HOPS = 6

/** What people judged benign or false is no evidence: it holds nothing together. */
const HARMLESS: ReadonlySet<string> = new Set<Disposition>(['benign-positive', 'false-positive'])

/**
 * The story of an alert: all that hangs together with it, in the order in which it happened, each with why. Read from the ties
 * that ingest wrote: a few look-ups by key, however many alerts there are. Throws `not-found`.
 */
export async function viewStory(gateway: Gateway, id: string): Promise<StoryView> {
  const { read, tenant } = gateway.store
  const [start] = await readAlerts(read, tenant, [id])
  if (start === undefined) throw new Problem('not-found', 'There is no such alert.')
  const gathered = await gather(read, tenant, start)
  const ids = storyOf(start.id, gathered.ties)
  const rows = inOrder([...gathered.rows.values()].filter((row) => ids.has(row.id)).map(toAlertRow))
  const ties = gathered.ties.filter(({ alertId }) => ids.has(alertId))
  const reasons = reasonsOf(rows, ties)
  return {
    number: Math.min(...rows.map(({ number }) => number)),
    alerts: rows.map((row, index) => memberOf(row, reasons[index] ?? [])),
    isComplete: gathered.isComplete,
    cautions: [...cautionsOf(rows, ties), ...otherCautions(start, gathered)],
  }
}

function memberOf(row: AlertRow, because: readonly Reason[]): StoryAlert {
  const { id, number, title, severity, tier, status, disposition } = row
  const { identityId, identityName, firstSeenAt, lastSeenAt } = row
  return {
    id,
    number,
    title,
    severity,
    tier,
    status,
    disposition,
    identityId,
    identityName,
    firstSeenAt,
    lastSeenAt,
    because: [...because],
  }
}

interface Gathered {
  readonly rows: ReadonlyMap<string, Tables['alert']>
  /** Those that say something. */
  readonly ties: readonly Tie[]
  /** Of these alerts, what too many share. */
  readonly busy: readonly Tie[]
  /** Alerts that would belong to it, had nobody judged them. */
  readonly harmless: ReadonlySet<string>
  readonly isComplete: boolean
}

async function gather(read: Reader, tenant: string, start: Tables['alert']): Promise<Gathered> {
  const rows = new Map([[start.id, start]])
  const ties: Tie[] = []
  const busy: Tie[] = []
  const harmless = new Set<string>()
  let isComplete = true
  let frontier = [start.id]
  for (let hop = 0; frontier.length > 0; hop += 1) {
    const parted = await partByCrowd(read, tenant, await readTies(read, tenant, frontier))
    ties.push(...parted.telling)
    busy.push(...parted.busy)
    if (HARMLESS.has(start.disposition)) break
    const found = await lookUp(read, tenant, parted.telling)
    const { telling } = await partByCrowd(read, tenant, found.ties)
    const joined = joinedTo(parted.telling, telling)
    const missing = [...joined].filter((id) => !rows.has(id) && !harmless.has(id))
    const room = MOST_ALERTS - rows.size
    isComplete &&= found.isComplete && missing.length <= room && (missing.length === 0 || hop < MOST_HOPS)
    if (hop === MOST_HOPS) break
    frontier = []
    for (const row of await readAlerts(read, tenant, missing.slice(0, room))) {
      if (HARMLESS.has(row.disposition)) harmless.add(row.id)
      else {
        rows.set(row.id, row)
        frontier.push(row.id)
      }
    }
  }
  return { rows, ties, busy, harmless, isComplete }
}

/** The alerts of `others` that one of `ties` joins, in the order of `others`. */
function joinedTo(ties: readonly Tie[], others: readonly Tie[]): ReadonlySet<string> {
  const byKey = Map.groupBy(ties, ({ key }) => key)
  return new Set(
    others.filter((other) => byKey.get(other.key)?.some((tie) => joins(tie, other))).map(({ alertId }) => alertId),
  )
}

/**
 * Ties of any alert to the same things around the same time, per thing no more than a story holds. The bound is on what is
 * read, not on what is found: a thing with a long future costs no more than one with none.
 */
async function lookUp(
  read: Reader,
  tenant: string,
  ties: readonly Tie[],
): Promise<{ readonly ties: readonly Tie[]; readonly isComplete: boolean }> {
  if (ties.length === 0) return { ties: [], isComplete: true }
  const asked = [...Map.groupBy(ties, ({ key }) => key)].map(([key, sharing]) => ({
    key,
    from_at: Math.min(...sharing.map(({ firstAt }) => firstAt)) - WINDOW_MS,
    to_at: Math.max(...sharing.map(({ lastAt }) => lastAt)) + WINDOW_MS,
  }))
  const { rows } = await sql<Omit<Tables['story_tie'], 'tenant' | 'is_sample'>>`
    select t.alert_id, t.key, t.kind, t.side, t.label, t.first_at, t.last_at
    from json_to_recordset(cast(${JSON.stringify(asked)} as json)) as q(key text, from_at bigint, to_at bigint)
    cross join lateral (
      select * from story_tie s
      where s.tenant = ${tenant} and s.key = q.key and s.last_at >= q.from_at
      order by s.last_at limit ${MOST_SHARING}) t
    where t.first_at <= q.to_at
    order by t.last_at, t.alert_id`.execute(read)
  const sharing = [...Map.groupBy(rows, ({ key }) => key).values()]
  return { ties: rows.map(toTie), isComplete: sharing.every(({ length }) => length < MOST_SHARING) }
}

/** An alert may hold one thing on two sides. */
const MOST_SHARING = 2 * MOST_ALERTS

async function readAlerts(read: Reader, tenant: string, ids: readonly string[]): Promise<readonly Tables['alert'][]> {
  if (ids.length === 0) return []
  return read.selectFrom('alert').selectAll().where('tenant', '=', tenant).where('id', 'in', ids).execute()
}

function otherCautions(start: Tables['alert'], { busy, harmless, isComplete }: Gathered): readonly string[] {
  const labels = [...new Set(busy.map(({ label }) => label))].sort()
  const [first] = labels
  const said = HARMLESS.has(start.disposition)
  return [
    ...(first === undefined
      ? []
      : [
          `More than ${MOST_USERS} identities share ${first}${labels.length > 1 ? ` and ${labels.length - 1} more` : ''} on that day: it connects nothing here.`,
        ]),
    ...(said ? ['It was judged harmless: it connects nothing.'] : []),
    ...(harmless.size === 0
      ? []
      : [
          `Left out because people judged them harmless: ${harmless.size} ${harmless.size === 1 ? 'alert' : 'alerts'}.`,
        ]),
    ...(isComplete ? [] : ['It goes on: this is the part around the alert that was asked about.']),
  ]
}
