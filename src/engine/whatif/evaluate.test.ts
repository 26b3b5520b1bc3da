import fc from 'fast-check'
import { expect, test } from 'vitest'
import { policies, triggers } from '../../testing/arbitraries.ts'
import { evaluate } from './evaluate.ts'
import { lookupsOf } from './lookups.ts'
import { unpack } from './outcome.ts'
import { decideCase } from './reference/decide-case.ts'
import { tablesOf } from './tables.ts'
import { draftOf, histories, modes } from './testing/worlds.ts'

test('the engine answers every case as the gateway decides it, whatever the history and the draft', () => {
  fc.assert(
    fc.property(histories, policies, modes, fc.array(triggers, { maxLength: 4 }), (history, policy, chosen, others) => {
      const draft = draftOf(history, policy, chosen, others)
      const tables = tablesOf(history)
      const lookups = lookupsOf(tables, draft)
      for (let i = 0; i < history.cases.count; i += 1) {
        expect(unpack(evaluate(tables, lookups, i))).toEqual(unpack(decideCase(history, i, draft)))
      }
    }),
    { numRuns: 1_000 },
  )
})

test('what two drafts share is taken over, and answers the same', () => {
  fc.assert(
    fc.property(histories, policies, policies, modes, fc.boolean(), (history, first, second, chosen, sameTriggers) => {
      const tables = tablesOf(history)
      const one = draftOf(history, first, ['on', 'on', 'on', 'on'], [])
      const other = draftOf(history, second, chosen, [])
      const two = sameTriggers ? { ...other, triggers: one.triggers } : other
      const mixed = { ...two, policy: { ...two.policy, urgency: first.urgency, disruption: first.disruption } }
      const lookups = lookupsOf(tables, mixed, { draft: one, lookups: lookupsOf(tables, one) })
      for (let i = 0; i < history.cases.count; i += 1) {
        expect(evaluate(tables, lookups, i)).toBe(decideCase(history, i, mixed))
      }
    }),
    { numRuns: 300 },
  )
})
