import os from 'node:os'
import { STARTING_POLICY } from '../domain/policy/policy.ts'
import { openKernel } from '../engine/kernel/kernel.ts'
import { asItIs, type Draft } from '../engine/whatif/draft.ts'
import type { History } from '../engine/whatif/history.ts'
import { CELLS, cellOf } from '../engine/whatif/outcome.ts'
import { decideCase } from '../engine/whatif/reference/decide-case.ts'
import { openSession, type WhatIfSession } from '../engine/whatif/session.ts'
import { type Tables, tablesOf } from '../engine/whatif/tables.ts'
import { openCrewInNode } from '../engine/whatif/testing/crew-in-node.ts'
import { type Asked, wantedOf } from './asked.ts'
import { inTypedArrays } from './browser/contenders.ts'
import { CONTENDERS, crewsOf } from './browser/contest.ts'
import { keptHistoryOf } from './kept-world.ts'
import { measure, measureInTurns, type Trial, type Turn, warm } from './trial.ts'
import { openContest } from './whatif-chromium.ts'
import { FULL_PASS, MOVES, withTrigger } from './whatif-drafts.ts'
import { benchPage } from './whatif-page.ts'

const SIZES = [100_000, 1_000_000, 5_000_000]
const PLACES = ['node', 'chromium', 'page'] as const
/** Beside what estates look like, the world in which each alert is a case of its own: what the engine costs then. */
const WORLDS = [
  ['usual', 5_000],
  ['worst', 50_000],
] as const
/** Alerts decided one by one for the comparison: the cost of one is the same for all. */
const SAMPLE = 2_000

/**
 * What one move of a hand costs over the whole history, in Node and in Chromium beside libraries that do such things. The baseline
 * of each table is the mere read of what a full pass reads (`MereReads`), measured in turns with the full pass and over the same
 * memory, so a ratio is how many times that a draft costs; ratios are per alert. Beside it stand two others: that without the alerts,
 * which is harder to be compared with, and that of a table with a row an alert, which is easier. In Node are compared the same
 * decision asked of every alert in typed arrays, and the decision that the gateway makes, alert by alert (of a sample). Every result
 * is checked. With one core (`taskset -c 0`) a table says so, and the second thread has none. Last comes the real page, as `npm run
 * build` made it: from the key that moves a slider to the painted numbers. `sizes`: alerts; `only`: places (`node`, `chromium`,
 * `page`), worlds (`usual`, `worst`) and names of `CONTENDERS`.
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
        const history = keptHistoryOf(size, identities, world)
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
  check(history, base)
  const alerts = history.rows.count
  const tables = tablesOf(history)
  const session = openSession(history, base)
  const everyAlert = inTypedArrays(history, tables)
  const trials: Trial[] = []
  const add = (...made: readonly Trial[]) => {
    for (const { task, runsMs } of made)
      process.stdout.write(`  ${task}: ${Math.min(...runsMs).toFixed(2)} ms at best\n`)
    trials.push(...made)
  }
  const trial = async (task: string, units: number, runs: number, work: () => unknown) =>
    add(await measure(task, 'alerts', units, runs, async () => work()))
  const inTurns = (turns: readonly Turn[]) => {
    const runs = warm(turns.map(({ work }) => work))
    add(...measureInTurns('alerts', alerts, runs, turns))
  }
  const quick = (task: string, work: () => unknown) => inTurns([{ task, work }])
  const { reads } = session
  const where = `Node on ${os.availableParallelism()} ${os.availableParallelism() === 1 ? 'core' : 'cores'}, ${world} world`
  const cases = history.cases.count.toLocaleString('en')
  const held = bytesPerAlert(history, reads.size).toFixed(1)
  let full = 0
  inTurns([
    {
      task: `mere read, ${where} (${cases} cases, ${held} bytes held an alert)`,
      bytes: reads.bytesRead.all,
      work: reads.read,
    },
    { task: 'the same read without the alerts', bytes: reads.bytesRead.cases, work: reads.readCases },
    { task: FULL_PASS.task, work: () => session.run(FULL_PASS.draftOf(base, (full += 1))) },
  ])
  quick('the same read, each case looking up what it refers to', reads.look)
  quick(`mere read of one row an alert (${ALERT_BYTES} bytes)`, readOfAlerts(history, tables))
  for (const { task, draftOf } of MOVES) {
    if (task === FULL_PASS.task) continue
    let n = 0
    quick(task, () => session.run(draftOf(base, (n += 1))))
  }
  const helper = openCrewInNode()
  for (const { task, ...how } of crewsOf(helper)) {
    const two = openSession(history, base, how)
    let n = 0
    quick(`${FULL_PASS.task}, ${task}`, () => two.run(FULL_PASS.draftOf(base, (n += 1))))
    checkCells(two, everyAlert, FULL_PASS.draftOf(base, 1))
    two.close()
  }
  await helper.close()
  for (const { draftOf } of MOVES) checkCells(session, everyAlert, draftOf(base, 1))
  await trial('every alert anew, typed arrays', alerts, 3, () => everyAlert(base))
  await trial('every alert anew, as the gateway decides', SAMPLE, 3, () => asGateway(history, base))
  check(history, withTrigger(base, 3, 77))
  return trials
}

/** Throws where a session counts other cells than a loop over every alert does. */
function checkCells(session: WhatIfSession, everyAlert: (draft: Draft) => Uint32Array, draft: Draft): void {
  if (session.run(draft).cells.join() !== everyAlert(draft).join())
    throw new Error('the session counts otherwise than a loop over every alert')
}

/** Key, spot, hour with disposition, and trigger. */
const ALERT_BYTES = 14

/**
 * The mere read of what a scan without cases has to look at, at the very least: the columns that decide a case and say where it
 * counts, once an alert. What peers are up against that read a table of alerts.
 */
function readOfAlerts(history: History, tables: Tables): () => number {
  const { rows } = history
  const bytes = Math.ceil((rows.count * ALERT_BYTES) / 64) * 64
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / 65_536) })
  const [words, halves] = [new Uint32Array(memory.buffer), new Uint16Array(memory.buffer, rows.count * 12)]
  for (let row = 0; row < rows.count; row += 1) {
    const own = rows.caseOf[row] ?? 0
    words[row] = tables.confidenceKey[own] ?? 0
    words[rows.count + row] = tables.spot[own] ?? 0
    words[rows.count * 2 + row] = Math.floor((rows.minute[row] ?? 0) / 60) * 4 + (rows.disposition[row] ?? 0)
    halves[row] = (history.cases.trigger[own] ?? -1) + 1
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
  const few = firstOf(history, SAMPLE)
  const cells = new Uint32Array(CELLS)
  for (let i = 0; i < SAMPLE; i += 1) {
    const cell = cellOf(decideCase(few, few.rows.caseOf[i] ?? 0, draft))
    cells[cell] = (cells[cell] ?? 0) + 1
  }
  const answered = openSession(few, asItIs(history, STARTING_POLICY)).run(draft).cells
  if (answered.join() !== cells.join()) throw new Error('the session counts otherwise than the gateway decides')
}

/** The first alerts of a history, and only those cases of it that they belong to. */
function firstOf({ cases, rows, ...named }: History, count: number): History {
  const own = [...new Set(rows.caseOf.subarray(0, count))].sort((a, b) => a - b)
  const placeOf = new Map(own.map((before, place) => [before, place]))
  const ofOwn = (column: Int32Array) => Int32Array.from(own, (index) => column[index] ?? -1)
  return {
    ...named,
    cases: {
      count: own.length,
      identity: ofOwn(cases.identity),
      trigger: ofOwn(cases.trigger),
      evidence: ofOwn(cases.evidence),
      corroboration: ofOwn(cases.corroboration),
      obstacle: ofOwn(cases.obstacle),
      ambiguity: ofOwn(cases.ambiguity),
    },
    rows: {
      count,
      number: rows.number.slice(0, count),
      caseOf: rows.caseOf.slice(0, count).map((index) => placeOf.get(index) ?? 0),
      minute: rows.minute.slice(0, count),
      disposition: rows.disposition.slice(0, count),
      isOfThen: rows.isOfThen.slice(0, count),
    },
  }
}
