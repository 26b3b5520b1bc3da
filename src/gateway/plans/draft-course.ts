import { actionOf, isRepointing } from '../../domain/action/catalogue.ts'
import type { CourseStep } from '../../domain/action/course.ts'
import { survivesResolving } from '../../domain/action/secret-alert.ts'
import { fromTheTop } from '../../domain/identity/credential-tree.ts'
import type { Identity } from '../../domain/identity/identity.ts'
import type { PlanStep } from '../../domain/plan/plan.ts'
import type { RepointedConsumer } from '../../domain/plan/repointing.ts'
import type { Gateway } from '../gateway.ts'
import { consumersOf, draftStep, type Undraftable } from './draft-plan.ts'
import { draftRepointing } from './draft-repointing.ts'
import type { AlertCase } from './load-case.ts'
import { targetOf } from './target.ts'

/** Above this the credentials of an identity go in one step: nobody reads more. */
const MOST_PARTS = 12

/** A step before it is bound: its ordinal, what it waits for, and the credentials that it is narrowed to, if any. */
export interface Part {
  readonly ordinal: number
  readonly after: readonly number[]
  readonly course: CourseStep
  readonly credentialIds: readonly string[] | null
  /** Who is re-pointed by it; null where it is no such step. */
  readonly consumer: RepointedConsumer | null
}

/**
 * Binds the actions of a course to exact targets, each to a connector that accepts it in a dry run. Credentials get a step each,
 * those that hang below others after them, the rest beside each other; so one that fails is seen by its name. Undraftable whole
 * where one step is: a course is not carried out in part.
 */
export async function draftCourse(
  gateway: Gateway,
  alertCase: AlertCase,
  course: readonly CourseStep[],
  repointWithinMs: number | null,
): Promise<{ readonly ok: true; readonly steps: readonly PlanStep[] } | Undraftable> {
  const steps: PlanStep[] = []
  for (const part of partsOf(alertCase, course)) {
    const drafted =
      part.consumer !== null && alertCase.identity !== null
        ? await draftRepointing(gateway, alertCase.identity, part.consumer, part, repointWithinMs)
        : await draftStep(gateway, alertCase, actionOf(part.course.action), part.ordinal, null, part)
    if (!drafted.ok) return drafted
    steps.push(drafted.step)
  }
  return { ok: true, steps: steps.map((step) => withWhatSurvives(step, steps)) }
}

/** Of a scanner's alert it is said which credential is cut before it is resolved. */
function withWhatSurvives(step: PlanStep, steps: readonly PlanStep[]): PlanStep {
  if (step.action !== 'resolve-secret-alert') return step
  return { ...step, survives: [...survivesResolving(step, steps), ...step.survives] }
}

export function partsOf({ identity, signal, decided }: AlertCase, course: readonly CourseStep[]) {
  const parts: Part[] = []
  /** Ordinals by place in the course. */
  const ofCourse: number[][] = []
  for (const step of course) {
    const before = step.after.flatMap((place) => ofCourse[place - 1] ?? [])
    if (isRepointing(step.action)) {
      const consumers = identity === null ? [] : consumersOf({ identity, decided }, [aimed(identity, signal)])
      const ordinals = consumers.map((_consumer, i) => parts.length + i + 1)
      for (const [i, consumer] of consumers.entries()) {
        parts.push({ ordinal: ordinals[i] ?? 0, after: before, course: step, credentialIds: null, consumer })
      }
      // Where nobody holds it, what comes after waits for what came before.
      ofCourse.push(ordinals.length === 0 ? before : ordinals)
      continue
    }
    const credentialIds = identity === null ? [] : targetOf(actionOf(step.action), identity, signal, '').credentialIds
    const isSplit = credentialIds.length > 1 && credentialIds.length <= MOST_PARTS
    const ordered = isSplit ? fromTheTop(identity?.credentials ?? [], credentialIds) : [null]
    const byId = new Map<string, number>()
    const ordinals: number[] = []
    for (const one of ordered) {
      const ordinal = parts.length + 1
      const upper = (one?.after ?? []).map((id) => byId.get(id)).filter((place) => place !== undefined)
      parts.push({
        ordinal,
        after: [...before, ...upper],
        course: step,
        credentialIds: one === null ? null : [one.id],
        consumer: null,
      })
      if (one !== null) byId.set(one.id, ordinal)
      ordinals.push(ordinal)
    }
    ofCourse.push(ordinals)
  }
  return parts
}

/** What the rotation is aimed at, as far as consumers are concerned. */
function aimed(identity: Identity, signal: AlertCase['signal']) {
  return { action: 'retire-secret' as const, target: targetOf(actionOf('retire-secret'), identity, signal, '') }
}
