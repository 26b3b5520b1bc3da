import { expect, test } from 'vitest'
import { draftKey, readDrafts } from './drafts.ts'

test('what the browser kept is taken draft by draft, and test by test', () => {
  const good = { text: 'title: A', baseVersion: 3, tests: [{ recordId: 're_1', must: 'fire' }] }
  const stored = {
    drafts: {
      good,
      'half good': { ...good, tests: [{ recordId: 1, must: 'fire' }, { recordId: 're_2', must: 'stay-calm' }, null] },
      old: { body: 'title: A' },
      wrong: 7,
    },
  }
  expect(readDrafts(stored)).toEqual({
    good,
    'half good': { ...good, tests: [{ recordId: 're_2', must: 'stay-calm' }] },
  })
  for (const other of [null, 'x', {}, { drafts: null }]) expect(readDrafts(other)).toEqual({})
})

test('two people at one browser do not share a draft', () => {
  expect(draftKey('pe_ines', 'a')).not.toBe(draftKey('pe_noor', 'a'))
})
