import { expect, test } from 'vitest'
import type { PlanStep } from '../plan/plan.ts'
import { actionOf } from './catalogue.ts'
import type { CourseStep } from './course.ts'
import { survivesResolving, whyCourseResolvesTooEarly } from './secret-alert.ts'
import { SHIPPED_COURSES } from './shipped-courses.ts'

const step = (action: CourseStep['action'], ...after: number[]): CourseStep => ({ action, after })

test('an alert about a leaked secret is resolved only behind a step that cuts the credential', () => {
  const resolve = step('resolve-secret-alert', 1)
  for (const action of ['deactivate-key', 'rotate-secret', 'revoke-grants', 'disable-identity'] as const)
    expect(whyCourseResolvesTooEarly([step(action), resolve])).toBeNull()
  for (const action of ['watch-identity', 'revoke-session', 'revoke-tokens', 'issue-secret'] as const)
    expect(whyCourseResolvesTooEarly([step(action), resolve])).toContain('Step 2')
  expect(whyCourseResolvesTooEarly([step('resolve-secret-alert')])).toContain('no step before it')
})

test('a step beside it is none before it; one further up is', () => {
  const beside = [step('deactivate-key'), step('resolve-secret-alert')]
  expect(whyCourseResolvesTooEarly(beside)).toContain('Step 2')
  const further = [step('deactivate-key'), step('revoke-session', 1), step('resolve-secret-alert', 2)]
  expect(whyCourseResolvesTooEarly(further)).toBeNull()
})

test('every shipped course resolves the alert only behind what cuts the credential, and can be taken back whole', () => {
  for (const { id, course } of SHIPPED_COURSES) {
    expect([id, whyCourseResolvesTooEarly(course.steps)]).toEqual([id, null])
    expect(course.steps.map((one) => actionOf(one.action).rollback)).not.toContain(null)
  }
})

test('of the secret of an alert it is said whether the very one is cut, and else what is', () => {
  const placed = (
    ordinal: number,
    action: PlanStep['action'],
    credentialIds: readonly string[],
    after: number[] = [],
  ) => ({
    ordinal,
    action,
    after,
    target: { identityId: 'id_1', account: 'svc-reports', sessionIds: [], credentialIds, tools: [] },
  })
  const leak = 'octo/reports/security/secret-scanning/42'
  const resolve = placed(3, 'resolve-secret-alert', [leak], [1, 2])
  const said = (...before: ReturnType<typeof placed>[]) => survivesResolving(resolve, [...before, resolve]).join()
  expect(said(placed(1, 'deactivate-key', [leak]), placed(2, 'revoke-session', []))).toBe('')
  expect(said(placed(1, 'deactivate-key', ['key-1']), placed(2, 'deactivate-key', ['key-2']))).toContain(
    'what step 1 and 2 cuts: key-1, key-2.',
  )
  expect(said(placed(1, 'disable-identity', []), placed(2, 'watch-identity', []))).toContain('all that svc-reports has')
  // What is cut beside it, or after it, is cut too late.
  const late = placed(1, 'deactivate-key', [leak])
  expect(
    survivesResolving({ ...resolve, after: [2] }, [late, placed(2, 'deactivate-key', ['key-1']), resolve]).join(),
  ).toContain('key-1')
})
