import type { ActionId } from '../../domain/action/action.ts'
import type { AuditDraft } from '../../domain/audit/chain.ts'
import type { ExerciseStep } from '../../domain/views/exercise-views.ts'
import type { Connector } from '../connectors/connector.ts'
import type { StagingTarget } from '../connectors/desk.ts'
import type { Gateway } from '../gateway.ts'
import { keepLease } from '../runner/lease.ts'
import { pause } from '../runner/pause.ts'
import { stopOver } from '../stop/standing.ts'
import { appendAudit, holdLog } from '../store/audit-log.ts'
import { GATEWAY_ACTOR } from '../store/estate.ts'
import { whyNotThere } from './ask-exercise.ts'
import type { HeldExercise } from './claim-exercise.ts'
import { type Ending, endExercise } from './end-exercise.ts'
import { askedBy, type Journal, journalOf, noteRun, stepsOf, subjectsOf } from './exercise-rows.ts'
import { TWIN } from './exercise-step.ts'
import { putRight } from './put-right.ts'
import { rehearse, rehearseAction } from './rehearse.ts'
import { type Rehearsal, rehearseOnTarget } from './rehearse-on-target.ts'

/** Where a gateway can die in the middle of an exercise. A test throws there; nothing else listens. */
export type ExercisePoint = 'claimed' | 'recorded' | 'sent'

export interface ExerciseOptions {
  readonly leaseMs: number
  /** Milliseconds of a clock that only goes on. */
  readonly clock: () => number
  /** Resolves after `ms`, or as soon as `signal` aborts. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>
  /** How long an action, or its undo, may take to be read back, in ms. */
  readonly withinMs: (connector: Pick<Connector, 'verifyWithinMs'>) => number
  readonly reach: (point: ExercisePoint) => Promise<void>
}

const AT_LEAST_MS = 30_000
const AT_MOST_MS = 30 * 60_000

export const EXERCISE_DEFAULTS: Omit<ExerciseOptions, 'leaseMs'> = {
  clock: () => performance.now(),
  wait: pause,
  withinMs: ({ verifyWithinMs }) => Math.min(AT_MOST_MS, Math.max(AT_LEAST_MS, verifyWithinMs)),
  reach: () => Promise.resolve(),
}

/** One exercise that takes gateway after gateway with it is not tried for ever. */
const TAKEOVERS = 2
const LOOK_AGAIN_MS = 2_000

/** This gateway leaves the exercise alone: it stops itself, somebody else holds it, or everything is stopped. */
class LetGo extends Error {
  readonly because: 'lost' | 'stopping' | 'stopped'

  constructor(because: LetGo['because']) {
    super(because)
    this.because = because
  }
}

/**
 * Carries an exercise out to its end, each action on record before it is sent. Whoever takes one over puts the stand-in right first
 * and tries the action anew that was under way. Lets it go, for whoever comes next, when `stopping` aborts or everything is stopped.
 */
export async function carryOutExercise(
  gateway: Gateway,
  held: HeldExercise,
  options: ExerciseOptions,
  stopping: AbortSignal,
): Promise<void> {
  const { store } = gateway
  const note = (change: Parameters<typeof noteRun>[3]) =>
    store.write((tx) => noteRun(tx, store.tenant, held.claim, change))
  const renew = async () => note({ lease_until: (await gateway.now(store.read)) + options.leaseMs })
  const lease = keepLease(renew, options.leaseMs, gateway.log)
  try {
    await options.reach('claimed')
    await gateway.desk.sync()
    const work = { gateway, held, options, lost: lease.lost, stopping }
    await endExercise(gateway, held, await tryAll(work))
  } catch (error) {
    if (!(error instanceof LetGo)) throw error
    if (error.because === 'lost') return
    const waitMs = error.because === 'stopped' ? LOOK_AGAIN_MS : 0
    await note({ lease_holder: null, lease_until: 0, not_before: (await gateway.now(store.read)) + waitMs })
  } finally {
    lease.stop()
  }
}

interface Work {
  readonly gateway: Gateway
  readonly held: HeldExercise
  readonly options: ExerciseOptions
  readonly lost: AbortSignal
  readonly stopping: AbortSignal
}

async function tryAll(work: Work): Promise<Ending> {
  const { gateway, held } = work
  const now = await gateway.now(gateway.store.read)
  let steps = stepsOf(held.row)
  const actions = steps.map(({ action }) => action)
  if (held.row.connector === TWIN) return verdict(rehearse({ actions }, now), null)
  const target = gateway.desk.staging.get(held.row.connector)
  if (target === undefined) {
    const left =
      journalOf(held.row) === null ? '' : ' What it had begun may be left there: look at the stand-in by hand.'
    return { state: 'broken-off', steps, note: `The target was switched off meanwhile.${left}` }
  }
  const note = held.isTakenOver ? await takeOver(work, target, steps) : null
  if (note !== null && typeof note !== 'string') return note
  for (const [place, { action, state }] of steps.entries()) {
    if (state === 'done') continue
    steps = steps.with(place, await tryOne(work, target, action, steps, now))
    if (steps[place]?.on !== TWIN) await keepStep(work, steps, place)
  }
  return verdict(steps, note, target)
}

/** Passed where all did, and some of it on the target where it was begun on one: the twin alone says nothing about a target. */
function verdict(steps: readonly ExerciseStep[], note: string | null, target?: StagingTarget): Ending {
  if (steps.some((step) => !step.passed)) return { state: 'failed', steps, note }
  if (target === undefined || steps.some(({ on }) => on !== TWIN)) return { state: 'passed', steps, note }
  const nothing = `Nothing of it is set up on ${target.connector.title}, so nothing was tried there.`
  return { state: 'broken-off', steps, note: [note, nothing].filter((text) => text !== null).join(' ') }
}

async function tryOne(
  work: Work,
  target: StagingTarget,
  action: ActionId,
  steps: readonly ExerciseStep[],
  now: number,
): Promise<ExerciseStep> {
  const onTwin = (notThere: string): ExerciseStep => ({ ...rehearseAction(action, now), notThere })
  const notThere = whyNotThere(target, action)
  if (notThere !== null) return onTwin(notThere)
  const tried = await rehearseOnTarget(target, action, rehearsalOf(work, target, action, steps))
  return 'notSetUp' in tried ? onTwin(tried.notSetUp) : tried
}

function rehearsalOf(
  work: Work,
  { connector }: StagingTarget,
  action: ActionId,
  steps: readonly ExerciseStep[],
): Rehearsal {
  const { options, lost, stopping } = work
  const { id, fence } = work.held.claim
  const signal = AbortSignal.any([lost, stopping])
  return {
    // Another name for each claim: what an earlier one sent is taken back before this one sends.
    key: { idempotencyKey: `${id}-${action}-${fence}`, fence },
    clock: options.clock,
    withinMs: options.withinMs(connector),
    wait: (ms) => options.wait(ms, signal),
    signal,
    goOn: () => leaveIf(work),
    sending: async (way, step, key, send) => {
      leaveIf(work)
      const state = way === 'do' ? 'doing' : 'undoing'
      const shown = steps.map((one) => (one.action === action ? ({ ...one, state } as const) : one))
      // Taking it back needs what was done: that stays what the journal names.
      const journal = way === 'do' ? { journal: JSON.stringify({ step, key } satisfies Journal) } : {}
      await recordSending(
        work,
        { steps: JSON.stringify(shown), ...journal },
        {
          connector: connector.title,
          action: step.action,
          account: step.target.account,
          idempotencyKey: key.idempotencyKey,
        },
      )
      await options.reach('recorded')
      const answer = await send()
      await options.reach('sent')
      return answer
    },
  }
}

function leaveIf({ lost, stopping }: Work): void {
  if (lost.aborted) throw new LetGo('lost')
  if (stopping.aborted) throw new LetGo('stopping')
}

/** As for a step of a plan: the place in the log first, then the stops, so that after the answer to a stop nothing is sent. */
async function recordSending(
  { gateway, held: { row, claim } }: Work,
  change: Parameters<typeof noteRun>[3],
  detail: AuditDraft['detail'],
): Promise<void> {
  const { store } = gateway
  await store.write(async (tx) => {
    await holdLog(tx, store.tenant)
    if ((await stopOver(tx, store.tenant, askedBy(row).id === GATEWAY_ACTOR.id)) !== null) throw new LetGo('stopped')
    if (!(await noteRun(tx, store.tenant, claim, change))) throw new LetGo('lost')
    await appendAudit(tx, store.tenant, await gateway.now(tx), [
      {
        code: 'exercise.sent',
        actor: GATEWAY_ACTOR,
        subjects: subjectsOf(row),
        detail: { exercise: row.id, ...detail },
      },
    ])
  })
}

/** An action that is over left nothing at the target, or the exercise has failed there with what was left in words. */
async function keepStep(work: Work, steps: readonly ExerciseStep[], place: number): Promise<void> {
  const { gateway, held } = work
  const { store } = gateway
  const step = steps[place]
  if (step === undefined) return
  await store.write(async (tx) => {
    const isOurs = await noteRun(tx, store.tenant, held.claim, { steps: JSON.stringify(steps), journal: null })
    if (!isOurs) throw new LetGo('lost')
    const detail = {
      exercise: held.row.id,
      connector: step.on,
      action: step.action,
      passed: step.passed,
      ...(step.problem === null ? { readback: step.readback } : { reason: step.problem }),
    }
    await appendAudit(tx, store.tenant, await gateway.now(tx), [
      { code: 'exercise.tried', actor: GATEWAY_ACTOR, subjects: subjectsOf(held.row), detail },
    ])
  })
}

/** What to say about it, or how the exercise ends where the stand-in could not be put right. */
async function takeOver(
  work: Work,
  target: StagingTarget,
  steps: readonly ExerciseStep[],
): Promise<string | null | Ending> {
  const { gateway, held } = work
  const { row, claim } = held
  const journal = journalOf(row)
  if (journal === null && row.takeovers <= TAKEOVERS) return row.takeovers === 0 ? null : NOT_BACK
  const found =
    journal === null
      ? { left: 'nothing' as const, said: '' }
      : await putRight(target, journal, rehearsalOf(work, target, journal.step.action, steps))
  const note = `${row.takeovers === 0 ? 'It was interrupted.' : NOT_BACK} ${found.said}`.trim()
  const { store } = gateway
  await store.write(async (tx) => {
    const isRight = found.left === 'nothing'
    const change = { note, ...(isRight ? { journal: null } : {}) }
    if (!(await noteRun(tx, store.tenant, claim, change))) throw new LetGo('lost')
    const detail = { exercise: row.id, connector: target.connector.title, left: found.left, reason: note }
    await appendAudit(tx, store.tenant, await gateway.now(tx), [
      { code: 'exercise.taken-over', actor: GATEWAY_ACTOR, subjects: subjectsOf(row), detail },
    ])
  })
  if (found.left === 'stands') return { state: 'failed', steps, note }
  if (found.left === 'unknown') return { state: 'broken-off', steps, note }
  if (row.takeovers <= TAKEOVERS) return note
  return { state: 'broken-off', steps, note: `${note} That was the third time, so it is not tried again.`.trim() }
}

const NOT_BACK = 'A gateway did not come back in the middle of it.'
