import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type Counted, faultTable } from '../gateway/testing/fault-table.ts'
import type { Tally } from '../gateway/testing/fault-world.ts'

const RUNS = 20
/** Plans in a race for each run of a fault: a race is short, and its luck is what is counted. */
const RACES_PER_RUN = 10

/**
 * The fault tests of the gateway in another size: `sizes[0]` runs of each fault, ten times as many plans in races. `only` narrows to
 * files: `processes`, `races`, `postgres`, `pglite`. Not measured but counted, so what it answers is no trial: the tables on the screen,
 * `test-results/bench-faults.json` with each table as last counted, and whether every test passed. One that is stopped says so and
 * shows what it had counted.
 */
export async function runFaults(sizes: readonly number[], only: readonly string[]): Promise<boolean> {
  const runs = sizes[0] ?? RUNS
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sluicegate-faults-'))
  const files = only.length === 0 ? ['src/gateway/faults.'] : only.map((word) => `src/gateway/faults.${word}`)
  const startedAt = Date.now()
  const tests = spawn('vitest', ['run', '--project', 'node', ...files, '--reporter=default'], {
    // Each table is printed twice: by its file when that is through, and all of them at the end.
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      SLUICEGATE_FAULT_RUNS: String(runs),
      SLUICEGATE_FAULT_RACES: String(runs * RACES_PER_RUN),
      SLUICEGATE_FAULT_TABLES: folder,
    },
  })
  // Whoever stops a run of an hour keeps what it has counted.
  const stop = () => tests.kill('SIGTERM')
  process.once('SIGINT', stop).once('SIGTERM', stop)
  const status = await new Promise<number | null>((resolve, reject) => {
    tests.once('error', reject)
    tests.once('exit', resolve)
  })
  const tables = fs
    .readdirSync(folder)
    .toSorted()
    .map((file) => JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8')) as Counted)
  fs.rmSync(folder, { recursive: true })
  for (const table of tables) process.stdout.write(faultTable(table))
  const all = tables.flatMap(({ rows }) => rows)
  const sum = (of: (row: Tally) => number) => all.reduce((total, row) => total + of(row), 0)
  const minutes = ((Date.now() - startedAt) / 60_000).toFixed(1)
  const isClean = status === 0 && all.length > 0
  process.stdout.write(
    `\n${sum(({ runs: one }) => one)} runs: ${sum(({ doubled }) => doubled)} effects doubled, ` +
      `${sum(({ withoutQuorum }) => withoutQuorum)} without quorum, ${sum(({ lost }) => lost)} lost; ${minutes} min; ` +
      `${isClean ? 'every test passed' : 'NOT every test passed'}\n`,
  )
  keep(tables, isClean)
  return isClean
}

/** Puts each table in the place of the one that was counted on the same database before. */
function keep(tables: readonly Counted[], isClean: boolean): void {
  const file = 'test-results/bench-faults.json'
  fs.mkdirSync('test-results', { recursive: true })
  const before = fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, 'utf8')) as { tables: Counted[] }).tables : []
  const rest = before.filter(({ database }) => !tables.some((table) => table.database === database))
  const countedAt = new Date().toISOString()
  const kept = [...rest, ...tables.map((table) => ({ ...table, countedAt, isClean }))]
  const host = { node: process.version, cores: os.availableParallelism(), cpu: os.cpus()[0]?.model ?? 'unknown' }
  fs.writeFileSync(file, `${JSON.stringify({ name: 'faults', ...host, tables: kept }, null, 2)}\n`)
}
