import type { ActionId } from '../../domain/action/action.ts'
import { insteadOf, SHIPPED_COURSES, type ShippedCourse, shippedCourse } from '../../domain/action/shipped-courses.ts'
import { secretAlertOf } from '../../domain/signal/secret-alert-name.ts'
import type { PlanDraft } from '../../domain/views/plan-views.ts'
import type { AlertCase } from '../plans/load-case.ts'
import type { Reader, Tx } from '../store/store.ts'
import { findOwn, isOwn, listOwn } from './own-playbooks.ts'

/** Whether an id is that of a course, and not of a playbook from which decisions choose. */
export function isCourse(id: string): boolean {
  return isOwn(id) || shippedCourse(id) !== null
}

/** A course that is shipped, or that people brought in, in its newest version; null where there is none. */
export async function findCourse(read: Reader | Tx, tenant: string, id: string): Promise<ShippedCourse | null> {
  return shippedCourse(id) ?? (await findOwn(read, tenant, id))
}

/**
 * What may be carried out instead of an action alone: the courses that begin with it, or with the first stage of it. Those about a scanner's alert only where the record
 * names one and something here can tell the scanner.
 */
export async function coursesFor(
  read: Reader,
  tenant: string,
  { signal, decided }: Pick<AlertCase, 'signal' | 'decided'>,
  action: ActionId,
): Promise<PlanDraft['courses']> {
  const isTold = signal.credentials.some(({ id }) => secretAlertOf(id) !== null)
  const canTell = decided.input.feasible('resolve-secret-alert') === true
  const all = [...(isTold && canTell ? SHIPPED_COURSES : []), ...(await listOwn(read, tenant))]
  return all
    .filter(({ course }) => insteadOf(course) === action)
    .map(({ id, version, title, course }) => ({ id, version, title, steps: course.steps.length }))
}
