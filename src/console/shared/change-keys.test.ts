import { expect, test } from 'vitest'
import { rootsTouchedBy } from './change-keys.ts'

test('every change grows the log', () => {
  expect(rootsTouchedBy({ code: 'session.opened', subjects: [] })).toEqual(['audit'])
})

test('a step of a plan may change its alert and its identity', () => {
  const subjects = [{ kind: 'plan', id: 'p', label: 'P-1' } as const]
  expect(rootsTouchedBy({ code: 'step.verified', subjects })).toEqual(['alerts', 'plans', 'identities', 'audit'])
})

test('an ingest brings alerts, maybe unclaimed identities, and counts of the source and of triggers', () => {
  expect(rootsTouchedBy({ code: 'ingest.accepted', subjects: [] })).toEqual([
    'alerts',
    'identities',
    'audit',
    'sources',
    'triggers',
    'suppressions',
  ])
})

test('who takes an alert changes what a suppression holds and how its case stands', () => {
  const subjects = [{ kind: 'alert', id: 'a', label: 'A-1' } as const]
  expect(rootsTouchedBy({ code: 'alert.changed', subjects })).toEqual([
    'alerts',
    'audit',
    'triggers',
    'suppressions',
    'cases',
  ])
})

test('an exercise is followed where it is shown, and its outcome may open or close gates', () => {
  const subjects = [{ kind: 'playbook', id: 'p', label: 'Stolen session' } as const]
  expect(rootsTouchedBy({ code: 'exercise.sent', subjects })).toEqual(['plans', 'audit'])
  for (const code of ['exercise.passed', 'exercise.failed', 'exercise.lapsed'] as const) {
    expect(rootsTouchedBy({ code, subjects })).toEqual(['alerts', 'plans', 'audit'])
  }
})

test('removing the sample estate leaves nothing as it was', () => {
  expect(rootsTouchedBy({ code: 'estate.sample-removed', subjects: [] })).toContain('session')
})
