import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { changedWords } from '../shared/url-state.ts'
import { FACET_NAMES, FACETS, filtersOf, queryOf, readView, withFacet, withWord, writeView } from './queue-view.ts'
import { BUILT_IN_VIEWS } from './views/built-in-views.ts'

test('an empty URL is the shift view: open alerts, highest priority first', () => {
  const view = readView({})
  expect(view).toMatchObject({ view: 'shift', isChanged: false, sort: 'priority', open: null })
  expect(queryOf(view)).toEqual({ sort: 'priority', held: 'hide', status: ['new', 'acknowledged', 'in-progress'] })
})

test('a link with filters but no saved view asks for exactly these filters', () => {
  const view = readView({ tier: '3,4', text: 'svc-deploy' })
  expect(view).toMatchObject({ view: null, isChanged: true })
  expect(queryOf(view)).toEqual({ sort: 'priority', tier: [4, 3], text: 'svc-deploy' })
})

test('words that mean nothing here are dropped, not passed on', () => {
  const view = readView({ tier: '9,2,<script>', gate: 'none', sort: 'newest', view: 'mine' })
  expect(queryOf(view)).toEqual({ sort: 'priority', tier: [2] })
})

test('a saved view that was changed says so, and says it no more when it is changed back', () => {
  const narrowed = withFacet(filtersOf('blocked'), 'severity', 'critical', 'toggle')
  const changed = changedWords({}, writeView('blocked', narrowed))
  expect(readView(changed)).toMatchObject({ view: 'blocked', isChanged: true })
  const back = changedWords(changed, writeView('blocked', withFacet(narrowed, 'severity', 'critical', 'toggle')))
  expect(readView(back)).toMatchObject({ view: 'blocked', isChanged: false })
})

test('taking the last filter off a saved view shows everything, not the view again', () => {
  const words = changedWords({}, writeView('closed', withWord(filtersOf('closed'), 'status', '')))
  expect(readView(words)).toMatchObject({ view: 'closed', filters: {}, isChanged: true })
})

test('filtering out a value keeps every other one', () => {
  expect(withFacet({}, 'gate', 'blocked', 'out')).toEqual({ gate: 'auto,one-approval,two-approvals' })
  expect(withFacet({ gate: 'auto,blocked' }, 'gate', 'blocked', 'out')).toEqual({ gate: 'auto' })
  expect(withFacet({ gate: 'blocked' }, 'gate', 'blocked', 'out')).toEqual({ gate: 'auto,one-approval,two-approvals' })
})

test('a facet with all its values chosen filters nothing, and leaves no word in the URL', () => {
  const all = FACETS.gate.reduce((filters, gate) => withFacet(filters, 'gate', gate, 'toggle'), {})
  expect(all).toEqual({})
})

const filters = fc
  .record(
    Object.fromEntries(
      FACET_NAMES.map((name) => [name, fc.subarray([...FACETS[name]]).map((values) => values.join(','))]),
    ),
  )
  .chain((facets) => fc.record({ text: fc.string({ maxLength: 20 }) }).map((more) => ({ ...facets, ...more })))

test('whatever is shown can be read back from its URL', () => {
  fc.assert(
    fc.property(filters, fc.constantFrom(...BUILT_IN_VIEWS.map(({ id }) => id)), (chosen, view) => {
      const read = readView(changedWords({}, writeView(view, chosen)))
      const query = queryOf({ filters: chosen, sort: 'priority' })
      const isEmpty = Object.values(chosen).every((word) => word === '')
      expect(queryOf(read)).toEqual(isEmpty && read.view === 'shift' ? queryOf(read) : withoutEmptyText(query))
    }),
  )
})

function withoutEmptyText(query: ReturnType<typeof queryOf>): ReturnType<typeof queryOf> {
  const { text, ...rest } = query
  return text === undefined || text === '' ? rest : query
}
