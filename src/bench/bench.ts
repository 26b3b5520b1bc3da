import fs from 'node:fs'
import os from 'node:os'
import { type Asked, readAsked } from './asked.ts'
import { runFaults } from './faults.ts'
import { benchHistory } from './history.ts'
import { benchIngest } from './ingest.ts'
import { pageTargetsOf } from './page-targets.ts'
import { benchQueue } from './queue.ts'
import { benchQueueBurst } from './queue-burst.ts'
import { benchQueueScreen } from './queue-screen.ts'
import { type Target, textOf } from './targets.ts'
import { growthOf, type Line, linesOf, nameOf, type Trial, tableOf } from './trial.ts'
import { benchTriggers } from './triggers.ts'
import { benchWhatIf } from './whatif.ts'
import { benchPage } from './whatif-page.ts'
import { targetsOf } from './whatif-targets.ts'

type Tables = Iterable<readonly Trial[]> | AsyncIterable<readonly Trial[]>
/** Each makes one or several tables; the first trial of a table is the baseline of its others. */
const BENCHES: Readonly<Record<string, (asked: Asked) => Tables | Promise<Tables>>> = {
  history: ({ sizes }) => benchHistory(sizes),
  ingest: () => benchIngest(),
  queue: benchQueue,
  'queue-burst': ({ sizes }) => benchQueueBurst(sizes),
  'queue-page': ({ sizes }) => benchQueueScreen(sizes),
  triggers: () => benchTriggers(),
  whatif: benchWhatIf,
  'whatif-page': ({ sizes }) => benchPage(sizes),
}

/**
 * `npm run bench -- NAME … --size 100k,1m --only WORD,WORD`: tables on the screen as they are made, and one JSON file a bench under
 * `test-results`. A bench that is run in parts keeps there what earlier parts measured, each with its time.
 */
const asked = readOrExit(process.argv.slice(2))
// Counted and not measured, and not part of a round over all: its full size takes an hour.
if (asked.names.join() === 'faults') process.exit((await runFaults(asked.sizes, asked.only)) ? 0 : 1)
for (const name of asked.names.length > 0 ? asked.names : Object.keys(BENCHES)) {
  const bench = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined
  if (bench === undefined)
    exit(`There is no bench ${JSON.stringify(name)}. Known: ${Object.keys(BENCHES).join(', ')}; faults, alone`)
  process.stdout.write(`${name}, Node ${process.version}, ${os.availableParallelism()} cores\n`)
  for await (const trials of await bench(asked)) {
    const lines = linesOf(trials)
    process.stdout.write(`\n${tableOf(lines)}\n`)
    const targets = [...(name === 'whatif' ? targetsOf(lines) : []), ...pageTargetsOf(lines)]
    if (targets.length > 0) process.stdout.write(`${textOf(targets)}\n`)
    keep(name, lines, targets)
  }
}

interface Kept {
  readonly name: string
  readonly tables: readonly {
    readonly title: string
    readonly measuredAt: string
    readonly lines: readonly Line[]
    readonly targets?: readonly Target[]
  }[]
}

/** Puts a table into the file of its bench, in the place of one that begins with the same task over as many units; how tasks grow is made of all. */
function keep(name: string, lines: ReturnType<typeof linesOf>, targets: readonly Target[]): void {
  const file = `test-results/bench-${name}.json`
  fs.mkdirSync('test-results', { recursive: true })
  const before: Partial<Kept> = fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, 'utf8')) as Kept) : {}
  const title = `${nameOf(lines[0]?.task ?? '')}, ${lines[0]?.units} ${lines[0]?.unit}`
  const table = { title, measuredAt: new Date().toISOString(), lines, ...(targets.length > 0 ? { targets } : {}) }
  const tables = [...(before.tables ?? []).filter((one) => one.title !== title && one.title !== undefined), table]
  const growth = growthOf(tables.flatMap((one) => one.lines))
  const host = { node: process.version, cores: os.availableParallelism(), cpu: os.cpus()[0]?.model ?? 'unknown' }
  fs.writeFileSync(file, `${JSON.stringify({ name, ...host, tables, growth }, null, 2)}\n`)
}

function readOrExit(words: readonly string[]): Asked {
  try {
    return readAsked(words)
  } catch (error) {
    return exit(error instanceof RangeError ? error.message : String(error))
  }
}

function exit(why: string): never {
  process.stderr.write(`${why}\n`)
  process.exit(2)
}
