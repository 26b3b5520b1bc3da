import type { Tier } from '../../domain/action/action.ts'
import type { Cap, ConfidenceBand, Decision, UrgencyBand } from '../../domain/decision/decision.ts'
import type { Policy } from '../../domain/policy/policy.ts'

export interface Alternative {
  /** "If confidence were below 90". */
  readonly condition: string
  readonly tier: Tier
}

const CONFIDENCE: readonly ConfidenceBand[] = ['low', 'medium', 'high', 'confirmed']
const URGENCY: readonly UrgencyBand[] = ['low', 'medium', 'high', 'critical']

const WITHOUT_CAP: Readonly<Record<Cap, string>> = {
  'ambiguous-telemetry': 'If the telemetry were unambiguous',
  'shared-identity': 'If each workload had an identity of its own',
  'third-party-identity': 'If we ran this identity ourselves',
  'no-owner': 'If an owner were known',
  'consumers-unknown': 'If its consumers were mapped',
}

/**
 * What would move the need to another tier: one thing at a time, everything else as it is. Read off the policy's matrix and
 * the caps that hold, so it is exact for the need; what the gate would then ask is decided when it happens.
 */
export function whatWouldChange(decision: Decision, policy: Policy): readonly Alternative[] {
  const { need, confidence, urgency } = decision
  const capped = (tier: Tier): Tier => (need.caps.length > 0 && tier > policy.need.capAt ? policy.need.capAt : tier)
  const found: Alternative[] = []
  const [cap] = need.caps
  if (cap !== undefined && need.caps.length === 1 && need.uncapped !== need.tier) {
    found.push({ condition: WITHOUT_CAP[cap], tier: need.uncapped })
  }
  for (const step of [-1, 1] as const) {
    const band = CONFIDENCE[CONFIDENCE.indexOf(confidence.band) + step]
    if (band === undefined) continue
    const edge =
      step === 1 ? lowerEnd(policy.confidence.bands, band) : lowerEnd(policy.confidence.bands, confidence.band)
    found.push({
      condition: step === 1 ? `If confidence reached ${edge}` : `If confidence were below ${edge}`,
      tier: capped(policy.need.matrix[band][urgency.band]),
    })
  }
  for (const step of [-1, 1] as const) {
    const band = URGENCY[URGENCY.indexOf(urgency.band) + step]
    if (band === undefined) continue
    const edge = step === 1 ? lowerEnd(policy.urgency.bands, band) : lowerEnd(policy.urgency.bands, urgency.band)
    found.push({
      condition: step === 1 ? `If urgency reached ${edge}` : `If urgency were below ${edge}`,
      tier: capped(policy.need.matrix[confidence.band][band]),
    })
  }
  return found.filter(({ tier }) => tier !== need.tier)
}

function lowerEnd(bands: Readonly<Record<string, number>>, band: string): number {
  return bands[band] ?? 0
}
