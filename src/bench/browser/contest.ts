import { STARTING_POLICY } from '../../domain/policy/policy.ts'
import { asItIs, type Draft } from '../../engine/whatif/draft.ts'
import { lookupsOf } from '../../engine/whatif/lookups.ts'
import { openPass } from '../../engine/whatif/pass.ts'
import { openSession } from '../../engine/whatif/session.ts'
import { tablesOf } from '../../engine/whatif/tables.ts'
import { measure, type Trial } from '../trial.ts'
import { BAND_MOVES, MOVES } from '../whatif-drafts.ts'
import { historyOf, type Likeness } from '../whatif-world.ts'
import { type Contender, inObjects, inTypedArrays } from './contenders.ts'
import { countInSql, openDuckDb, wholeInSql } from './duckdb.ts'
import { inArquero, inCrossfilter } from './libraries.ts'

/** Page to worker. */
export type ToContest =
  /** `duckDb`: the URL of the folder that the engine is served from, with a slash at its end; null: the session alone. */
  | {
      readonly type: 'start'
      readonly alerts: number
      readonly identities: number
      readonly likeness: Likeness
      readonly duckDb: string | null
    }
  /** The answer to `echo`, with the same result: it has crossed twice. */
  | { readonly type: 'echoed'; readonly result: unknown }

/** Worker to page. */
export type FromContest =
  | { readonly type: 'echo'; readonly result: unknown }
  | { readonly type: 'measured'; readonly trials: readonly Trial[] }
  | { readonly type: 'failed'; readonly message: string }

const RUNS = 15
const SLOW_RUNS = 2
const SLOW_MS = 5_000

/**
 * One table: the session, then others asked for the same drafts (a band of confidence moves) over the same history.
 *
 * They are not alike, and that is the point: the session, and DuckDB with the whole policy, decide each *case* and answer a whole
 * `WhatIfResult`; the others decide each *alert* and count tiers and gates only, which is less of an answer. Nobody has to look
 * up what the last draft already looked up. DuckDB runs in a worker of its own with one thread, which is what its browser
 * build without shared memory has, and its times include the crossing; nothing of loading it is counted. Alerts lie in its memory.
 *
 * The counts of every run are checked against the session's, and those of the session's other drafts against the loop over all
 * alerts. Throws where they differ.
 */
export async function runContest(
  { alerts, identities, likeness, duckDb }: ToContest & { readonly type: 'start' },
  handOver: (result: unknown) => Promise<void>,
): Promise<readonly Trial[]> {
  const history = historyOf(alerts, identities, likeness)
  const base = asItIs(history, STARTING_POLICY)
  const session = openSession(history, base)
  const tables = tablesOf(history)
  const cases = history.cases.count.toLocaleString('en')
  const trials: Trial[] = []
  const trial = async (task: string, runs: number, work: () => unknown) => {
    trials.push(await measure(task, 'alerts', alerts, runs, async () => work()))
  }
  const contend = async (task: string, contender: Contender) => {
    const answers: { readonly draft: Draft; readonly cells: Uint32Array }[] = []
    const work = async () => {
      const draft = BAND_MOVES.draftOf(base, answers.length)
      answers.push({ draft, cells: await contender(draft) })
    }
    const startedAt = performance.now()
    await work()
    const isSlow = performance.now() - startedAt > SLOW_MS
    trials.push(await measure(task, 'alerts', alerts, isSlow ? SLOW_RUNS : RUNS, work))
    for (const { draft, cells } of answers) expectAlike(task, cells, session.run(draft).cells)
  }

  const pass = openPass(tables, base, lookupsOf(tables, base))
  await trial('mere read of the columns', RUNS, () => pass.read())
  const everyAlert = inTypedArrays(history, tables)
  for (const { task, draftOf } of MOVES) {
    let n = 0
    await trial(`session: ${task} (${cases} cases)`, RUNS, () => session.run(draftOf(base, (n += 1))))
    const last = draftOf(base, n)
    expectAlike(task, session.run(last).cells, await everyAlert(last))
  }
  await trial('session: opening it', 3, () => openSession(history, base))
  const result = session.run(base)
  await trial('session: the result to the page and back', RUNS, () => handOver(result))

  await contend('every alert: one loop over typed arrays', everyAlert)
  if (duckDb === null) return trials
  await contend('every alert: objects, map and reduce', inObjects(history, tables))
  await contend('every alert: crossfilter2, a dimension made anew', inCrossfilter(history, tables))
  await contend('every alert: Arquero, derive and count', inArquero(history, tables))
  const engine = await openDuckDb(duckDb)
  await contend('DuckDB-WASM: the whole policy, by case', await wholeInSql(engine, history, base))
  await contend('DuckDB-WASM: counts answers handed in by case', countInSql(engine, history, tables))
  await engine.close()
  return trials
}

function expectAlike(task: string, counted: Uint32Array, expected: Uint32Array): void {
  if (counted.join() === expected.join()) return
  throw new Error(`${task}: counted ${counted.join()} where others count ${expected.join()}`)
}
