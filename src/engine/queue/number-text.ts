import { fold, matcherOf } from '../../domain/query/pattern.ts'
import type { QueryValue } from '../../domain/query/query.ts'
import type { NumberArray } from './columns.ts'
import { add, type Mask, newMask } from './masks.ts'

/** Rows in whose name, as in `A-48213`, the text is found. */
export function numberTextMask(value: QueryValue, numbers: NumberArray, count: number): Mask {
  const mask = newMask(count)
  const texts = value.kind === 'literal' ? [value.text] : value.parts
  if (!texts.every((text) => /^[a\-\d]*$/i.test(text))) return mask
  const digits = value.kind === 'literal' ? /^\d{1,9}$/.exec(value.text)?.[0] : undefined
  if (digits !== undefined) {
    markHolding(mask, numbers, digits)
    return mask
  }
  const beginning = value.kind === 'literal' ? /^(?:a?-)([1-9]\d{0,8})$/i.exec(value.text)?.[1] : undefined
  if (beginning !== undefined) {
    markBeginning(mask, numbers, beginning)
    return mask
  }
  const fits = matcherOf(value, 'part')
  for (let row = 0; row < count; row += 1) {
    if (fits(fold(`A-${numbers[row] ?? 0}`))) add(mask, row)
  }
  return mask
}

/** Without a text for each row: digits are looked for by division. */
function markHolding(mask: Mask, numbers: NumberArray, digits: string): void {
  const wanted = Number(digits)
  const size = 10 ** digits.length
  // With a zero in front they are inside a number only behind another digit.
  const least = digits.startsWith('0') ? size : size / 10
  for (let row = 0; row < mask.count; row += 1) {
    for (let rest = numbers[row] ?? 0; rest >= least; rest = Math.floor(rest / 10)) {
      if (rest % size === wanted) {
        add(mask, row)
        break
      }
    }
  }
}

function markBeginning(mask: Mask, numbers: NumberArray, digits: string): void {
  const wanted = Number(digits)
  const behind = wanted + 1
  for (let row = 0; row < mask.count; row += 1) {
    let rest = numbers[row] ?? 0
    while (rest >= behind) rest = Math.floor(rest / 10)
    if (rest === wanted) add(mask, row)
  }
}
