import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { triggers } from '../../testing/arbitraries.ts'
import { aGateInput, anIdentity, aTrigger, DAY_MS, NOON } from '../../testing/builders.ts'
import { ACTION_IDS } from '../action/action.ts'
import { actionOf } from '../action/catalogue.ts'
import { ENVIRONMENTS, type Identity, TENANCIES } from '../identity/identity.ts'
import { IDENTITY_KINDS } from '../signal/signal.ts'
import { DisruptionLevel } from './decision.ts'
import { type Forbidden, type GateInput, gateFor } from './gate.ts'

const percent = fc.integer({ min: 0, max: 100 })
const days = fc.integer({ min: -40, max: 10 }).map((n) => NOON + n * DAY_MS)

/** Five times in six what would run by itself, else anything: with all at random none ever would. */
function mostly<T>(usual: T, anything: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof({ weight: 5, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: anything })
}

const USUAL = aGateInput()
const someIdentity = fc
  .record({
    criticality: mostly<number | null>(3, fc.option(fc.integer({ min: 1, max: 5 }))),
    environment: mostly<Identity['environment']>('prod', fc.constantFrom(...ENVIRONMENTS, null)),
    tenancy: mostly<Identity['tenancy']>('dedicated', fc.constantFrom(...TENANCIES, null)),
    kind: mostly<Identity['kind']>('cloud-role', fc.constantFrom(...IDENTITY_KINDS)),
    claimed: mostly(true, fc.boolean()),
    validatedAt: mostly<number | null>(NOON, fc.option(days)),
  })
  .map((changes) => anIdentity(changes))

const steps: fc.Arbitrary<GateInput> = fc
  .record({
    identity: someIdentity,
    trigger: mostly(USUAL.trigger, fc.option(triggers)),
    action: mostly(USUAL.action, fc.constantFrom(...ACTION_IDS).map(actionOf)),
    confidence: mostly(USUAL.confidence, percent),
    disruption: mostly(
      USUAL.disruption,
      fc.record({
        score: percent,
        level: fc.constantFrom(...DisruptionLevel.options),
        consumers: fc.constant([]),
        isComplete: fc.boolean(),
      }),
    ),
    exercisedAt: mostly(USUAL.exercisedAt, fc.option(days)),
    automation: mostly(
      USUAL.automation,
      fc.record({
        stepsThisTriggerHour: fc.nat({ max: 9 }),
        ownerSharePercent: percent,
        forbidden: fc.constantFrom<Forbidden | null>(
          null,
          null,
          { rule: 'kept', because: 'It lost its automation' },
          { rule: 'dry-run', because: 'It was not tried' },
        ),
      }),
    ),
    isSample: mostly(false, fc.boolean()),
    feasible: mostly<true | string>(true, fc.constant('The connector does not answer.')),
  })
  .map((changes) => aGateInput(changes))

test('a step is automatic exactly when every condition holds, said a second time in plain words', () => {
  const seen = { auto: 0, other: 0 }
  fc.assert(
    fc.property(steps, (input) => {
      const { identity, trigger, action, disruption, automation } = input
      const scope = trigger?.response.scope
      const checked = identity?.validatedAt ?? Number.NEGATIVE_INFINITY
      const exercised = input.exercisedAt ?? Number.NEGATIVE_INFINITY
      const shouldBeAuto =
        identity?.claimed === true &&
        identity.kind !== 'human' &&
        (action.kinds === null || action.kinds.includes(identity.kind)) &&
        Math.abs(NOON - checked) <= 7 * DAY_MS &&
        (scope?.kinds === undefined || scope.kinds.includes(identity.kind)) &&
        (scope?.environments === undefined || scope.environments.some((e) => e === identity.environment)) &&
        (scope?.teams === undefined || scope.teams.includes('Reporting Platform')) &&
        identity.environment !== null &&
        identity.tenancy !== 'third-party' &&
        identity.criticality !== null &&
        identity.criticality <= 3 &&
        input.feasible === true &&
        trigger?.response.automation.allowed === true &&
        input.confidence >= trigger.response.automation.threshold &&
        action.reversible &&
        disruption.isComplete &&
        (disruption.level === 'none' || disruption.level === 'low') &&
        exercised <= NOON &&
        NOON - exercised <= 30 * DAY_MS &&
        automation.stepsThisTriggerHour < 6 &&
        automation.stepsThisTriggerHour < (trigger.response.automation.stepsPerHour ?? 6) &&
        automation.ownerSharePercent < 20 &&
        automation.forbidden === null &&
        !input.isSample
      expect(gateFor(input).gate === 'auto').toBe(shouldBeAuto)
      seen[shouldBeAuto ? 'auto' : 'other'] += 1
    }),
    { numRuns: 2000 },
  )
  // Neither answer may be so rare that the property says nothing about it.
  expect(Math.min(seen.auto, seen.other)).toBeGreaterThan(100)
})

test.each([
  [undefined, 5, 'auto'],
  [undefined, 6, 'one-approval'],
  [2, 1, 'auto'],
  [2, 2, 'one-approval'],
  [0, 0, 'one-approval'],
  // More than the policy's six is what nobody may allow himself.
  [50, 6, 'one-approval'],
])('with a budget of %s steps an hour, %s taken: %s', (stepsPerHour, taken, gate) => {
  const automation = { allowed: true, threshold: 85, ...(stepsPerHour === undefined ? {} : { stepsPerHour }) }
  const input = aGateInput({
    trigger: aTrigger({ automation }),
    automation: { stepsThisTriggerHour: taken, ownerSharePercent: 0, forbidden: null },
  })
  const { gate: answer, reasons } = gateFor(input)
  expect(answer).toBe(gate)
  expect(reasons.find(({ rule }) => rule === 'gate.auto-budget-trigger')?.input).toContain(
    `the limit is ${Math.min(6, stepsPerHour ?? 6)}`,
  )
})

test.each([
  [null, 'This version of the playbook was never exercised'],
  [NOON - 31 * DAY_MS, 'This version of the playbook was exercised 31 days ago, the limit is 30'],
  [NOON + DAY_MS, 'The exercise of this version of the playbook is dated later than now'],
])('what is missing of an exercise is said: %s', (exercisedAt, said) => {
  expect(gateFor(aGateInput({ exercisedAt })).reasons[0]?.input).toBe(said)
})
