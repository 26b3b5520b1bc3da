import type { Condition } from '../../sigma/condition.ts'
import type { Detection, Rule, Test } from '../../sigma/rule.ts'
import type { CompiledLine } from './fields-table.ts'

/** Answers of which at least one has to be yes for a rule to be true. Null where there are no such. */
type Witnesses = readonly Witness[] | null
interface Witness {
  readonly field: number
  readonly bit: number
}

type LineOf = (test: Test) => CompiledLine | null

/**
 * Finds for each rule what a record must show before the rule is worth looking at. `witnessesOf` names the rules that wait
 * for one of these bits of a field; the rules in `always` wait for nothing. Of several choices a rule waits for what the
 * fewest rules ask: `eventSource: iam.amazonaws.com` wakes a hundred rules, `eventName: CreateAccessKey` two.
 */
export function createWitnesses(
  rules: readonly Pick<Rule, 'condition' | 'detections'>[],
  lineOf: LineOf,
): {
  readonly always: readonly number[]
  readonly witnessesOf: (field: number, bits: readonly number[]) => readonly number[]
} {
  const asked = new Map<string, number>()
  for (const { detections } of rules) {
    for (const detection of detections.values()) {
      for (const { field, values } of linesOf(detection, lineOf)) {
        for (const bit of values.flat()) asked.set(`${field} ${bit}`, (asked.get(`${field} ${bit}`) ?? 0) + 1)
      }
    }
  }
  const costOf = (witnesses: readonly Witness[]) =>
    witnesses.reduce((sum, { field, bit }) => sum + (asked.get(`${field} ${bit}`) ?? 1), 0)
  const waiting = new Map<number, Map<number, number[]>>()
  const always: number[] = []
  for (const [rule, { condition, detections }] of rules.entries()) {
    const witnesses = ofCondition(condition, detections, { lineOf, costOf })
    if (witnesses === null) always.push(rule)
    for (const { field, bit } of witnesses ?? []) {
      const ofField = waiting.get(field) ?? new Map<number, number[]>()
      waiting.set(field, ofField)
      ofField.set(bit, [...(ofField.get(bit) ?? []), rule])
    }
  }
  return {
    always,
    witnessesOf(field, bits) {
      const ofField = waiting.get(field)
      if (ofField === undefined) return []
      return [...new Set(bits.flatMap((bit) => ofField.get(bit) ?? []))]
    },
  }
}

interface Choice {
  readonly lineOf: LineOf
  readonly costOf: (witnesses: readonly Witness[]) => number
}

function ofCondition(condition: Condition, detections: Rule['detections'], choice: Choice): Witnesses {
  if (condition.kind === 'detection') {
    const detection = detections.get(condition.name)
    return detection === undefined ? [] : ofDetection(detection, choice)
  }
  if (condition.kind === 'not') return null
  const parts = condition.of.map((part) => ofCondition(part, detections, choice))
  return condition.kind === 'and' ? cheapest(parts, choice) : together(parts)
}

function ofDetection(detection: Detection, choice: Choice): Witnesses {
  return detection.kind === 'all'
    ? cheapest(
        detection.of.map((test) => ofTest(test, choice)),
        choice,
      )
    : together(detection.of.map((part) => ofDetection(part, choice)))
}

/** The bits that are asked, also those of a missing field: they are told like any other. */
function ofTest(test: Test, choice: Choice): Witnesses {
  const line = choice.lineOf(test)
  if (line === null || line.isNegated) return null
  const { field } = line
  const values = line.values.map((bits) => bits.map((bit) => ({ field, bit })))
  return line.link === 'any' ? values.flat() : cheapest(values, choice)
}

/** All parts have to hold, so any one of them tells. */
function cheapest(parts: readonly Witnesses[], { costOf }: Choice): Witnesses {
  let best: Witnesses = null
  for (const part of parts) if (part !== null && (best === null || costOf(part) < costOf(best))) best = part
  return best
}

/** One of the parts has to hold, so all of them have to be listened to. */
function together(parts: readonly Witnesses[]): Witnesses {
  return parts.includes(null) ? null : parts.flatMap((part) => part ?? [])
}

function linesOf(detection: Detection, lineOf: LineOf): readonly CompiledLine[] {
  if (detection.kind === 'any') return detection.of.flatMap((part) => linesOf(part, lineOf))
  return detection.of.flatMap((test) => lineOf(test) ?? [])
}
