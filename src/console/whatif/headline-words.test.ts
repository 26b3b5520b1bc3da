import { expect, test } from 'vitest'
import type { WhatIfResult } from '../../engine/worker/whatif-client.ts'
import { FIGURES, headlineWords } from './headline-words.ts'

const NOBODY = { perDay: Uint32Array.of(0, 0), total: 0, peak: { minute: 0, votes: 0 } }

function counted(more: Partial<WhatIfResult> = {}): WhatIfResult {
  return {
    alerts: 1_000_000,
    cells: new Uint32Array(21),
    migration: new Uint32Array(441),
    triggers: [],
    teams: [],
    approvals: { ...NOBODY, firstDay: 20_000, groups: [] },
    breaks: new Uint32Array(4),
    caps: new Uint32Array(0),
    blocked: new Uint32Array(0),
    confidence: new Uint32Array(101),
    urgency: new Uint32Array(101),
    missed: 0,
    truePositives: 40,
    judged: 50,
    overBudget: 0,
    moved: { alerts: 0, cases: 0 },
    ...more,
  }
}

test('each figure says what it is, what it was and what that comes to', () => {
  const before = counted({ breaks: Uint32Array.of(1_000, 0, 20, 3) })
  const after = counted({
    breaks: Uint32Array.of(500, 0, 12, 4),
    approvals: { ...NOBODY, total: 5, peak: { minute: 28_800_600, votes: 1_200 }, firstDay: 20_000, groups: [] },
    missed: 7,
  })
  const words = headlineWords({ run: { before, after }, tail: null }, 'utc')
  expect(words).toMatchObject({
    'contained.now': '516',
    'contained.was': 'was 1,023',
    'contained.note': '−507 of 1,000,000',
    'votes.now': '2.5',
    'votes.note': 'peak hour 1,200, 4 Oct 10:00',
    'breaks.now': '16',
    'breaks.note': '4 severe, 12 high',
    'missed.note': 'of 40 judged true',
  })
  for (const { name } of FIGURES) expect(words[`${name}.held`]).toBe('')
})

test('held-back alerts are told beside the others, never among them', () => {
  const run = { before: counted({ missed: 1 }), after: counted({ missed: 2 }) }
  const tail = { before: counted({ missed: 30 }), after: counted({ missed: 40 }) }
  const words = headlineWords({ run, tail }, 'utc')
  expect(words['missed.now']).toBe('2')
  expect(words['missed.held']).toBe('held back: 40 was 30')
})
