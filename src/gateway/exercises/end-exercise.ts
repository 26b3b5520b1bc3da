import type { AuditDraft } from '../../domain/audit/chain.ts'
import type { ExerciseRun, ExerciseStep } from '../../domain/views/exercise-views.ts'
import { withPlaybookRedecided } from '../changes/redecide-queue.ts'
import type { Gateway } from '../gateway.ts'
import { appendAudit } from '../store/audit-log.ts'
import type { Tx } from '../store/store.ts'
import type { HeldExercise } from './claim-exercise.ts'
import { connectorName } from './connector-name.ts'
import { askedBy, noteRun, type RunRow, subjectsOf } from './exercise-rows.ts'
import { TWIN } from './exercise-step.ts'

export interface Ending {
  readonly state: Extract<ExerciseRun['state'], 'passed' | 'failed' | 'broken-off'>
  readonly steps: readonly ExerciseStep[]
  /** What happened on the way, or what was left. */
  readonly note: string | null
}

/**
 * Keeps what came of an exercise, and what follows. Passed, it is the evidence that the gate asks for; failed, the evidence that stood
 * is gone, since this version no longer does what it did; broken off, it says nothing. Nothing where somebody else holds it by now.
 */
export async function endExercise(gateway: Gateway, { row, claim }: HeldExercise, ending: Ending): Promise<void> {
  const { store } = gateway
  const { state, steps, note } = ending
  const end = async (tx: Tx) => {
    const now = await gateway.now(tx)
    const isOurs = await noteRun(tx, store.tenant, claim, {
      state,
      note,
      steps: JSON.stringify(steps),
      journal: null,
      ended_at: now,
      lease_holder: null,
      lease_until: 0,
    })
    if (!isOurs) return false
    if (state !== 'broken-off') await keepEvidence(tx, store.tenant, row, state === 'passed' ? now : null)
    await appendAudit(tx, store.tenant, now, [
      {
        code: `exercise.${state}`,
        actor: askedBy(row),
        subjects: subjectsOf(row),
        detail: { connector: connectorName(gateway, row.connector), ...detailOf(row, ending) },
      },
    ])
    return true
  }
  await (state === 'broken-off' ? store.write(end) : withPlaybookRedecided(gateway, row.playbook_id, end))
}

function detailOf(row: RunRow, { steps, note }: Ending): AuditDraft['detail'] {
  const problems = steps.filter((step) => step.problem !== null)
  const reasons = [note ?? '', ...problems.map((step) => `${step.action}: ${step.problem}`)]
  const reason = reasons.filter((text) => text !== '').join(' ')
  return {
    version: row.playbook_version,
    exercise: row.id,
    actions: steps.length,
    onTwin: steps.filter((step) => step.on === TWIN).length,
    ...(reason === '' ? {} : { reason }),
  }
}

async function keepEvidence(tx: Tx, tenant: string, row: RunRow, exercisedAt: number | null): Promise<void> {
  const { playbook_id, playbook_version, connector } = row
  if (exercisedAt !== null) {
    const evidence = { exercised_at: exercisedAt, connector, lapsed_at: null }
    await tx
      .insertInto('exercise')
      .values({ tenant, playbook_id, playbook_version, ...evidence })
      .onConflict((oc) => oc.columns(['tenant', 'playbook_id', 'playbook_version']).doUpdateSet(evidence))
      .execute()
    return
  }
  await tx
    .deleteFrom('exercise')
    .where('tenant', '=', tenant)
    .where('playbook_id', '=', playbook_id)
    .where('playbook_version', '=', playbook_version)
    .execute()
}
