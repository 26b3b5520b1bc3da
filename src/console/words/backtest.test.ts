import { expect, test } from 'vitest'
import { backtestSentences, basisWords, judgementWords, losesTruePositives } from '#words/backtest.ts'
import type { Backtest } from '../../domain/change/backtest.ts'

const NONE = { 'true-positive': 0, 'benign-positive': 0, 'false-positive': 0, undetermined: 0 }

function aBacktest(more: Partial<Backtest> = {}): Backtest {
  return {
    ranAt: 0,
    basis: {
      records: 4812,
      formats: ['cloudtrail'],
      from: 0,
      to: 1,
      isBounded: true,
      unreadable: 0,
      judgedAlerts: 3,
      facts: 'stored',
    },
    hits: { before: 15, after: 12 },
    caught: { count: 0, judgements: NONE, examples: [] },
    judged: { before: NONE, after: NONE },
    missed: { count: 3, judgements: { ...NONE, 'true-positive': 1, undetermined: 2 }, examples: [] },
    decisions: { alerts: 4, isBounded: false, changed: 1, newlyAutomatic: 0, noLongerAutomatic: 1, examples: [] },
    ...more,
  }
}

test('what is no longer caught is said before what is newly caught, with how people judged it', () => {
  expect(backtestSentences(aBacktest())).toEqual([
    'It fires on 12, the version in force on 15.',
    'No longer: 3 records (1 judged true, 2 not judged).',
    'Of 4 open alerts decided again, 1 change tier or gate.',
    '1 would no longer run without a vote.',
  ])
  expect(losesTruePositives(aBacktest())).toBe(true)
})

test('the numbers say on what they rest', () => {
  expect(basisWords(aBacktest())).toBe(
    'Over 4,812 records of cloudtrail, older ones were not looked at, besides the records of 3 judged alerts, facts as they were known then.',
  )
})

test('nothing is called none, not zero of everything', () => {
  expect(judgementWords(NONE)).toBe('none')
})
