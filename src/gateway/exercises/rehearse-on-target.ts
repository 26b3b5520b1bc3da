import type { ActionId } from '../../domain/action/action.ts'
import { actionOf } from '../../domain/action/catalogue.ts'
import type { PlanStep } from '../../domain/plan/plan.ts'
import type { ExerciseStep } from '../../domain/views/exercise-views.ts'
import type { Connector, Execution, Readback, StepKey } from '../connectors/connector.ts'
import type { StagingTarget } from '../connectors/desk.ts'
import { loneStep } from '../connectors/lone-step.ts'
import { unreadable } from '../connectors/outbound/read-answer.ts'
import type { NotSetUp } from '../connectors/target/switch-connector.ts'
import { within } from '../runner/within.ts'
import { doneStep } from './exercise-step.ts'

export interface Rehearsal {
  /** Under which it is sent; the undo has the same with a word behind. */
  readonly key: StepKey
  /** Milliseconds of a clock that only goes on. */
  readonly clock: () => number
  readonly wait: (ms: number) => Promise<void>
  /** How long one action, or one undo, may take to be read back, in ms. */
  readonly withinMs: number
  /** Puts on record what is about to be sent, then sends it. Rejects where nothing may be sent any more; then nothing is. */
  readonly sending: (
    way: 'do' | 'undo',
    step: PlanStep,
    key: StepKey,
    send: () => Promise<Execution>,
  ) => Promise<Execution>
  /** Aborts where this gateway is to leave the exercise alone; `goOn` throws then. */
  readonly signal: AbortSignal
  readonly goOn: () => void
}

const NOTHING_SENT = { undo: 'nothing-to-undo' } as const
const ASK_WITHIN_MS = 10_000
const LOOK_EVERY_MS = 250
const LOOK_AT_LEAST_EVERY_MS = 5_000
/** A target that wants to be asked again, after an overlap for one, is asked so often. */
const SENDINGS = 3

/**
 * Carries one action out on the stand-in of a target for exercises, reads it back, takes it back and reads that back. Nothing
 * is sent where the stand-in is not as it should be. Answers why not where the target was never set up for it: then it was not
 * tried. Rejects with what `sending` and `goOn` throw, and with nothing else.
 */
export async function rehearseOnTarget(
  { connector, standIn }: StagingTarget,
  action: ActionId,
  rehearsal: Rehearsal,
): Promise<ExerciseStep | NotSetUp> {
  const { title } = connector
  const target = { identityId: 'exercise', sessionIds: [], ...standIn }
  const planned = await planStep(connector, { action, target, undoes: null })
  if (typeof planned === 'string')
    return doneStep(action, title, { ...NOTHING_SENT, problem: `The dry run was refused: ${planned}` })
  if ('notSetUp' in planned) return planned
  const before = await lookAt(connector, planned, rehearsal)
  if (before.effect !== 'absent') {
    const why = before.effect === 'present' ? 'It is so already' : 'It could not be read'
    const problem = `${why}, so nothing was sent. Put the stand-in right there. ${before.detail}`
    return doneStep(action, title, { ...NOTHING_SENT, problem })
  }
  const done = await carryOut(connector, 'do', planned, rehearsal)
  const { readback } = done
  const did = {
    containment: readback.containment,
    readback: readback.detail,
    broke: readback.consumers.filter(({ state }) => state !== 'working').map(({ name }) => name),
  }
  if (readback.effect !== 'present')
    return doneStep(action, title, { ...did, problem: `It was sent and is not there. ${done.said}` })
  const back = await takeBack({ connector, standIn }, planned, readback, rehearsal)
  if (!back.ok) return doneStep(action, title, { ...did, problem: back.problem })
  const stayDown = back.readback.consumers.filter(({ state }) => state === 'broken').map(({ name }) => name)
  const backAfterSeconds = Math.ceil(back.tookMs / 1000)
  return doneStep(action, title, { ...did, passed: true, undo: 'restored', backAfterSeconds, stayDown })
}

export type TakenBack =
  | { readonly ok: true; readonly readback: Readback; readonly tookMs: number }
  | { readonly ok: false; readonly problem: string }

/** Takes back what `done` read back as present, and reads that back. */
export async function takeBack(
  { connector, standIn }: StagingTarget,
  step: PlanStep,
  done: Readback,
  rehearsal: Rehearsal,
): Promise<TakenBack> {
  const rollback = actionOf(step.action).rollback ?? step.action
  const target = { identityId: 'exercise', sessionIds: [], ...standIn }
  const undo = await planStep(connector, { action: rollback, target, undoes: { step, left: done.left } })
  if (typeof undo === 'string') return { ok: false, problem: `Its undo was refused in the dry run: ${undo}` }
  if ('notSetUp' in undo) return { ok: false, problem: `Its undo is not set up: ${undo.notSetUp}` }
  const back = await carryOut(connector, 'undo', undo, rehearsal)
  return back.readback.effect === 'present'
    ? { ok: true, readback: back.readback, tookMs: back.tookMs }
    : { ok: false, problem: `It was taken back and still stands. ${back.said}` }
}

/** Reads back what a step did, or what stands there before it. */
export async function lookAt(
  connector: Connector,
  step: PlanStep,
  { key, signal, goOn }: Rehearsal,
): Promise<Readback> {
  const readback = await within(ASK_WITHIN_MS, signal, (until) => connector.verify(step, key, until), unreadable)
  goOn()
  return readback
}

function planStep(connector: Connector, wish: Parameters<typeof loneStep>[1]) {
  // A dry run ends by itself.
  return loneStep(connector, wish).catch(
    (error: unknown) => `The connector failed: ${error instanceof Error ? error.message : 'unknown'}`,
  )
}

interface CarriedOut {
  readonly readback: Readback
  /** What the target said to it, for a person who looks for the reason. */
  readonly said: string
  readonly tookMs: number
}

/**
 * Sends and reads back until it is there or the time is over; what the target answers is no evidence. Sent again only where the
 * target asked for that, each time on record first.
 */
async function carryOut(
  connector: Connector,
  way: 'do' | 'undo',
  step: PlanStep,
  rehearsal: Rehearsal,
): Promise<CarriedOut> {
  const { clock, wait, withinMs, signal } = rehearsal
  const key =
    way === 'do' ? rehearsal.key : { ...rehearsal.key, idempotencyKey: `${rehearsal.key.idempotencyKey}-undo` }
  const send = () =>
    rehearsal.sending(way, step, key, () =>
      within(
        ASK_WITHIN_MS,
        signal,
        (until) => connector.execute(step, key, until),
        (reason): Execution => ({ kind: 'unknown', reason }),
      ),
    )
  const begun = clock()
  let answer = await send()
  let sendings = 1
  let sentAt = clock()
  for (;;) {
    const readback = await lookAt(connector, step, { ...rehearsal, key })
    const now = clock()
    const askedForMs = answer.kind === 'unknown' ? (answer.retryAfterMs ?? 0) : 0
    const isRefused = answer.kind === 'refused' && readback.effect === 'absent'
    if (readback.effect === 'present' || isRefused || now - sentAt >= askedForMs + withinMs) {
      return { readback, said: sayAnswer(answer), tookMs: now - begun }
    }
    if (askedForMs > 0 && now - sentAt >= askedForMs && sendings < SENDINGS) {
      answer = await send()
      sendings += 1
      sentAt = clock()
    } else await wait(Math.min(LOOK_AT_LEAST_EVERY_MS, Math.max(LOOK_EVERY_MS, (now - begun) / 4)))
  }
}

function sayAnswer(answer: Execution): string {
  return answer.kind === 'accepted' ? answer.detail : answer.reason
}
