import type { Credential, Identity } from '../identity/identity.ts'
import type { Policy } from '../policy/policy.ts'
import type { EpochMs } from '../time/instant.ts'
import type { Assessed } from './confidence.ts'
import type { Reason, UrgencyBand } from './decision.ts'

export interface AssessedUrgency extends Assessed<UrgencyBand> {
  /** True where at least one axis had to be assumed. */
  readonly hasUnknowns: boolean
}

/** One axis, 0–100. `isKnown` false where any part of it was assumed. */
interface Axis {
  readonly name: keyof Policy['urgency']['weights']
  readonly value: number
  readonly isKnown: boolean
  readonly input: string
}

/**
 * How bad it is if the alert is true: what could be done with this identity, 0–100, whatever the confidence. A weighted
 * sum of five axes, rounded down. What nobody has told us counts as the middle of its upper half, and says so; of an
 * identity that is missing or unclaimed nothing is believed.
 */
export function assessUrgency(identity: Identity | null, policy: Policy, now: EpochMs): AssessedUrgency {
  const facts = identity?.claimed === true ? identity : null
  const axes = [
    privilege(facts, policy),
    environment(facts, policy),
    criticality(facts, policy),
    reach(facts, policy),
    hygiene(facts, policy, now),
  ]
  const { weights } = policy.urgency
  const value = Math.floor(axes.reduce((sum, axis) => sum + axis.value * weights[axis.name], 0) / 100)
  const band = urgencyBand(value, policy)
  const reasons = axes.map(
    (axis): Reason => ({
      about: 'urgency',
      rule: axis.isKnown ? `urgency.${axis.name}` : `urgency.${axis.name}-unknown`,
      input: axis.input,
      // Not rounded: whoever adds the lines up by hand must arrive at the sum.
      effect: `Adds ${(axis.value * weights[axis.name]) / 100} of ${weights[axis.name]}`,
    }),
  )
  reasons.push({ about: 'urgency', rule: `urgency.band-${band}`, input: `Urgency ${value}`, effect: `Band ${band}` })
  return { value, band, reasons, hasUnknowns: axes.some((axis) => !axis.isKnown) }
}

function urgencyBand(value: number, policy: Policy): UrgencyBand {
  const { bands } = policy.urgency
  if (value >= bands.critical) return 'critical'
  if (value >= bands.high) return 'high'
  return value >= bands.medium ? 'medium' : 'low'
}

function privilege(facts: Identity | null, policy: Policy): Axis {
  const known = facts?.privilege ?? null
  if (known === null) return unknownAxis('privilege', 'Nobody has said what it may do', policy)
  return { name: 'privilege', value: policy.urgency.privilege[known], isKnown: true, input: `Privilege: ${known}` }
}

function environment(facts: Identity | null, policy: Policy): Axis {
  const known = facts?.environment ?? null
  if (known === null) return unknownAxis('environment', 'Nobody has said in which environment it works', policy)
  return {
    name: 'environment',
    value: policy.urgency.environment[known],
    isKnown: true,
    input: `Environment: ${known}`,
  }
}

function criticality(facts: Identity | null, policy: Policy): Axis {
  const known = facts?.criticality ?? null
  if (known === null) return unknownAxis('criticality', 'Nobody has said how critical it is', policy)
  return { name: 'criticality', value: (known - 1) * 25, isKnown: true, input: `Criticality ${known} of 5` }
}

/** Log scale: each doubling adds the same, since the step from 1 store to 2 matters as much as that from 10 to 20. */
function reach(facts: Identity | null, policy: Policy): Axis {
  const count = facts?.sensitiveResources ?? null
  if (count === null) return unknownAxis('reach', 'Nobody has counted the sensitive stores it can reach', policy)
  const doublings = count === 0 ? 0 : Math.min(32 - Math.clz32(Math.min(count, 0x7fffffff)), 32)
  const value = Math.min(100, doublings * policy.urgency.reachPerDoubling)
  return {
    name: 'reach',
    value,
    isKnown: true,
    input: `Reaches ${count} sensitive ${count === 1 ? 'store' : 'stores'}`,
  }
}

function hygiene(facts: Identity | null, policy: Policy, now: EpochMs): Axis {
  if (facts === null) return unknownAxis('hygiene', 'Nobody has described its credentials', policy)
  const parts = policy.urgency.hygiene
  const active = facts.credentials.filter((credential) => credential.state === 'active')
  const findings: [number, boolean | null, string, string][] = [
    [
      parts.pastRotation,
      pastRotation(active, facts.rotationDays, now),
      'a credential is past its rotation',
      'rotation',
    ],
    [parts.noExpiry, neverExpires(active), 'a credential never expires', 'expiry'],
    [parts.dormantThenUsed, dormantThenUsed(facts, policy), 'it was dormant before its last use', 'earlier use'],
  ]
  const yes = findings.filter(([, holds]) => holds === true).map(([, , words]) => words)
  const open = findings.filter(([, holds]) => holds === null).map(([, , , about]) => about)
  const value = findings.reduce(
    (sum, [points, holds]) =>
      sum + (holds === null ? Math.floor((points * policy.urgency.unknown) / 100) : holds ? points : 0),
    0,
  )
  const said = yes.length > 0 ? yes.join('; ') : 'nothing found'
  const unknown = open.length > 0 ? `; not known: ${open.join(', ')}` : ''
  return {
    name: 'hygiene',
    value: Math.min(100, value),
    isKnown: open.length === 0,
    input: `Credential hygiene: ${said}${unknown}`,
  }
}

/** True, false, or null where no answer is known for any credential and none is true for sure. */
export function pastRotation(active: readonly Credential[], rotationDays: number | null, now: EpochMs): boolean | null {
  if (active.length === 0) return false
  if (rotationDays === null) return null
  return anyOf(active, (credential) => {
    const since = credential.rotatedAt ?? credential.createdAt
    return since === null ? null : now - since > rotationDays * DAY_MS
  })
}

function neverExpires(active: readonly Credential[]): boolean | null {
  return anyOf(active, (credential) => (credential.expiryKnown ? credential.expiresAt === null : null))
}

function dormantThenUsed(facts: Identity, policy: Policy): boolean | null {
  const days = facts.dormantDaysBeforeLastUse
  return days === null ? null : days >= policy.urgency.dormantDays
}

function anyOf<T>(items: readonly T[], holds: (item: T) => boolean | null): boolean | null {
  const answers = items.map(holds)
  return answers.includes(true) ? true : answers.includes(null) ? null : false
}

function unknownAxis(name: Axis['name'], input: string, policy: Policy): Axis {
  return {
    name,
    value: policy.urgency.unknown,
    isKnown: false,
    input: `${input}; counted as ${policy.urgency.unknown} of 100`,
  }
}

const DAY_MS = 86_400_000
