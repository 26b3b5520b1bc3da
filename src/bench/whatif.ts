import os from 'node:os'
import { STARTING_POLICY } from '../domain/policy/policy.ts'
import { asItIs, type Draft } from '../engine/whatif/draft.ts'
import type { History } from '../engine/whatif/history.ts'
import { CELLS, cellOf } from '../engine/whatif/outcome.ts'
import { decideCase } from '../engine/whatif/reference/decide-case.ts'
import { openSession, type WhatIfSession } from '../engine/whatif/session.ts'
import { tablesOf } from '../engine/whatif/tables.ts'
import { openCrewInNode } from '../engine/whatif/testing/crew-in-node.ts'
import { type Asked, wantedOf } from './asked.ts'
import { inTypedArrays } from './browser/contenders.ts'
import { CONTENDERS, crewsOf } from './browser/contest.ts'
import { keptHistoryOf } from './kept-world.ts'
import { READ_OF_OWN, readOfColumns } from './mere-read.ts'
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
 * of each table is the mere read of the columns that every contestant is handed (`mere-read.ts`), measured in turns with the full pass,
 * so a ratio is how many times that a draft costs; ratios are per alert. Beside it stand that of what a full pass reads in its own
 * form (`MereReads`), and that without the alerts: both are harder to be compared with. In Node are compared the same
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
  const columns = readOfColumns(history, tables)
  inTurns([
    { ...columns, task: `${columns.task}, ${where} (${cases} cases, ${held} bytes held an alert)` },
    { task: READ_OF_OWN, bytes: reads.bytesRead.all, work: reads.read },
    { task: 'the same read without the alerts', bytes: reads.bytesRead.cases, work: reads.readCases },
    { task: FULL_PASS.task, work: () => session.run(FULL_PASS.draftOf(base, (full += 1))) },
  ])
  quick('the same read, each case looking up what it refers to', reads.look)
  for (const { task, draftOf } of MOVES) {
    if (task === FULL_PASS.task) continue
    let n = 0
    quick(task, () => session.run(draftOf(base, (n += 1))))
  }
  const helper = openCrewInNode()
  // In turns with the pass alone: apart, a moment in which the machine is busy makes one of them look slower than it is.
  const shared = crewsOf(helper).map(({ task, ...how }) => ({ task, two: openSession(history, base, how), n: 0 }))
  inTurns([
    { task: `${FULL_PASS.task}, beside two threads`, work: () => session.run(FULL_PASS.draftOf(base, (full += 1))) },
    ...shared.map((one) => ({
      task: `${FULL_PASS.task}, ${one.task}`,
      work: () => one.two.run(FULL_PASS.draftOf(base, (one.n += 1))),
    })),
  ])
  for (const { two } of shared) {
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
  const ofOwn = (column: ArrayLike<number>) => Int32Array.from(own, (index) => column[index] ?? -1)
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
