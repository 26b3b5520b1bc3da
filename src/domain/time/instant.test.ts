import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type EpochUnit, firstTime, readTime } from './instant.ts'

const NOON = Date.parse('2024-07-10T12:00:00Z')

test.each([
  // what vendors write
  ['2024-07-10T12:00:00Z', NOON, []],
  ['2024-07-10T12:00:00.123456789Z', NOON + 123, []],
  ['2024-07-10 12:00:00,5 UTC', NOON + 500, []],
  ['2024-07-10T14:00:00+0200', NOON, []],
  ['2024-07-10T14:00:00+02:00', NOON, []],
  ['2024-07-11T02:00:00+14:00', NOON, []],
  ['2024-07-10T06:30:00-05:30', NOON, []],
  ['2024-07-10T24:00:00Z', NOON + 12 * 3_600_000, []],
  // what has to be assumed
  ['2024-07-10T12:00:00', NOON, ['zone-assumed']],
  ['2024-07-10', NOON - 12 * 3_600_000, ['zone-assumed']],
  ['2016-12-31T23:59:60Z', Date.parse('2016-12-31T23:59:59.999Z'), ['leap-second']],
  // "zero time" means that there is none
  ['0001-01-01T00:00:00Z', null, ['absent']],
  ['0001-01-01T00:00:00.000+00:00', null, ['absent']],
  ['1970-01-01T00:00:00Z', null, ['absent']],
  [0, null, ['absent']],
  ['0', null, ['absent']],
  ['', null, ['absent']],
  ['  ', null, ['absent']],
  [null, null, ['absent']],
  [undefined, null, ['absent']],
  // kept, but not believed
  ['1970-01-02T00:00:00Z', 86_400_000, ['out-of-window']],
  ['2399-01-01T00:00:00Z', Date.parse('2399-01-01T00:00:00Z'), ['out-of-window']],
  ['0024-05-01T00:00:00Z', Date.parse('0024-05-01T00:00:00Z'), ['out-of-window']],
  [1e22, null, ['unit-guessed', 'out-of-window']],
  // not a time
  ['294277-01-01T00:00:00Z', null, ['unreadable']],
  ['2024-02-30T00:00:00Z', null, ['unreadable']],
  ['2024-00-10T00:00:00Z', null, ['unreadable']],
  ['2024-13-10T00:00:00Z', null, ['unreadable']],
  ['2024-07-10T24:30:00Z', null, ['unreadable']],
  ['2024-07-10T23:60:00Z', null, ['unreadable']],
  ['2024-07-10T12:00:61Z', null, ['unreadable']],
  ['2024-07-10T12:00:00+19:00', null, ['unreadable']],
  ['yesterday', null, ['unreadable']],
  [Number.NaN, null, ['unreadable']],
  [Number.POSITIVE_INFINITY, null, ['unreadable']],
  [{ seconds: 1 }, null, ['unreadable']],
  [true, null, ['unreadable']],
])('%j is read as %j with %j', (value, at, flags) => {
  expect(readTime(value)).toEqual({ at, flags })
})

test.each([
  ['s', 1_720_612_800.123],
  ['ms', 1_720_612_800_123],
  ['us', 1_720_612_800_123_456],
  ['ns', '1720612800123456789'],
] as const)('an epoch in %s is read with its unit, and guessed right without', (unit: EpochUnit, value) => {
  expect(readTime(value, unit)).toEqual({ at: NOON + 123, flags: [] })
  expect(readTime(value)).toEqual({ at: NOON + 123, flags: ['unit-guessed'] })
})

test('ten years ahead is kept without doubt: clocks differ, certificates do not end today', () => {
  expect(readTime('2034-07-10T12:00:00Z').flags).toEqual([])
})

test('every instant of the window survives its way through text, in every zone', () => {
  const instants = fc.integer({ min: 978_307_200_000, max: 7_258_118_400_000 })
  const quarters = fc.integer({ min: -48, max: 56 })
  fc.assert(
    fc.property(instants, quarters, (at, quarter) => {
      const local = new Date(at + quarter * 900_000).toISOString().slice(0, -1)
      const minutes = Math.abs(quarter) * 15
      const zone = `${quarter < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
      expect(readTime(`${local}${zone}`)).toEqual({ at, flags: [] })
    }),
  )
})

test('no value makes it throw, and an answer is a whole number of milliseconds or null', () => {
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.double(), fc.string()), (value) => {
      const { at, flags } = readTime(value)
      expect(at === null ? flags.length > 0 : Number.isInteger(at)).toBe(true)
    }),
  )
})

test('the first candidate that gives a time wins; if none does, the first one says why', () => {
  expect(firstTime(readTime(''), readTime('2024-07-10T12:00:00Z'))).toEqual({ at: NOON, flags: [] })
  expect(firstTime(readTime('soon'), readTime(''))).toEqual({ at: null, flags: ['unreadable'] })
})

function two(n: number): string {
  return String(n).padStart(2, '0')
}
