import type { Person } from '../../domain/people/person.ts'
import type { PlanSummary } from '../../domain/views/alert-views.ts'
import type { Gateway } from '../gateway.ts'
import { listPeople } from '../http/access.ts'
import { bodyOf, NO_PROGRESS, progressOfPlans, votesOf } from '../plans/plan-rows.ts'
import { summarise } from '../plans/plan-view.ts'

const MOST_PLANS = 30

/** Plans for one alert or one identity as `reader` sees them, newest first. */
export async function plansWhere(
  gateway: Gateway,
  reader: Person,
  where: { readonly alertId: string } | { readonly identityId: string },
): Promise<PlanSummary[]> {
  const { read, tenant } = gateway.store
  const ours = read.selectFrom('plan').selectAll().where('tenant', '=', tenant)
  const chosen =
    'alertId' in where ? ours.where('alert_id', '=', where.alertId) : ours.where('identity_id', '=', where.identityId)
  const rows = await chosen.orderBy('number', 'desc').limit(MOST_PLANS).execute()
  if (rows.length === 0) return []
  const people = await listPeople(read, tenant)
  const now = await gateway.now(read)
  const progress = await progressOfPlans(
    read,
    tenant,
    rows.map((row) => row.id),
  )
  const summaries: PlanSummary[] = []
  for (const row of rows) {
    const votes = await votesOf(read, tenant, row.id)
    summaries.push(
      summarise(
        gateway.rights,
        { row, body: bodyOf(row) },
        votes,
        people,
        reader,
        now,
        progress.get(row.id) ?? NO_PROGRESS,
      ),
    )
  }
  return summaries
}
