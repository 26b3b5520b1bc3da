import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { DUCKDB } from '../../engine/sql/dialect.ts'
import type { SqlEngine } from '../../engine/sql/session.ts'

export interface DuckDb extends SqlEngine {
  readonly connection: DuckDBConnection
  close(): void
}

export interface DuckDbOptions {
  /** Cores to use; all where left out. */
  readonly threads?: number
  /** What it may hold in memory, as DuckDB spells it (`4GB`); beyond that it writes to `spill`. */
  readonly memory?: string
  readonly spill?: string
}

/** An empty DuckDB in memory. It may read and write files where it is told to, and loads nothing from elsewhere. */
export async function openDuckDb({ threads, memory, spill }: DuckDbOptions = {}): Promise<DuckDb> {
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    preserve_insertion_order: 'false',
    // Up to four million groups are counted in an array instead of a hash table: alerts by case twice as fast, for 100 MB a core.
    perfect_ht_threshold: '22',
    ...(threads === undefined ? {} : { threads: String(threads) }),
    ...(memory === undefined ? {} : { memory_limit: memory }),
    ...(spill === undefined ? {} : { temp_directory: spill }),
  })
  const connection = await instance.connect()
  return {
    dialect: DUCKDB,
    connection,
    async run(statement, signal) {
      signal?.throwIfAborted()
      const stop = () => connection.interrupt()
      signal?.addEventListener('abort', stop, { once: true })
      try {
        const reader = await connection.runAndReadAll(statement)
        return reader.getRows().map((row) => row.map(integer))
      } catch (error) {
        signal?.throwIfAborted()
        throw error
      } finally {
        signal?.removeEventListener('abort', stop)
      }
    },
    close() {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

/** DuckDB answers 64 bits as a bigint; what we count fits a double. */
function integer(value: unknown): number {
  const number = typeof value === 'bigint' ? Number(value) : value
  if (typeof number !== 'number' || !Number.isSafeInteger(number)) throw new RangeError('DuckDB answered no integer')
  return number
}
