import { expect, test } from 'vitest'
import { readSide, type Side, writeSide } from './sides.ts'

test('an end of a comparison survives the address', () => {
  const sides: readonly Side[] = [
    { kind: 'draft' },
    { kind: 'version', number: 12 },
    { kind: 'scenario', id: 'scn_01J9-Z' },
  ]
  for (const side of sides) expect(readSide(writeSide(side))).toEqual(side)
})

test('a bare number is a version, as links of before wrote it; anything else is no end', () => {
  expect(readSide('3')).toEqual({ kind: 'version', number: 3 })
  for (const word of [undefined, '', 'v', 'v1e3', 's.', 's.a/b', 'drafts']) expect(readSide(word)).toBeNull()
})
