import { openDuckDb } from './parquet-duckdb.ts'
import { sqlKit } from './testing/sql-kit.ts'

sqlKit('DuckDB', () => openDuckDb({ threads: 2 }))
