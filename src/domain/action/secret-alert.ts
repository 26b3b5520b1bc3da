import { ancestorsOf } from '../plan/repointing.ts'
import { actionOf } from './catalogue.ts'
import type { CourseStep } from './course.ts'

/**
 * Why a course would call an alert about a leaked secret done too early; null where it does not. An alert is resolved as revoked only
 * behind a step that cuts the credential, whose effect is read back before.
 */
export function whyCourseResolvesTooEarly(steps: readonly CourseStep[]): string | null {
  const placed = steps.map(({ action, after }, i) => ({ ordinal: i + 1, action, after }))
  for (const step of placed.filter(({ action }) => action === 'resolve-secret-alert')) {
    const ancestors = ancestorsOf(step, placed)
    const cuts = placed.some(
      ({ ordinal, action }) => ancestors.has(ordinal) && actionOf(action).cuts.includes('credential'),
    )
    if (!cuts) return `Step ${step.ordinal} resolves an alert as revoked, and no step before it revokes a credential.`
  }
  return null
}
