import fs from 'node:fs'
import os from 'node:os'
import { benchHistory } from './history.ts'
import { benchIngest } from './ingest.ts'
import { benchQueue } from './queue.ts'
import { linesOf, type Trial, tableOf } from './trial.ts'
import { benchTriggers } from './triggers.ts'
import { benchWhatIf } from './whatif.ts'
import { benchPage } from './whatif-page.ts'

/** Each answers one or several tables; the first trial of a table is the baseline of its others. */
const BENCHES: Readonly<Record<string, (sizes: readonly number[]) => Promise<readonly (readonly Trial[])[]>>> = {
  history: benchHistory,
  ingest: benchIngest,
  queue: benchQueue,
  triggers: benchTriggers,
  whatif: benchWhatIf,
  'whatif-page': benchPage,
}

/** `npm run bench -- NAME …`, or `NAME=SIZE,SIZE` where a bench takes sizes: one table on the screen, one JSON file each under `test-results`. */
const asked = process.argv.slice(2)
for (const wish of asked.length > 0 ? asked : Object.keys(BENCHES)) {
  const [name = '', sizes = ''] = wish.split('=')
  const bench = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined
  if (bench === undefined) {
    process.stderr.write(`There is no bench ${JSON.stringify(name)}. Known: ${Object.keys(BENCHES).join(', ')}\n`)
    process.exit(2)
  }
  const tables = (await bench(sizes === '' ? [] : sizes.split(',').map(Number))).map(linesOf)
  process.stdout.write(
    `${name}, Node ${process.version}, ${os.availableParallelism()} cores\n${tables.map(tableOf).join('\n\n')}\n`,
  )
  fs.mkdirSync('test-results', { recursive: true })
  fs.writeFileSync(
    `test-results/bench-${name}.json`,
    `${JSON.stringify({ name, node: process.version, tables }, null, 2)}\n`,
  )
}
