import type { Json, JsonObject } from '../domain/json/json.ts'
import { printable } from '../domain/json/read-json.ts'
import { detectionHolds, fieldHolds, foundBy } from './matches.ts'
import type { Condition, Detection, FieldTest, Rule } from './rule.ts'

/** One condition and whether it is true of the record, with what it is made of. The root's truth is `matches`. */
export interface Explanation {
  readonly kind: 'and' | 'or' | 'not' | 'detection' | 'any' | 'all' | 'field'
  /** As the rule writes it. */
  readonly text: string
  readonly isTrue: boolean
  /** Line of the rule, for a field; null for what stands above it. */
  readonly line: number | null
  /** What the record holds there, at most five values, each cut to 120 characters and safe to print; empty where it holds nothing. */
  readonly found: readonly string[]
  readonly parts: readonly Explanation[]
}

/** The truth of every part of a rule's condition for one record: why it fired, or why it did not. */
export function explain(rule: Rule, record: JsonObject): Explanation {
  return explainCondition(rule.condition, rule.detections, record)
}

function explainCondition(condition: Condition, detections: Rule['detections'], record: JsonObject): Explanation {
  if (condition.kind === 'detection') {
    const detection = detections.get(condition.name) ?? { kind: 'any', of: [] }
    return node('detection', condition.name, detectionHolds(detection, record), partsOf(detection, record))
  }
  if (condition.kind === 'not') {
    const part = explainCondition(condition.of, detections, record)
    return node('not', `not ${part.text}`, !part.isTrue, [part])
  }
  const parts = condition.of.map((part) => explainCondition(part, detections, record))
  const isTrue = condition.kind === 'and' ? parts.every((part) => part.isTrue) : parts.some((part) => part.isTrue)
  return node(condition.kind, condition.text ?? condition.kind, isTrue, parts)
}

function partsOf(detection: Detection, record: JsonObject): readonly Explanation[] {
  if (detection.kind === 'all') return detection.of.map((test) => explainField(test, record))
  return detection.of.map((part) => node(part.kind, part.kind, detectionHolds(part, record), partsOf(part, record)))
}

function explainField(test: FieldTest, record: JsonObject): Explanation {
  const found = test.field === null ? [] : foundBy(test, record).slice(0, 5).map(shown)
  return { kind: 'field', text: test.label, isTrue: fieldHolds(test, record), line: test.line, found, parts: [] }
}

function node(kind: Explanation['kind'], text: string, isTrue: boolean, parts: readonly Explanation[]): Explanation {
  return { kind, text, isTrue, line: null, found: [], parts }
}

function shown(value: Json): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return printable(text.length > 120 ? `${text.slice(0, 120)}…` : text)
}
