import type { EpochMs } from '../../domain/time/instant.ts'
import { type Subject, valuesAt } from '../fields.ts'
import type { Path } from '../path.ts'
import type { LinkedCorrelation, RuleSet } from '../rule-set.ts'
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
 * Tells the correlations of a set about one record, and answers which of them are true now. `matched` are the rules that
 * fitted it. Records are to be told in the order in which they arrived. A record without one of the fields that are
 * grouped by, or without the field that is counted, counts nowhere.
 */
export function correlate(
  set: RuleSet,
  memory: CorrelationMemory,
  record: { readonly subject: Subject; readonly at: EpochMs; readonly matched: ReadonlySet<number> },
): readonly FiredCorrelation[] {
  const fired = new Map<number, FiredCorrelation>()
  for (const [index, linked] of set.correlations.entries()) {
    const found = tell(linked, index, memory, record, fired)
    if (found !== null) fired.set(index, found)
  }
  return [...fired.values()]
}

function tell(
  { correlation, refs }: LinkedCorrelation,
  index: number,
  memory: CorrelationMemory,
  { subject, at, matched }: Parameters<typeof correlate>[2],
  fired: ReadonlyMap<number, FiredCorrelation>,
): FiredCorrelation | null {
  const arrivals = new Map<string, Arrival[]>()
  for (const [rule, ref] of refs.entries()) {
    const below = ref.kind === 'correlation' ? fired.get(ref.index) : undefined
    if (ref.kind === 'rule' ? !matched.has(ref.index) : below === undefined) continue
    const group = correlation.groupBy.map(
      ({ name }, i) => below?.group[name] ?? firstText(subject, ref.groupPaths[i] ?? null),
    )
    const value = counted(correlation, subject)
    if (group.includes(null) || value === undefined) continue
    const key = JSON.stringify(group)
    arrivals.set(key, [...(arrivals.get(key) ?? []), { rule, value }])
  }
  let answer: FiredCorrelation | null = null
  for (const [group, own] of arrivals) {
    const key = `${index} ${group}`
    const { state, isTrue } = advance(correlation, memory.read(key) ?? NOTHING_YET, own, at)
    memory.write(key, state)
    if (!isTrue) continue
    const values = JSON.parse(group) as string[]
    answer = { index, group: Object.fromEntries(correlation.groupBy.map(({ name }, i) => [name, values[i] ?? ''])) }
  }
  return answer
}

/**
 * The keys that `correlate` may read for this record: those it reads if every correlation below another one fired, too.
 * A correlation groups by fields of the record at hand, so all of them are known before anything is decided.
 */
export function groupsTouched(
  set: RuleSet,
  record: { readonly subject: Subject; readonly matched: ReadonlySet<number> },
): readonly string[] {
  const keys: string[] = []
  const always: CorrelationMemory = { read: (key) => void keys.push(key), write: () => {} }
  const fired = new Map<number, FiredCorrelation>()
  for (const [index, linked] of set.correlations.entries()) {
    tell(linked, index, always, { ...record, at: 0 }, fired)
    const group = groupOf(linked, record, fired)
    if (group !== null) fired.set(index, { index, group })
  }
  return keys
}

/** The group that a correlation would fire with. */
function groupOf(
  { correlation, refs }: LinkedCorrelation,
  { subject, matched }: { readonly subject: Subject; readonly matched: ReadonlySet<number> },
  fired: ReadonlyMap<number, FiredCorrelation>,
): FiredCorrelation['group'] | null {
  const ref = refs.find(({ kind, index }) => (kind === 'rule' ? matched.has(index) : fired.has(index)))
  if (ref === undefined) return null
  const below = ref.kind === 'correlation' ? fired.get(ref.index) : undefined
  const values = correlation.groupBy.map(
    ({ name }, i) => below?.group[name] ?? firstText(subject, ref.groupPaths[i] ?? null),
  )
  return Object.fromEntries(correlation.groupBy.map(({ name }, i) => [name, values[i] ?? '']))
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
