import { expect, test } from 'vitest'
import { bytesText, countText, shareText } from './number-text.ts'

test('counts have separators until ten million, then millions', () => {
  expect(countText(1_048_576)).toBe('1,048,576')
  expect(countText(12_400_000)).toBe('12.4 M')
})

test('a share of few cases is told with its base', () => {
  expect(shareText(7, 12)).toBe('7 of 12')
  expect(shareText(96, 100)).toBe('96 %')
})

test('bytes keep two digits and never show 1000 of a smaller unit', () => {
  expect([bytesText(999), bytesText(1300), bytesText(13_400), bytesText(999_700)]).toEqual([
    '999 B',
    '1.3 kB',
    '13 kB',
    '1.0 MB',
  ])
})
