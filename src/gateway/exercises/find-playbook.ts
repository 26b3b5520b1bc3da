import type { ActionId } from '../../domain/action/action.ts'
import { PLAYBOOKS, playbookById } from '../../domain/action/playbooks.ts'
import { SHIPPED_COURSES, type ShippedCourse } from '../../domain/action/shipped-courses.ts'
import type { Gateway } from '../gateway.ts'
import { findCourse } from '../playbooks/find-course.ts'
import { listOwn } from '../playbooks/own-playbooks.ts'

/** What an exercise takes of a playbook. */
export interface Exercised {
  readonly id: string
  readonly version: number
  readonly title: string
  readonly actions: readonly ActionId[]
}

/** The version that counts now; null where there is no such playbook. */
export async function findPlaybook({ store }: Gateway, id: string): Promise<Exercised | null> {
  const course = await findCourse(store.read, store.tenant, id)
  return course === null ? playbookById(id) : toExercised(course)
}

/** In the order of the catalogue, then courses: those that are shipped, those that were brought in. */
export async function listPlaybooks({ store }: Gateway): Promise<readonly Exercised[]> {
  const courses = [...SHIPPED_COURSES, ...(await listOwn(store.read, store.tenant))]
  return [...PLAYBOOKS, ...courses.map(toExercised)]
}

/** Each action once: whether it holds and comes back does not depend on where it stands. */
function toExercised({ id, version, title, course }: ShippedCourse): Exercised {
  return { id, version, title, actions: [...new Set(course.steps.map(({ action }) => action))] }
}
