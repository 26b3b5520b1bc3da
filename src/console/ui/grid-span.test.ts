import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { AHEAD_ROWS, BEHIND_ROWS, type Pace, SCROLLED, type Span, spanAhead, spanToShow, WALKED } from './grid-span.ts'

const ROWS = 10_000
const VIEW_ROWS = 24

function seenFrom(start: number): Span {
  return { start, end: Math.min(ROWS, start + VIEW_ROWS) }
}

/** Steps until nothing is missing. */
function settled(drawn: Span, seen: Span, isDown: boolean, pace: Pace): Span {
  let now = drawn
  for (let step = 0; step < 20; step += 1) {
    const next = spanAhead(now, seen, ROWS, isDown, pace)
    if (next === now) return now
    now = next
  }
  throw new Error('it never comes to rest')
}

const length = ({ start, end }: Span) => end - start
const starts = fc.integer({ min: 0, max: ROWS - VIEW_ROWS })
const steps = fc.array(fc.oneof(fc.integer({ min: -40, max: 40 }), fc.integer({ min: -ROWS, max: ROWS })), {
  maxLength: 40,
})
const paces = fc.constantFrom(SCROLLED, WALKED)

test('wherever the list is scrolled to, the rows in view are drawn, and no more than a few others', () => {
  fc.assert(
    fc.property(starts, steps, fc.boolean(), paces, (start, moves, isPatient, pace) => {
      let [at, drawn] = [start, seenFrom(start)]
      for (const move of moves) {
        at = Math.max(0, Math.min(ROWS - VIEW_ROWS, at + move))
        const seen = seenFrom(at)
        drawn = spanToShow(drawn, seen)
        drawn = isPatient ? settled(drawn, seen, move > 0, pace) : spanAhead(drawn, seen, ROWS, move > 0, pace)
        expect(drawn.start).toBeLessThanOrEqual(seen.start)
        expect(drawn.end).toBeGreaterThanOrEqual(seen.end)
        expect(length(drawn)).toBeLessThanOrEqual(VIEW_ROWS + 2 * AHEAD_ROWS)
      }
    }),
  )
})

test('at rest more rows stand where the list was scrolled to than where it came from', () => {
  const seen = seenFrom(500)
  for (const isDown of [true, false]) {
    const { start, end } = settled(seen, seen, isDown, SCROLLED)
    const [behind, ahead] = isDown ? [seen.start - start, end - seen.end] : [end - seen.end, seen.start - start]
    expect(ahead).toBeGreaterThan(behind)
    expect(ahead).toBeGreaterThanOrEqual(AHEAD_ROWS - SCROLLED.slackRows)
    expect(behind).toBeGreaterThanOrEqual(BEHIND_ROWS - SCROLLED.slackRows)
  }
})

test('one row after the other, hardly any of them has others drawn, and never are fewer there than half of what stands ahead', () => {
  let drawn = settled(seenFrom(0), seenFrom(0), true, WALKED)
  let draws = 0
  for (let at = 1; at <= 100; at += 1) {
    const next = spanAhead(spanToShow(drawn, seenFrom(at)), seenFrom(at), ROWS, true, WALKED)
    if (next !== drawn) draws += 1
    drawn = next
    expect(drawn.end - seenFrom(at).end).toBeGreaterThanOrEqual(AHEAD_ROWS / 2)
  }
  expect(draws).toBeLessThanOrEqual(8)
})

test('what is drawn between two frames is little, also after a jump to the other end', () => {
  const seen = seenFrom(ROWS - VIEW_ROWS)
  let drawn = spanToShow(seenFrom(0), seen)
  expect(drawn).toEqual(seen)
  for (
    let next = spanAhead(drawn, seen, ROWS, true, SCROLLED);
    next !== drawn;
    next = spanAhead(drawn, seen, ROWS, true, SCROLLED)
  ) {
    expect(length(next) - length(drawn)).toBeLessThanOrEqual(SCROLLED.stepRows)
    drawn = next
  }
  expect(drawn.start).toBeLessThanOrEqual(seen.start - BEHIND_ROWS + SCROLLED.slackRows)
})
