import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { aDependency } from '../../testing/builders.ts'
import type { StepState } from './plan.ts'
import { nextStepState, type StepEvent } from './plan-machine.ts'
import {
  approvalUntil,
  consumersToRepoint,
  EVERYBODY_ELSE,
  isRepointed,
  latestEnd,
  mayBeSent,
  type RepointedConsumer,
  seenOf,
  whyRetiresTooEarly,
} from './repointing.ts'

const consumer = (id: string): RepointedConsumer => ({ id, name: `Service ${id}`, team: 'Payments' })
const target = (change: object = {}) => ({
  identityId: 'id_1',
  account: 'app',
  sessionIds: [],
  credentialIds: ['key'],
  tools: [],
  ...change,
})

/** A rotation in stages for so many consumers. */
function staged(consumers: readonly RepointedConsumer[]) {
  const repoint = consumers.map((one, i) => ({
    ordinal: i + 2,
    after: [1],
    action: 'repoint-consumer' as const,
    target: target({ credentialIds: [], consumer: one }),
  }))
  return [
    { ordinal: 1, after: [], action: 'issue-secret' as const, target: target() },
    ...repoint,
    {
      ordinal: repoint.length + 2,
      after: repoint.length === 0 ? [1] : repoint.map(({ ordinal }) => ordinal),
      action: 'retire-secret' as const,
      target: target(),
    },
  ]
}

const counts = fc.integer({ min: 0, max: 5 })
const someConsumers = counts.map((count) => Array.from({ length: count }, (_, i) => consumer(`c${i}`)))

test('a plan that waits for every consumer passes; without any one of these waits it is refused, naming who is left out', () => {
  fc.assert(
    fc.property(someConsumers, fc.nat(), (consumers, pick) => {
      const steps = staged(consumers)
      expect(whyRetiresTooEarly(steps, consumers)).toBeNull()
      if (consumers.length === 0) return
      const left = pick % consumers.length
      const early = steps.map((step) =>
        step.action === 'retire-secret' ? { ...step, after: [1, ...step.after.filter((o) => o !== left + 2)] } : step,
      )
      expect(whyRetiresTooEarly(early, consumers)).toContain(consumers[left]?.name)
    }),
  )
  const [, ...withoutIssue] = staged([])
  expect(whyRetiresTooEarly(withoutIssue, [])).toMatch(/no step before it issues anew/)
})

const EVENTS: readonly StepEvent[] = [
  'claim',
  'release',
  'send',
  'read-back',
  'absent',
  'satisfied',
  'verify',
  'fail',
  'skip',
  'withdraw',
]

/** Mostly on the way to the end: of events drawn evenly hardly a run in two thousand came there, and now and then none did. */
const happening = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<StepEvent>('claim', 'send', 'verify') },
  { weight: 1, arbitrary: fc.constantFrom(...EVENTS) },
)

test('the old secret is never sent into retirement before every consumer is done, in whatever order things happen', () => {
  let sent = 0
  const happenings = fc.array(fc.record({ at: fc.nat({ max: 6 }), event: happening, hasConfirmed: fc.boolean() }), {
    minLength: 20,
    maxLength: 120,
  })
  fc.assert(
    fc.property(someConsumers, happenings, (consumers, events) => {
      const steps = staged(consumers)
      const states = new Map<number, StepState>(steps.map(({ ordinal }) => [ordinal, 'waiting']))
      const confirmed = new Set<number>()
      for (const { at, event, hasConfirmed } of events) {
        const step = steps[at % steps.length]
        if (step === undefined) continue
        const before = states.get(step.ordinal) ?? 'waiting'
        if (hasConfirmed && step.action === 'repoint-consumer' && before !== 'waiting') confirmed.add(step.ordinal)
        // The runner takes a step only when what it waits for is done, and ends one of people only when it is true.
        if (event === 'claim' && !mayBeSent(step, steps, states)) continue
        const ends = event === 'verify' || event === 'satisfied'
        if (ends && step.action === 'repoint-consumer' && !isRepointed('nothing', confirmed.has(step.ordinal), 'next'))
          continue
        const next = nextStepState(before, event)
        if (!next.ok) continue
        states.set(step.ordinal, next.state)
        const isRetiring = step.action === 'retire-secret' && next.state === 'sent'
        if (!isRetiring) continue
        sent += 1
        for (const other of steps.filter(({ action }) => action === 'repoint-consumer')) {
          expect(states.get(other.ordinal)).toBe('done')
          expect(confirmed).toContain(other.ordinal)
        }
      }
    }),
    { numRuns: 2_000 },
  )
  // The runs did come so far.
  expect(sent).toBeGreaterThan(0)
})

test('what a target sees counts more than what a person says', () => {
  const rows = [
    ['old', false, false],
    ['old', true, false],
    ['next', false, true],
    ['next', true, true],
    ['nothing', false, false],
    ['nothing', true, true],
  ] as const
  for (const [seen, isConfirmed, isThere] of rows) expect(isRepointed(seen, isConfirmed, 'next')).toBe(isThere)
  expect(isRepointed('next', true, 'old')).toBe(false)
})

test('a consumer is seen by its name or id; on both secrets it is not there yet, whichever way it goes', () => {
  const billing = consumer('c1')
  const use = (name: string, count = 1) => ({ name, count })
  expect(seenOf(billing, [use('Service c1')], [], 'next')).toBe('old')
  expect(seenOf(billing, [], [use('c1')], 'next')).toBe('next')
  expect(seenOf(billing, [use('psql')], [use('Service c1', 0)], 'next')).toBe('nothing')
  expect(seenOf(billing, [use('c1')], [use('c1')], 'next')).toBe('old')
  expect(seenOf(billing, [use('c1')], [use('c1')], 'old')).toBe('next')
})

test('asked are those who hold the secret, each once; not who stands on them, and the owner for who is not known', () => {
  const edge = (id: string, via: 'credential' | 'service' | 'session', viaId: string | null, team: string | null) =>
    aDependency({ id: `d-${id}`, identityId: 'id_1', via, viaId }, { id, name: id, team })
  const edges = [
    edge('billing', 'credential', 'key', 'Payments'),
    edge('mail', 'credential', null, null),
    edge('portal', 'service', null, 'Web'),
    edge('shell', 'session', null, 'Ops'),
    edge('other', 'credential', 'another', 'Data'),
  ]
  const asked = consumersToRepoint([...edges, ...edges], ['key'], true, 'Owner')
  expect(asked.map(({ id, team }) => [id, team])).toEqual([
    ['billing', 'Payments'],
    ['mail', 'Owner'],
  ])
  expect(consumersToRepoint(edges, ['key'], false, 'Owner').at(-1)).toMatchObject({ id: EVERYBODY_ELSE, team: 'Owner' })
})

test('approvals of a plan that waits for nobody end as it says; of one that waits never later than a week and a day after', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), (expiresAt, onRow) => {
      expect(approvalUntil({ expiresAt }, onRow)).toBe(expiresAt)
      const until = approvalUntil({ expiresAt, repointWithinMs: 600_000 }, onRow)
      expect(until).toBeGreaterThanOrEqual(expiresAt)
      expect(until).toBeLessThanOrEqual(latestEnd(expiresAt))
    }),
  )
})
