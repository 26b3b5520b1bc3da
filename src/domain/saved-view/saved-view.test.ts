import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { aPerson } from '../../testing/builders.ts'
import { ROLES } from '../people/person.ts'
import { defaultViewFor } from './default-view.ts'
import { Audience, SavedViewDraft } from './saved-view.ts'
import { readViewFile, writeViewFile } from './view-file.ts'

const views = fc.array(
  fc.record({
    name: fc.string({ minLength: 1, maxLength: 80 }).filter((name) => name.trim() === name && name !== ''),
    search: fc.string({ maxLength: 200 }).filter((search) => SavedViewDraft.shape.search.safeParse(search).success),
    audience: fc.constantFrom(...Audience.options),
  }),
  { minLength: 1, maxLength: 100 },
)

test('what is exported is imported as it was', () => {
  fc.assert(
    fc.property(views, (kept) => {
      expect(readViewFile(writeViewFile(kept))).toEqual({ ok: true, views: kept })
    }),
  )
})

test('a file with one wrong view is refused whole, and the place is named', () => {
  const text = writeViewFile([
    { name: 'Fine', search: 'tier=4', audience: 'team' },
    { name: 'Two lines', search: 'tier=4\n', audience: 'team' },
  ])
  expect(readViewFile(text)).toEqual({
    ok: false,
    because: 'This is no file of views: at /views/1/search, one line without control characters, without its “?”.',
  })
  expect(readViewFile(text.replace('"tier=4"', '4'))).toEqual({
    ok: false,
    because: 'This is no file of views: at /views/0/search, expected string, received number.',
  })
  expect(readViewFile('{').ok).toBe(false)
  expect(readViewFile('{"kind":"sluicegate.views","version":2,"views":[]}').ok).toBe(false)
  expect(readViewFile(' '.repeat(500_001)).ok).toBe(false)
})

test('a person begins with the view of their first role that has one, in their own team', () => {
  const of = (team: string, ...defaultFor: (typeof ROLES)[number][]) => ({ team, defaultFor })
  const person = aPerson('Ana', { team: 'SOC', roles: ['approver', 'analyst'] })
  expect(defaultViewFor([of('Other', 'approver')], person)).toBeNull()
  const analysts = of('SOC', 'analyst')
  const approvers = of('SOC', 'approver')
  expect(defaultViewFor([analysts], person)).toBe(analysts)
  expect(defaultViewFor([analysts, approvers], person)).toBe(approvers)
})
