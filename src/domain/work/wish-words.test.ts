import { expect, test } from 'vitest'
import type { AlertWish } from './change-work.ts'
import { wishTitle } from './wish-words.ts'

test.each<[AlertWish, string]>([
  [{ status: 'in-progress' }, 'status in progress'],
  [{ status: 'closed', disposition: 'false-positive', reason: 'x' }, 'status closed, disposition false positive'],
  [{ assignee: 'pe_1' }, 'given to Bo'],
  [{ assignee: null, addTags: ['a', 'b'], removeTags: [] }, 'released, tagged a, b'],
  [{ snooze: { until: 0 } }, 'snoozed until 1970-01-01 00:00 UTC'],
  [{ snooze: null, sla: 'pause' }, 'brought back, clock paused'],
  [{ reason: 'x' }, 'nothing'],
])('%j reads as %j', (wish, title) => {
  expect(wishTitle(wish, 'Bo')).toBe(title)
})
