import { expect, test } from 'vitest'
import type { CourseStep } from './course.ts'
import { whyCourseResolvesTooEarly } from './secret-alert.ts'

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
