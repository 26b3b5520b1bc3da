import type { EpochMs } from '../../src/domain/time/instant.ts'
import { DAY_MS, HOUR_MS } from './describe.ts'

/** How busy each hour of a day (UTC) is. Nobody sleeps at night, but fewer things are changed. */
const BY_HOUR = [3, 2, 2, 2, 3, 4, 6, 9, 13, 15, 15, 14, 12, 14, 15, 14, 12, 9, 7, 6, 5, 5, 4, 3] as const
/** Sunday first. */
const BY_DAY = [4, 10, 11, 11, 11, 10, 5] as const

/**
 * Spreads `count` moments over `days` before `now` as a company's hours are spread, in order: a later index is never
 * earlier. Any one can be asked for alone.
 */
export function timeline(now: EpochMs, days: number, count: number): (index: number, jitter: number) => EpochMs {
  const hours = days * 24
  const start = now - days * DAY_MS
  const until: number[] = []
  let sum = 0
  for (let hour = 0; hour < hours; hour += 1) {
    const at = new Date(start + hour * HOUR_MS)
    sum += (BY_HOUR[at.getUTCHours()] ?? 0) * (BY_DAY[at.getUTCDay()] ?? 0)
    until.push(sum)
  }
  return (index, jitter) => {
    const place = ((index + jitter) / Math.max(1, count)) * sum
    let low = 0
    let high = hours - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((until[middle] ?? 0) > place) high = middle
      else low = middle + 1
    }
    const before = until[low - 1] ?? 0
    const inHour = (place - before) / Math.max(1, (until[low] ?? 0) - before)
    return Math.floor(start + (low + Math.min(inHour, 1)) * HOUR_MS)
  }
}
