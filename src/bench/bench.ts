import fs from 'node:fs'
import os from 'node:os'
import { benchIngest } from './ingest.ts'
import { linesOf, type Trial, tableOf } from './trial.ts'

const BENCHES: Readonly<Record<string, () => Promise<readonly Trial[]>>> = { ingest: benchIngest }

/** `npm run bench -- NAME …`: one table on the screen, one JSON file each under `test-results`. */
const asked = process.argv.slice(2)
for (const name of asked.length > 0 ? asked : Object.keys(BENCHES)) {
  const bench = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined
  if (bench === undefined) {
    process.stderr.write(`There is no bench ${JSON.stringify(name)}. Known: ${Object.keys(BENCHES).join(', ')}\n`)
    process.exit(2)
  }
  const lines = linesOf(await bench())
  process.stdout.write(`${name}, Node ${process.version}, ${os.availableParallelism()} cores\n${tableOf(lines)}\n`)
  fs.mkdirSync('test-results', { recursive: true })
  fs.writeFileSync(
    `test-results/bench-${name}.json`,
    `${JSON.stringify({ name, node: process.version, lines }, null, 2)}\n`,
  )
}
