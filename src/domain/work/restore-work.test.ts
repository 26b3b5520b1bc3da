import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { NOON } from '../../testing/builders.ts'
import { DISPOSITIONS, STATUSES } from '../alert/alert.ts'
import { STARTING_POLICY } from '../policy/policy.ts'
import { type AlertWork, type Circumstances, changeWork } from './change-work.ts'
import { restoreWork } from './restore-work.ts'

const at: Circumstances = { by: { id: 'ana', name: 'Ana' }, now: NOON, tier: 1, policy: STARTING_POLICY }
const fresh: AlertWork = {
  status: 'new',
  disposition: 'undetermined',
  assigneeId: null,
  tags: ['old'],
  hold: null,
  slaDueAt: NOON,
  slaPause: null,
  closure: null,
}
const wishes = fc.record(
  {
    status: fc.constantFrom(...STATUSES),
    disposition: fc.constantFrom(...DISPOSITIONS),
    assignee: fc.constantFrom('me', 'bo', null),
    snooze: fc.constantFrom({ until: NOON + 3_600_000 }, null),
    acceptRisk: fc.constant({ until: NOON + 3_600_000 }),
    sla: fc.constantFrom('pause' as const, 'resume' as const),
    addTags: fc.array(fc.constantFrom('a', 'b', 'old'), { maxLength: 2 }),
    removeTags: fc.array(fc.constantFrom('a', 'old'), { maxLength: 2 }),
    reason: fc.constant('Because'),
  },
  { requiredKeys: ['reason'] },
)

test('taking back what was just done leaves nothing of it', () => {
  fc.assert(
    fc.property(fc.array(wishes, { minLength: 1, maxLength: 4 }), (all) => {
      let before = fresh
      let after = fresh
      for (const wish of all) {
        const changed = changeWork(after, wish, at)
        if (changed.ok) [before, after] = [after, changed.work]
      }
      expect(restoreWork(after, before, after)).toEqual(before)
    }),
  )
})

test('what others did meanwhile stays', () => {
  const taken = changeWork(fresh, { assignee: 'me', addTags: ['mine'] }, at)
  const work = taken.ok ? taken.work : fresh
  const tagged = { ...work, tags: ['mine', 'old', 'theirs'], disposition: 'true-positive' as const }
  expect(restoreWork(tagged, fresh, work)).toEqual({
    ...fresh,
    tags: ['old', 'theirs'],
    disposition: 'true-positive',
  })
})
