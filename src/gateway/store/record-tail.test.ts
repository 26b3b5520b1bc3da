import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { AT_MOST_EVERY_MS, createRecordTail, LOOK_EVERY_MS, type Told } from './record-tail.ts'

const BATCH = 7

/** A record that grows, and how often it was read. */
function openRecord() {
  let size = 0
  let hear: (() => void) | null = null
  const record = {
    reads: 0,
    fails: false,
    isHeard: () => hear !== null,
    /** `isOurs`: this process wrote it. */
    write: (count: number, isOurs = true) => {
      size += count
      if (isOurs) hear?.()
    },
  }
  const tail = createRecordTail({
    newest: () => Promise.resolve(size - 1),
    read: (after) => {
      record.reads += 1
      if (record.fails) return Promise.reject(new Error('the database did not answer'))
      const all = Array.from({ length: Math.max(0, size - after - 1) }, (_, i) => told(after + 1 + i))
      return Promise.resolve(all.slice(0, BATCH))
    },
    onNews: (listener) => {
      hear = listener
      return () => {
        hear = null
      }
    },
  })
  return { record, tail }
}

const told = (sequence: number): Told => ({ sequence, data: `entry ${sequence}` })

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

describe('the end of the record', () => {
  test('what this gateway writes is told at once', async () => {
    const { record, tail } = openRecord()
    const next = tail.after(-1, 10_000)
    await vi.advanceTimersByTimeAsync(10)
    record.write(1)
    await vi.advanceTimersByTimeAsync(0)
    expect(await next).toEqual([told(0)])
  })

  test('what another gateway wrote is told within one look', async () => {
    const { record, tail } = openRecord()
    const next = tail.after(-1, 10_000)
    await vi.advanceTimersByTimeAsync(10)
    record.write(2, false)
    await vi.advanceTimersByTimeAsync(LOOK_EVERY_MS)
    expect(await next).toEqual([told(0), told(1)])
  })

  test('two hundred followers cost as many reads as one, in a burst as well', async () => {
    const readsOf = async (followers: number) => {
      const { record, tail } = openRecord()
      const heard = Array.from({ length: followers }, () => -1)
      const over = new AbortController()
      const all = heard.map(async (_, i) => {
        while (!over.signal.aborted)
          for (const { sequence } of await tail.after(heard[i] ?? -1, 400)) heard[i] = sequence
      })
      await vi.advanceTimersByTimeAsync(0)
      for (let second = 0; second < 10; second += 1) {
        for (let n = 0; n < 20; n += 1) {
          record.write(1)
          await vi.advanceTimersByTimeAsync(5)
        }
        await vi.advanceTimersByTimeAsync(900)
      }
      over.abort()
      await vi.advanceTimersByTimeAsync(500)
      await Promise.all(all)
      expect(new Set(heard)).toEqual(new Set([199]))
      return record.reads
    }
    const alone = await readsOf(1)
    expect(await readsOf(200)).toBe(alone)
    expect(alone).toBeLessThan(10 * (100 / AT_MOST_EVERY_MS + 1_000 / LOOK_EVERY_MS + 3))
  })

  test('while nobody follows nothing is read, and who comes back misses nothing', async () => {
    const { record, tail } = openRecord()
    const gone = tail.after(-1, 100)
    await vi.advanceTimersByTimeAsync(5_000)
    expect(await gone).toEqual([])
    expect(record.isHeard()).toBe(false)
    const { reads } = record
    record.write(3, false)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(record.reads).toBe(reads)
    expect((await tail.after(-1, 100)).map(({ sequence }) => sequence)).toEqual([0, 1, 2])
  })

  test('a follower who falls behind what is held reads alone, and misses nothing', async () => {
    const { record, tail } = openRecord()
    const quick: number[] = [-1]
    const over = new AbortController()
    const following = (async () => {
      while (!over.signal.aborted)
        for (const { sequence } of await tail.after(quick.at(-1) ?? -1, 400)) quick.push(sequence)
    })()
    await vi.advanceTimersByTimeAsync(10)
    record.write(3_000)
    await vi.advanceTimersByTimeAsync(300_000)
    over.abort()
    expect(quick.at(-1)).toBe(2_999)
    expect(await tail.after(5, 400)).toEqual([6, 7, 8, 9, 10, 11, 12].map(told))
    await vi.advanceTimersByTimeAsync(500)
    await following
  })

  test('whoever names an entry that is not written yet disturbs nobody', async () => {
    const { record, tail } = openRecord()
    const ahead = tail.after(1_000, 1_000)
    const other = tail.after(-1, 1_000)
    await vi.advanceTimersByTimeAsync(10)
    record.write(1)
    await vi.advanceTimersByTimeAsync(0)
    expect(await other).toEqual([told(0)])
    await vi.advanceTimersByTimeAsync(1_000)
    expect(await ahead).toEqual([])
  })

  test('a database that does not answer ends what waits, and the next one begins anew', async () => {
    const { record, tail } = openRecord()
    const next = tail.after(-1, 10_000)
    const outcome = next.catch(String)
    await vi.advanceTimersByTimeAsync(10)
    record.fails = true
    await vi.advanceTimersByTimeAsync(LOOK_EVERY_MS)
    expect(await outcome).toContain('did not answer')
    record.fails = false
    record.write(1)
    expect(await tail.after(-1, 10)).toEqual([told(0)])
  })

  test('however writes and followers come, each follower is told every entry once and in order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ write: fc.nat(40), isOurs: fc.boolean(), waitMs: fc.nat(700) }), { maxLength: 25 }),
        fc.array(fc.record({ from: fc.integer({ min: -1, max: 60 }), pauseMs: fc.nat(3_000) }), {
          minLength: 1,
          maxLength: 4,
        }),
        async (writes, followers) => {
          const { record, tail } = openRecord()
          const over = new AbortController()
          const heard = followers.map(({ from }): number[] => [from])
          const all = followers.map(async ({ pauseMs }, i) => {
            const mine = heard[i] ?? []
            while (!over.signal.aborted) {
              for (const { sequence } of await tail.after(mine.at(-1) ?? -1, 400)) mine.push(sequence)
              await new Promise((resolve) => setTimeout(resolve, pauseMs))
            }
          })
          let size = 0
          for (const { write, isOurs, waitMs } of writes) {
            record.write(write, isOurs)
            size += write
            await vi.advanceTimersByTimeAsync(waitMs)
          }
          // Seven at a time, by the slowest: so many rounds, and some more.
          await vi.advanceTimersByTimeAsync((size / BATCH + 4) * 4_000)
          over.abort()
          await vi.advanceTimersByTimeAsync(4_000)
          await Promise.all(all)
          for (const [i, { from }] of followers.entries()) {
            const expected = Array.from({ length: Math.max(1, size - from) }, (_, n) => from + n)
            expect(heard[i]).toEqual(expected)
          }
        },
      ),
      { numRuns: 60 },
    )
  })
})
