import { STARTING_POLICY } from '../domain/policy/policy.ts'
import { openKernel } from '../engine/kernel/kernel.ts'
import { asItIs, type Draft } from '../engine/whatif/draft.ts'
import type { History } from '../engine/whatif/history.ts'
import { lookupsOf } from '../engine/whatif/lookups.ts'
import { CELLS, cellOf } from '../engine/whatif/outcome.ts'
import { openPass, type Pass } from '../engine/whatif/pass.ts'
import { decideCase } from '../engine/whatif/reference/decide-case.ts'
import { openSession } from '../engine/whatif/session.ts'
import { tablesOf } from '../engine/whatif/tables.ts'
import { openCrewInNode } from '../engine/whatif/testing/crew-in-node.ts'
import { type Asked, wantedOf } from './asked.ts'
import { inTypedArrays } from './browser/contenders.ts'
import { CONTENDERS, crewsOf } from './browser/contest.ts'
import { measure, type Trial } from './trial.ts'
import { openContest } from './whatif-chromium.ts'
import { FULL_PASS, MOVES, withTrigger } from './whatif-drafts.ts'
import { benchPage } from './whatif-page.ts'
import { historyOf } from './whatif-world.ts'

const SIZES = [100_000, 1_000_000, 5_000_000]
const PLACES = ['node', 'chromium', 'page'] as const
/** Beside what estates look like, the world in which each alert is a case of its own: what the engine costs then. */
const WORLDS = [
  ['usual', 5_000],
  ['worst', 50_000],
] as const
/** Alerts decided one by one for the comparison: the cost of one is the same for all. */
const SAMPLE = 2_000
const RUNS = 15
const WARM_MS = 300

/**
 * What one move of a hand costs over the whole history, in Node and in Chromium beside libraries that do such things. The baseline
 * of each table is the mere read, sixteen bytes at once, of the columns of cases and alerts that a pass works on, so a ratio is how
 * many times that a draft costs; ratios are per alert. The second line also looks up what those columns refer to, as a pass must; the
 * third is the mere read of the same history with a row an alert, which is the easier one to be compared with. In Node are compared the same decision asked of every alert in typed arrays,
 * and the decision that the gateway makes, alert by alert (of a sample). Every result is checked. Last comes the real page, as
 * `npm run build` made it: from the key that moves a slider to the painted numbers. `sizes`: alerts; `only`: places (`node`,
 * `chromium`, `page`), worlds (`usual`, `worst`) and names of `CONTENDERS`.
 */
export async function* benchWhatIf({ sizes, only }: Asked): AsyncGenerator<readonly Trial[]> {
  const known: readonly string[] = [...PLACES, ...WORLDS.map(([world]) => world), ...CONTENDERS]
  const unknown = only.filter((word) => !known.includes(word))
  if (unknown.length > 0) throw new RangeError(`--only ${unknown.join()}: known are ${known.join(', ')}`)
  const wanted = sizes.length > 0 ? sizes : SIZES
  const places = wantedOf(PLACES, only)
  const worlds = wantedOf(
    WORLDS.map(([world]) => world),
    only,
  )
  const contenders = wantedOf(CONTENDERS, only)
  const contest = places.has('chromium') ? await openContest() : null
  try {
    for (const [world, identities] of WORLDS) {
      if (!worlds.has(world) || (!places.has('node') && contest === null)) continue
      for (const size of wanted) {
        const history = historyOf(size, identities, world)
        if (places.has('node')) yield await tableOf(history, world)
        if (contest !== null) yield await contest.run(history, world, contenders)
      }
    }
  } finally {
    await contest?.close()
  }
  if (places.has('page')) yield* await benchPage(sizes)
}

async function tableOf(history: History, world: string): Promise<Trial[]> {
  const base = asItIs(history, STARTING_POLICY)
  const session = openSession(history, base)
  check(history, base)
  const alerts = history.rows.count
  const tables = tablesOf(history)
  const pass = openPass(tables, base, lookupsOf(tables, base))
  const trials: Trial[] = []
  const trial = async (task: string, units: number, runs: number, work: () => unknown) => {
    // The engine under us compiles a second time, better, beside the first runs: a hand that drags is past that in a moment.
    const until = runs === RUNS ? performance.now() + WARM_MS : 0
    while (performance.now() < until) work()
    const made = await measure(task, 'alerts', units, runs, async () => work())
    process.stdout.write(`  ${task}: ${Math.min(...made.runsMs).toFixed(2)} ms at best\n`)
    trials.push(made)
  }
  const bytes = bytesPerAlert(history, pass.size).toFixed(1)
  const cases = history.cases.count.toLocaleString('en')
  await trial(`mere read, Node, ${world} world (${cases} cases, ${bytes} bytes an alert)`, alerts, RUNS, () =>
    pass.read(),
  )
  await trial('the same read with what they refer to', alerts, RUNS, () => pass.look())
  await trial(`mere read of one row an alert (${ALERT_BYTES} bytes)`, alerts, RUNS, readOfAlerts(history, pass))
  for (const { task, draftOf } of MOVES) {
    let n = 0
    await trial(task, alerts, RUNS, () => session.run(draftOf(base, (n += 1))))
  }
  const helper = openCrewInNode()
  for (const { task, ...how } of crewsOf(helper)) {
    const two = openSession(history, base, how)
    let n = 0
    await trial(`${FULL_PASS.task}, ${task}`, alerts, RUNS, () => two.run(FULL_PASS.draftOf(base, (n += 1))))
    if (two.run(FULL_PASS.draftOf(base, 1)).cells.join() !== session.run(FULL_PASS.draftOf(base, 1)).cells.join())
      throw new Error(`${task} count otherwise than one`)
    two.close()
  }
  await helper.close()
  const everyAlert = inTypedArrays(history, tables)
  await trial('every alert anew, typed arrays', alerts, 3, () => everyAlert(base))
  await trial('every alert anew, as the gateway decides', SAMPLE, 3, () => asGateway(history, base))
  check(history, withTrigger(base, 3, 77))
  return trials
}

/** Key, spot, answer of the baseline, hour and disposition. */
const ALERT_BYTES = 14

/**
 * The mere read of what a scan without cases has to look at, at the very least: the columns that decide a case and say where it
 * counts, once an alert. What peers are up against that read a table of alerts.
 */
function readOfAlerts({ rows }: History, { tables, before }: Pass): () => number {
  const bytes = Math.ceil((rows.count * ALERT_BYTES) / 64) * 64
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / 65_536) })
  const [words, halves] = [new Uint32Array(memory.buffer), new Uint16Array(memory.buffer, rows.count * 12)]
  for (let row = 0; row < rows.count; row += 1) {
    const own = rows.caseOf[row] ?? 0
    words[row] = tables.confidenceKey[own] ?? 0
    words[rows.count + row] = tables.spot[own] ?? 0
    words[rows.count * 2 + row] = Math.floor((rows.minute[row] ?? 0) / 60) * 4 + (rows.disposition[row] ?? 0)
    halves[row] = before[own] ?? 0
  }
  const kernel = openKernel(memory)
  return () => kernel.read(0, bytes)
}

/** The columns of the history as they came, and the memory of the pass, dictionaries within it included. */
function bytesPerAlert({ cases, rows }: History, passBytes: number): number {
  const columns = [...Object.values(cases), ...Object.values(rows)].filter((column) => ArrayBuffer.isView(column))
  return (columns.reduce((sum, { byteLength }) => sum + byteLength, 0) + passBytes) / rows.count
}

function asGateway({ rows, ...history }: History, draft: Draft): number {
  let sum = 0
  for (let i = 0; i < SAMPLE; i += 1) sum += decideCase({ ...history, rows }, rows.caseOf[i] ?? 0, draft)
  return sum
}

/** Throws where the session's counts are not those of the decision, on the first alerts. */
function check(history: History, draft: Draft): void {
  const { rows } = history
  const few: History = {
    ...history,
    rows: {
      count: SAMPLE,
      number: rows.number.slice(0, SAMPLE),
      caseOf: rows.caseOf.slice(0, SAMPLE),
      minute: rows.minute.slice(0, SAMPLE),
      disposition: rows.disposition.slice(0, SAMPLE),
      isOfThen: rows.isOfThen.slice(0, SAMPLE),
    },
  }
  const cells = new Uint32Array(CELLS)
  for (let i = 0; i < SAMPLE; i += 1) {
    const cell = cellOf(decideCase(history, rows.caseOf[i] ?? 0, draft))
    cells[cell] = (cells[cell] ?? 0) + 1
  }
  const answered = openSession(few, asItIs(history, STARTING_POLICY)).run(draft).cells
  if (answered.join() !== cells.join()) throw new Error('the session counts otherwise than the gateway decides')
}
