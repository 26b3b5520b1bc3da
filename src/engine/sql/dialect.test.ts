import { expect, test } from 'vitest'
import { CLICKHOUSE, DUCKDB } from './dialect.ts'
import { choose, equals, int, isMissing, lookUp, minus, oneOf, orElse, plus, quotient, sum } from './expression.ts'
import { maybe, select, table } from './query.ts'

const ALERT = table('alert', { case: 'integer', minute: 'integer' }, 'narrow')
const FACT = table('fact', { case: 'integer', weight: 'maybe' })

const QUERY = select({
  from: ALERT,
  joins: [maybe(FACT, equals(FACT.row.case, ALERT.row.case))],
  where: isMissing(FACT.row_.case),
  columns: { hour: quotient(ALERT.row.minute, 60), weight: sum(orElse(FACT.row.weight, int(-1))) },
  by: ['hour'],
})

test('the same query is said in the words of each engine', () => {
  expect(DUCKDB.select([QUERY])).toBe(
    'select ("alert"."minute" // 60) as "hour", coalesce(cast(sum(coalesce("fact"."weight", (-1))) as bigint), 0) as "weight" ' +
      'from "alert" left join "fact" on ("fact"."case" = "alert"."case") where ("fact"."case" is null) ' +
      'group by ("alert"."minute" // 60)',
  )
  expect(CLICKHOUSE.select([QUERY])).toBe(
    'select intDiv("alert"."minute", 60) as "hour", toInt64(sum(coalesce("fact"."weight", (-1)))) as "weight" ' +
      'from "alert" left join "fact" on ("fact"."case" = "alert"."case") where ("fact"."case" is null) ' +
      'group by intDiv("alert"."minute", 60) settings join_use_nulls = 1',
  )
})

test('a table says which of its columns may miss a value, where the engine asks', () => {
  expect(CLICKHOUSE.create(FACT)).toEqual([
    'drop table if exists "fact"',
    'create table "fact" ("case" Int64, "weight" Nullable(Int64)) engine = Memory',
  ])
  expect(
    DUCKDB.insert(FACT, [
      [1, null],
      [2, -3],
    ]),
  ).toBe('insert into "fact" ("case", "weight") values (1, null), (2, -3)')
})

test.each([0.5, Number.NaN, 2 ** 60, Number.POSITIVE_INFINITY])('%s is no value of a policy', (value) => {
  expect(() => int(value)).toThrow(RangeError)
  expect(() => DUCKDB.insert(FACT, [[1, value]])).toThrow(RangeError)
  expect(() => oneOf(int(1), [value])).toThrow(RangeError)
})

test('nothing is divided by what is not above zero', () => {
  expect(() => quotient(int(1), 0)).toThrow(RangeError)
})

test.each(['a"b', 'a b', '1a', ''])('a name like %j is refused', (name) => {
  expect(() => DUCKDB.create(table(name, { case: 'integer' }))).toThrow(RangeError)
})

test('a path is one string, whatever stands in it', () => {
  const path = "/tmp/it's\\here/a.parquet"
  expect(DUCKDB.openParquet(FACT, path)).toContain(`read_parquet('/tmp/it''s\\here/a.parquet')`)
  expect(CLICKHOUSE.openParquet(FACT, path)).toContain(`file('/tmp/it\\'s\\\\here/a.parquet', 'Parquet')`)
})

test('a choice of nothing is what is left, and a place outside a list is its other', () => {
  expect(choose([], plus(int(1), minus(int(2), int(3))))).toEqual(plus(int(1), minus(int(2), int(3))))
  expect(lookUp(int(7), [], int(0))).toEqual(int(0))
})
