import type { Json } from '../domain/json/json.ts'
import { type Condition, isTrue } from './condition.ts'
import { elementsAt, isThere, leavesOf, type Subject, valuesAt } from './fields.ts'
import type { Detection, Detections, ElementTest, FieldTest, Rule, Test } from './rule.ts'
import { templateHolds } from './values/placeholders.ts'
import { isLike, plainHolds, type ValueTest } from './values/value-test.ts'

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
  const holdsFor = (value: ValueTest) => valueHolds(value, test, found, subject)
  const isTrue = test.link === 'all' ? test.values.every(holdsFor) : test.values.some(holdsFor)
  return isTrue !== test.isNegated
}

/** Of several values (an array in the record) one that fits is enough. */
function valueHolds(test: ValueTest, line: FieldTest, found: readonly Json[], subject: Subject): boolean {
  if (test.kind === 'exists') return line.field !== null && isThere(subject, line.field) === test.value
  if (test.kind === 'null') return found.includes(null) || line.field === null || !isThere(subject, line.field)
  if (test.kind === 'either') return test.of.some((part) => valueHolds(part, line, found, subject))
  if (test.kind === 'template') return found.some((value) => templateHolds(test.template, value, subject))
  if (test.kind !== 'reference') return found.some((value) => plainHolds(test, value))
  const others = valuesAt(subject, test.to)
  return found.some((value) => others.some((other) => isLike(value, other, test.how, test.isCased)))
}

function elementsHold(test: ElementTest, subject: Subject): boolean {
  const elements = elementsAt(subject, test.array)
  const isOne = (element: Json) => conditionHolds(test.condition, test.detections, { ...subject, record: element })
  if (test.quantifier === 'none') return !elements.some(isOne)
  if (test.quantifier === 'any') return elements.some(isOne)
  return elements.every(isOne) && (test.quantifier === 'all_or_empty' || elements.length > 0)
}
