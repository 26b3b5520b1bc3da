import { sql } from 'kysely'
import type { Tx } from './store.ts'
import type { Tables } from './tables.ts'

/** A column's type as PostgreSQL writes it. */
export type ColumnType = 'text' | 'integer' | 'bigint' | 'boolean' | 'bytea'
export type Columns<T extends keyof Tables> = Readonly<Record<keyof Tables[T] & string, ColumnType>>

/**
 * Inserts many rows with one statement and one parameter: the rows as a JSON text of our own making (flat, so its depth is
 * known), unfolded by `json_to_recordset`. Ten thousand bound parameters instead cost more than the insert itself, on
 * the embedded database most of all. Bytes travel as hex.
 */
export async function insertRows<T extends keyof Tables>(
  tx: Tx,
  table: T,
  columns: Columns<T>,
  rows: readonly Tables[T][],
  onConflict: 'fail' | 'skip' | { readonly replaceBy: readonly (keyof Tables[T] & string)[] } = 'fail',
): Promise<void> {
  if (rows.length === 0) return
  const names = Object.keys(columns) as (keyof Tables[T] & string)[]
  const list = sql.join(names.map((name) => sql.ref(name)))
  const values = sql.join(
    names.map((name) =>
      columns[name] === 'bytea' ? sql`decode(${sql.ref(`r.${name}`)}, 'hex')` : sql.ref(`r.${name}`),
    ),
  )
  const source = recordset(names, columns, rows)
  await sql`insert into ${sql.table(table)} (${list}) select ${values} from ${source}${conflictClause(names, onConflict)}`.execute(
    tx,
  )
}

function conflictClause(
  names: readonly string[],
  onConflict: 'fail' | 'skip' | { readonly replaceBy: readonly string[] },
) {
  if (onConflict === 'fail') return sql``
  if (onConflict === 'skip') return sql` on conflict do nothing`
  const key = sql.join(onConflict.replaceBy.map((name) => sql.ref(name)))
  const changes = names
    .filter((name) => !onConflict.replaceBy.includes(name))
    .map((name) => sql`${sql.ref(name)} = excluded.${sql.ref(name)}`)
  return sql` on conflict (${key}) do update set ${sql.join(changes)}`
}

/** Sets the columns of many rows, found by tenant and id, with one statement. */
export async function updateRows<T extends 'alert' | 'identity' | 'record', C extends keyof Tables[T] & string>(
  tx: Tx,
  table: T,
  tenant: string,
  columns: Readonly<Record<C, ColumnType>>,
  rows: readonly (Pick<Tables[T], NoInfer<C>> & { readonly id: string })[],
): Promise<void> {
  if (rows.length === 0) return
  const names = Object.keys(columns) as C[]
  const all = { ...columns, id: 'text' } as Readonly<Record<C | 'id', ColumnType>>
  const changes = sql.join(
    names.filter((name) => name !== 'id').map((name) => sql`${sql.ref(name)} = ${sql.ref(`r.${name}`)}`),
  )
  const source = recordset(Object.keys(all) as (C | 'id')[], all, rows)
  await sql`update ${sql.table(table)} set ${changes} from ${source}
    where ${sql.ref(`${table}.tenant`)} = ${tenant} and ${sql.ref(`${table}.id`)} = r.id`.execute(tx)
}

function recordset<C extends string>(
  names: readonly C[],
  columns: Readonly<Record<C, ColumnType>>,
  rows: readonly Readonly<Record<C, unknown>>[],
) {
  const shape = sql.join(
    names.map((name) => sql`${sql.ref(name)} ${sql.raw(columns[name] === 'bytea' ? 'text' : columns[name])}`),
  )
  const flat = rows.map((row) =>
    Object.fromEntries(names.map((name) => [name, row[name] instanceof Uint8Array ? hex(row[name]) : row[name]])),
  )
  const text = JSON.stringify(flat)
  return sql`json_to_recordset(cast(${text} as json)) as r(${shape})`
}

const BYTES = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

function hex(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += BYTES[byte] ?? ''
  return text
}
