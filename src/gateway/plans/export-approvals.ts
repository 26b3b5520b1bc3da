import { ApprovalExport, SignedApproval } from '../../domain/plan/approval-statement.ts'
import type { Gateway } from '../gateway.ts'
import { loadPlan } from './plan-rows.ts'

/** A plan's stored bytes with its votes, signed and unsigned. Throws `not-found`. */
export async function exportApprovals(gateway: Gateway, planId: string): Promise<ApprovalExport> {
  const { read, tenant } = gateway.store
  const { row } = await loadPlan(read, tenant, planId)
  const votes = await read
    .selectFrom('vote')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('plan_id', '=', planId)
    .where('digest', '=', row.digest)
    .orderBy('at')
    .orderBy('person_id')
    .execute()
  const glasses = await read
    .selectFrom('break_glass')
    .select('signed')
    .where('tenant', '=', tenant)
    .where('plan_id', '=', planId)
    .execute()
  return ApprovalExport.parse({
    schema: 'sluicegate.approvals/1',
    plan: row.body,
    approvals: [...votes, ...glasses].flatMap(({ signed }) =>
      signed === null ? [] : [SignedApproval.parse(JSON.parse(signed))],
    ),
    unsigned: votes
      .filter(({ signed }) => signed === null)
      .map((vote) => ({
        person: { id: vote.person_id, name: vote.person_name, team: vote.person_team },
        choice: vote.choice,
        at: vote.at,
      })),
  })
}
