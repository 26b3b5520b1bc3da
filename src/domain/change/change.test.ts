import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { aTrigger, NOON } from '../../testing/builders.ts'
import { STARTING_POLICY } from '../policy/policy.ts'
import { CHANGE_STATES, type ChangeState, isOpenChange, isRestraint, MODES } from './change.ts'
import { type ChangeBody, changeDigest } from './change-body.ts'
import { CHANGE_EVENTS, type ChangeEvent, nextChangeState } from './change-machine.ts'
import { recordSince, tooNoisyToAct } from './noise.ts'
import { expiryOf, isDue, LONGEST_WAIT_MS, PROPOSAL_TTL_MS, whyNotAt } from './when.ts'

const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest())
const events = fc.array(fc.constantFrom<ChangeEvent>(...CHANGE_EVENTS), { maxLength: 12 })

test('whatever happens to a change, it is active only after it was approved, and never twice', () => {
  fc.assert(
    fc.property(events, (happened) => {
      let state = 'proposed' as ChangeState
      const been: ChangeState[] = [state]
      for (const event of happened) {
        const next = nextChangeState(state, event)
        if (next === null) continue
        state = next
        been.push(state)
      }
      const active = been.indexOf('active')
      expect(active === -1 || been.indexOf('approved') < active).toBe(true)
      expect(active === -1 || been.includes('approved')).toBe(true)
      expect(been.filter((seen) => seen === 'active').length).toBeLessThanOrEqual(1)
      expect(new Set(been).size).toBe(been.length)
    }),
  )
})

test('what is over stays over: only an active change has an end still before it', () => {
  for (const state of CHANGE_STATES) {
    const possible = CHANGE_EVENTS.filter((event) => nextChangeState(state, event) !== null)
    expect(possible.includes('withdraw')).toBe(isOpenChange(state))
    expect(isOpenChange(state) ? [] : possible).toEqual(state === 'active' ? ['supersede', 'roll-back'] : [])
  }
})

test('one person alone only ever takes away', () => {
  const alone = MODES.flatMap((from) => MODES.filter((to) => isRestraint(from, to)).map((to) => `${from} to ${to}`))
  expect(alone).toEqual(['on to shadow', 'on to off', 'shadow to off'])
})

const bodies = fc.record<ChangeBody>({
  id: fc.constantFrom('ch_1', 'ch_2'),
  kind: fc.constantFrom('trigger', 'policy'),
  subject: fc.string(),
  base: fc.record({ version: fc.nat({ max: 3 }), digest: fc.string() }),
  content: fc.string(),
  mode: fc.option(fc.record({ from: fc.option(fc.constantFrom(...MODES)), to: fc.constantFrom(...MODES) })),
  restores: fc.option(fc.nat({ max: 3 })),
  restoresAutomation: fc.boolean(),
  activateAt: fc.option(fc.nat()),
  reason: fc.string(),
  proposedBy: fc.string(),
  backtest: fc.option(fc.string()),
})

test('two changes that differ in anything shown have different digests', () => {
  fc.assert(
    fc.property(bodies, bodies, (a, b) => {
      const isSame = JSON.stringify(a) === JSON.stringify(b)
      expect(changeDigest(a, sha256) === changeDigest(b, sha256)).toBe(isSame)
    }),
  )
  const one = fc.sample(bodies, 1)[0]
  if (one === undefined) throw new Error('no sample')
  for (const [key, value] of Object.entries({
    content: 'other',
    reason: 'other',
    activateAt: NOON,
    backtest: 'other',
    base: { version: 99, digest: 'other' },
    mode: { from: null, to: 'off' },
    restoresAutomation: !one.restoresAutomation,
  })) {
    // Chance may have drawn the other value already.
    const isSame = JSON.stringify(one[key as keyof typeof one]) === JSON.stringify(value)
    expect(changeDigest({ ...one, [key]: value }, sha256) === changeDigest(one, sha256), key).toBe(isSame)
  }
})

test('a proposal can be reviewed for two weeks, and never past the time that it shows', () => {
  expect(expiryOf(NOON, null)).toBe(NOON + PROPOSAL_TTL_MS)
  expect(expiryOf(NOON, NOON + 60_000)).toBe(NOON + 60_000)
  expect(expiryOf(NOON, NOON + LONGEST_WAIT_MS)).toBe(NOON + PROPOSAL_TTL_MS)
})

test('a change becomes active at once or at a later time, neither in the past nor in a year', () => {
  expect(whyNotAt(null, NOON)).toBeNull()
  expect(whyNotAt(NOON + 1, NOON)).toBeNull()
  expect(whyNotAt(NOON, NOON)).toContain('has passed')
  expect(whyNotAt(NOON + LONGEST_WAIT_MS + 1, NOON)).toContain('90 days')
  expect([isDue(null, NOON), isDue(NOON, NOON), isDue(NOON + 1, NOON)]).toEqual([true, true, false])
})

function automatic(threshold: number) {
  const trigger = aTrigger()
  return { ...trigger, response: { ...trigger.response, automation: { allowed: true, threshold } } }
}

test('a trigger is too noisy to act once enough was judged and its precision is below what its threshold promises', () => {
  const needed = STARTING_POLICY.confidence.minimumJudged
  expect(tooNoisyToAct(automatic(60), { judged: needed - 1, truePositives: 0 }, STARTING_POLICY)).toBeNull()
  expect(tooNoisyToAct(automatic(60), { judged: needed, truePositives: needed }, STARTING_POLICY)).toBeNull()
  expect(tooNoisyToAct(automatic(60), { judged: 14, truePositives: 2 }, STARTING_POLICY)).toBe(
    '2 of 14 judged alerts were true: measured precision 18, its threshold promises 60',
  )
  const manual = automatic(60)
  const never = { ...manual, response: { ...manual.response, automation: { allowed: false, threshold: 60 } } }
  expect(tooNoisyToAct(never, { judged: 14, truePositives: 2 }, STARTING_POLICY)).toBeNull()
})

test('one more true judgement never makes a trigger too noisy, one more false one never mends it', () => {
  fc.assert(
    fc.property(fc.nat({ max: 100 }), fc.nat({ max: 60 }), fc.nat({ max: 60 }), (threshold, right, wrong) => {
      const trigger = automatic(threshold)
      const noisy = (truePositives: number, judged: number) =>
        tooNoisyToAct(trigger, { judged, truePositives }, STARTING_POLICY) !== null
      fc.pre(right + wrong >= STARTING_POLICY.confidence.minimumJudged)
      const isNoisy = noisy(right, right + wrong)
      expect(isNoisy || !noisy(right + 1, right + wrong + 1)).toBe(true)
      expect(!isNoisy || noisy(right, right + wrong + 1)).toBe(true)
    }),
  )
})

test('only judgements since automation was given back count, whatever was corrected meanwhile', () => {
  expect(recordSince({ judged: 20, truePositives: 9 }, { judged: 14, truePositives: 4 })).toEqual({
    judged: 6,
    truePositives: 5,
  })
  fc.assert(
    fc.property(fc.nat(), fc.nat(), fc.nat(), fc.nat(), (judged, truePositives, before, trueBefore) => {
      const since = recordSince({ judged, truePositives }, { judged: before, truePositives: trueBefore })
      expect(since.truePositives).toBeGreaterThanOrEqual(0)
      expect(since.truePositives).toBeLessThanOrEqual(since.judged)
    }),
  )
})
