import { expect, test } from 'vitest'
import { PLAN_STATES, STEP_STATES } from './plan.ts'
import {
  isFinalPlanState,
  isFinalStepState,
  nextPlanState,
  nextStepState,
  type PlanEvent,
  type StepEvent,
} from './plan-machine.ts'

const PLAN_EVENTS: readonly PlanEvent[] = [
  ...(['approve', 'reject', 'expire', 'cancel', 'stop', 'invalidate'] as const),
  ...(['start', 'pause', 'resume', 'finish', 'fail'] as const),
]
const STEP_EVENTS: readonly StepEvent[] = [
  ...(['claim', 'release', 'send', 'read-back', 'absent', 'satisfied', 'verify', 'fail', 'skip'] as const),
]

/** Every state and event that leads somewhere; whatever is not here is refused. */
const PLAN_MOVES = `
pending approve approved
pending reject rejected
pending expire expired
pending cancel cancelled
pending invalidate void
approved start running
approved pause paused
approved expire expired
approved cancel cancelled
approved invalidate void
running pause paused
running finish done
running fail failed
running stop cancelled
paused resume running
paused expire expired
paused cancel cancelled
paused stop cancelled
paused invalidate void
paused fail failed`

const STEP_MOVES = `
waiting claim claimed
waiting skip skipped
claimed release waiting
claimed send sent
claimed satisfied done
claimed fail failed
sent read-back verifying
sent fail failed
verifying read-back verifying
verifying absent claimed
verifying verify done
verifying fail failed`

test('a plan moves exactly as the table says', () => {
  const moves = PLAN_STATES.flatMap((state) =>
    PLAN_EVENTS.flatMap((event) => {
      const next = nextPlanState(state, event)
      return next.ok ? [`${state} ${event} ${next.state}`] : []
    }),
  )
  expect(moves.sort()).toEqual(PLAN_MOVES.trim().split('\n').sort())
})

test('a step moves exactly as the table says', () => {
  const moves = STEP_STATES.flatMap((state) =>
    STEP_EVENTS.flatMap((event) => {
      const next = nextStepState(state, event)
      return next.ok ? [`${state} ${event} ${next.state}`] : []
    }),
  )
  expect(moves.sort()).toEqual(STEP_MOVES.trim().split('\n').sort())
})

test('I2 nothing runs that was not approved: every way to running goes through approved', () => {
  const before = PLAN_STATES.filter((state) =>
    PLAN_EVENTS.some((event) => {
      const next = nextPlanState(state, event)
      return next.ok && next.state === 'running'
    }),
  )
  expect(before).toEqual(['approved', 'paused'])
})

test('I1 a request that may have left is never sent again before the target was asked', () => {
  expect(nextStepState('sent', 'send').ok).toBe(false)
  expect(nextStepState('verifying', 'send').ok).toBe(false)
  expect(nextStepState('sent', 'release').ok).toBe(false)
  expect(nextStepState('verifying', 'absent')).toEqual({ ok: true, state: 'claimed' })
})

test('a step is done only after it was read back', () => {
  expect(nextStepState('sent', 'verify').ok).toBe(false)
  expect(nextStepState('verifying', 'verify')).toEqual({ ok: true, state: 'done' })
})

test('what is over stays over', () => {
  expect(PLAN_STATES.filter(isFinalPlanState)).toEqual(['done', 'failed', 'rejected', 'expired', 'cancelled', 'void'])
  expect(STEP_STATES.filter(isFinalStepState)).toEqual(['done', 'failed', 'skipped'])
})

test('a refusal says what is possible instead', () => {
  expect(nextPlanState('running', 'cancel')).toEqual({
    ok: false,
    refusal: 'A plan that is running cannot cancel. Possible: pause, finish, fail, stop.',
  })
  expect(nextPlanState('void', 'approve')).toEqual({
    ok: false,
    refusal: 'A plan that is void cannot approve. Nothing can happen to it any more.',
  })
})

test('a state or an event that is not one is refused like any other', () => {
  expect(nextPlanState('constructor' as 'pending', 'approve').ok).toBe(false)
  expect(nextPlanState('pending', 'toString' as PlanEvent).ok).toBe(false)
})
