import type { PlanStep } from '../plan/plan.ts'
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

/**
 * What a plan says survives a step that resolves an alert. An alert does not say which credential its secret is. Where the steps before
 * cut the very one that it names nothing of it is left; else what they cut is named, so that people compare it before they sign.
 */
export function survivesResolving(
  step: Pick<PlanStep, 'ordinal' | 'after' | 'action' | 'target'>,
  steps: readonly Pick<PlanStep, 'ordinal' | 'after' | 'action' | 'target'>[],
): readonly string[] {
  const ancestors = ancestorsOf(step, steps)
  const cuts = steps.filter(
    ({ ordinal, action }) => ancestors.has(ordinal) && actionOf(action).cuts.includes('credential'),
  )
  const cut = cuts.flatMap(({ target }) => target.credentialIds)
  const named = step.target.credentialIds
  if (named.length > 0 && named.every((id) => cut.includes(id))) return []
  const what = cut.length === 0 ? `all that ${step.target.account} has` : cut.join(', ')
  const where = cuts.map(({ ordinal }) => ordinal).join(' and ')
  return [
    `The secret, unless it is among what step ${where} cuts: ${what}. The alert does not say which it is: compare.`,
  ]
}
