import { expect, test } from 'vitest'
import { tablesOf } from '../engine/whatif/tables.ts'
import { decodeHistory, encodeHistory } from '../engine/whatif/wire.ts'
import { readOfColumns } from './mere-read.ts'
import { historyOf } from './whatif-world.ts'

/** The sum of its bytes as words. */
function sumOfWords({ buffer, byteOffset, byteLength }: NodeJS.TypedArray): number {
  const bytes = new Uint8Array((byteLength + 3) & ~3)
  bytes.set(new Uint8Array(buffer, byteOffset, byteLength))
  return new Int32Array(bytes.buffer).reduce((all, word) => (all + word) | 0, 0)
}

test('the mere read looks at nine bytes an alert, at three columns of the cases, and at nothing else', () => {
  const history = decodeHistory(encodeHistory(historyOf(700, 20)))
  const tables = tablesOf(history)
  const { bytes = 0, work } = readOfColumns(history, tables)
  const asked = 700 * 9 + history.cases.count * (8 + history.cases.trigger.BYTES_PER_ELEMENT)
  expect(bytes - asked).toBeGreaterThanOrEqual(0)
  expect(bytes - asked).toBeLessThan(72)
  const { rows, cases } = history
  const columns = [rows.caseOf, rows.minute, rows.disposition, cases.trigger, tables.confidenceKey, tables.spot]
  expect(work()).toBe(columns.reduce((all, column) => (all + sumOfWords(column)) | 0, 0))
})
