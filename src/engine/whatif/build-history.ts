import type { ActionId } from '../../domain/action/action.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import {
  type Cases,
  type Corroborating,
  DISPOSITIONS,
  type Evidence,
  entryKey,
  type History,
  type HistoryIdentity,
  type HistoryPlaybook,
  type HistoryTrigger,
  type Rows,
} from './history.ts'

/** One alert, with everything that its decision looks at. */
export interface PastAlert {
  readonly number: number
  readonly firstSeenAt: EpochMs
  readonly disposition: (typeof DISPOSITIONS)[number]
  readonly identity: HistoryIdentity | null
  /** Whether the facts of its identity are those recorded with it. */
  readonly isOfThen?: boolean
  readonly trigger: HistoryTrigger | null
  readonly evidence: Evidence
  readonly ambiguity: string | null
  readonly corroborating: readonly { readonly trigger: HistoryTrigger }[]
  readonly obstacles: Readonly<Partial<Record<ActionId, string>>>
}

export interface HistoryBuilder {
  add(alert: PastAlert): void
  /** Alerts may have been added in any order; they come out oldest first. */
  finish(asOf: EpochMs, playbooks: readonly HistoryPlaybook[]): History
}

/**
 * Collects alerts so that whatever they share stands once. Identities are told apart by `entryKey`, triggers by id, everything
 * else by content. Triggers that never led an alert, but may by tomorrow, can be given first.
 */
export function createHistoryBuilder(triggers: readonly HistoryTrigger[] = []): HistoryBuilder {
  const identities = createPool<HistoryIdentity>(entryKey)
  const knownTriggers = createPool<HistoryTrigger>(({ trigger }) => trigger.id)
  const evidences = createPool<Evidence>(content)
  const corroborations = createPool<readonly Corroborating[]>((set) => set.map(({ trigger }) => trigger).join(' '))
  const obstacles = createPool<PastAlert['obstacles']>(content)
  const ambiguities = createPool<string>((text) => text)
  const cases = createPool<readonly number[]>((columns) => columns.join(' '))
  const rows: Row[] = []
  const shapes = new Map<Evidence, Evidence>()
  for (const trigger of triggers) knownTriggers.indexOf(trigger)

  return {
    add(alert) {
      const shape = shapes.get(alert.evidence) ?? shapeOf(alert.evidence)
      if (shapes.size < MOST_MET) shapes.set(alert.evidence, shape)
      const weaker = alert.corroborating
        .map(({ trigger }) => {
          const { id, response } = trigger.trigger
          const index = knownTriggers.indexOf(trigger)
          return { triggerId: id, confidence: response.confidence, includes: response.includes, trigger: index }
        })
        .sort((a, b) => (a.triggerId < b.triggerId ? -1 : 1))
      const caseOf = cases.indexOf([
        alert.identity === null ? -1 : identities.indexOf(alert.identity),
        alert.trigger === null ? -1 : knownTriggers.indexOf(alert.trigger),
        evidences.indexOf(shape),
        corroborations.indexOf(weaker),
        obstacles.indexOf(alert.obstacles),
        alert.ambiguity === null ? -1 : ambiguities.indexOf(alert.ambiguity),
      ])
      const minute = Math.max(0, Math.floor(alert.firstSeenAt / 60_000))
      const disposition = DISPOSITIONS.indexOf(alert.disposition)
      rows.push({ number: alert.number, minute, caseOf, disposition, isOfThen: alert.isOfThen === true ? 1 : 0 })
    },
    finish: (asOf, playbooks) => {
      const { order, placeOf } = orderOf(cases.all, rows)
      return {
        asOf,
        identities: identities.all,
        triggers: knownTriggers.all,
        playbooks,
        evidences: evidences.all,
        corroborations: corroborations.all,
        obstacles: obstacles.all,
        ambiguities: ambiguities.all,
        cases: columnsOfCases(order),
        rows: columnsOfRows(rows, placeOf),
      }
    },
  }
}

/** What a decision reads of a signal, and nothing else of it. */
export function shapeOf(evidence: Evidence): Evidence {
  return {
    form: evidence.form,
    confidence: evidence.confidence,
    sessions: evidence.sessions.length > 0 ? [ANY_SESSION] : [],
    credentials: evidence.credentials.map(({ kind, id }) => ({ kind, id })),
    tool: evidence.tool,
    timeFlags: [...evidence.timeFlags],
    isSample: evidence.isSample,
  }
}

/** Decisions ask whether a session is named, never which. */
const ANY_SESSION: Evidence['sessions'][number] = { id: 'any', startedAt: null }

interface Pool<T> {
  readonly all: readonly T[]
  indexOf(value: T): number
}

function createPool<T>(keyOf: (value: T) => string): Pool<T> {
  const all: T[] = []
  const known = new Map<string, number>()
  // The same object again needs no look at its content.
  const met = new Map<T, number>()
  return {
    all,
    indexOf(value) {
      const before = met.get(value)
      if (before !== undefined) return before
      const key = keyOf(value)
      const index = known.get(key) ?? all.length
      if (index === all.length) {
        known.set(key, index)
        all.push(value)
      }
      if (met.size < MOST_MET) met.set(value, index)
      return index
    },
  }
}

/** Objects that are recognised without looking into them. */
const MOST_MET = 200_000

/** Objects that are made here name their keys in one order; of others a different order only keeps two apart that are alike. */
function content(value: object): string {
  return JSON.stringify(value)
}

/**
 * Cases of one trigger stand together, those with the most alerts first and of as many those of one identity: so whoever decides them
 * looks up what it just did, and whoever visits their alerts knows beforehand how many the next case has.
 */
function orderOf(
  all: readonly (readonly number[])[],
  rows: readonly Row[],
): { order: readonly (readonly number[])[]; placeOf: Uint32Array } {
  const alerts = new Uint32Array(all.length)
  for (const { caseOf } of rows) alerts[caseOf] = (alerts[caseOf] ?? 0) + 1
  const places = [...all.keys()].sort(
    (a, b) =>
      (all[a]?.[TRIGGER] ?? 0) - (all[b]?.[TRIGGER] ?? 0) ||
      (alerts[b] ?? 0) - (alerts[a] ?? 0) ||
      compare(all[a] ?? [], all[b] ?? []),
  )
  const placeOf = new Uint32Array(all.length)
  for (const [place, before] of places.entries()) placeOf[before] = place
  return { order: places.map((before) => all[before] ?? []), placeOf }
}

const TRIGGER = 1

function compare(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) return (a[at] ?? 0) - (b[at] ?? 0)
  return 0
}

function columnsOfCases(all: readonly (readonly number[])[]): Cases {
  const column = (at: number) => Int32Array.from(all, (one) => one[at] ?? -1)
  return {
    count: all.length,
    identity: column(0),
    trigger: column(1),
    evidence: column(2),
    corroboration: column(3),
    obstacle: column(4),
    ambiguity: column(5),
  }
}

type Row = { readonly [Column in Exclude<keyof Rows, 'count'>]: number }

function columnsOfRows(unordered: readonly Row[], placeOf: Uint32Array): Rows {
  const all = unordered.toSorted((a, b) => a.minute - b.minute || a.number - b.number)
  return {
    count: all.length,
    number: Uint32Array.from(all, (row) => row.number),
    caseOf: Uint32Array.from(all, (row) => placeOf[row.caseOf] ?? 0),
    minute: Uint32Array.from(all, (row) => row.minute),
    disposition: Uint8Array.from(all, (row) => row.disposition),
    isOfThen: Uint8Array.from(all, (row) => row.isOfThen),
  }
}
