import { PLAN_STATES, type PlanState, STEP_STATES, type StepState } from '../../domain/plan/plan.ts'
import { nextPlanState, nextStepState, type PlanEvent, type StepEvent } from '../../domain/plan/plan-machine.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { Tx } from '../store/store.ts'
import type { PlanRow, StepRow } from './plan-rows.ts'

/**
 * Moves a plan by one conditional write: the machine says from which states the event is possible, and the database
 * lets exactly one of several writers through. Answers the plan after it, or null where somebody else was first. Holds
 * the row until the transaction ends. `heldBy` is the id of the stop that pauses it, and gone with the next move.
 */
export async function movePlan(
  tx: Tx,
  tenant: string,
  id: string,
  event: PlanEvent,
  now: EpochMs,
  reason: string | null,
  heldBy: string | null = null,
): Promise<PlanRow | null> {
  const { from, to } = PLAN_MOVES[event]
  const moved = await tx
    .updateTable('plan')
    .set((eb) => ({
      state: to,
      state_reason: reason,
      held_by: heldBy,
      version: eb('version', '+', 1),
      updated_at: now,
      state_at: now,
    }))
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .where('state', 'in', from)
    .returningAll()
    .executeTakeFirst()
  if (moved === undefined) return null
  if (ENDS_WITHOUT_REST.has(to)) await skipWaiting(tx, tenant, id, now)
  return moved
}

/** A paused plan stays paused, for another reason than before. False where it is not paused any more, or paused for just that. */
export async function pauseOtherwise(
  tx: Tx,
  tenant: string,
  id: string,
  now: EpochMs,
  reason: string,
  heldBy: string | null,
): Promise<boolean> {
  const said = await tx
    .updateTable('plan')
    .set((eb) => ({ state_reason: reason, held_by: heldBy, version: eb('version', '+', 1), updated_at: now }))
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .where('state', '=', 'paused')
    .where((eb) => eb.or([eb('state_reason', 'is distinct from', reason), eb('held_by', 'is distinct from', heldBy)]))
    .returning('id')
    .executeTakeFirst()
  return said !== undefined
}

/** Holds the plan's row in one of these states for the transaction, changing nothing; null where it is in another. */
export async function lockPlan(
  tx: Tx,
  tenant: string,
  id: string,
  states: readonly PlanState[],
): Promise<PlanRow | null> {
  const locked = await tx
    .updateTable('plan')
    .set((eb) => ({ version: eb.ref('version') }))
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .where('state', 'in', states)
    .returningAll()
    .executeTakeFirst()
  return locked ?? null
}

/** Who may still write about a step: the holder of its newest claim. */
export interface Claim {
  readonly planId: string
  readonly ordinal: number
  readonly fence: number
}

type StepChange = Partial<
  Pick<
    StepRow,
    | 'containment'
    | 'attempt'
    | 'not_before'
    | 'sent_at'
    | 'started_at'
    | 'finished_at'
    | 'read_at'
    | 'deadline_at'
    | 'readback'
    | 'trouble'
    | 'consumers'
    | 'left_state'
    | 'lease_holder'
    | 'lease_until'
  >
>

/** Moves a step likewise; the fence refuses whoever was paused while somebody else took the step over. */
export async function moveStep(
  tx: Tx,
  tenant: string,
  claim: Claim,
  event: StepEvent,
  change: StepChange,
): Promise<StepRow | null> {
  const { from, to } = STEP_MOVES[event]
  const moved = await tx
    .updateTable('step')
    .set({ ...change, state: to })
    .where('tenant', '=', tenant)
    .where('plan_id', '=', claim.planId)
    .where('ordinal', '=', claim.ordinal)
    .where('fence', '=', claim.fence)
    .where('state', 'in', from)
    .returningAll()
    .executeTakeFirst()
  return moved ?? null
}

/** Changes what is known of a step without moving it, under the same fence. */
export async function noteStep(tx: Tx, tenant: string, claim: Claim, change: StepChange): Promise<boolean> {
  const noted = await tx
    .updateTable('step')
    .set(change)
    .where('tenant', '=', tenant)
    .where('plan_id', '=', claim.planId)
    .where('ordinal', '=', claim.ordinal)
    .where('fence', '=', claim.fence)
    .returning('ordinal')
    .executeTakeFirst()
  return noted !== undefined
}

/** The steps that nothing was sent of, and nothing will be. */
export async function skipWaiting(tx: Tx, tenant: string, planId: string, now: EpochMs): Promise<void> {
  await tx
    .updateTable('step')
    .set({ state: STEP_MOVES.skip.to, finished_at: now })
    .where('tenant', '=', tenant)
    .where('plan_id', '=', planId)
    .where('state', 'in', STEP_MOVES.skip.from)
    .execute()
}

const ENDS_WITHOUT_REST: ReadonlySet<PlanState> = new Set(['rejected', 'expired', 'cancelled', 'void', 'failed'])

interface Move<State> {
  readonly from: readonly State[]
  readonly to: State
}

/** Every event leads to one state, whatever it started from; so a move is one statement. */
function moveOf<State extends string>(
  event: string,
  states: readonly State[],
  next: (state: State) => { readonly ok: true; readonly state: State } | { readonly ok: false },
): Move<State> {
  const from: State[] = []
  const targets = new Set<State>()
  for (const state of states) {
    const after = next(state)
    if (!after.ok) continue
    from.push(state)
    targets.add(after.state)
  }
  const [to] = targets
  if (to === undefined || targets.size > 1) throw new Error(`event ${event} leads to ${targets.size} states`)
  return { from, to }
}

const planMove = (event: PlanEvent): Move<PlanState> =>
  moveOf(event, PLAN_STATES, (state) => nextPlanState(state, event))
const stepMove = (event: StepEvent): Move<StepState> =>
  moveOf(event, STEP_STATES, (state) => nextStepState(state, event))

const PLAN_MOVES: Readonly<Record<PlanEvent, Move<PlanState>>> = {
  approve: planMove('approve'),
  reject: planMove('reject'),
  expire: planMove('expire'),
  cancel: planMove('cancel'),
  stop: planMove('stop'),
  invalidate: planMove('invalidate'),
  start: planMove('start'),
  pause: planMove('pause'),
  resume: planMove('resume'),
  finish: planMove('finish'),
  fail: planMove('fail'),
}

const STEP_MOVES: Readonly<Record<StepEvent, Move<StepState>>> = {
  claim: stepMove('claim'),
  release: stepMove('release'),
  send: stepMove('send'),
  'read-back': stepMove('read-back'),
  absent: stepMove('absent'),
  satisfied: stepMove('satisfied'),
  verify: stepMove('verify'),
  fail: stepMove('fail'),
  skip: stepMove('skip'),
  withdraw: stepMove('withdraw'),
}
