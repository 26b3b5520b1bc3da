import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyQueries } from '../../testing/queries.ts'
import {
  chipsOf,
  filterIn,
  filterOut,
  negateChip,
  valuesOf,
  withFacetValue,
  withField,
  withoutChip,
  withRange,
} from './edit.ts'
import { parseQuery } from './parse.ts'
import { printQuery } from './print.ts'
import { allOf, EVERYTHING, type Query } from './query.ts'

function read(text: string): Query {
  const parsed = parseQuery(text)
  if (!parsed.ok) throw new Error(parsed.problem.message)
  return parsed.query
}

test('the chips are the whole query', () => {
  fc.assert(
    fc.property(anyQueries, (query) => {
      expect(allOf(chipsOf(query))).toEqual(query)
    }),
  )
})

test('a chip turned twice is as it was, and taking out every chip leaves everything', () => {
  fc.assert(
    fc.property(anyQueries, (query) => {
      const [first] = chipsOf(query)
      // `not (a and b)` turned round is two chips, and `not not a` loses both.
      fc.pre(first?.kind !== 'not' || !['and', 'not'].includes(first.part.kind))
      expect(negateChip(negateChip(query, 0), 0)).toEqual(query)
      expect(chipsOf(query).reduce((rest) => withoutChip(rest, 0), query)).toEqual(EVERYTHING)
    }),
  )
})

test('filtering in and out are each other’s undoing', () => {
  const start = read('severity >= high')
  const out = filterOut(start, 'owner', 'Payments')
  expect(printQuery(out)).toBe('severity >= high and not owner : Payments')
  expect(printQuery(filterIn(out, 'owner', 'Payments'))).toBe('severity >= high and owner : Payments')
  expect(printQuery(filterIn(start, 'owner', null))).toBe('severity >= high and not owner : *')
  expect(printQuery(filterOut(filterIn(start, 'owner', null), 'owner', null))).toBe('severity >= high and owner : *')
})

test('a facet toggles its values in one condition', () => {
  const one = withFacetValue(read('role'), 'tier', 'T3', 'toggle')
  const two = withFacetValue(one, 'tier', 'T4', 'toggle')
  expect(printQuery(two)).toBe('role and tier : (T3 or T4)')
  expect(printQuery(withFacetValue(two, 'tier', 'T3', 'only'))).toBe('role and tier : T3')
  expect(printQuery(withFacetValue(two, 'tier', 'T3', 'out'))).toBe('role and tier : T4 and not tier : T3')
  expect(printQuery(withFacetValue(one, 'tier', 'T3', 'toggle'))).toBe('role')
  expect(valuesOf(two, 'tier')).toEqual({ in: ['T3', 'T4'], out: [] })
})

test('a brush replaces the bounds of its field and lets go of them', () => {
  const brushed = withRange(read('received > now-7d and role'), 'received', { from: '2026-03-01', to: '2026-03-02' })
  expect(printQuery(brushed)).toBe('role and received : [2026-03-01 to 2026-03-02]')
  expect(printQuery(withRange(brushed, 'received', null))).toBe('role')
})

test('another field takes the place of one wherever it is asked for, and nothing else changes', () => {
  const query = read('raw.userAgnt : (a or b*) and (severity >= high or not raw.userAgnt > 3) and raw.userAgntX : *')
  expect(printQuery(withField(query, 'raw.userAgnt', 'raw.userAgent'))).toBe(
    'raw.userAgent : (a or b*) and (severity >= high or not raw.userAgent > 3) and raw.userAgntX : *',
  )
  fc.assert(
    fc.property(anyQueries, (any) => {
      expect(withField(any, 'raw.nowhere', 'raw.else')).toEqual(any)
    }),
  )
})
