import { type Kysely, sql, type Transaction } from 'kysely'
import { Migrator } from 'kysely/migration'
import type { EpochMs } from '../../domain/time/instant.ts'
import { migrations } from './migrations.ts'
import type { Tables } from './tables.ts'

/** A transaction. Everything inside one passes it on: on the embedded database the outer handle would wait for itself. */
export type Tx = Transaction<Tables>

/** For reads that stand alone. Never inside `write`. */
export type Reader = Kysely<Tables>

export interface Store {
  readonly tenant: string
  /** What a person reads: "PGlite, folder …" without the path, or "PostgreSQL 18.4". */
  readonly title: string
  readonly read: Reader
  /**
   * Runs `work` in one transaction and repeats it whole where the database could not serialise it (40001, 40P01), at most
   * five times: so `work` has no effect outside the transaction.
   */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /**
   * Calls back after each transaction of this process that left something in the record, so that who looks for work need not look all
   * the time. A hint only: what other processes write is not heard. Answers the function that ends it.
   */
  onNews(hear: () => void): () => void
  close(): Promise<void>
}

export interface Opened {
  readonly db: Kysely<Tables>
  readonly title: string
  close(): Promise<void>
}

const ATTEMPTS = 5

/** A store over an opened database, its schema brought to date. Several processes may start at once. */
export async function createStore(opened: Opened, tenant = 'main'): Promise<Store> {
  await bringToDate(opened.db)
  const hearers = new Set<() => void>()
  const writeOnce = async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
    let isNews = false
    const result = await opened.db.transaction().execute(async (tx) => {
      const done = await work(tx)
      isNews = recorded.has(tx)
      return done
    })
    if (isNews) for (const hear of hearers) hear()
    return result
  }
  return {
    tenant,
    title: opened.title,
    read: opened.db,
    close: () => opened.close(),
    onNews: (hear) => {
      hearers.add(hear)
      return () => void hearers.delete(hear)
    },
    write: async (work) => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await writeOnce(work)
        } catch (error) {
          if (attempt >= ATTEMPTS || !isSerialisationFailure(error)) throw error
          await new Promise((resolve) => setTimeout(resolve, attempt * 10 * (1 + Math.random())))
        }
      }
    },
  }
}

/** Transactions that wrote an entry. */
const recorded = new WeakSet<Tx>()

/** Whoever writes the record says so; it is heard once the transaction is committed. */
export function markRecorded(tx: Tx): void {
  recorded.add(tx)
}

/** Databases whose schema this process has brought to date: a second tenant on one need not compare every migration again. */
const upToDate = new WeakSet<Kysely<Tables>>()

async function bringToDate(db: Kysely<Tables>): Promise<void> {
  if (upToDate.has(db)) return
  const { error } = await new Migrator({ db, provider: migrations }).migrateToLatest()
  if (error !== undefined) throw error
  upToDate.add(db)
}

/** The database's clock. Every expiry is judged by it, whichever gateway asks. */
export async function databaseNow(tx: Reader | Tx): Promise<EpochMs> {
  const result = await sql<{
    now: number
  }>`select (extract(epoch from clock_timestamp()) * 1000)::bigint as now`.execute(tx)
  const row = result.rows[0]
  if (row === undefined) throw new Error('the database did not tell the time')
  return row.now
}

/** The next number of a counter, from 1. Part of the transaction: a rolled-back number is given again. */
export async function nextNumber(tx: Tx, tenant: string, name: string, howMany = 1): Promise<number> {
  const result = await sql<{ value: number }>`
    insert into counter (tenant, name, value) values (${tenant}, ${name}, ${howMany})
    on conflict (tenant, name) do update set value = counter.value + ${howMany}
    returning value`.execute(tx)
  const row = result.rows[0]
  if (row === undefined) throw new Error(`counter ${name} gave no number`)
  return row.value - howMany + 1
}

export function errorCode(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null
  return typeof error.code === 'string' ? error.code : null
}

function isSerialisationFailure(error: unknown): boolean {
  const code = errorCode(error)
  return code === '40001' || code === '40P01'
}

/** bigint as a number, refused where a double would round it. */
export function safeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`the database answered ${text}, which is no safe integer`)
  return value
}
