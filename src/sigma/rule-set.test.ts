import { expect, test } from 'vitest'
import { refusals, setOf } from './testing/rules.ts'

const rule = (head: string) =>
  `title: t\n${head}logsource: {product: test}\ndetection: {s: {a: b}, condition: s}\n---\n`
const correlation = (name: string, rules: string) =>
  `title: Many\nname: ${name}\ncorrelation:\n  type: event_count\n  rules: ${rules}\n  timespan: 1m\n  condition: {gte: 2}\n---\n`

test('a rule is referred to by its id or by its name', () => {
  const set = setOf(rule('id: r-1\n') + rule('name: r_2\n') + correlation('c', '[r-1, r_2]'))
  expect(set.correlations[0]?.refs).toMatchObject([
    { kind: 'rule', index: 0 },
    { kind: 'rule', index: 1 },
  ])
})

test('a correlation comes after those that it stands on, wherever it is written', () => {
  const set = setOf(correlation('above', '[below]') + correlation('below', '[r]') + rule('name: r\n'))
  expect(set.correlations.map(({ correlation: { name } }) => name)).toEqual(['below', 'above'])
})

test('a name that stands for two documents is refused', () => {
  expect(refusals(rule('name: r\n') + rule('name: r\n'))).toEqual([
    '6:1 `r` stands for two documents; should be another name',
  ])
  expect(refusals(rule('id: r\n') + rule('name: r\n'))).toEqual([
    '6:1 `r` stands for two documents; should be another name',
  ])
  expect(refusals(rule('id: r\nname: r\n'))).toEqual([])
})

test('a reference to nothing is refused where it stands, with the nearest name', () => {
  expect(refusals(rule('name: login_failed\n') + correlation('c', '[login_faild]'))).toEqual([
    '10:11 `login_faild` refers to no rule here; should be `login_failed`',
  ])
})

test('correlations that stand on themselves, on each other or on too long a chain are refused', () => {
  const refusal = 'stands on itself, or on a chain of more than 10'
  expect(refusals(correlation('c', '[c]')).join()).toContain(refusal)
  expect(refusals(correlation('c', '[d]') + correlation('d', '[c]'))).toHaveLength(2)
  const chain = (length: number) =>
    Array.from({ length }, (_, i) => correlation(`c${i}`, `[${i === 0 ? 'r' : `c${i - 1}`}]`)).join('')
  expect(refusals(rule('name: r\n') + chain(10))).toEqual([])
  expect(setOf(rule('name: r\n') + chain(10)).correlations).toHaveLength(10)
})

test('no more than fifty problems are told', () => {
  const many = Array.from({ length: 100 }, (_, i) => `unknown${i}`)
  expect(refusals(rule('name: r\n') + correlation('c', `[${many.join(', ')}]`))).toHaveLength(50)
})
