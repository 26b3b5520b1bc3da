import { expect, test } from 'vitest'
import { bytesText, countText, plural, shareText } from './number-text.ts'

test('counts have separators until ten million, then millions', () => {
  expect(countText(1_048_576)).toBe('1,048,576')
  expect(countText(12_400_000)).toBe('12.4 M')
})

test('a share of few cases is told with its base', () => {
  expect(shareText(7, 12)).toBe('7 of 12')
  expect(shareText(96, 100)).toBe('96 %')
})

test('one is not plural', () => {
  expect([plural(1, 'job'), plural(0, 'job'), plural(2, 'identity', 'identities')]).toEqual([
    '1 job',
    '0 jobs',
    '2 identities',
  ])
})

test('bytes keep two digits and never show 1000 of a smaller unit', () => {
  expect([bytesText(999), bytesText(1300), bytesText(13_400), bytesText(999_700)]).toEqual([
    '999 B',
    '1.3 kB',
    '13 kB',
    '1.0 MB',
  ])
})
