import type { ActionId } from '../../domain/action/action.ts'
import { actionOf } from '../../domain/action/catalogue.ts'
import type { PlanStep } from '../../domain/plan/plan.ts'
import type { ExerciseStep } from '../../domain/views/exercise-views.ts'
import type { Connector, Execution, Readback, StepKey, StepWish } from '../connectors/connector.ts'
import type { StagingTarget } from '../connectors/desk.ts'
import { loneStep } from '../connectors/lone-step.ts'
import { failed, NOT_UNDONE } from './rehearse.ts'

export interface Rehearsal {
  /** Names this exercise at the target, so that none of its steps is taken for one of another. */
  readonly key: string
  /** Milliseconds of a clock that only goes on. */
  readonly clock: () => number
  readonly wait: (ms: number) => Promise<void>
  /** How long one action, or one undo, may take to be read back, in ms. */
  readonly withinMs: number
}

const ASK_WITHIN_MS = 10_000
const LOOK_EVERY_MS = 250

/** Only what can be taken back there: an exercise leaves the stand-in as it found it, so that it can be repeated. */
export function canRehearse({ connector }: StagingTarget, action: ActionId): boolean {
  const { rollback } = actionOf(action)
  return rollback !== null && connector.actions.includes(action) && connector.actions.includes(rollback)
}

/**
 * Carries one action out on the stand-in of a target for exercises, reads it back, takes it back and reads that back. Nothing
 * is sent where the stand-in is not as it should be. Ends within twice `withinMs` and a few answers.
 */
export async function rehearseOnTarget(
  { connector, standIn }: StagingTarget,
  action: ActionId,
  rehearsal: Rehearsal,
): Promise<ExerciseStep> {
  const target = { identityId: 'exercise', sessionIds: [], ...standIn }
  const wish: StepWish = { action, target, undoes: null }
  const planned = await loneStep(connector, wish)
  if (typeof planned === 'string') return failed(action, connector.title, `The dry run was refused: ${planned}`)
  const key = { idempotencyKey: `${rehearsal.key}-${action}`, fence: 1 }
  const before = await connector.verify(planned, key, AbortSignal.timeout(ASK_WITHIN_MS))
  if (before.effect !== 'absent') {
    const why = before.effect === 'present' ? 'It is so already' : 'It could not be read'
    return failed(
      action,
      connector.title,
      `${why}, so nothing was sent. Put the stand-in right there. ${before.detail}`,
    )
  }
  const done = await carryOut(connector, planned, key, rehearsal)
  const { readback } = done
  const did = {
    action,
    on: connector.title,
    containment: readback.containment,
    readback: readback.detail,
    broke: readback.consumers.filter(({ state }) => state !== 'working').map(({ name }) => name),
  }
  if (readback.effect !== 'present')
    return { ...did, passed: false, problem: `It was sent and is not there. ${done.said}`, ...NOT_UNDONE }
  const rollback = actionOf(action).rollback ?? action
  const undo = await loneStep(connector, { action: rollback, target, undoes: { step: planned, left: readback.left } })
  if (typeof undo === 'string')
    return { ...did, passed: false, problem: `Its undo was refused in the dry run: ${undo}`, ...NOT_UNDONE }
  const back = await carryOut(connector, undo, { ...key, idempotencyKey: `${key.idempotencyKey}-undo` }, rehearsal)
  if (back.readback.effect !== 'present')
    return { ...did, passed: false, problem: `It was taken back and still stands. ${back.said}`, ...NOT_UNDONE }
  const stayDown = back.readback.consumers.filter(({ state }) => state === 'broken').map(({ name }) => name)
  return {
    ...did,
    passed: true,
    problem: null,
    undo: 'restored',
    backAfterSeconds: Math.ceil(back.tookMs / 1000),
    stayDown,
  }
}

interface CarriedOut {
  readonly readback: Readback
  /** What the target said to it, for a person who looks for the reason. */
  readonly said: string
  readonly tookMs: number
}

/** Sends once and reads back until it is there; what the target answers is no evidence. */
async function carryOut(
  connector: Connector,
  step: PlanStep,
  key: StepKey,
  { clock, wait, withinMs }: Rehearsal,
): Promise<CarriedOut> {
  const begun = clock()
  const said = sayAnswer(await connector.execute(step, key, AbortSignal.timeout(ASK_WITHIN_MS)))
  for (;;) {
    const readback = await connector.verify(step, key, AbortSignal.timeout(ASK_WITHIN_MS))
    const tookMs = clock() - begun
    if (readback.effect === 'present' || tookMs >= withinMs) return { readback, said, tookMs }
    await wait(LOOK_EVERY_MS)
  }
}

function sayAnswer(answer: Execution): string {
  return answer.kind === 'accepted' ? answer.detail : answer.reason
}
