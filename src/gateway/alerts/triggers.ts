import type { Mode } from '../../domain/change/change.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { TextProblem } from '../../domain/views/change-views.ts'
import { type CompiledTriggers, compileTriggers } from '../../engine/rules/compile-triggers.ts'
import type { CorrelationMemory } from '../../sigma/correlation/correlate.ts'
import type { Evidence } from '../../sigma/fires.ts'
import type { LoadedTrigger } from '../../sigma/pack/pack.ts'
import { type ParsedTrigger, parseTrigger } from '../../sigma/parse-trigger.ts'
import { judge, memoryKeys } from '../../sigma/trigger-logic.ts'

const LEVEL_RANK = { informational: 0, low: 1, medium: 2, high: 3, critical: 4 } as const

/** A trigger's text as it is governed. The version is ours: what the text says of its own is its author's. */
export interface TriggerSource {
  readonly id: string
  readonly version: number
  readonly mode: Mode
  readonly text: string
}

/** Texts made ready to be evaluated. One that cannot be read is in `broken` and nowhere else. */
export interface TriggerSet {
  readonly loaded: ReadonlyMap<string, LoadedTrigger>
  readonly broken: ReadonlyMap<string, readonly TextProblem[]>
  /** What is evaluated, by what comes of it. */
  readonly on: readonly LoadedTrigger[]
  readonly shadow: readonly LoadedTrigger[]
  /** All that is evaluated, compiled together. */
  readonly compiled: CompiledTriggers<LoadedTrigger>
}

/** What fired on one record, each list with the strongest first. */
export interface Fired {
  readonly on: readonly LoadedTrigger[]
  /** Counted and nothing else. */
  readonly shadow: readonly LoadedTrigger[]
}

/** Reads texts into a set: the one place where the gateway turns text into triggers. Never throws for a text. */
export function loadTriggers(sources: readonly TriggerSource[]): TriggerSet {
  const loaded = new Map<string, LoadedTrigger>()
  const broken = new Map<string, readonly TextProblem[]>()
  const evaluated: Record<Mode, LoadedTrigger[]> = { on: [], shadow: [], off: [] }
  for (const { id, version, mode, text } of sources) {
    const parsed = read(text)
    if (!parsed.ok) broken.set(id, parsed.problems)
    else if (parsed.trigger.id !== id) broken.set(id, [otherName(id, parsed.trigger.id)])
    else {
      const ready: LoadedTrigger = { trigger: { ...parsed.trigger, version }, logic: parsed.logic, text }
      loaded.set(id, ready)
      evaluated[mode].push(ready)
    }
  }
  const { on, shadow } = evaluated
  return { loaded, broken, on, shadow, compiled: compileTriggers([...on, ...shadow]) }
}

const MOST_READINGS = 1_000
const readings = new Map<string, ParsedTrigger>()

/** A text read once per process: trying out one draft would otherwise read the whole pack again. */
function read(text: string): ParsedTrigger {
  const known = readings.get(text)
  if (known !== undefined) return known
  const parsed = parseTrigger(text)
  const [oldest] = readings.keys()
  if (readings.size >= MOST_READINGS && oldest !== undefined) readings.delete(oldest)
  readings.set(text, parsed)
  return parsed
}

/** One record, and which rules of which triggers are true of it. */
export interface Matched {
  readonly evidence: Evidence
  /** When it happened, epoch ms UTC; our receipt where the source's clock cannot be believed. */
  readonly at: EpochMs
  readonly rules: ReadonlyMap<LoadedTrigger, ReadonlySet<number>>
}

export function matchTriggers(set: TriggerSet, evidence: Evidence, at: EpochMs): Matched {
  return { evidence, at, rules: set.compiled.matched(evidence) }
}

/** Under which keys the memory has to be read before `firedBy` is asked about this record. */
export function keysOf({ evidence, rules }: Matched): readonly string[] {
  return [...rules].flatMap(([trigger, matched]) =>
    memoryKeys(trigger.logic, matched, evidence).map((key) => memoryKey(trigger, key)),
  )
}

/**
 * The triggers that fire on a record, the strongest first: by declared confidence, then level, then id. The strongest gives
 * the alert its response; the others corroborate. Those in shadow are told apart and do neither. Triggers that correlate
 * remember the record: they have to be told each one once, in the order of arrival.
 */
export function firedBy(set: TriggerSet, { evidence, at, rules }: Matched, memory: CorrelationMemory): Fired {
  const fires = (trigger: LoadedTrigger) => {
    const matched = rules.get(trigger)
    if (matched === undefined) return false
    return judge(trigger.logic, matched, evidence, at, {
      read: (key) => memory.read(memoryKey(trigger, key)),
      write: (key, state) => memory.write(memoryKey(trigger, key), state),
    })
  }
  const fired = (triggers: readonly LoadedTrigger[]) => triggers.filter(fires).sort(byStrength)
  return { on: fired(set.on), shadow: fired(set.shadow) }
}

/** A new version of a trigger remembers nothing of the one before, whose rules may have meant something else. */
function memoryKey({ trigger }: LoadedTrigger, key: string): string {
  return `${trigger.id}@${trigger.version} ${key}`
}

export function byStrength(a: LoadedTrigger, b: LoadedTrigger): number {
  return (
    b.trigger.response.confidence - a.trigger.response.confidence ||
    LEVEL_RANK[b.trigger.level] - LEVEL_RANK[a.trigger.level] ||
    (a.trigger.id < b.trigger.id ? -1 : 1)
  )
}

function otherName(id: string, name: string): TextProblem {
  return { line: 1, column: 1, message: `it names itself \`${name}\``, shouldBe: `\`name: ${id}\`` }
}
