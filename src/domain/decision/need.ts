import type { Tier } from '../action/action.ts'
import { TIER_NAMES } from '../action/action-words.ts'
import type { Identity } from '../identity/identity.ts'
import { printable } from '../json/read-json.ts'
import type { Policy } from '../policy/policy.ts'
import type { Signal } from '../signal/signal.ts'
import type { Cap, ConfidenceBand, Reason, UrgencyBand } from './decision.ts'

export interface NeedInput {
  readonly policy: Policy
  readonly confidence: ConfidenceBand
  readonly urgency: UrgencyBand
  readonly identity: Identity | null
  /** Why the telemetry, or its match to the identity, is ambiguous; null where it is not. */
  readonly ambiguity: string | null
  readonly timeFlags: Signal['timeFlags']
}

export interface Need {
  readonly tier: Tier
  /** What the matrix alone asks for. */
  readonly uncapped: Tier
  /** Every restraint cap that holds, whether or not it changed the tier: each also limits the actions. */
  readonly caps: readonly Cap[]
}

/** How much response the evidence asks for: the policy's matrix, then the restraint caps, each with its reason. */
export function assessNeed(input: NeedInput): { readonly need: Need; readonly reasons: readonly Reason[] } {
  const { policy } = input
  const uncapped = policy.need.matrix[input.confidence][input.urgency]
  const reasons: Reason[] = [
    {
      about: 'need',
      rule: `need.${input.confidence}-${input.urgency}`,
      input: `Confidence ${input.confidence}, urgency ${input.urgency}`,
      effect: `Asks for ${tierName(uncapped)}`,
    },
  ]
  const held = capsThatHold(input)
  const tier = held.length > 0 && uncapped > policy.need.capAt ? policy.need.capAt : uncapped
  for (const { cap, because } of held) {
    reasons.push({
      about: 'cap',
      rule: `cap.${cap}`,
      input: because,
      effect:
        uncapped > policy.need.capAt
          ? `Stops at ${tierName(policy.need.capAt)} instead of ${tierName(uncapped)}; going further takes two approvals`
          : `Does not change ${tierName(uncapped)}; anything stronger than ${tierName(policy.need.capAt)} takes two approvals`,
    })
  }
  return { need: { tier, uncapped, caps: held.map(({ cap }) => cap) }, reasons }
}

/** "T2 contain & verify". */
export function tierName(tier: Tier): string {
  return `T${tier} ${(TIER_NAMES[tier] ?? '').toLowerCase()}`
}

function capsThatHold(input: NeedInput): { readonly cap: Cap; readonly because: string }[] {
  const facts = input.identity?.claimed === true ? input.identity : null
  const held: { cap: Cap; because: string }[] = []
  const ambiguous = ambiguousBecause(input)
  if (ambiguous !== null) held.push({ cap: 'ambiguous-telemetry', because: ambiguous })
  if (facts?.tenancy === 'shared') {
    held.push({ cap: 'shared-identity', because: 'Several workloads share this identity' })
  }
  if (facts?.tenancy === 'multi-tenant') {
    held.push({ cap: 'shared-identity', because: 'This identity serves several customers' })
  }
  if (facts?.tenancy === 'third-party') {
    held.push({ cap: 'third-party-identity', because: 'Somebody else runs this identity' })
  }
  if (facts === null || (facts.businessOwner === null && facts.technicalOwner === null)) {
    held.push({ cap: 'no-owner', because: 'No owner is known' })
  }
  if (facts === null || !facts.consumersKnown) {
    held.push({ cap: 'consumers-unknown', because: 'Nobody has mapped who uses it' })
  }
  return held
}

/** An absent or zoneless time is common and harmless; one that is plainly wrong makes the whole record doubtful. */
function ambiguousBecause(input: NeedInput): string | null {
  if (input.ambiguity !== null) return printable(input.ambiguity)
  if (input.timeFlags.includes('unreadable')) return 'The record’s time cannot be read'
  return input.timeFlags.includes('out-of-window') ? 'The record’s time cannot be true' : null
}
