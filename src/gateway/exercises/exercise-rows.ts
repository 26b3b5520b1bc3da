import type { Selectable } from 'kysely'
import type { ActionId } from '../../domain/action/action.ts'
import type { AuditActor, AuditSubject } from '../../domain/audit/entry.ts'
import type { PlanStep } from '../../domain/plan/plan.ts'
import type { ExerciseStep } from '../../domain/views/exercise-views.ts'
import type { StepKey } from '../connectors/connector.ts'
import { GATEWAY_ACTOR, personActor } from '../store/estate.ts'
import type { Tx } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { TWIN } from './exercise-step.ts'

export type RunRow = Selectable<Tables['exercise_run']>

/** What was sent to a target and may still stand there: enough to look for it and to take it back. */
export interface Journal {
  readonly step: PlanStep
  readonly key: StepKey
}

/** Who may still write about an exercise: the holder of its newest claim. */
export interface RunClaim {
  readonly id: string
  readonly fence: number
}

/** Changes an exercise that is under way; false where somebody else holds it by now, or it is over. */
export async function noteRun(
  tx: Tx,
  tenant: string,
  { id, fence }: RunClaim,
  change: Partial<Pick<RunRow, 'steps' | 'journal' | 'note' | 'state' | 'ended_at' | 'not_before'>> &
    Partial<Pick<RunRow, 'lease_holder' | 'lease_until'>>,
): Promise<boolean> {
  const noted = await tx
    .updateTable('exercise_run')
    .set(change)
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .where('fence', '=', fence)
    .where('ended_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return noted !== undefined
}

export function stepsOf({ steps }: Pick<RunRow, 'steps'>): readonly ExerciseStep[] {
  const stored = JSON.parse(steps) as (Omit<ExerciseStep, 'on' | 'state' | 'notThere'> & Partial<ExerciseStep>)[]
  // Those of before there were targets for exercises do not say on what: it was the twin. They are all over.
  return stored.map((step) => ({
    ...step,
    on: step.on ?? TWIN,
    state: step.state ?? 'done',
    notThere: step.notThere ?? null,
  }))
}

export function notAskedOf({ not_asked: text }: Pick<RunRow, 'not_asked'>): ActionId[] {
  return JSON.parse(text) as ActionId[]
}

export function journalOf({ journal }: Pick<RunRow, 'journal'>): Journal | null {
  return journal === null ? null : (JSON.parse(journal) as Journal)
}

/** Who asked for it: a person, or the gateway in time. */
export function askedBy({ by_id: id, by_name: name }: RunRow): AuditActor {
  return id === GATEWAY_ACTOR.id ? GATEWAY_ACTOR : personActor({ id, name })
}

export function subjectsOf(row: Pick<RunRow, 'playbook_id' | 'title'>): AuditSubject[] {
  return [{ kind: 'playbook', id: row.playbook_id, label: row.title }]
}
