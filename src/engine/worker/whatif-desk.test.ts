import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PLAYBOOKS } from '../../domain/action/playbooks.ts'
import type { Policy } from '../../domain/policy/policy.ts'
import type { ScenarioContent } from '../../domain/views/history-views.ts'
import { policies } from '../../testing/arbitraries.ts'
import { asItIs } from '../whatif/draft.ts'
import type { History } from '../whatif/history.ts'
import { openSession } from '../whatif/session.ts'
import { histories } from '../whatif/testing/worlds.ts'
import { encodeHistory } from '../whatif/wire.ts'
import { readCounted } from './counted-wire.ts'
import { createWhatIfDesk } from './whatif-desk.ts'
import type { Compared, Crossing, FromWhatIf, WhatIfAnswerTo, WhatIfAsk } from './whatif-protocol.ts'

function setup(history: History) {
  const said: FromWhatIf[] = []
  let clock = 0
  const desk = createWhatIfDesk({ now: () => (clock += 1), post: (message) => said.push(message) })
  desk({ type: 'load', bytes: encodeHistory(history) })
  let wish = 0
  return {
    said,
    ask: <Kind extends WhatIfAsk['kind']>(ask: Extract<WhatIfAsk, { kind: Kind }>): WhatIfAnswerTo<Kind> => {
      wish += 1
      desk({ type: 'ask', wish, ask, knows: 0 })
      const last = said.at(-1)
      if (last?.type === 'counted') return wholeOf(last) as WhatIfAnswerTo<Kind>
      if (last?.type !== 'answer') throw new Error(last?.type === 'failed' ? last.message : 'no answer')
      return last.answer as WhatIfAnswerTo<Kind>
    },
    /** A run as it crosses. */
    count: (ask: Extract<Crossing<WhatIfAsk>, { kind: 'run' }>, knows = 0) => {
      wish += 1
      desk({ type: 'ask', wish, ask, knows })
      const last = said.at(-1)
      if (last?.type !== 'counted' || last.bytes === null) throw new Error('nothing was counted')
      return readCounted(last.bytes)
    },
  }
}

/** Of a desk that was told that nothing is known, so both sides of what it counted have crossed. */
function wholeOf({ bytes }: Extract<FromWhatIf, { type: 'counted' }>): WhatIfAnswerTo<'run'> {
  if (bytes === null) throw new Error('no memory is shared here')
  const { run, tail, computeMs } = readCounted(bytes)
  return { kind: 'run', run: run as Compared, tail: tail as Compared | null, computeMs }
}

function contentOf(policy: Policy, more: Partial<ScenarioContent> = {}): ScenarioContent {
  return { policy, triggers: [], identities: [], exercised: [], ...more }
}

test('what the desk answers is what a fresh session answers, whatever was tried before', () => {
  fc.assert(
    fc.property(histories, policies, fc.array(policies, { minLength: 1, maxLength: 3 }), (history, first, tried) => {
      const { ask } = setup(history)
      for (const policy of tried) {
        const baseline = { policy: first, modes: [] }
        const { run } = ask({ kind: 'run', baseline, draft: contentOf(policy), isTailHeldBack: false })
        const session = openSession(history, asItIs(history, first))
        expect(run.before).toEqual(session.run(session.baseline))
        expect(run.after).toEqual(session.run(asItIs(history, policy)))
      }
    }),
    { numRuns: 60 },
  )
})

test('a baseline crosses once, and its counts again only where they are not known', () => {
  fc.assert(
    fc.property(histories, policies, policies, policies, (history, first, other, policy) => {
      const { count } = setup(history)
      const ask = { kind: 'run', draft: contentOf(policy), isTailHeldBack: false } as const
      const baseline = { policy: first, modes: [] }
      const whole = count({ ...ask, baseline })
      expect(whole.run.before).not.toBeNull()
      const again = count({ ...ask, baseline: null }, whole.edition)
      expect(again.run).toEqual({ before: null, after: whole.run.after })
      expect(count({ ...ask, baseline: null }).run).toEqual(whole.run)
      const next = count({ ...ask, baseline: { policy: other, modes: [{ id: 'gone', mode: 'off' }] } }, whole.edition)
      expect(next.edition).not.toBe(whole.edition)
      expect(next.run.before).not.toBeNull()
    }),
    { numRuns: 40 },
  )
})

test('after a draft that cannot be counted the baseline that was named before still holds', () => {
  const [history] = fc.sample(histories, 1)
  const [policy] = fc.sample(policies, 1)
  if (history === undefined || policy === undefined) throw new Error('no sample')
  const { count } = setup(history)
  const ask = { kind: 'run', draft: contentOf(policy), isTailHeldBack: false } as const
  const whole = count({ ...ask, baseline: { policy, modes: [] } })
  const broken = { ...ask, draft: { ...ask.draft, triggers: null as never }, baseline: null }
  expect(() => count(broken, whole.edition)).toThrow('nothing was counted')
  const again = count({ ...ask, baseline: null }, whole.edition)
  expect(again.edition).not.toBe(whole.edition)
  expect(again.run).toEqual(whole.run)
})

test('the held-back tail and the rest are the whole history, the tail its newest alerts', () => {
  fc.assert(
    fc.property(histories, policies, policies, (history, first, policy) => {
      const { ask } = setup(history)
      const baseline = { policy: first, modes: [] }
      const draft = contentOf(policy)
      const whole = ask({ kind: 'run', baseline, draft, isTailHeldBack: false }).run.after
      const { run, tail } = ask({ kind: 'run', baseline, draft, isTailHeldBack: true })
      expect(run.after.alerts + (tail?.after.alerts ?? 0)).toBe(whole.alerts)
      expect(run.after.missed + (tail?.after.missed ?? 0)).toBe(whole.missed)
      expect(run.after.alerts).toBe(Math.floor(history.rows.count * 0.8))
    }),
    { numRuns: 60 },
  )
})

test('a trigger in shadow, and then on again as a draft, raises its alerts', () => {
  fc.assert(
    fc.property(histories, policies, (history, policy) => {
      const { ask } = setup(history)
      const modes = history.triggers.map(({ trigger }) => ({ id: trigger.id, mode: 'shadow' as const }))
      const triggers = modes.map(({ id }) => ({ id, mode: 'on' as const, response: null }))
      const draft = contentOf(policy, { triggers })
      const { run } = ask({ kind: 'run', baseline: { policy, modes }, draft, isTailHeldBack: false })
      const session = openSession(history, asItIs(history, policy))
      expect(run.after.cells).toEqual(session.run(session.baseline).cells)
    }),
    { numRuns: 60 },
  )
})

test('a hypothesis holds for an identity as it was at any of its alerts', () => {
  fc.assert(
    fc.property(histories, policies, (history, policy) => {
      const { ask } = setup(history)
      const { facts } = ask({ kind: 'facts' })
      const supposed = { claimed: true, technicalOwner: 'Platform', environment: 'dev', criticality: 1 } as const
      const draft = contentOf(policy, {
        identities: facts.identities.map(({ id }) => ({ identityId: id, facts: supposed })),
      })
      const { run } = ask({ kind: 'run', baseline: { policy, modes: [] }, draft, isTailHeldBack: false })
      const everywhere = history.identities.map((one) => ({ ...one, identity: { ...one.identity, ...supposed } }))
      const session = openSession(history, asItIs(history, policy))
      const expected = session.run({ ...session.baseline, identities: new Map(everywhere.entries()) })
      expect(run.after).toEqual(expected)
    }),
    { numRuns: 60 },
  )
})

test('a hypothesis about an identity that is gone is passed over', () => {
  const [history] = fc.sample(histories, 1)
  const [policy] = fc.sample(policies, 1)
  if (history === undefined || policy === undefined) throw new Error('no sample')
  const { ask } = setup(history)
  const baseline = { policy, modes: [] }
  const identities = [{ identityId: 'gone', facts: { criticality: 5 } }]
  const { run } = ask({ kind: 'run', baseline, draft: contentOf(policy, { identities }), isTailHeldBack: false })
  expect(run.after).toEqual(run.before)
})

test('facts count every alert once', () => {
  fc.assert(
    fc.property(histories, (history) => {
      const { facts } = setup(history).ask({ kind: 'facts' })
      expect(facts.alerts).toBe(history.rows.count)
      expect(Object.values(facts.judged).reduce((sum, count) => sum + count, 0)).toBe(facts.alerts)
      const ids = facts.identities.map(({ id }) => id)
      expect(ids).toEqual([...new Set(history.identities.map(({ identity }) => identity.id))])
      const ofNobody = history.rows.caseOf.filter((own) => (history.cases.identity[own] ?? -1) < 0).length
      expect(facts.identities.reduce((sum, { alerts }) => sum + alerts, 0)).toBe(facts.alerts - ofNobody)
      expect(facts.facts.ofThen + facts.facts.ofToday).toBe(facts.alerts - ofNobody)
      expect(facts.playbooks.map(({ id }) => id)).toEqual(PLAYBOOKS.map(({ id }) => id))
    }),
    { numRuns: 60 },
  )
})

test('bytes that are no history are said, and a history that follows is read', () => {
  const said: FromWhatIf[] = []
  const desk = createWhatIfDesk({ now: () => 0, post: (message) => said.push(message) })
  desk({ type: 'load', bytes: new Uint8Array(16) })
  desk({ type: 'ask', wish: 1, ask: { kind: 'facts' }, knows: 0 })
  expect(said.at(-1)).toMatchObject({ type: 'failed', wish: 1 })
  const [history] = fc.sample(histories, 1)
  if (history === undefined) throw new Error('no sample')
  desk({ type: 'load', bytes: encodeHistory(history) })
  desk({ type: 'ask', wish: 2, ask: { kind: 'facts' }, knows: 0 })
  expect(said.at(-1)).toMatchObject({ type: 'answer', wish: 2 })
})

test('a scenario as what is compared with is what it comes to as a draft, and nothing moves between it and itself', () => {
  fc.assert(
    fc.property(histories, policies, policies, (history, first, other) => {
      const { ask } = setup(history)
      const [trigger] = history.triggers
      const [identity] = history.identities
      const supposed = {
        triggers: trigger === undefined ? [] : [{ id: trigger.trigger.id, mode: 'off' as const, response: null }],
        identities:
          identity === undefined ? [] : [{ identityId: identity.identity.id, facts: { technicalOwner: 'Payments' } }],
        exercised: PLAYBOOKS.map(({ id }) => id),
      }
      const scenario = contentOf(first, supposed)
      const plain = { policy: other, modes: [] }
      const against = { policy: first, modes: [], supposed }
      const tried = ask({ kind: 'run', baseline: plain, draft: scenario, isTailHeldBack: false })
      const same = ask({ kind: 'run', baseline: against, draft: scenario, isTailHeldBack: false })
      expect(same.run.before).toEqual(same.run.after)
      expect({ ...same.run.after, migration: null, moved: null }).toEqual({
        ...tried.run.after,
        migration: null,
        moved: null,
      })
      expect(ask({ kind: 'lists', baseline: against, draft: scenario, limit: 5 }).moved).toEqual([])
    }),
    { numRuns: 40 },
  )
})
