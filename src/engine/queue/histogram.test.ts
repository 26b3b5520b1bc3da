import fc from 'fast-check'
import { expect, test } from 'vitest'
import { alertRows, anAlertRow } from '../../testing/alert-rows.ts'
import { NOON } from '../../testing/builders.ts'
import { QueueViews } from './queue-view.ts'
import { tableOf, WISH, WORLD } from './testing/tables.ts'

/** Far from all others: long ago, clocks that are wrong, and days that matter to how wide a bar is. */
const FAR = [0, NOON - 900 * 86_400_000, NOON - 90 * 86_400_000, NOON + 900 * 86_400_000, NOON + 9e14] as const

const idOf = (at: number) => `al_${at.toString(16).padStart(32, '0')}`

test('every row of the view is in a bar of the histogram or counted outside of them, at its time', () => {
  fc.assert(
    fc.property(
      alertRows(20),
      fc.integer({ min: 2, max: 60 }),
      fc.array(fc.constantFrom(...FAR), { maxLength: 3 }),
      (rows, bars, far) => {
        const all = [
          ...rows,
          ...far.map((receivedAt, at) => anAlertRow({ number: 9000 + at, id: idOf(9000 + at), receivedAt })),
        ]
        const views = new QueueViews(tableOf(all))
        views.show(WISH, WORLD)
        const histogram = views.histogram('received', bars)
        if (histogram === null) return all.length === 0
        const { from, widthMs, counts, before, after } = histogram
        expect(counts.length / 5).toBeLessThanOrEqual(bars)
        const wanted = new Uint32Array(counts.length)
        const end = from + (counts.length / 5) * widthMs
        const outside = { before: 0, after: 0 }
        for (const { receivedAt, tier } of all) {
          const bar = Math.floor((receivedAt - from) / widthMs)
          if (receivedAt >= from && receivedAt < end) wanted[bar * 5 + tier] = (wanted[bar * 5 + tier] ?? 0) + 1
          const side = receivedAt < from ? before : receivedAt >= end ? after : null
          if (side === null) continue
          expect(receivedAt >= side.from && receivedAt < side.to).toBe(true)
          outside[receivedAt < from ? 'before' : 'after'] += 1
        }
        expect(counts).toEqual(wanted)
        expect(outside).toEqual({ before: before?.count ?? 0, after: after?.count ?? 0 })
        return true
      },
    ),
  )
})

const MINUTE = 60_000
const DAY = 1440 * MINUTE
const barsOf = (times: readonly number[]) => {
  const views = new QueueViews(
    tableOf(times.map((lastSeenAt, at) => anAlertRow({ number: at + 1, id: idOf(at), lastSeenAt }))),
  )
  views.show(WISH, WORLD)
  return views.histogram('lastSeen', 96)
}
/** One every ten minutes, the newest an hour ago. */
const night = Array.from({ length: 60 }, (_, at) => NOON - 60 * MINUTE - at * 10 * MINUTE)

test('one alert of years ago does not squeeze the others into one bar, and it is said where it is', () => {
  const old = NOON - 900 * DAY
  const squeezed = barsOf([...night, old])
  expect(squeezed?.widthMs).toBeLessThanOrEqual(15 * MINUTE)
  expect(squeezed?.after).toBeNull()
  expect(squeezed?.before).toMatchObject({ count: 1, to: squeezed?.from })
  expect(squeezed?.before?.from).toBeLessThanOrEqual(old)
  // No more is left out than helps.
  expect(barsOf([...night, NOON - 20 * 60 * MINUTE, old])?.before?.count).toBe(1)
  // The year 1970, too: more hours than are counted one by one.
  expect(barsOf([...night, 0])?.widthMs).toBe(squeezed?.widthMs)
})

test('what lies beside the bulk or is more than a few is in the bars, and so are the newest always', () => {
  expect(barsOf(night)?.before).toBeNull()
  expect(barsOf([...night, NOON - 8 * DAY])?.before?.count).toBe(1)
  expect(barsOf([...night, NOON - DAY])?.before, 'not worth it').toBeNull()
  const many = Array.from({ length: 10 }, (_, at) => NOON - 900 * DAY - at * DAY)
  expect(barsOf([...night, ...many])?.before).toBeNull()
  const wasLongAgo = night.map((at) => at - 900 * DAY)
  expect(barsOf([...wasLongAgo, NOON - DAY]), 'one of today among old ones').toMatchObject({
    before: null,
    after: null,
  })
  expect(barsOf([NOON, NOON - 900 * DAY]), 'two in all').toMatchObject({ before: null, after: null })
})

test('a clock that is years ahead does not squeeze them either', () => {
  const ahead = NOON + 900 * DAY
  const squeezed = barsOf([...night, ahead])
  expect(squeezed?.widthMs).toBeLessThanOrEqual(15 * MINUTE)
  expect(squeezed).toMatchObject({ before: null, after: { count: 1 } })
  expect(squeezed?.after?.to).toBeGreaterThan(ahead)
})
