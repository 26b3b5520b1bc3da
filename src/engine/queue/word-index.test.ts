import fc from 'fast-check'
import { expect, test } from 'vitest'
import { WordIndex } from './word-index.ts'

const texts = fc.array(fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 6 }), { maxLength: 30 })

test('a part is found in the names that hold it, and never across two of them', () => {
  fc.assert(
    fc.property(texts, texts, fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 4 }), (first, later, part) => {
      const index = new WordIndex()
      const all = [...first, ...later].map((name, code) => [code, name] as const)
      index.add(all.slice(0, first.length))
      index.add(all.slice(first.length))
      const found: [number, boolean][] = []
      index.find(part, (code, isBeginning) => found.push([code, isBeginning]))
      const wanted = all.filter(([, name]) => name.includes(part))
      expect(found).toEqual(wanted.map(([code, name]) => [code, name.startsWith(part)]))
    }),
  )
})
