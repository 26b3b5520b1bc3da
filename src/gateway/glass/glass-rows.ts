import type { MayContext } from '../../domain/people/verdict.ts'
import type { BreakGlass } from '../../domain/plan/break-glass.ts'
import { planLabel } from '../plans/plan-rows.ts'
import type { Reader, Tx } from '../store/store.ts'

/** Uses of break-glass, newest first: of one plan, or the last hundred. */
export async function glassesOf(
  read: Reader | Tx,
  tenant: string,
  planId: string | null,
): Promise<readonly BreakGlass[]> {
  let rows = read
    .selectFrom('break_glass')
    .innerJoin('plan', (join) =>
      join.onRef('plan.tenant', '=', 'break_glass.tenant').onRef('plan.id', '=', 'break_glass.plan_id'),
    )
    .leftJoin('passkey', (join) =>
      join.onRef('passkey.tenant', '=', 'break_glass.tenant').onRef('passkey.id', '=', 'break_glass.passkey_id'),
    )
    .selectAll('break_glass')
    .select(['plan.number', 'plan.title', 'passkey.name as passkeyName', 'passkey.revoked_at as revokedAt'])
    .where('break_glass.tenant', '=', tenant)
  if (planId !== null) rows = rows.where('break_glass.plan_id', '=', planId)
  const found = await rows.orderBy('break_glass.at', 'desc').orderBy('break_glass.plan_id').limit(100).execute()
  return found.map((row) => ({
    planId: row.plan_id,
    planNumber: row.number,
    title: row.title,
    person: { id: row.person_id, name: row.person_name, team: row.person_team },
    reason: row.reason,
    digest: row.digest,
    passkey:
      row.passkey_id === null
        ? null
        : {
            name: row.passkeyName ?? 'a key that is gone',
            isRevoked: row.passkeyName === null || row.revokedAt !== null,
          },
    at: row.at,
    reviewDueAt: row.review_due_at,
    review:
      row.reviewed_at === null
        ? null
        : {
            by: { id: row.reviewed_by ?? '', name: row.reviewed_by_name ?? '' },
            verdict: row.verdict === 'justified' ? ('justified' as const) : ('not-justified' as const),
            reason: row.review_reason ?? '',
            at: row.reviewed_at,
          },
  }))
}

export async function glassOf(read: Reader | Tx, tenant: string, planId: string): Promise<BreakGlass | null> {
  return (await glassesOf(read, tenant, planId))[0] ?? null
}

/** Who broke the glass and for which plan, where nobody has reviewed it yet, oldest first. */
export async function openGlass(read: Reader | Tx, tenant: string): Promise<MayContext['openGlass'] & {}> {
  const rows = await read
    .selectFrom('break_glass')
    .innerJoin('plan', (join) =>
      join.onRef('plan.tenant', '=', 'break_glass.tenant').onRef('plan.id', '=', 'break_glass.plan_id'),
    )
    .select(['break_glass.person_id', 'plan.number'])
    .where('break_glass.tenant', '=', tenant)
    .where('break_glass.reviewed_at', 'is', null)
    .orderBy('break_glass.at')
    .execute()
  return rows.map((row) => ({ by: row.person_id, plan: planLabel(row.number) }))
}
