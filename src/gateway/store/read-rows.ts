import { type SelectQueryBuilder, sql } from 'kysely'
import type { Reader, Tx } from './store.ts'
import type { Tables } from './tables.ts'

/**
 * The rows of a query, in any order, in one cell of JSON. For reading many: the embedded database spends more on a row of eight
 * cells than on finding it. Numbers must be safe integers; bytes cannot be read like this.
 */
export async function readRows<T>(
  read: Reader | Tx,
  query: SelectQueryBuilder<Tables, never, T>,
): Promise<readonly T[]> {
  const { rows } = await sql<{ text: string | null }>`
    select json_agg(row_to_json(q))::text as text from (${query}) as q`.execute(read)
  const text = rows[0]?.text ?? null
  return text === null ? [] : (JSON.parse(text) as T[])
}
