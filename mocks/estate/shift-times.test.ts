import { expect, test } from 'vitest'
import { instantsIn, shiftTimes } from './shift-times.ts'

const HOUR = 3_600_000

test.each([
  ['2023-07-10T11:57:22Z', '2023-07-10T12:57:22Z'],
  ['2022-01-13T00:00:47.427Z', '2022-01-13T01:00:47.427Z'],
  ['2025-02-10T09:15:40.698757000Z', '2025-02-10T10:15:40.698757000Z'],
  ['2023-10-18 18:20:52.209000000', '2023-10-18 19:20:52.209000000'],
  ['Jul 10, 2023 12:24:49 PM', 'Jul 10, 2023 1:24:49 PM'],
  ['Jul 10, 2023 11:24:49 PM', 'Jul 11, 2023 12:24:49 AM'],
])('%s an hour later is %s', (before, after) => {
  expect(shiftTimes({ at: [before] }, HOUR)).toEqual({ at: [after] })
})

test('epoch numbers move in their own unit, and only where a key says that they are instants', () => {
  const record = { created_at: 1_557_933_591, output_fields: { 'evt.time': 1_739_178_940_000_000_000 }, app_id: 29_310 }
  expect(shiftTimes(record, HOUR)).toEqual({
    created_at: 1_557_937_191,
    output_fields: { 'evt.time': 1_739_182_540_000_000_000 },
    app_id: 29_310,
  })
})

test('what only looks like a time stays', () => {
  const record = { Version: '2012-10-17', id: '2023', text: 'seen 2023-07-10T11:57:22Z twice', ip: '1.2.3.4' }
  expect(shiftTimes(record, HOUR)).toEqual(record)
})

test('distances inside a record stay', () => {
  const record = { created: '2024-10-17T20:07:50Z', used: { at: '2024-10-17T20:11:24Z' } }
  const [created = 0, used = 0] = instantsIn(shiftTimes(record, 1_234_567_890))
  expect(used - created).toBe(214_000)
})
