import { ancestorsOf } from '../plan/repointing.ts'
import type { Tier } from './action.ts'
import type { Course, CourseStep } from './course.ts'

/**
 * A rotation that breaks nobody: a new secret beside the old one, everybody who holds the old one takes it, then the old one dies. If a
 * part of it fails both secrets go on working.
 */
export const STAGED_ROTATION: Course = {
  steps: [
    { action: 'issue-secret', after: [] },
    { action: 'repoint-consumer', after: [1] },
    { action: 'retire-secret', after: [2] },
  ],
  onFailure: 'keep',
}

/** Whether a need lets the attacker keep the secret for as long as people take. What is to be contained now does not wait for anybody. */
export function allowsWaiting(tier: Tier): boolean {
  return tier < 3
}

/** Why a course would retire a secret too early; null where it does not. Before that a secret is issued and its consumers are re-pointed. */
export function whyCourseRetiresTooEarly(steps: readonly CourseStep[]): string | null {
  const placed = steps.map(({ action, after }, i) => ({ ordinal: i + 1, action, after }))
  for (const step of placed.filter(({ action }) => action === 'retire-secret')) {
    const ancestors = ancestorsOf(step, placed)
    const before = new Set(placed.filter(({ ordinal }) => ancestors.has(ordinal)).map(({ action }) => action))
    if (!before.has('issue-secret')) return `Step ${step.ordinal} retires a secret that no step before it issues anew.`
    if (!before.has('repoint-consumer'))
      return `Step ${step.ordinal} retires a secret before its consumers are re-pointed.`
  }
  return null
}
