import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromBase64Url, toBase64Url } from './base64url.ts'

test('bytes come back, and the text is the one that the platform writes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      const text = toBase64Url(bytes)
      expect(text).toBe(Buffer.from(bytes).toString('base64url'))
      expect(fromBase64Url(text)).toEqual(bytes)
    }),
  )
})

test.each(['A', 'AA==', 'A+', 'A/', 'AB', 'Zm9=', 'ä'])('%j is no base64url of any bytes', (text) => {
  expect(fromBase64Url(text)).toBeNull()
})
