import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseUrlWords } from '../url-words.ts'
import { hrefOfView, isSameView, searchOf, viewWordsOf } from './listed-views.ts'

const words = fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.string({ minLength: 1, maxLength: 20 }))

test('a saved view opens as it was saved, whatever was open beside it and however its words were ordered', () => {
  fc.assert(
    fc.property(words, (chosen) => {
      const reversed = Object.fromEntries(Object.entries(chosen).toReversed())
      expect(searchOf(reversed)).toBe(searchOf(chosen))
      const opened = parseUrlWords(searchOf({ ...chosen, view: 'vw_1', open: 'al_1' }))
      expect(isSameView(opened, chosen)).toBe(true)
      expect(viewWordsOf(opened)).toEqual(viewWordsOf(chosen))
    }),
  )
})

test('a link to a view names it and carries its words, so that it says the same to somebody who cannot see the name', () => {
  expect(hrefOfView({ id: 'vw_1', words: { q: 'tier : T4', sort: 'tier' } })).toBe(
    '/queue?view=vw_1&q=tier+:+T4&sort=tier',
  )
})
