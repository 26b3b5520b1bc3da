import { activateDue } from '../changes/activate-change.ts'
import { expireChanges } from '../changes/end-change.ts'
import { forgetOldHits } from '../changes/hits.ts'
import { continueRedeciding } from '../changes/redecide-queue.ts'
import { reportBroken } from '../changes/report-broken.ts'
import { carryOutExercise, EXERCISE_DEFAULTS, type ExerciseOptions } from '../exercises/carry-out.ts'
import { claimExercise } from '../exercises/claim-exercise.ts'
import { exerciseDue, noticeLapsed } from '../exercises/exercises-due.ts'
import type { Gateway } from '../gateway.ts'
import { reportOverdueReviews } from '../glass/review-glass.ts'
import { dryRun } from '../plans/check-plan.ts'
import { expirePlans } from '../plans/end-plan.ts'
import { escalatePlans } from '../plans/escalate-plans.ts'
import { restorePlans } from '../plans/restore-plans.ts'
import { keepBlocks } from '../queue/queue-blocks.ts'
import { checkBreaker } from '../stop/raise-stop.ts'
import { sweepSuppressions } from '../suppressions/sweep.ts'
import { wakeAlerts } from '../work/wake-alerts.ts'
import { executeStep, readTarget } from './ask-connector.ts'
import { proposeAutomatic } from './automatic-plans.ts'
import { claimStep, type Held } from './claim-step.ts'
import { pause } from './pause.ts'
import { readStep, takeOver } from './read-step.ts'
import { recordAnswer } from './record-answer.ts'
import { beginStep } from './send-step.ts'
import { stillRepointed } from './still-repointed.ts'
import { watchStep } from './watch-step.ts'

/** Where a gateway can die between two commits. A fault test throws there; nothing else listens. */
export type RunnerPoint = 'claimed' | 'recorded-as-sent' | 'answered' | 'answer-recorded'

export interface RunnerOptions {
  /** Names this runner in leases; another one per process. */
  readonly holder: string
  /** After this long without renewal another gateway may take a step over. Default 12 s. */
  readonly leaseMs: number
  /** No target gets longer than this to answer. Default 15 s; the lease is renewed meanwhile. */
  readonly executeWithinMs: number
  readonly readWithinMs: number
  /** Shortest pause between two readings of one target. */
  readonly pollMs: number
  /** How soon a paused plan is compared again. */
  readonly recheckMs: number
  /** Steps that are worked on at the same time, so that a slow target holds up only its own. */
  readonly lanes: number
  /** Whether this runner proposes what needs no vote. */
  readonly automatic: boolean
  /** 0 to 1: spreads gateways that would otherwise ask in step. */
  readonly jitter: () => number
  readonly reach: (point: RunnerPoint, held: Held) => Promise<void>
  /** How exercises are carried out; a test brings its own haste. */
  readonly exercise: Partial<Omit<ExerciseOptions, 'leaseMs'>>
}

const DEFAULTS: Omit<RunnerOptions, 'holder'> = {
  leaseMs: 12_000,
  executeWithinMs: 15_000,
  readWithinMs: 10_000,
  pollMs: 300,
  recheckMs: 15_000,
  lanes: 4,
  automatic: true,
  jitter: Math.random,
  reach: () => Promise.resolve(),
  exercise: {},
}

export interface Runner {
  /** Does one round: what has expired, what runs by itself, then one step or one exercise. Answers whether there was anything. */
  tick(): Promise<boolean>
  start(): void
  /** Resolves when nothing of this runner is under way any more. */
  stop(): Promise<void>
}

/** Between two rounds that found nothing; doubled with each further one, up to the most. */
const IDLE_MS = 400
const MOST_IDLE_MS = 1_600
/** What this gateway records is looked at at once, but not more often than this: a burst costs a round for many. */
const LEAST_IDLE_MS = 100
const TIDY_EVERY_MS = 60 * 60_000
const STALE_EVERY_MS = 60_000
const AFTER_FAULT_MS = 2_000

/**
 * Carries approved plans out. Any number of runners may work on one database, in one process or many, in Node or in a
 * page: leases and fences in SQL keep them apart. A runner that dies loses nothing; the next one finds its steps in
 * doubt and asks the target first.
 */
export function createRunner(gateway: Gateway, given: Pick<RunnerOptions, 'holder'> & Partial<RunnerOptions>): Runner {
  const options: RunnerOptions = { ...DEFAULTS, ...given }
  const passed = new Set<string>()
  const stopping = new AbortController()
  const bell = new EventTarget()
  let news = 0
  let stopHearing = () => {}
  let tidyAt = 0
  let staleAt = 0
  let lanes: readonly Promise<void>[] = []

  async function sweep(): Promise<boolean> {
    await gateway.desk.sync()
    const expired = (await expirePlans(gateway)) + (await escalatePlans(gateway)) + (await expireChanges(gateway))
    // What is in force comes before what follows from it.
    const activated = await activateDue(gateway)
    const woken = await wakeAlerts(gateway)
    const hasSwept = await sweepSuppressions(gateway)
    const isRedeciding = await continueRedeciding(gateway)
    // Before anything runs by itself.
    const hasBroken = await checkBreaker(gateway)
    const proposed = options.automatic ? await proposeAutomatic(gateway, passed) : 0
    const restored = await restorePlans(gateway)
    const reported = (await reportBroken(gateway)) + (await reportOverdueReviews(gateway)) + (await noticeStale())
    await keepBlocks(gateway)
    await tidy()
    return hasSwept || isRedeciding || hasBroken || expired + activated + woken + proposed + restored + reported > 0
  }

  async function tidy(): Promise<void> {
    const now = await gateway.now(gateway.store.read)
    if (now < tidyAt) return
    tidyAt = now + TIDY_EVERY_MS
    await exerciseDue(gateway)
    await forgetOldHits(gateway.store.read, gateway.store.tenant, now)
  }

  /** Days pass slowly: nobody needs it to the second. */
  async function noticeStale(): Promise<number> {
    const now = await gateway.now(gateway.store.read)
    if (now < staleAt) return 0
    staleAt = now + STALE_EVERY_MS
    return noticeLapsed(gateway)
  }

  async function exercise(): Promise<boolean> {
    const held = await claimExercise(gateway, options.holder, options.leaseMs)
    if (held === null) return false
    const how = { ...EXERCISE_DEFAULTS, ...options.exercise, leaseMs: options.leaseMs }
    await carryOutExercise(gateway, held, how, stopping.signal)
    return true
  }

  async function work(): Promise<boolean> {
    const held = await claimStep(gateway, options.holder, options.leaseMs)
    if (held === null) return false
    await options.reach('claimed', held)
    await workOn(gateway, held, options)
    return true
  }

  async function sweepAndWork(): Promise<boolean> {
    const hasSwept = await sweep()
    return (await work()) || hasSwept
  }

  function sayFault(error: unknown): void {
    gateway.log(`runner: ${error instanceof Error ? error.message : 'unknown fault'}`)
  }

  async function run(turn: () => Promise<boolean>, leastMs = LEAST_IDLE_MS): Promise<void> {
    let idleMs = IDLE_MS
    while (!stopping.signal.aborted) {
      const heard = news
      try {
        if (await turn()) idleMs = IDLE_MS
        else {
          await pause(leastMs, stopping.signal)
          const restMs = idleMs * (0.75 + options.jitter() / 2) - leastMs
          if (heard === news) await pause(Math.max(0, restMs), stopping.signal, bell)
          idleMs = heard === news ? Math.min(MOST_IDLE_MS, idleMs * 2) : IDLE_MS
        }
      } catch (error) {
        sayFault(error)
        await pause(AFTER_FAULT_MS, stopping.signal)
      }
    }
  }

  return {
    tick: async () => (await sweepAndWork()) || (await exercise()),
    start: () => {
      if (lanes.length > 0) return
      stopHearing = gateway.store.onNews(() => {
        news += 1
        bell.dispatchEvent(new Event('ring'))
      })
      // A sweep looks at everything, so it keeps its pace in a burst.
      const steps = Array.from({ length: options.lanes }, (_, lane) =>
        lane === 0 ? run(sweepAndWork, IDLE_MS) : run(work),
      )
      // A lane of its own: a target for exercises may take its time, and no step and no sweep waits for it.
      lanes = [...steps, run(exercise, IDLE_MS)]
    },
    stop: async () => {
      stopHearing()
      stopping.abort()
      await Promise.all(lanes)
    },
  }
}

async function workOn(gateway: Gateway, held: Held, options: RunnerOptions): Promise<void> {
  switch (held.row.state) {
    case 'waiting':
    case 'claimed':
      return attempt(gateway, held, options)
    case 'sent':
      if (await takeOver(gateway, held)) await readStep(gateway, held, options)
      return
    case 'verifying':
      return readStep(gateway, held, options)
    case 'done':
      return watchStep(gateway, held, options)
    default:
      return
  }
}

async function attempt(gateway: Gateway, held: Held, options: RunnerOptions): Promise<void> {
  const answers = await dryRun(gateway, held.plan, [held.claim.ordinal])
  const before = await readTarget(gateway, held, options)
  const consumers = await stillRepointed(gateway, held, options)
  if ((await beginStep(gateway, held, answers, before, options, consumers)) !== 'sent') return
  await options.reach('recorded-as-sent', held)
  const answer = await executeStep(gateway, held, options)
  await options.reach('answered', held)
  const isOurs = await recordAnswer(gateway, held, answer)
  await options.reach('answer-recorded', held)
  const mayRead = answer.kind === 'accepted' || (answer.kind === 'unknown' && answer.retryAfterMs === undefined)
  if (isOurs && mayRead) await readStep(gateway, held, options)
}
