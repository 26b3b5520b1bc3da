import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  absoluteText,
  ageText,
  agoText,
  fullText,
  hoursMinutes,
  isKnownZone,
  leftText,
  minutesLeft,
  spanText,
} from './time-text.ts'

const NOON = Date.UTC(2023, 6, 10, 12, 30, 4)
const MIN = 60_000

test('ages in lists are short, in sentences they are words', () => {
  expect(ageText(NOON - 33 * MIN, NOON)).toBe('33m')
  expect(ageText(NOON - 26 * 60 * MIN, NOON)).toBe('26h')
  expect(ageText(NOON - 72 * 60 * MIN, NOON)).toBe('3d')
  expect(ageText(NOON - 999 * 24 * 60 * MIN, NOON)).toBe('999d')
  expect(ageText(NOON - 1773 * 24 * 60 * MIN, NOON)).toBe('4y')
  expect(agoText(NOON - 83_000, NOON)).toBe('1 min ago')
  expect(agoText(NOON - 12_000, NOON)).toBe('12 s ago')
})

test('a time in the future says so instead of looking fresh', () => {
  expect(ageText(NOON + 5 * MIN, NOON)).toBe('in 5m')
  expect(agoText(NOON + 5 * MIN, NOON)).toBe('in 5 min')
})

test('the time left is shown to the second and reaches zero only when it is over', () => {
  expect(leftText(24 * MIN + 42_000)).toBe('24:42')
  expect(leftText(72 * MIN + 20_000)).toBe('1:12:20')
  expect(leftText(1)).toBe('0:01')
  expect(leftText(0)).toBe('0:00')
  expect(leftText(-5)).toBe('0:00')
})

test('another day carries its date, every absolute time its zone', () => {
  expect(absoluteText(NOON - 33 * MIN, NOON, 'utc')).toBe('11:57:04 UTC')
  expect(absoluteText(NOON - 24 * 60 * MIN, NOON, 'utc')).toBe('9 Jul 2023, 12:30:04 UTC')
  expect(fullText(NOON, 'utc')).toBe('10 Jul 2023, 12:30:04 UTC')
})

test('an SLA is hours and minutes', () => {
  expect(hoursMinutes(12 * MIN + 59_000)).toBe('0:12')
  expect(hoursMinutes(27 * 60 * MIN + 5 * MIN)).toBe('27:05')
})

test('whole minutes write the same SLA as the milliseconds, and below zero it is over', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e9, max: 1e9 }), (leftMs) => {
      const left = minutesLeft(leftMs)
      expect(left >= 0).toBe(leftMs > 0)
      expect(hoursMinutes((left >= 0 ? left : -1 - left) * MIN)).toBe(hoursMinutes(Math.abs(leftMs)))
    }),
  )
})

test('a named zone writes its own offset, in summer and in winter, and an unknown one writes UTC', () => {
  expect(fullText(NOON, 'Europe/Berlin')).toBe('10 Jul 2023, 14:30:04 UTC+2')
  expect(fullText(Date.UTC(2023, 11, 31, 23, 30), 'Europe/Berlin')).toBe('1 Jan 2024, 00:30:00 UTC+1')
  expect(fullText(NOON, 'America/St_Johns')).toBe('10 Jul 2023, 10:00:04 UTC−2:30')
  expect(fullText(NOON, 'Asia/Kathmandu')).toBe('10 Jul 2023, 18:15:04 UTC+5:45')
  expect(isKnownZone('Moon/Tycho')).toBe(false)
  expect(fullText(NOON, 'Moon/Tycho')).toBe('10 Jul 2023, 12:30:04 UTC')
})

test('a stretch names what differs between its ends', () => {
  const hour = 60 * MIN
  const noon = Date.UTC(2023, 6, 10, 12)
  expect(spanText(noon, noon + 6 * hour, NOON, 'utc')).toBe('12:00 – 18:00 UTC')
  expect(spanText(noon - 24 * hour, noon - 18 * hour, NOON, 'utc')).toBe('9 Jul 2023, 12:00 – 18:00 UTC')
  expect(spanText(noon - 24 * hour, noon, NOON, 'Europe/Berlin')).toBe('9 Jul, 14:00 – 10 Jul 2023, 14:00 UTC+2')
  expect(spanText(noon - 4000 * hour * 24, noon, NOON, 'utc')).toBe('27 Jul 2012, 12:00 – 10 Jul 2023, 12:00 UTC')
})
