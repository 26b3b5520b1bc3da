import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyText } from '../../testing/arbitraries.ts'
import { looksLike, skeleton } from './look-alike.ts'

test.each([
  ['Cyrillic letters', 'svc-billing', 'svc-bіlling'],
  ['only Cyrillic letters', 'pacer', 'расег'],
  ['Cyrillic capitals', 'BOT-MAKE', 'ВОТ-МАКЕ'],
  ['Greek letters', 'vault', 'νault'],
  ['Greek capitals', 'NIHM', 'ΝΙΗΜ'],
  ['full-width letters', 'svc-billing', 'ｓｖｃ－ｂｉｌｌｉｎｇ'],
  ['small capitals', 'deploy', 'ᴅᴇᴘʟᴏʏ'],
  ['mathematical letters', 'deploy', '𝐝𝐞𝐩𝐥𝐨𝐲'],
  ['rn for m', 'terraform', 'terraforrn'],
  ['vv for w', 'web-worker', 'vveb-vvorker'],
  ['cl for d', 'cloud-admin', 'cloucl-aclmin'],
  ['1, I, l and |', 'lambda-1', 'Iambda-|'],
  ['0 for o', 'root', 'r00t'],
  ['a trailing space', 'svc-billing', 'svc-billing '],
  ['a trailing dot', 'svc-billing', 'svc-billing.'],
  ['a trailing dot behind a space', 'svc-billing', 'svc-billing. .'],
  ['a no-break space inside', 'billing bot', 'billing\u00a0bot'],
  ['a zero-width space', 'svc-billing', 'svc\u200b-billing'],
  ['a soft hyphen', 'svc-billing', 'svc-bil\u00adling'],
  ['a direction mark', 'svc-billing', '\u202esvc-billing\u202c'],
  ['tag characters', 'svc-billing', 'svc-billing\u{e0041}'],
  ['a variation selector', 'svc-billing', 'svc-billing\ufe0f'],
  ['composed and decomposed', 'caf\u00e9', 'cafe\u0301'],
  ['another case', 'svc-billing', 'SVC-Billing'],
  ['another hyphen', 'svc-billing', 'svc\u2010billing'],
  ['an underscore', 'svc-billing', 'svc_billing'],
])('%s looks the same', (_what, a, b) => {
  expect(a).not.toBe(b)
  expect(looksLike(a, b)).toBe(true)
})

test.each([
  ['svc-billing', 'svc-building'],
  ['svc-billing', 'svc-billing-2'],
  ['prod-5', 'prod-s'],
  ['café', 'cafe'],
  ['deploy', 'employ'],
  ['αβ', 'ωψ'],
])('%s and %s are different names', (a, b) => {
  expect(looksLike(a, b)).toBe(false)
})

test('a name does not look like itself: there is nothing to warn of', () => {
  expect(looksLike('svc-billing', 'svc-billing')).toBe(false)
})

test('the skeleton of a skeleton is itself, for any name at all', () => {
  const letters = fc.string({ unit: fc.constantFrom(...Array.from('rnmvwcldi10 .ОВсее\u0301\u200bＲᴿ')) })
  fc.assert(
    fc.property(fc.oneof(letters, anyText), (name) => {
      expect(skeleton(skeleton(name))).toBe(skeleton(name))
    }),
    { numRuns: 1000 },
  )
})
