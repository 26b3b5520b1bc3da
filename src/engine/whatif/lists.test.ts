import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PLAYBOOKS } from '../../domain/action/playbooks.ts'
import { decide } from '../../domain/decision/decide.ts'
import { STARTING_POLICY } from '../../domain/policy/policy.ts'
import { policies } from '../../testing/arbitraries.ts'
import { aDecisionInput, anIdentity, aTrigger, DAY_MS, NOON } from '../../testing/builders.ts'
import { createHistoryBuilder } from './build-history.ts'
import { asItIs, type Draft } from './draft.ts'
import type { History } from './history.ts'
import { inputOf } from './reference/decide-case.ts'
import { openSession } from './session.ts'
import { draftOf, histories } from './testing/worlds.ts'

/** Each alert with what the gateway would decide, newest first. */
function decided(history: History, draft: Draft) {
  const { rows } = history
  return Array.from({ length: rows.count }, (_, i) => rows.count - 1 - i).flatMap((row) => {
    const input = inputOf(history, rows.caseOf[row] ?? 0, draft)
    return input === null ? [] : [{ number: rows.number[row] ?? 0, decision: decide(input), input }]
  })
}

test('the head of the queue is every alert by priority, of the same the newest first', () => {
  fc.assert(
    fc.property(histories, policies, policies, fc.integer({ min: 1, max: 12 }), (history, first, second, limit) => {
      const baseline = draftOf(history, first, [], [])
      const draft = draftOf(history, second, [], [])
      const session = openSession(history, baseline)
      session.run(draft)
      const expected = decided(history, draft)
        .toSorted((a, b) => b.decision.priority - a.decision.priority)
        .slice(0, limit)
      const head = session.head(limit)
      expect(head.map(({ number }) => number)).toEqual(expected.map(({ number }) => number))
      expect(head.map(({ priority }) => priority)).toEqual(expected.map(({ decision }) => decision.priority))
    }),
    { numRuns: 150 },
  )
})

test('consumers are counted once, by the heaviest criticality and the worst outcome that any contained alert brings them', () => {
  fc.assert(
    fc.property(histories, policies, policies, (history, first, second) => {
      const draft = draftOf(history, second, [], [])
      const session = openSession(history, draftOf(history, first, [], []))
      session.run(draft)
      const worst = new Map<string, { stops: boolean; criticality: number }>()
      for (const { decision } of decided(history, draft)) {
        if (decision.action === null || decision.gate === 'blocked') continue
        const chosen = decision.options.find(({ action }) => action === decision.action)
        for (const { id, outcome, criticality } of chosen?.disruption.consumers ?? []) {
          const one = worst.get(id) ?? { stops: false, criticality: 0 }
          worst.set(id, {
            stops: one.stops || outcome !== 'comes-back',
            criticality: Math.max(one.criticality, criticality ?? 0),
          })
        }
      }
      const { after } = session.broken(100)
      expect(after.reduce((sum, count) => sum + count, 0)).toBe([...worst.values()].filter(({ stops }) => stops).length)
    }),
    { numRuns: 150 },
  )
})

/** The same counting, row by row and from scratch each time. */
function held(history: History, draft: Draft) {
  const { gate } = draft.policy
  const past: { at: number; trigger: string; owner: string | null; who: string }[] = []
  const counts = { automatic: 0, pastTrigger: 0, pastOwner: 0 }
  const ownerOf = (index: number) => {
    const { technicalOwner = null, businessOwner = null } = history.identities[index]?.identity ?? {}
    return technicalOwner ?? businessOwner
  }
  for (let row = 0; row < history.rows.count; row += 1) {
    const own = history.rows.caseOf[row] ?? 0
    const input = inputOf(history, own, draft)
    if (input === null || input.trigger === null || input.identity === null) continue
    const { gate: answer, action } = decide(input)
    if (answer !== 'auto' || action === null) continue
    counts.automatic += 1
    const at = history.rows.minute[row] ?? 0
    const recent = past.filter((one) => one.at > at - 60)
    const { id } = input.trigger
    const budget = Math.min(
      gate.autoStepsPerTriggerHour,
      input.trigger.response.automation.stepsPerHour ?? gate.autoStepsPerTriggerHour,
    )
    const owner = ownerOf(history.cases.identity[own] ?? -1)
    const under = new Set(recent.filter((one) => one.owner === owner).map(({ who }) => who))
    const ofOwner = history.identities.filter((_, i) => ownerOf(i) === owner)
    const owned = new Set(ofOwner.map(({ identity }) => identity.id)).size
    if (recent.filter((one) => one.trigger === id).length >= budget) counts.pastTrigger += 1
    else if (owner !== null && under.size > 0 && Math.ceil((100 * under.size) / owned) >= gate.autoShareOfOwner) {
      counts.pastOwner += 1
    } else past.push({ at, trigger: id, owner, who: input.identity.id })
  }
  return counts
}

/** Alerts within some hours on a few identities, each of which would act by itself. */
const rushes = fc
  .record({
    alerts: fc.array(fc.record({ minute: fc.nat(240), who: fc.nat(5), trigger: fc.nat(1), wasLess: fc.boolean() }), {
      minLength: 1,
      maxLength: 40,
    }),
    owners: fc.array(fc.constantFrom('Payments', 'Search', null), { minLength: 6, maxLength: 6 }),
    own: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
    steps: fc.integer({ min: 1, max: 5 }),
    share: fc.integer({ min: 1, max: 80 }),
  })
  .map(({ alerts, owners, own, steps, share }) => {
    const base = aDecisionInput()
    const triggers = ['a', 'b'].map((id) => {
      const trigger = aTrigger({}, { id })
      const stepsPerHour = own === undefined ? {} : { stepsPerHour: own }
      const automation = { ...trigger.response.automation, ...stepsPerHour }
      return { trigger: { ...trigger, response: { ...trigger.response, automation } }, record: null, forbidden: null }
    })
    const identities = owners.map((technicalOwner, i) => ({
      identity: anIdentity({
        ...base.identity,
        id: `id-${i}`,
        technicalOwner,
        businessOwner: technicalOwner ?? (i % 2 === 0 ? 'Sales' : null),
      }),
      dependencies: [],
    }))
    const asTheyWere = identities.map(({ identity, dependencies }) => ({
      identity: { ...identity, privilege: 'write' as const },
      dependencies,
      isOfThen: true,
    }))
    const builder = createHistoryBuilder(triggers)
    for (const [number, { minute, who, trigger, wasLess }] of alerts.entries()) {
      builder.add({
        number,
        firstSeenAt: NOON - (300 - minute) * 60_000,
        disposition: 'undetermined',
        identity: (wasLess ? asTheyWere : identities)[who] ?? null,
        trigger: triggers[trigger] ?? null,
        evidence: base.signal,
        ambiguity: null,
        corroborating: [],
        obstacles: {},
      })
    }
    const playbooks = PLAYBOOKS.map((playbook) => ({ playbook, exercisedAt: NOON - DAY_MS }))
    const gate = { ...STARTING_POLICY.gate, autoStepsPerTriggerHour: steps, autoShareOfOwner: share }
    return { history: builder.finish(NOON, playbooks), policy: { ...STARTING_POLICY, gate } }
  })

test('budgets hold back in the order of time what they hold back one by one', () => {
  let [pastTrigger, pastOwner] = [0, 0]
  fc.assert(
    fc.property(rushes, ({ history, policy }) => {
      const draft = asItIs(history, policy)
      const counts = openSession(history, draft).breaker()
      expect(counts).toEqual(held(history, draft))
      pastTrigger += counts.pastTrigger
      pastOwner += counts.pastOwner
    }),
    { numRuns: 200 },
  )
  // A comparison of nothing with nothing would hold, too.
  expect(Math.min(pastTrigger, pastOwner)).toBeGreaterThan(0)
})
