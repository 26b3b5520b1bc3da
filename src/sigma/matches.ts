import type { Json } from '../domain/json/json.ts'
import { type Condition, isTrue } from './condition.ts'
import { elementsAt, isThere, leavesOf, type Subject, valuesAt } from './fields.ts'
import type { Detection, Detections, ElementTest, FieldTest, Rule, Test } from './rule.ts'
import { templateHolds } from './values/placeholders.ts'
import {
  isPart,
  type Likeness,
  likenessOf,
  type PlainTest,
  plainHolds,
  textOfMap,
  type ValueTest,
} from './values/value-test.ts'
import { fitsReady, type ReadyText, readyText } from './wildcard.ts'

/**
 * Whether the rule is true of one record. Total: any JSON has an answer. Nothing is read but own keys. This is the slow,
 * obvious reading of a rule; the compiled one is checked against it.
 */
export function matches(rule: Pick<Rule, 'condition' | 'detections'>, subject: Subject): boolean {
  return conditionHolds(rule.condition, rule.detections, subject)
}

export function conditionHolds(condition: Condition, detections: Detections, subject: Subject): boolean {
  return isTrue(condition, (name) => {
    const detection = detections.get(name)
    return detection !== undefined && detectionHolds(detection, subject)
  })
}

/** Whether one detection block is true of the record. */
export function detectionHolds(detection: Detection, subject: Subject): boolean {
  return detection.kind === 'all'
    ? detection.of.every((test) => testHolds(test, subject))
    : detection.of.some((part) => detectionHolds(part, subject))
}

/** Whether one line of a block is true of the record. */
export function testHolds(test: Test, subject: Subject): boolean {
  return test.kind === 'field' ? fieldHolds(test, subject) : elementsHold(test, subject)
}

/** The values of the record that a line looks at. */
export function foundBy(test: FieldTest, subject: Subject): readonly Json[] {
  return test.field === null ? leavesOf(subject.record) : valuesAt(subject, test.field)
}

function fieldHolds(test: FieldTest, subject: Subject): boolean {
  const found = foundBy(test, subject)
  const ready = found.map(readied)
  const holdsFor = (value: ValueTest) => valueHolds(value, test, found, ready, subject)
  const isTrue = test.link === 'all' ? test.values.every(holdsFor) : test.values.some(holdsFor)
  return isTrue !== test.isNegated
}

/** Of several values (an array in the record) one that fits is enough. */
function valueHolds(
  test: ValueTest,
  line: FieldTest,
  found: readonly Json[],
  ready: readonly Readied[],
  subject: Subject,
): boolean {
  if (test.kind === 'exists') return line.field !== null && isThere(subject, line.field) === test.value
  if (test.kind === 'null') return found.includes(null) || line.field === null || !isThere(subject, line.field)
  if (test.kind === 'either') return test.of.some((part) => valueHolds(part, line, found, ready, subject))
  if (test.kind === 'template') return found.some((value) => templateHolds(test.template, value, subject))
  if (test.kind !== 'reference') return ready.some((value) => readiedHolds(test, value))
  return alikeSome(found, valuesAt(subject, test.to), test.how, test.isCased)
}

/** Whether a value of one field is like one of another. For parts of texts the first values of the other field count. */
function alikeSome(found: readonly Json[], others: readonly Json[], how: Likeness, isCased: boolean): boolean {
  const textsOf = (values: readonly Json[]) => values.flatMap((value) => likenessOf(value, isCased))
  if (how === 'equals') {
    // By a set: an array against an array would cost the product of their lengths.
    const wanted = new Set(textsOf(others))
    return textsOf(found).some((text) => wanted.has(text))
  }
  const parts = textsOf(others.slice(0, MAX_PARTS))
  return textsOf(found).some((text) => parts.some((part) => isPart(text, part, how)))
}

const MAX_PARTS = 100

/** A value as two thousand patterns may ask for it: the text of a map, and lower case, are made once and not for each. */
interface Readied {
  readonly value: Exclude<Json, object>
  readonly text: ReadyText
}

function readied(value: Json): Readied {
  const plain = value !== null && typeof value === 'object' ? textOfMap(value) : value
  return { value: plain, text: readyText(String(plain)) }
}

function readiedHolds(test: PlainTest, { value, text }: Readied): boolean {
  return test.kind === 'text' ? value !== null && fitsReady(test.pattern, text) : plainHolds(test, value)
}

function elementsHold(test: ElementTest, subject: Subject): boolean {
  const elements = elementsAt(subject, test.array)
  const isOne = (element: Json) => conditionHolds(test.condition, test.detections, { ...subject, record: element })
  if (test.quantifier === 'none') return !elements.some(isOne)
  if (test.quantifier === 'any') return elements.some(isOne)
  return elements.every(isOne) && (test.quantifier === 'all_or_empty' || elements.length > 0)
}
