import type { ChangeEvent } from '../../domain/views/other-views.ts'

/** First part of every query key of the console: what a change may concern. Screens begin their keys with one of these. */
export const QUERY_ROOTS = [
  'alerts',
  'bulk',
  'plans',
  'identities',
  'audit',
  'sources',
  'people',
  'triggers',
  'changes',
  'policy',
  'views',
  'session',
  'stops',
  'suppressions',
  'cases',
] as const
export type QueryRoot = (typeof QUERY_ROOTS)[number]

/**
 * What may be out of date after a change. By kind, not by id: a list's order and its counts change with any of its rows.
 * The log grows with every change, so `audit` is always among them.
 */
export function rootsTouchedBy(change: Pick<ChangeEvent, 'code' | 'subjects'>): readonly QueryRoot[] {
  const roots = new Set<QueryRoot>(['audit'])
  const add = (...touched: readonly QueryRoot[]) => {
    for (const root of touched) roots.add(root)
  }
  const family = change.code.slice(0, change.code.indexOf('.'))
  if (family === 'estate') add(...QUERY_ROOTS)
  if (family === 'exercise') add('plans')
  // Gates ask for what came of exercises.
  if (['exercise.passed', 'exercise.failed', 'exercise.lapsed'].includes(change.code)) add('alerts')
  if (['plan', 'vote', 'step'].includes(family)) add('plans', 'alerts', 'identities')
  if (['ingest', 'dead-letter'].includes(family)) add('alerts', 'identities', 'sources', 'triggers', 'suppressions')
  for (const { kind } of change.subjects) {
    // A disposition is what a trigger's precision is measured by; whose work an alert is, a suppression and a case follow.
    if (kind === 'alert') add('alerts', 'triggers', 'suppressions', 'cases')
    if (kind === 'bulk') add('bulk')
    if (kind === 'trigger' || kind === 'change') add('triggers', 'changes')
    if (kind === 'policy') add('policy', 'changes')
    if (kind === 'plan') add('plans')
    if (kind === 'stop') add('stops', 'plans')
    if (kind === 'identity') add('identities', 'alerts')
    if (kind === 'source' || kind === 'batch') add('sources')
    // Notices stand under plans: whoever is named may have been told something.
    if (kind === 'person') add('people', 'plans')
    if (kind === 'view') add('views')
    if (kind === 'case') add('cases', 'alerts')
    if (kind === 'suppression') add('suppressions', 'alerts')
  }
  return QUERY_ROOTS.filter((root) => roots.has(root))
}
