import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { changedWords } from '../shared/url-state.ts'
import { parseUrlWords, writeUrlWords } from '../shared/url-words.ts'
import { GROUP_FIELDS, MOST_GROUPS, readView, SORT_FIELDS, urlOf, wordsOf } from './queue-view.ts'
import { BUILT_IN_VIEWS } from './views/built-in-views.ts'

test('an empty URL is the first view that comes with the queue, highest priority first', () => {
  const view = readView({})
  expect(view).toMatchObject({ view: 'shift', text: BUILT_IN_VIEWS[0].words.q, isCollapsed: true })
  expect(view.sort).toEqual({ field: 'priority', descending: true })
})

test('every view that comes with the queue can be read', () => {
  for (const { id, words } of BUILT_IN_VIEWS) expect(readView({ view: id, ...words }).parsed.ok, id).toBe(true)
})

test('what is written into the URL is read from it, also the view of every alert', () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 40 }).filter((text) => text.trim() === text && text !== '*'),
      fc.constantFrom(...SORT_FIELDS),
      fc.boolean(),
      fc.uniqueArray(fc.constantFrom(...GROUP_FIELDS), { maxLength: MOST_GROUPS }),
      fc.boolean(),
      (text, field, descending, groupBy, isCollapsed) => {
        const view = { ...readView({}), view: 'shift', text, sort: { field, descending }, groupBy, isCollapsed }
        const url = parseUrlWords(writeUrlWords(changedWords({ tier: '4', text: 'old' }, urlOf(view))))
        const { view: name, ...read } = readView(url)
        expect(wordsOf(read)).toEqual(wordsOf(view))
        expect([name, read.text]).toEqual(['shift', text])
      },
    ),
  )
})

test('links of before the query language say the same as a query', () => {
  expect(readView({ tier: '3,4', text: 'svc-deploy' })).toMatchObject({
    view: null,
    text: 'tier : (T3 or T4) and svc-deploy',
  })
  expect(readView({ status: 'new', assignee: 'nobody', held: 'only' }).text).toBe(
    'status : new and not assignee : * and held : *',
  )
  expect(readView({ sort: 'sla' }).sort).toEqual({ field: 'due', descending: false })
})

test('words that mean nothing here fall away, and a query that cannot be read stays as it was written', () => {
  expect(readView({ group: 'tier,<script>,tier,owner,gate,kind', sort: 'evil' })).toMatchObject({
    groupBy: ['tier', 'owner', 'gate'],
    sort: { field: 'priority' },
  })
  const broken = readView({ q: 'tier : (T3' })
  expect([broken.text, broken.parsed.ok]).toEqual(['tier : (T3', false])
})
