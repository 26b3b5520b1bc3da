import { expect, test } from 'vitest'
import type { Dependency } from '../../domain/identity/identity.ts'
import {
  brokenBy,
  importFormat,
  type Option,
  rotationAge,
  sortedOptions,
  sumWords,
  windowText,
} from './identity-map.ts'

const anOption = (given: Partial<Option>): Option => ({
  action: 'revoke-session',
  threat: 'session',
  isFeasible: true,
  reason: null,
  score: 10,
  level: 'low',
  stops: 1,
  comesBack: 2,
  consumers: [],
  ...given,
})

test('what cannot be done comes last, however little it would break', () => {
  const options = [
    anOption({ action: 'rotate-secret', isFeasible: false, score: 0 }),
    anOption({ action: 'disable-identity', score: 86 }),
    anOption({ action: 'revoke-session', score: 22 }),
  ]
  expect(sortedOptions(options).map(({ action }) => action)).toEqual([
    'revoke-session',
    'disable-identity',
    'rotate-secret',
  ])
})

test('a consumer that the map no longer knows is left out rather than drawn without a name', () => {
  const consumer = {
    id: 'co_1',
    name: 'month-end',
    kind: 'job',
    team: null,
    criticality: 3,
    recovery: null,
    recoverySeconds: null,
    standsFor: 7,
    consequence: null,
  }
  const dependency: Dependency = {
    id: 'd',
    identityId: 'i',
    from: 'i',
    via: 'session',
    viaId: null,
    consumer,
    source: 's',
    observedAt: 0,
  }
  const option = {
    consumers: [
      { id: 'co_1', outcome: 'stops' as const },
      { id: 'co_gone', outcome: 'stops' as const },
    ],
  }
  expect(brokenBy(option, [dependency])).toMatchObject([{ name: 'month-end', outcome: 'stops', standsFor: 7 }])
})

test('a map that nobody made says so instead of a share', () => {
  expect(sumWords(anOption({}), null, false).at(-1)).toContain('nobody has mapped')
  expect(sumWords(anOption({}), 96, true)).toEqual([
    '1 stops',
    '2 come back alone',
    'disruption 10, low',
    'the map explains 96 % of use',
  ])
})

test('a credential past its policy says by how much', () => {
  const day = 86_400_000
  expect(rotationAge({ createdAt: 0, rotatedAt: null }, 90, 412 * day)).toEqual({
    text: '412 days, 322 over',
    isOver: true,
  })
  expect(rotationAge({ createdAt: 0, rotatedAt: 400 * day }, 90, 412 * day)?.isOver).toBe(false)
  expect(rotationAge({ createdAt: null, rotatedAt: null }, 90, day)).toBeNull()
})

test('a task window reads as people write it', () => {
  expect(windowText({ days: [1, 2], fromMinute: 1320, toMinute: 360 })).toBe('Mon, Tue 22:00–06:00 UTC')
  expect(windowText({ days: [0, 1, 2, 3, 4, 5, 6], fromMinute: 0, toMinute: 1440 })).toBe('every day 00:00–24:00 UTC')
})

test('a file is what its ending says, and nothing else is guessed', () => {
  expect(['a.JSON', 'b.jsonl', 'c.ndjson', 'd.csv', 'e.xlsx'].map(importFormat)).toEqual([
    'json',
    'ndjson',
    'ndjson',
    'csv',
    null,
  ])
})
