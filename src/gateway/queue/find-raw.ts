import { hasRawPath, matchesRaw } from '../../domain/query/matches-raw.ts'
import { nearestPath } from '../../domain/query/nearest-path.ts'
import { parseQuery } from '../../domain/query/parse.ts'
import type { FieldClause } from '../../domain/query/query.ts'
import { isRawField, rawField, rawPath } from '../../domain/query/raw-field.ts'
import type { RawAnswer } from '../../domain/views/queue-views.ts'
import { listRecords } from '../alerts/list-records.ts'
import type { Gateway } from '../gateway.ts'
import { Problem } from '../http/problem.ts'

/** Records looked at in one answer, as far as `PAGE_BYTES` allows. */
const RECORDS = 500

/**
 * Alerts with a raw record that fits a condition such as `raw.userIdentity.type : AssumedRole`, from one part of the records, the newest
 * first. Looked for in what people may see: a secret that is redacted cannot be guessed by asking for it letter by letter.
 */
export async function findRaw(gateway: Gateway, text: string, after: string | null): Promise<RawAnswer> {
  const clause = rawClause(text)
  const { items, next } = await listRecords(gateway, { format: null, limit: RECORDS, after })
  const numbers = new Set<number>()
  for (const { alert, record } of items) if (alert !== null && matchesRaw(clause, record)) numbers.add(alert.number)
  const isKnown = items.some(({ record }) => hasRawPath(clause.field, record))
  const asked = isKnown ? null : rawPath(clause.field)
  const records = items.map(({ record }) => record)
  const near = asked === null ? null : nearestPath(asked, records)
  return { numbers: [...numbers], looked: items.length, isKnown, near: near === null ? null : rawField(near), next }
}

function rawClause(text: string): FieldClause {
  const parsed = parseQuery(text)
  if (!parsed.ok) throw new Problem('invalid-request', parsed.problem.message)
  const { query } = parsed
  if (
    (query.kind === 'is' || query.kind === 'exists' || query.kind === 'compare' || query.kind === 'between') &&
    isRawField(query.field)
  ) {
    return query
  }
  throw new Problem(
    'invalid-request',
    'Ask for one condition on a path of the raw record, as in raw.eventName : PutObject.',
  )
}
