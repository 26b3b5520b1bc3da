import type { ActionId } from './action.ts'
import type { Course } from './course.ts'
import { STAGED_ROTATION } from './staged-rotation.ts'

/** A course that is there without anybody bringing it in. */
export interface ShippedCourse {
  readonly id: string
  readonly version: number
  readonly title: string
  readonly course: Course
}

/** What is done about a leaked secret and then said to the scanner that found it. Offered where an alert of such a scanner is named. */
export const SHIPPED_COURSES: readonly ShippedCourse[] = [
  thenResolve('deactivate-key', 'Deactivate the key, then resolve the scanner’s alert about it'),
  thenResolve('rotate-secret', 'Rotate the secret, then resolve the scanner’s alert about it'),
  {
    id: 'rotate-in-stages-then-alert',
    version: 1,
    title: 'Rotate the secret in stages, then resolve the scanner’s alert about it',
    // The alert is resolved once the old secret is refused, and not while consumers still sign in with it.
    course: {
      ...STAGED_ROTATION,
      steps: [...STAGED_ROTATION.steps, { action: 'resolve-secret-alert', after: [STAGED_ROTATION.steps.length] }],
    },
  },
]

/** The action that a course is chosen instead of: its first, and of one that issues a secret to begin with, the rotation. */
export function insteadOf({ steps }: Course): ActionId | null {
  const first = steps[0]?.action ?? null
  return first === 'issue-secret' ? 'rotate-secret' : first
}

export function shippedCourse(id: string): ShippedCourse | null {
  return SHIPPED_COURSES.find((one) => one.id === id) ?? null
}

/** The credential stays cut where the scanner cannot be told. */
function thenResolve(action: ActionId, title: string): ShippedCourse {
  return {
    id: `${action}-then-alert`,
    version: 1,
    title,
    course: {
      steps: [
        { action, after: [] },
        { action: 'resolve-secret-alert', after: [1] },
      ],
      onFailure: 'keep',
    },
  }
}
