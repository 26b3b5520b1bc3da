import type { Json, JsonObject } from '../domain/json/json.ts'
import { leavesOf, valuesAt } from './fields.ts'
import type { Condition, Detection, FieldTest, Rule, ValueTest } from './rule.ts'
import { fits } from './wildcard.ts'

/** Whether the rule is true of one record. Total: any JSON object has an answer. Nothing is read but own keys. */
export function matches(rule: Rule, record: JsonObject): boolean {
  return holds(rule.condition, rule.detections, record)
}

/** Whether one detection block is true of the record. */
export function detectionHolds(detection: Detection, record: JsonObject): boolean {
  return detection.kind === 'all'
    ? detection.of.every((test) => fieldHolds(test, record))
    : detection.of.some((part) => detectionHolds(part, record))
}

/** Whether one line of a block is true of the record. */
export function fieldHolds(test: FieldTest, record: JsonObject): boolean {
  const found = foundBy(test, record)
  const holdsFor = (value: ValueTest) => valueHolds(value, found)
  return test.link === 'all' ? test.values.every(holdsFor) : test.values.some(holdsFor)
}

/** The values of the record that a line looks at. */
export function foundBy(test: FieldTest, record: JsonObject): readonly Json[] {
  return test.field === null ? leavesOf(record) : valuesAt(record, test.field)
}

function holds(condition: Condition, detections: Rule['detections'], record: JsonObject): boolean {
  if (condition.kind === 'detection') {
    const detection = detections.get(condition.name)
    return detection !== undefined && detectionHolds(detection, record)
  }
  if (condition.kind === 'not') return !holds(condition.of, detections, record)
  const partHolds = (part: Condition) => holds(part, detections, record)
  return condition.kind === 'and' ? condition.of.every(partHolds) : condition.of.some(partHolds)
}

/** Of several values (an array in the record) one that fits is enough. */
function valueHolds(test: ValueTest, found: readonly Json[]): boolean {
  if (test.kind === 'exists') return found.length > 0 === test.value
  if (test.kind === 'null') return found.length === 0 || found.includes(null)
  if (test.kind === 'text') return found.some((value) => isScalar(value) && fits(test.pattern, String(value)))
  return found.some((value) => sameScalar(test.value, value))
}

/** Vendors differ on quoting: 403 and "403", false and "false" are one value. Case does not count, as for any text. */
function sameScalar(wanted: number | boolean, value: Json): boolean {
  if (typeof value === typeof wanted) return value === wanted
  return typeof value === 'string' && value.toLowerCase() === String(wanted)
}

function isScalar(value: Json): value is string | number | boolean {
  return value !== null && typeof value !== 'object'
}
