import { STARTING_POLICY } from '../../domain/policy/policy.ts'
import { asItIs, type Draft } from '../../engine/whatif/draft.ts'
import type { History } from '../../engine/whatif/history.ts'
import type { Crew } from '../../engine/whatif/machine.ts'
import { openSession, type WhatIfSession } from '../../engine/whatif/session.ts'
import { type Tables, tablesOf } from '../../engine/whatif/tables.ts'
import { decodeHistory } from '../../engine/whatif/wire.ts'
import { openCrew } from '../../engine/worker/whatif-crew.ts'
import { READ_OF_OWN, readOfColumns } from '../mere-read.ts'
import { measure, measureInTurns, type Trial, warm } from '../trial.ts'
import { BAND_MOVES, FULL_PASS, MOVES } from '../whatif-drafts.ts'
import { type Contender, inObjects, inTypedArrays } from './contenders.ts'
import { countInSql, openDuckDb, wholeInSql } from './duckdb.ts'
import { handOver } from './hand-over.ts'
import { inArquero, inArqueroWhole, inCrossfilter } from './libraries.ts'

export const CONTENDERS = [
  'session',
  'typed',
  'objects',
  'crossfilter',
  'arquero',
  'arquero-counts',
  'duckdb',
  'duckdb-counts',
] as const
export type ContenderName = (typeof CONTENDERS)[number]

/** How long the helper may take to come up. */
const CREW_UP_MS = 1_000

/** Page to worker. */
export type ToContest =
  /** `world`: the URL of a history; `duckDb`: that of the folder which the engine is served from, with a slash at its end. */
  | { readonly type: 'start'; readonly contender: ContenderName; readonly world: string; readonly duckDb: string }
  /** The answer to `counted`. */
  | { readonly type: 'read' }

/** Worker to page. */
export type FromContest =
  /** A result, in the bytes of `counted-wire.ts`. */
  | { readonly type: 'counted'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly type: 'measured'; readonly trial: Trial; readonly answers: readonly Answer[] }
  | { readonly type: 'done' }
  | { readonly type: 'failed'; readonly message: string }

/** What was counted for `MOVES[move]` at step `n`. */
export interface Answer {
  readonly move: number
  readonly n: number
  readonly cells: readonly number[]
}

export interface ContestWorld {
  readonly post: (message: FromContest) => void
  /** Moves the bytes of `counted-wire.ts` to the page, and resolves when it says that it read them. */
  readonly send: (bytes: Uint8Array<ArrayBuffer>) => Promise<void>
}

const RUNS = 15
const FEWEST_RUNS = 2
/** A contender runs so long, or `RUNS` times. */
const ENOUGH_MS = 4_000
const BAND = MOVES.indexOf(BAND_MOVES)
const FULL = MOVES.indexOf(FULL_PASS)

/**
 * The session, or one other that is asked for the same drafts (a band of confidence moves) over the same history; whoever started
 * this checks the counts of every run.
 *
 * They are not alike, and that is the point: the session, and DuckDB with the whole policy, decide each *case* and answer a whole
 * `WhatIfResult`, and so does `arquero`, each *alert*; the others decide each alert and count tiers and gates only, which is less of an answer. Nobody has to look
 * up what the last draft already looked up. DuckDB runs in a worker of its own with one thread, which is what its browser
 * build without shared memory has, and its times include the crossing; nothing of loading it is counted. Alerts lie in its memory.
 */
export async function runContest(
  { contender, world, duckDb }: ToContest & { readonly type: 'start' },
  page: ContestWorld,
): Promise<void> {
  const tell = (trial: Trial, answers: readonly Answer[]) => page.post({ type: 'measured', trial, answers })
  const history = decodeHistory(new Uint8Array(await (await fetch(world)).arrayBuffer()))
  const base = asItIs(history, STARTING_POLICY)
  if (contender === 'session') return runSession(history, base, tell, page)
  const [task, answer] = await open(contender, history, base, duckDb)
  const answers: Answer[] = []
  const work = async () => {
    const n = answers.length
    answers.push({ move: BAND, n, cells: [...(await answer(BAND_MOVES.draftOf(base, n)))] })
  }
  const startedAt = performance.now()
  await work()
  const runs = Math.ceil(ENOUGH_MS / Math.max(1, performance.now() - startedAt))
  tell(await measure(task, 'alerts', history.rows.count, Math.min(RUNS, Math.max(FEWEST_RUNS, runs)), work), answers)
}

async function open(
  contender: Exclude<ContenderName, 'session'>,
  history: History,
  base: Draft,
  folder: string,
): Promise<readonly [string, Contender]> {
  const tables: Tables = tablesOf(history)
  if (contender === 'typed') return ['every alert: one loop over typed arrays', inTypedArrays(history, tables)]
  if (contender === 'objects') return ['every alert: objects, map and reduce', inObjects(history, tables)]
  if (contender === 'crossfilter')
    return ['every alert: crossfilter2, a dimension made anew', inCrossfilter(history, tables)]
  if (contender === 'arquero') return ['every alert: Arquero, the whole answer', inArqueroWhole(history, tables, base)]
  if (contender === 'arquero-counts') return ['every alert: Arquero, derive and count', inArquero(history, tables)]
  const engine = await openDuckDb(folder)
  return contender === 'duckdb'
    ? ['DuckDB-WASM: the whole policy, by case', await wholeInSql(engine, history, base)]
    : ['DuckDB-WASM: counts answers handed in by case', await countInSql(engine, history, tables)]
}

async function runSession(
  history: History,
  base: Draft,
  tell: (trial: Trial, answers: readonly Answer[]) => void,
  page: ContestWorld,
): Promise<void> {
  const alerts = history.rows.count
  const trial = async (task: string, runs: number, work: () => unknown) =>
    measure(task, 'alerts', alerts, runs, async () => work())
  const session = openSession(history, base)
  const { reads } = session
  const columns = readOfColumns(history, tablesOf(history))
  const whole: Answer[] = []
  let warmed = 0
  const runs = warm([
    columns.work,
    reads.read,
    reads.readCases,
    () => session.run(FULL_PASS.draftOf(base, (warmed += 1))),
  ])
  const turns = measureInTurns('alerts', alerts, runs, [
    columns,
    { task: READ_OF_OWN, bytes: reads.bytesRead.all, work: reads.read },
    { task: 'the same read without the alerts', bytes: reads.bytesRead.cases, work: reads.readCases },
    {
      task: `session: ${FULL_PASS.task}`,
      work: () => {
        const n = whole.length + 1
        whole.push({ move: FULL, n, cells: [...session.run(FULL_PASS.draftOf(base, n)).cells] })
      },
    },
  ])
  for (const made of turns) tell(made, made.task.startsWith('session') ? whole : [])
  tell(await trial('the same read, each case looking up what it refers to', RUNS, reads.look), [])
  for (const [move, { task, draftOf }] of MOVES.entries()) {
    if (move === FULL) continue
    const answers: Answer[] = []
    const run = () => {
      const n = answers.length + 1
      answers.push({ move, n, cells: [...session.run(draftOf(base, n)).cells] })
    }
    const runs = warm([() => session.run(draftOf(base, (warmed += 1)))])
    tell(await trial(`session: ${task}`, runs, run), answers)
  }
  const crew = openCrew()
  if (crew !== undefined) {
    // A worker within a worker comes up only while the one that asked for it rests.
    await new Promise((settle) => setTimeout(settle, CREW_UP_MS))
    runShared(history, base, crew, session, tell)
  }
  tell(await trial('session: opening it', 2, () => openSession(history, base)), [])
  const results = [1, 2].map((n) => session.run(FULL_PASS.draftOf(base, n)))
  for (const handed of await handOver(results, alerts, page.send)) tell(handed, [])
}

/** A full pass alone and with a helper, in turns: apart, a moment in which the machine is busy makes one of them look slower. */
function runShared(
  history: History,
  base: Draft,
  crew: Crew,
  alone: WhatIfSession,
  tell: (trial: Trial, answers: readonly Answer[]) => void,
): void {
  const sessions = [
    { task: 'beside two threads', session: alone },
    ...crewsOf(crew).map(({ task, ...how }) => ({ task, session: openSession(history, base, how) })),
  ]
  const turns = sessions.map(({ task, session }) => {
    const answers: Answer[] = []
    const work = () => {
      const n = answers.length + 1
      answers.push({ move: FULL, n, cells: [...session.run(FULL_PASS.draftOf(base, n)).cells] })
    }
    return { task: `session: ${FULL_PASS.task}, ${task}`, work, answers, session }
  })
  const runs = warm(turns.map(({ work }) => work))
  const named = turns.map(({ task, work }) => ({ task, work }))
  const measured = measureInTurns('alerts', history.rows.count, runs, named)
  for (const [i, trial] of measured.entries()) tell(trial, turns[i]?.answers ?? [])
  for (const { session } of turns) if (session !== alone) session.close()
}

/** The same helper in two conditions: with a core to run on, and without one. */
export function crewsOf(
  crew: Crew,
): readonly { readonly task: string; readonly crew: Crew; readonly leastShared: 1 }[] {
  const tell: Crew['tell'] = (message) => {
    if (message.type !== 'help') crew.tell(message)
  }
  return [
    { task: 'two threads', crew, leastShared: 1 },
    { task: 'two threads, of which one never runs', crew: { ...crew, tell }, leastShared: 1 },
  ]
}
