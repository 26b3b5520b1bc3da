import { expect, test } from 'vitest'
import type { AlertWish } from './change-work.ts'
import { collisions, type FieldVersions } from './merge.ts'

const SEEN = 4
const soon = { until: 1 }

test.each<[string, AlertWish, FieldVersions, readonly string[]]>([
  ['two who take it', { assignee: 'me' }, { assignee: 5 }, ['assignee']],
  ['taking what got a tag or a judgement', { assignee: 'me' }, { disposition: 5, evidence: 5 }, []],
  ['taking what was taken before it was seen', { assignee: 'me' }, { assignee: 4 }, []],
  ['taking what is free, and somebody closed', { take: true }, { status: 5 }, ['status']],
  ['tags, whatever else happened', { addTags: ['x'] }, { status: 9, assignee: 9, evidence: 9 }, []],
  ['closing what somebody acknowledged', { status: 'closed', reason: 'x' }, { status: 5 }, ['status']],
  ['closing what got new evidence', { status: 'closed', reason: 'x' }, { evidence: 5 }, ['evidence']],
  ['judging what got new evidence', { disposition: 'true-positive' }, { evidence: 5 }, ['evidence']],
  ['snoozing what was closed', { snooze: soon }, { status: 5 }, ['status']],
  ['accepting the risk of what was judged', { acceptRisk: soon }, { disposition: 5 }, ['disposition']],
  ['pausing the clock of what was released', { sla: 'pause' }, { assignee: 5 }, []],
])('%s', (_what, wish, versions, expected) => {
  expect(collisions(wish, versions, SEEN)).toEqual(expected)
})
