import { POLICY_SUBJECT } from '../../domain/change/change.ts'
import type { Policy } from '../../domain/policy/policy.ts'
import { policyDifference } from '../../domain/policy/policy-difference.ts'
import type { Recheck } from '../../domain/views/plan-views.ts'
import { readInForce } from '../changes/in-force.ts'
import { shownContent, versionsOf } from '../changes/versions.ts'
import type { Gateway } from '../gateway.ts'
import type { StoredPlan } from './plan-rows.ts'

/** Where another policy is in force than the plan was bound to: which of its members say otherwise, side by side. */
export async function withPolicySides(
  gateway: Gateway,
  { body }: StoredPlan,
  findings: readonly Recheck[],
  policy: Policy,
): Promise<readonly Recheck[]> {
  if (!findings.some(isOtherPolicy)) return findings
  const { read, tenant } = gateway.store
  const versions = await versionsOf(read, tenant, await readInForce(gateway, read), 'policy', POLICY_SUBJECT)
  const then = versions.find(({ view }) => view.number === body.policyVersion)
  const before = then === undefined ? null : shownContent('policy', then.content.body).policy
  if (before === null) return findings
  const { approved, now } = policyDifference(before, policy)
  return findings.map((finding) =>
    isOtherPolicy(finding) && finding.sides !== null
      ? {
          ...finding,
          sides: { approved: [...finding.sides.approved, ...approved], now: [...finding.sides.now, ...now] },
        }
      : finding,
  )
}

function isOtherPolicy({ what, holds }: Recheck): boolean {
  return what === 'Policy' && !holds
}
