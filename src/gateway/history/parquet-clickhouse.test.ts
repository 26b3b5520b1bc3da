import { openClickHouse } from './testing/clickhouse.ts'
import { sqlKit } from './testing/sql-kit.ts'

sqlKit('ClickHouse', () => Promise.resolve(openClickHouse()))
