import fc from 'fast-check'
import { expect, test } from 'vitest'
import { alertRows, anAlertRow } from '../../testing/alert-rows.ts'
import { NOON } from '../../testing/builders.ts'
import { blockOf, decodePart, decodeRows, encodeBlock, encodeRows, encodeWords } from './block.ts'
import { QueueTable } from './queue-table.ts'
import { SharedWords } from './shared-words.ts'
import { withDedup } from './testing/tables.ts'

const idOf = (at: number) => `al_${String(at).padStart(32, '0')}`

function rowsOf(table: QueueTable) {
  return Array.from(table.byNumber(), (row) => table.alertAt(row)).toReversed()
}

test('blocks that share their words are the same rows, and so are those that got them back', () => {
  fc.assert(
    fc.property(alertRows(20), fc.nat(20), fc.nat(400), (rows, cut, between) => {
      const words = new SharedWords()
      const blocks = [rows.slice(0, cut), rows.slice(cut)].map((some) => words.share(blockOf(some.map(withDedup))))
      const table = new QueueTable()
      const from = Math.min(between, words.size)
      for (const pack of [words.since(0, from), words.since(from)]) {
        const read = decodePart(encodeWords(pack))
        if (read.kind === 'words') table.learn(read)
      }
      const own = new QueueTable()
      for (const block of blocks) {
        table.put(decodeRows(encodeBlock(block)))
        own.put(decodeRows(encodeBlock(words.unshare(decodeRows(encodeBlock(block))))))
      }
      expect(rowsOf(table)).toEqual(rows)
      expect(rowsOf(own)).toEqual(rows)
    }),
  )
})

test('who learned the log in parts gives the same codes as who wrote it', () => {
  fc.assert(
    fc.property(alertRows(12), fc.nat(300), (rows, between) => {
      const [first, second] = [new SharedWords(), new SharedWords()]
      const block = first.share(blockOf(rows.map(withDedup)))
      const from = Math.min(between, first.size)
      // The second part begins before the first one ends: what is known already is not taken in twice.
      second.learn(first.since(0, from))
      second.learn(first.since(Math.max(0, from - 3)))
      expect(second.since(0)).toEqual(first.since(0))
      expect(second.share(blockOf(rows.map(withDedup)))).toEqual(block)
    }),
  )
})

test('a block before its words is refused, and nothing of it is held', () => {
  const words = new SharedWords()
  const block = decodeRows(encodeBlock(words.share(blockOf([withDedup(anAlertRow({ number: 1, id: idOf(1) }))]))))
  const table = new QueueTable()
  expect(() => table.put(block)).toThrow(RangeError)
  expect(() => table.learn(words.since(1))).toThrow(RangeError)
  expect(table.count).toBe(0)
})

test('instants cross whole, however far they are from one another, and none stays none', () => {
  const instant = fc.oneof(
    fc.integer({ min: -8.64e15, max: 8.64e15 }),
    fc.integer({ min: NOON - 1000, max: NOON + 1000 }),
    fc.constantFrom(NOON, NOON + 0xff, NOON + 0xffff, NOON + 0xffff_ffff, NOON + 0x1_0000_0000),
  )
  const times = fc.record({
    receivedAt: instant,
    lastSeenAt: instant,
    firstSeenAt: instant,
    slaDueAt: fc.option(instant),
    breaks: fc.option(
      fc.record({
        stops: fc.nat(0xffff_fffe),
        comesBack: fc.constantFrom(0, 0xfe, 0xff, 0x100, 0xfffe, 0xffff, 0x1_0000),
        isComplete: fc.boolean(),
      }),
    ),
  })
  fc.assert(
    fc.property(fc.array(times, { minLength: 1, maxLength: 6 }), (all) => {
      const rows = all.map((one, at) => anAlertRow({ ...one, number: at + 1, id: idOf(at) }))
      const table = new QueueTable()
      table.put(decodeRows(encodeRows(rows.map(withDedup))))
      const held = rowsOf(table)
      expect(
        held.map(({ receivedAt, lastSeenAt, firstSeenAt, slaDueAt, breaks }) => [
          receivedAt,
          lastSeenAt,
          firstSeenAt,
          slaDueAt,
          breaks,
        ]),
      ).toEqual(
        rows.map(({ receivedAt, lastSeenAt, firstSeenAt, slaDueAt, breaks }) => [
          receivedAt,
          lastSeenAt,
          firstSeenAt,
          slaDueAt,
          breaks,
        ]),
      )
    }),
    { numRuns: 300 },
  )
})

test('an id crosses whole, whether or not it says when its alert was received', () => {
  const instant = fc.integer({ min: 0, max: 2 ** 48 - 1 })
  const ids = fc.uniqueArray(fc.tuple(fc.option(instant), fc.stringMatching(/^[0-9a-f]{20}$/)), {
    minLength: 1,
    maxLength: 6,
    selector: ([, tail]) => tail,
  })
  fc.assert(
    fc.property(ids, (all) => {
      const rows = all.map(([other, tail], at) =>
        anAlertRow({
          number: at + 1,
          receivedAt: NOON + at,
          id: `al_${(other ?? NOON + at).toString(16).padStart(12, '0')}${tail}`,
        }),
      )
      const table = new QueueTable()
      table.put(decodeRows(encodeRows(rows.map(withDedup))))
      expect(rowsOf(table).map(({ id }) => id)).toEqual(rows.map(({ id }) => id))
      expect(rows.map(({ id }) => table.rowOfId(id))).toEqual(rows.map((_, at) => rows.length - 1 - at))
    }),
  )
})

test('what is the same in each row of a block takes no bytes of any', () => {
  const words = new SharedWords()
  const sizeOf = (count: number) => {
    const rows = Array.from({ length: count }, (_, at) => anAlertRow({ number: at + 1, id: idOf(at) }))
    return encodeBlock(words.share(blockOf(rows.map(withDedup)))).length
  }
  // The tail of an id has ten bytes, and is each row's own.
  expect((sizeOf(4096) - sizeOf(2048)) / 2048).toBe(10)
})
