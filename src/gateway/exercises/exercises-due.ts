import { readInForce } from '../changes/in-force.ts'
import { withPlaybookRedecided } from '../changes/redecide-queue.ts'
import type { Gateway } from '../gateway.ts'
import { Problem } from '../http/problem.ts'
import { appendAudit } from '../store/audit-log.ts'
import { GATEWAY_ACTOR } from '../store/estate.ts'
import { askExercise } from './ask-exercise.ts'
import { connectorName } from './connector-name.ts'
import { TWIN } from './exercise-step.ts'
import { findPlaybook } from './find-playbook.ts'
import { listExercises } from './view-exercise.ts'

/**
 * Asks again for what was tried before and will soon no longer count: once half of its time is over, and on the same target where it
 * is still there. What nobody ever tried is a person's to begin with. One that cannot be asked for just now is left for the next
 * time. Answers how many were asked for.
 */
export async function exerciseDue(gateway: Gateway): Promise<number> {
  const views = await listExercises(gateway)
  await gateway.desk.sync()
  const now = await gateway.now(gateway.store.read)
  const due = views.filter(
    ({ exercisedAt, countsUntil, last, current }) =>
      // Evidence that came with the sample or from elsewhere was begun by nobody here.
      last !== null &&
      current === null &&
      exercisedAt !== null &&
      countsUntil !== null &&
      now >= exercisedAt + (countsUntil - exercisedAt) / 2,
  )
  let asked = 0
  for (const { playbook, connector } of due) {
    const on = connector !== null && gateway.desk.staging.has(connector) ? connector : TWIN
    try {
      await askExercise(gateway, playbook.id, GATEWAY_ACTOR, on)
      asked += 1
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      gateway.log(`exercise of ${playbook.id} on ${on}: ${error.message}`)
    }
  }
  return asked
}

/**
 * Notices evidence that no longer counts: it is in the log, and the alerts whose gates asked for it are decided again, so that none
 * goes on to say that it would run by itself. Answers how many were noticed. Evidence that counts again, under a policy that
 * grants it more time, is noticed anew when that is over.
 */
export async function noticeLapsed(gateway: Gateway): Promise<number> {
  const { store } = gateway
  const { policy } = await readInForce(gateway, store.read)
  const before = (await gateway.now(store.read)) - policy.gate.exerciseFreshMs
  await store.read
    .updateTable('exercise')
    .set({ lapsed_at: null })
    .where('tenant', '=', store.tenant)
    .where('lapsed_at', 'is not', null)
    .where('exercised_at', '>=', before)
    .execute()
  const stale = await store.read
    .selectFrom('exercise')
    .select(['playbook_id', 'playbook_version'])
    .where('tenant', '=', store.tenant)
    .where('lapsed_at', 'is', null)
    .where('exercised_at', '<', before)
    .execute()
  let noticed = 0
  for (const { playbook_id: id, playbook_version: version } of stale) {
    const playbook = await findPlaybook(gateway, id)
    const isNoticed = await withPlaybookRedecided(gateway, id, async (tx) => {
      const now = await gateway.now(tx)
      const row = await tx
        .updateTable('exercise')
        .set({ lapsed_at: now })
        .where('tenant', '=', store.tenant)
        .where('playbook_id', '=', id)
        .where('playbook_version', '=', version)
        .where('lapsed_at', 'is', null)
        .where('exercised_at', '<', before)
        .returning('connector')
        .executeTakeFirst()
      // What there is a newer version of, or nothing any more, no gate asks for.
      if (row === undefined || playbook?.version !== version) return false
      await appendAudit(tx, store.tenant, now, [
        {
          code: 'exercise.lapsed',
          actor: GATEWAY_ACTOR,
          subjects: [{ kind: 'playbook', id, label: playbook.title }],
          detail: { version, connector: connectorName(gateway, row.connector) },
        },
      ])
      return true
    })
    if (isNoticed) noticed += 1
  }
  return noticed
}
