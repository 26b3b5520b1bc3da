import type { Json } from '../domain/json/json.ts'
import { printable } from '../domain/json/read-json.ts'
import type { Condition } from './condition.ts'
import { elementsAt, type Subject } from './fields.ts'
import { conditionHolds, detectionHolds, foundBy, testHolds } from './matches.ts'
import { type Detection, type Detections, NO_DETECTION, type Rule, type Test } from './rule.ts'

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
export function explain(rule: Rule, subject: Subject): Explanation {
  return explainCondition(rule.condition, rule.detections, subject)
}

function explainCondition(condition: Condition, detections: Detections, subject: Subject): Explanation {
  if (condition.kind === 'detection') {
    const detection = detections.get(condition.name) ?? NO_DETECTION
    return node('detection', condition.name, detectionHolds(detection, subject), partsOf(detection, subject))
  }
  if (condition.kind === 'not') {
    const part = explainCondition(condition.of, detections, subject)
    return node('not', `not ${part.text}`, !part.isTrue, [part])
  }
  const parts = condition.of.map((part) => explainCondition(part, detections, subject))
  const isTrue = condition.kind === 'and' ? parts.every((part) => part.isTrue) : parts.some((part) => part.isTrue)
  return node(condition.kind, condition.text ?? condition.kind, isTrue, parts)
}

function partsOf(detection: Detection, subject: Subject): readonly Explanation[] {
  if (detection.kind === 'all') return detection.of.map((test) => explainTest(test, subject))
  return detection.of.map((part) => node(part.kind, part.kind, detectionHolds(part, subject), partsOf(part, subject)))
}

function explainTest(test: Test, subject: Subject): Explanation {
  const { label: text, line } = test
  const isTrue = testHolds(test, subject)
  if (test.kind === 'field') {
    const found = test.field === null ? [] : foundBy(test, subject).slice(0, MAX_FOUND).map(shown)
    return { kind: 'field', text, isTrue, line, found, parts: [] }
  }
  // The element that decided, else the first: of a long array nobody reads them all.
  const elements = elementsAt(subject, test.array)
  const within = (element: Json): Subject => ({ ...subject, record: element })
  const isOne = (element: Json) => conditionHolds(test.condition, test.detections, within(element))
  const telling = elements.find(
    (element) => isOne(element) === (test.quantifier === 'any' || test.quantifier === 'none'),
  )
  const element = telling ?? elements[0]
  const parts = element === undefined ? [] : [explainCondition(test.condition, test.detections, within(element))]
  return { kind: 'field', text, isTrue, line, found: elements.slice(0, MAX_FOUND).map(shown), parts }
}

const MAX_FOUND = 5

function node(kind: Explanation['kind'], text: string, isTrue: boolean, parts: readonly Explanation[]): Explanation {
  return { kind, text, isTrue, line: null, found: [], parts }
}

function shown(value: Json): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return printable(text.length > 120 ? `${text.slice(0, 120)}…` : text)
}
