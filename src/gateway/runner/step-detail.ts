import type { AuditDraft } from '../../domain/audit/chain.ts'
import type { Held } from './claim-step.ts'

/**
 * What every entry about a step says: which one of which approved plan, by whom it is carried out, under which fence.
 */
export function stepDetail({ plan, step, claim }: Held): AuditDraft['detail'] {
  return {
    ordinal: step.ordinal,
    action: step.action,
    connector: step.connector,
    account: step.target.account,
    digest: plan.row.digest,
    fence: claim.fence,
  }
}
