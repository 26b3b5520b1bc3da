import type { PlanState, StepState } from './plan.ts'

/**
 * What can happen to a plan. `invalidate`: something it was bound to changed. `fail`: a step ended without its effect. `stop`:
 * somebody stopped it between two steps, and what was under way has been read back.
 */
export type PlanEvent =
  | 'approve'
  | 'reject'
  | 'expire'
  | 'cancel'
  | 'stop'
  | 'invalidate'
  | 'start'
  | 'pause'
  | 'resume'
  | 'finish'
  | 'fail'

/**
 * What can happen to a step. `send` is recorded before the request leaves, so a crash between the two leaves it in
 * doubt and not forgotten. `read-back` begins or repeats asking the target; `absent` means the target was asked and
 * nothing had happened, the only way back to sending. `satisfied`: it was already so before anything was sent. `withdraw`: people
 * were asked, and are not any more; what a system was sent is never withdrawn, it is read back.
 */
export type StepEvent =
  | 'claim'
  | 'release'
  | 'send'
  | 'read-back'
  | 'absent'
  | 'satisfied'
  | 'verify'
  | 'fail'
  | 'skip'
  | 'withdraw'

export type Transition<State> =
  | { readonly ok: true; readonly state: State }
  | { readonly ok: false; readonly refusal: string }

type Table<State extends string, Event extends string> = Readonly<
  Record<State, Readonly<Partial<Record<Event, State>>>>
>

/** A running plan cannot be cancelled or expire: a step may be with the target. It pauses or stops, between two steps. */
const PLAN: Table<PlanState, PlanEvent> = {
  pending: { approve: 'approved', reject: 'rejected', expire: 'expired', cancel: 'cancelled', invalidate: 'void' },
  approved: { start: 'running', pause: 'paused', expire: 'expired', cancel: 'cancelled', invalidate: 'void' },
  running: { pause: 'paused', finish: 'done', fail: 'failed', stop: 'cancelled' },
  paused: {
    resume: 'running',
    expire: 'expired',
    cancel: 'cancelled',
    stop: 'cancelled',
    invalidate: 'void',
    fail: 'failed',
  },
  done: {},
  failed: {},
  rejected: {},
  expired: {},
  cancelled: {},
  void: {},
}

const STEP: Table<StepState, StepEvent> = {
  waiting: { claim: 'claimed', skip: 'skipped' },
  claimed: { release: 'waiting', send: 'sent', satisfied: 'done', fail: 'failed' },
  sent: { 'read-back': 'verifying', fail: 'failed', withdraw: 'skipped' },
  verifying: { 'read-back': 'verifying', absent: 'claimed', verify: 'done', fail: 'failed', withdraw: 'skipped' },
  done: {},
  failed: {},
  skipped: {},
}

/** The plan's state after `event`, or why that cannot happen. Total: every pair has an answer, none throws. */
export function nextPlanState(state: PlanState, event: PlanEvent): Transition<PlanState> {
  return transition('plan', PLAN, state, event)
}

/** The step's state after `event`, or why that cannot happen. Total likewise. */
export function nextStepState(state: StepState, event: StepEvent): Transition<StepState> {
  return transition('step', STEP, state, event)
}

/** True for a state that nothing leaves. */
export function isFinalPlanState(state: PlanState): boolean {
  return Object.keys(PLAN[state]).length === 0
}

export function isFinalStepState(state: StepState): boolean {
  return Object.keys(STEP[state]).length === 0
}

function transition<State extends string, Event extends string>(
  noun: string,
  table: Table<State, Event>,
  state: State,
  event: Event,
): Transition<State> {
  // Own keys only: a state or an event out of a store could be called `constructor`.
  const moves = Object.hasOwn(table, state) ? table[state] : undefined
  const next = moves !== undefined && Object.hasOwn(moves, event) ? moves[event] : undefined
  if (next !== undefined) return { ok: true, state: next }
  const possible = Object.keys(moves ?? {})
  const hint = possible.length === 0 ? 'Nothing can happen to it any more.' : `Possible: ${possible.join(', ')}.`
  return { ok: false, refusal: `A ${noun} that is ${state} cannot ${event.replaceAll('-', ' ')}. ${hint}` }
}
