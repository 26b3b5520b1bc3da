import { createRequire } from 'node:module'
import { CLICKHOUSE } from '../../../engine/sql/dialect.ts'
import type { SqlEngine } from '../../../engine/sql/session.ts'

const chdb = createRequire(import.meta.url)('chdb') as Pick<typeof import('chdb'), 'Session'>

/** ClickHouse itself, inside this process, with tables in memory. One at a time. */
export function openClickHouse(): SqlEngine & { close(): void } {
  const session = new chdb.Session(undefined, { connectionArgs: SETTINGS })
  return {
    dialect: CLICKHOUSE,
    async run(statement, signal) {
      signal?.throwIfAborted()
      const answer = await session.queryAsync(statement, {
        format: 'JSONCompactEachRow',
        ...(signal === undefined ? {} : { signal }),
      })
      const lines = answer
        .text()
        .split('\n')
        .filter((line) => line !== '')
      return lines.map((line) => (JSON.parse(line) as readonly (string | number)[]).map(Number))
    },
    close: () => session.close(),
  }
}

/** Each statement is asked once or twice: compiling it to machine code would cost more than it saves. */
const SETTINGS = ['--compile_expressions=0', '--compile_aggregate_expressions=0', '--max_threads=2']
