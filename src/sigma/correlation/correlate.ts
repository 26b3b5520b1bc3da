import type { EpochMs } from '../../domain/time/instant.ts'
import { type Subject, valuesAt } from '../fields.ts'
import type { Path } from '../path.ts'
import type { Ref, RuleSet } from '../rule-set.ts'
import { numberOf } from '../values/value-test.ts'
import type { Correlation } from './correlation.ts'
import { type Arrival, advance, type GroupState, NOTHING_YET } from './window.ts'

/** Where groups are remembered. The key is unique to correlation and group; whoever stores it may hash it. */
export interface CorrelationMemory {
  read(key: string): GroupState | undefined
  write(key: string, state: GroupState): void
}

export interface FiredCorrelation {
  /** Into the set's correlations. */
  readonly index: number
  /** What the records of the group have in common, by the names in `group-by`. */
  readonly group: Readonly<Record<string, string>>
}

/**
 * Tells the correlations of a set about one record, and answers which of them are true now, one answer for each group.
 * `matched` are the rules that fitted it. Records are to be told in the order in which they arrived. A record without one
 * of the fields that are grouped by, or without the field that is counted, counts nowhere.
 */
export function correlate(
  set: RuleSet,
  memory: CorrelationMemory,
  record: { readonly subject: Subject; readonly at: EpochMs; readonly matched: ReadonlySet<number> },
): readonly FiredCorrelation[] {
  const fired = new Map<number, readonly FiredCorrelation[]>()
  for (const [index, { correlation, refs }] of set.correlations.entries()) {
    const own: FiredCorrelation[] = []
    for (const [group, arrivals] of arrivalsOf(correlation, refs, record, fired)) {
      const key = keyOf(index, group)
      const { state, isTrue } = advance(correlation, memory.read(key) ?? NOTHING_YET, arrivals, record.at)
      memory.write(key, state)
      if (isTrue) own.push({ index, group: groupOf(correlation, group) })
    }
    fired.set(index, own)
  }
  return [...fired.values()].flat()
}

/**
 * The keys that `correlate` may read for this record: those it reads if every correlation below another one fired with
 * every group that the record can be in. A correlation groups by fields of the record at hand, so all of them are known
 * before anything is decided.
 */
export function groupsTouched(
  set: RuleSet,
  record: { readonly subject: Subject; readonly matched: ReadonlySet<number> },
): readonly string[] {
  const keys: string[] = []
  const possible = new Map<number, readonly FiredCorrelation[]>()
  for (const [index, { correlation, refs }] of set.correlations.entries()) {
    const groups = [...arrivalsOf(correlation, refs, record, possible).keys()]
    keys.push(...groups.map((group) => keyOf(index, group)))
    possible.set(
      index,
      groups.map((group) => ({ index, group: groupOf(correlation, group) })),
    )
  }
  return keys
}

function keyOf(index: number, group: string): string {
  return `${index} ${group}`
}

function groupOf({ groupBy }: Correlation, group: string): FiredCorrelation['group'] {
  const values = JSON.parse(group) as string[]
  return Object.fromEntries(groupBy.map(({ name }, i) => [name, values[i] ?? '']))
}

/** What the record brings to each group of one correlation, by the group's values as JSON. */
function arrivalsOf(
  correlation: Correlation,
  refs: readonly Ref[],
  { subject, matched }: { readonly subject: Subject; readonly matched: ReadonlySet<number> },
  fired: ReadonlyMap<number, readonly FiredCorrelation[]>,
): ReadonlyMap<string, readonly Arrival[]> {
  const arrivals = new Map<string, Arrival[]>()
  const value = counted(correlation, subject)
  if (value === undefined) return arrivals
  for (const [rule, ref] of refs.entries()) {
    const below = ref.kind === 'rule' ? (matched.has(ref.index) ? [null] : []) : (fired.get(ref.index) ?? [])
    for (const one of below) {
      const values = correlation.groupBy.map(({ name }, i) =>
        one !== null && Object.hasOwn(one.group, name)
          ? (one.group[name] ?? null)
          : firstText(subject, ref.groupPaths[i] ?? null),
      )
      if (values.includes(null)) continue
      const group = JSON.stringify(values)
      const own = arrivals.get(group) ?? []
      // Two groups of a correlation below may be one here; the record brings its rule once.
      if (!own.some((arrival) => arrival.rule === rule)) own.push({ rule, value })
      arrivals.set(group, own)
    }
  }
  return arrivals
}

/** The value that the type looks at; null where it looks at none, undefined where the record has none. */
function counted({ type, test }: Correlation, subject: Subject): string | number | null | undefined {
  if (test.kind === 'rules' || test.fields.length === 0) return null
  const values = test.fields.map((field) => firstText(subject, field))
  if (values.includes(null)) return undefined
  if (type === 'value_count') return values.length === 1 ? (values[0] ?? undefined) : JSON.stringify(values)
  return numberOf(values[0] ?? '') ?? undefined
}

/** Of an array the first value. */
function firstText(subject: Subject, path: Path | null): string | null {
  const [value] = path === null ? [] : valuesAt(subject, path)
  return value === undefined || value === null || typeof value === 'object' ? null : String(value)
}

/** A memory that lasts as long as it is held: the oldest group is forgotten when there are too many. */
export function createMemory(maxGroups = 100_000): CorrelationMemory {
  const groups = new Map<string, GroupState>()
  return {
    read: (key) => groups.get(key),
    write(key, state) {
      groups.delete(key)
      groups.set(key, state)
      const [oldest] = groups.keys()
      if (groups.size > maxGroups && oldest !== undefined) groups.delete(oldest)
    },
  }
}
