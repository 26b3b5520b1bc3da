import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { aCredential } from '../../testing/builders.ts'
import { fromTheTop, withBelow } from './credential-tree.ts'

const IDS = ['a', 'b', 'c', 'd', 'e', 'f']

/** Any links at all, also to itself, to nobody and in circles. */
const trees = fc
  .array(fc.option(fc.constantFrom(...IDS, 'nobody'), { nil: undefined }), { minLength: 6, maxLength: 6 })
  .map((links) => links.map((below, i) => aCredential({ id: IDS[i] ?? '', ...(below === undefined ? {} : { below }) })))

test('a delegated grant goes with the key it was issued with, after it; a key beside it waits for nobody', () => {
  const all = [
    aCredential({ id: 'grant', below: 'key' }),
    aCredential({ id: 'replica', below: 'grant' }),
    aCredential({ id: 'key' }),
    aCredential({ id: 'beside' }),
    aCredential({ id: 'gone', below: 'key', state: 'revoked' }),
  ]
  expect(withBelow(all, ['key'])).toEqual(['grant', 'replica', 'key'])
  expect(fromTheTop(all, withBelow(all, ['key', 'beside']))).toEqual([
    { id: 'key', after: [] },
    { id: 'beside', after: [] },
    { id: 'grant', after: ['key'] },
    { id: 'replica', after: ['grant'] },
  ])
})

test('every credential is dealt with once, and nothing waits for what comes later', () => {
  fc.assert(
    fc.property(trees, fc.subarray(IDS), (all, named) => {
      const ids = withBelow(all, named)
      const ordered = fromTheTop(all, ids)
      expect(ordered.map(({ id }) => id).toSorted()).toEqual([...ids].toSorted())
      for (const [place, { after }] of ordered.entries()) {
        const before = ordered.slice(0, place).map(({ id }) => id)
        for (const id of after) expect(before).toContain(id)
      }
    }),
  )
})

test('naming more never leaves anything out that was there', () => {
  fc.assert(
    fc.property(trees, fc.subarray(IDS), fc.subarray(IDS), (all, some, more) => {
      const all2 = new Set(withBelow(all, [...new Set([...some, ...more])]))
      for (const id of withBelow(all, some)) expect(all2.has(id)).toBe(true)
    }),
  )
})
