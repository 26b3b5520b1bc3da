import type { Facts } from '../../../domain/evidence/fields.ts'
import { isObject, type Json, type JsonObject } from '../../../domain/json/json.ts'
import type { Evidence } from '../../fires.ts'
import { evidenceOf, linesOf, textOf } from './world.ts'

/** The single records of `triggers/cases.ndjson`, as their vendors wrote them. */
export const CASES = await Promise.all(
  linesOf('triggers/cases.ndjson').map(async ({ id, format, record }) => ({
    id: textOf(id),
    evidence: await evidenceOf(textOf(format), record),
  })),
)

/** One of them. Throws where there is none of that id. */
export function caseOf(id: string): Evidence {
  const found = CASES.find((one) => one.id === id)
  if (found === undefined) throw new Error(`no case ${id}`)
  return found.evidence
}

export type Change = (record: JsonObject) => JsonObject

/** A real record changed in the one place that matters, and what is said to be known around it. */
export function changed(id: string, change: Change, facts: Facts = {}): Promise<Evidence> {
  const { format, record } = caseOf(id)
  return evidenceOf(format, change(record), facts)
}

/** The value at a path of keys replaced; what is missing on the way is made. */
export function withValue(path: string, value: Json): Change {
  const [key = '', ...rest] = path.split('.')
  return (record) => {
    const below = record[key]
    const inner = isObject(below) ? below : {}
    return { ...record, [key]: rest.length === 0 ? value : withValue(rest.join('.'), value)(inner) }
  }
}

/** The call as a session of the stolen role would have made it. */
export const asRole: Change = (record) => ({
  ...record,
  userIdentity: caseOf('invictus GetCallerIdentity bf68f8c0').record['userIdentity'] ?? null,
})
