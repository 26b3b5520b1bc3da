import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { aDraft } from '../../testing/builders.ts'
import { aLog, aLogOf, type StoredLog } from '../../testing/logs.ts'
import { sha256 } from '../../testing/sha256.ts'
import { createVerifier, type LogReport, type RememberedHead } from './verify-log.ts'

function verify(
  texts: readonly string[],
  head?: StoredLog['head'],
  remembered: RememberedHead | null = null,
): LogReport {
  const verifier = createVerifier(sha256, remembered)
  verifier.feed(texts)
  return verifier.finish(head)
}

const faults = (report: LogReport) => report.broken.map(({ sequence, fault }) => `${fault} ${sequence}`)

const log = aLogOf(12)
const text = (i: number) => log.texts[i] ?? ''
const altered = (i: number) => text(i).replace('Reason', 'reason')

test('a faithful log gives no alarm, at any size', () => {
  for (let size = 0; size <= 20; size += 1) {
    const { texts, head } = aLogOf(size)
    expect(verify(texts, head, head)).toEqual({
      checked: size,
      verifiedUpTo: size,
      broken: [],
      brokenCount: 0,
      root: head.root,
      last: head.last,
      matchesHead: true,
      remembered: 'held',
      isIntact: true,
    })
  }
})

test.each<[string, readonly string[], string]>([
  ['an edited text', log.texts.with(4, altered(4)), 'edited 4'],
  ['the very first edited', log.texts.with(0, altered(0)), 'edited 0'],
  ['the last but one edited', log.texts.with(10, altered(10)), 'edited 10'],
  ['the very last edited', log.texts.with(11, altered(11)), 'edited 11'],
  ['an altered link', log.texts.with(4, text(4).replace(/"previous":"../, '"previous":"zz')), 'wrong-previous 4'],
  ['an altered first link', log.texts.with(0, text(0).replace(/"previous":"../, '"previous":"zz')), 'wrong-previous 0'],
  ['an altered number', log.texts.with(4, text(4).replace('"sequence":4', '"sequence":400')), 'misplaced 4'],
  ['one removed', log.texts.toSpliced(4, 1), 'gap 4'],
  ['three removed', log.texts.toSpliced(4, 3), 'gap 4'],
  ['the first removed', log.texts.toSpliced(0, 1), 'gap 0'],
  ['the tail cut off', log.texts.slice(0, 9), 'gap 9'],
  ['one doubled', log.texts.toSpliced(4, 0, text(4)), 'duplicate 4'],
  ['the last one doubled', [...log.texts, text(11)], 'duplicate 11'],
  ['an old one put in again', log.texts.toSpliced(8, 0, text(2)), 'duplicate 2'],
  ['neighbours swapped', log.texts.with(4, text(5)).with(5, text(4)), 'misplaced 4, misplaced 5'],
  ['distant ones swapped', log.texts.with(2, text(9)).with(9, text(2)), 'misplaced 2, misplaced 9'],
  ['a text that is no JSON', log.texts.with(4, '{'), 'unreadable 4'],
  ['a text that is no entry', log.texts.with(4, '{"sequence":"4","previous":0}'), 'unreadable 4'],
  ['half a surrogate pair in a text', log.texts.with(4, text(4).replace('Reason', '\ud800')), 'unreadable 4'],
  ['a key that stands twice', log.texts.with(4, text(4).replace('{', '{"sequence":4,')), 'edited 4'],
  ['two places at once', log.texts.with(2, altered(2)).with(7, altered(7)), 'edited 2, edited 7'],
])('%s is named with its place', (_what, texts, expected) => {
  const report = verify(texts, log.head)
  expect(faults(report).join(', ')).toBe(expected)
  expect(report.isIntact).toBe(false)
  expect(report.verifiedUpTo).toBe(report.broken[0]?.sequence)
})

test('white space alone is an edit: the stored bytes are what was hashed', () => {
  expect(faults(verify(log.texts.with(4, `${text(4)} `), log.head))).toEqual(['edited 4'])
})

test('I8 a whole log that was written anew agrees with itself, and only a remembered head finds it', () => {
  const forged = aLog(Array.from({ length: 12 }, () => aDraft({ detail: { reason: 'Nothing to see' } })))
  expect(verify(forged.texts, forged.head).isIntact).toBe(true)
  expect(verify(forged.texts, forged.head, log.head)).toMatchObject({ remembered: 'rewritten', isIntact: false })
})

test('I8 an older log put back agrees with itself, and only a remembered head finds it', () => {
  const old = aLogOf(9)
  expect(verify(old.texts, old.head).isIntact).toBe(true)
  expect(verify(old.texts, old.head, log.head)).toMatchObject({ remembered: 'cut', isIntact: false })
})

test('I8 a log that has grown still begins with what was remembered of it', () => {
  const grown = aLogOf(30)
  expect(verify(grown.texts, grown.head, log.head)).toMatchObject({ remembered: 'held', isIntact: true })
})

test('the same texts in any chunks give the same report', () => {
  const broken = log.texts.with(3, altered(3)).toSpliced(7, 1)
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 5 })), (sizes) => {
      const verifier = createVerifier(sha256, log.head)
      let rest = broken
      for (const size of sizes) {
        verifier.feed(rest.slice(0, size))
        rest = rest.slice(size)
      }
      verifier.feed(rest)
      expect(verifier.finish(log.head)).toEqual(verify(broken, log.head, log.head))
    }),
  )
})

const tamperings = fc.record({
  size: fc.integer({ min: 1, max: 40 }),
  i: fc.nat(),
  j: fc.nat(),
  at: fc.nat(),
  kind: fc.constantFrom('edit', 'remove', 'swap', 'duplicate', 'insert', 'cut', 'flip'),
})

/** A reader who trusts all but the newest entries finds what is done to these, and nothing else. */
const TAIL = 5

test('T9 any single edit, removal, swap, duplicate, insertion, cut or altered character is found, wherever it is made', () => {
  const touched = { tail: 0, before: 0 }
  fc.assert(
    fc.property(tamperings, ({ size, i, j, at, kind }) => {
      const { texts, head } = aLogOf(size)
      const from = i % size
      const to = j % size
      const one = texts[from] ?? ''
      const tampered = {
        edit: () => texts.with(from, one.replace(/Reason \d+/, `Reason ${size + at}`)),
        remove: () => texts.toSpliced(from, 1),
        swap: () => texts.with(from, texts[to] ?? '').with(to, one),
        duplicate: () => texts.toSpliced(from, 0, one),
        insert: () => texts.toSpliced(from, 0, one.replace('Reason', 'Forged')),
        cut: () => texts.slice(0, from),
        flip: () => texts.with(from, otherAt(one, at % one.length)),
      }[kind]()
      fc.pre(tampered.join('\n') !== texts.join('\n'))
      const report = verify(tampered, head)
      expect(report.isIntact).toBe(false)
      const differs = texts.findIndex((original, k) => original !== tampered[k])
      touched[differs === -1 || differs >= size - TAIL ? 'tail' : 'before'] += 1
      // Nothing that was touched counts as verified.
      expect(report.verifiedUpTo).toBeLessThanOrEqual(differs === -1 ? size : differs)
      expect(verify(texts, head).isIntact).toBe(true)
    }),
    { numRuns: 400 },
  )
  // Were only the tail edited, whoever reads only the tail would pass.
  expect(touched.before).toBeGreaterThan(100)
  expect(touched.tail).toBeGreaterThan(20)
})

/** The text with one character replaced by another printable one. */
function otherAt(text: string, at: number): string {
  return `${text.slice(0, at)}${text.charAt(at) === '7' ? '8' : '7'}${text.slice(at + 1)}`
}
