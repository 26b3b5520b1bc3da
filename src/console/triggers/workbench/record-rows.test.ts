import { expect, test } from 'vitest'
import type { HistoryRecord } from '../../../domain/views/record-views.ts'
import { type TryResult, VERDICT } from '../../../engine/worker/client.ts'
import { countViews, recordsIn } from './record-rows.ts'

const { fires, calm, unread, unseen } = VERDICT

function aRecord(id: string, title = id): HistoryRecord {
  return {
    id,
    format: 'cloudtrail',
    title,
    receivedAt: 0,
    observedAt: 0,
    bytes: 2,
    record: {},
    redactedAt: [],
    signal: null,
    facts: {},
    alert: { id: 'al', number: 7, disposition: 'undetermined' },
    isIntact: true,
  }
}

function aResult(verdicts: readonly number[], before: readonly number[] | null): TryResult {
  return {
    id: 'a',
    verdicts: Uint8Array.from(verdicts),
    baseVerdicts: before === null ? null : Uint8Array.from(before),
    firedCount: 0,
    readCount: 0,
    tests: [],
    unseenCount: 0,
  }
}

const RECORDS = ['a', 'b', 'c', 'd', 'e'].map((id) => aRecord(id))
const RESULT = aResult([fires, fires, calm, unseen, unread], [fires, calm, fires, fires, unread])
const ids = (view: Parameters<typeof recordsIn>[2], text = '') =>
  recordsIn(RECORDS, RESULT, view, text).map(({ record }) => record.id)

test('what the draft does newly and no longer is told against the version in force', () => {
  expect([ids('fires'), ids('new'), ids('gone'), ids('calm')]).toEqual([['a', 'b'], ['b'], ['c'], ['c']])
})

test('what time did not suffice for is not called gone', () => {
  expect(ids('gone')).not.toContain('d')
})

test('the counts are those of the views', () => {
  expect(countViews(RESULT, 5)).toEqual({ fires: 2, new: 1, gone: 1, calm: 1, all: 5 })
})

test('without a version in force nothing is new or gone', () => {
  expect(countViews(aResult([fires, calm], null), 2)).toMatchObject({ new: 0, gone: 0 })
})

test('records that arrived after the try are shown without a verdict', () => {
  expect(recordsIn(RECORDS, aResult([fires], null), 'all', '').map(({ verdict }) => verdict)).toEqual([
    fires,
    null,
    null,
    null,
    null,
  ])
})

test('words are looked for in title and alert number', () => {
  expect(ids('all', 'a-7')).toHaveLength(5)
  expect(recordsIn([aRecord('x', 'CreateAccessKey by bert'), aRecord('y')], null, 'all', 'BERT')).toHaveLength(1)
})
