import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fold, matcherOf } from './pattern.ts'

const short = fc.string({ unit: fc.constantFrom('a', 'b', 'A'), maxLength: 6 })

test('a pattern finds what the same regular expression finds', () => {
  fc.assert(
    fc.property(fc.array(short, { minLength: 1, maxLength: 4 }), short, (parts, text) => {
      const value =
        parts.length === 1 ? { kind: 'literal' as const, text: parts.join('') } : { kind: 'pattern' as const, parts }
      const source = parts.map(fold).join('.*')
      expect(matcherOf(value, 'whole')(fold(text))).toBe(new RegExp(`^${source}$`).test(fold(text)))
      expect(matcherOf(value, 'part')(fold(text))).toBe(new RegExp(source).test(fold(text)))
    }),
    { numRuns: 2000 },
  )
})
