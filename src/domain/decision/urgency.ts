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

/** What urgency looks at of an identity, whatever the policy; null is not known. Of one that is missing or unclaimed nothing is. */
export interface UrgencyProfile {
  readonly privilege: Identity['privilege']
  readonly environment: Identity['environment']
  readonly criticality: number | null
  /** Of the sensitive stores it can reach: 0 for none, 1 for one, 2 for two or three, … */
  readonly doublings: number | null
  readonly hygiene: Hygiene | null
}

/** Each true, false, or null where nobody knows. */
interface Hygiene {
  readonly pastRotation: boolean | null
  readonly neverExpires: boolean | null
  readonly dormantDays: number | null
}

export function urgencyProfile(identity: Identity | null, now: EpochMs): UrgencyProfile {
  const facts = identity?.claimed === true ? identity : null
  const count = facts?.sensitiveResources ?? null
  return {
    privilege: facts?.privilege ?? null,
    environment: facts?.environment ?? null,
    criticality: facts?.criticality ?? null,
    // Log scale: each doubling adds the same, since the step from 1 store to 2 matters as much as that from 10 to 20.
    doublings: count === null ? null : count === 0 ? 0 : Math.min(32 - Math.clz32(Math.min(count, 0x7fffffff)), 32),
    hygiene: facts === null ? null : hygieneOf(facts, now),
  }
}

function hygieneOf(facts: Identity, now: EpochMs): Hygiene {
  const active = facts.credentials.filter((credential) => credential.state === 'active')
  return {
    pastRotation: pastRotation(active, facts.rotationDays, now),
    neverExpires: neverExpires(active),
    dormantDays: facts.dormantDaysBeforeLastUse,
  }
}

/** Each axis 0–100. What nobody has told us counts as the middle of its upper half. */
function axisValues(profile: UrgencyProfile, policy: Policy): Readonly<Record<Axis['name'], number>> {
  const { unknown, privilege, environment, reachPerDoubling } = policy.urgency
  return {
    privilege: profile.privilege === null ? unknown : privilege[profile.privilege],
    environment: profile.environment === null ? unknown : environment[profile.environment],
    criticality: profile.criticality === null ? unknown : (profile.criticality - 1) * 25,
    reach: profile.doublings === null ? unknown : Math.min(100, profile.doublings * reachPerDoubling),
    hygiene: profile.hygiene === null ? unknown : hygieneValue(profile.hygiene, policy),
  }
}

function hygieneValue(hygiene: Hygiene, policy: Policy): number {
  const { hygiene: parts, unknown } = policy.urgency
  const points = (part: number, holds: boolean | null) =>
    holds === null ? Math.floor((part * unknown) / 100) : holds ? part : 0
  const sum =
    points(parts.pastRotation, hygiene.pastRotation) +
    points(parts.noExpiry, hygiene.neverExpires) +
    points(parts.dormantThenUsed, wasDormant(hygiene, policy))
  return Math.min(100, sum)
}

function wasDormant({ dormantDays }: Hygiene, policy: Policy): boolean | null {
  return dormantDays === null ? null : dormantDays >= policy.urgency.dormantDays
}

/** The value of `assessUrgency` alone, for whoever asks it for many identities at once. */
export function urgencyOf(profile: UrgencyProfile, policy: Policy): number {
  const values = axisValues(profile, policy)
  const { weights } = policy.urgency
  const sum =
    values.privilege * weights.privilege +
    values.environment * weights.environment +
    values.criticality * weights.criticality +
    values.reach * weights.reach +
    values.hygiene * weights.hygiene
  return Math.floor(sum / 100)
}

/**
 * How bad it is if the alert is true: what could be done with this identity, 0–100, whatever the confidence. A weighted
 * sum of five axes, rounded down. What nobody has told us counts as the middle of its upper half, and says so; of an
 * identity that is missing or unclaimed nothing is believed.
 */
export function assessUrgency(identity: Identity | null, policy: Policy, now: EpochMs): AssessedUrgency {
  const profile = urgencyProfile(identity, now)
  const values = axisValues(profile, policy)
  const axes = AXES.map((name): Axis => ({ name, value: values[name], ...sayAxis(name, profile, identity, policy) }))
  const { weights } = policy.urgency
  const value = urgencyOf(profile, policy)
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

export function urgencyBand(value: number, policy: Policy): UrgencyBand {
  const { bands } = policy.urgency
  if (value >= bands.critical) return 'critical'
  if (value >= bands.high) return 'high'
  return value >= bands.medium ? 'medium' : 'low'
}

const AXES = ['privilege', 'environment', 'criticality', 'reach', 'hygiene'] as const

/** What an axis was read from. */
function sayAxis(
  name: Axis['name'],
  profile: UrgencyProfile,
  identity: Identity | null,
  policy: Policy,
): Pick<Axis, 'isKnown' | 'input'> {
  const known = (input: string) => ({ isKnown: true, input })
  const unknown = (input: string) => ({
    isKnown: false,
    input: `${input}; counted as ${policy.urgency.unknown} of 100`,
  })
  if (name === 'privilege') {
    return profile.privilege === null
      ? unknown('Nobody has said what it may do')
      : known(`Privilege: ${profile.privilege}`)
  }
  if (name === 'environment') {
    return profile.environment === null
      ? unknown('Nobody has said in which environment it works')
      : known(`Environment: ${profile.environment}`)
  }
  if (name === 'criticality') {
    return profile.criticality === null
      ? unknown('Nobody has said how critical it is')
      : known(`Criticality ${profile.criticality} of 5`)
  }
  if (name === 'reach') {
    const count = identity?.sensitiveResources ?? 0
    return profile.doublings === null
      ? unknown('Nobody has counted the sensitive stores it can reach')
      : known(`Reaches ${count} sensitive ${count === 1 ? 'store' : 'stores'}`)
  }
  return profile.hygiene === null
    ? unknown('Nobody has described its credentials')
    : sayHygiene(profile.hygiene, policy)
}

function sayHygiene(hygiene: Hygiene, policy: Policy): Pick<Axis, 'isKnown' | 'input'> {
  const findings: readonly (readonly [boolean | null, string, string])[] = [
    [hygiene.pastRotation, 'a credential is past its rotation', 'rotation'],
    [hygiene.neverExpires, 'a credential never expires', 'expiry'],
    [wasDormant(hygiene, policy), 'it was dormant before its last use', 'earlier use'],
  ]
  const yes = findings.filter(([holds]) => holds === true).map(([, words]) => words)
  const open = findings.filter(([holds]) => holds === null).map(([, , about]) => about)
  const said = yes.length > 0 ? yes.join('; ') : 'nothing found'
  const unknown = open.length > 0 ? `; not known: ${open.join(', ')}` : ''
  return { isKnown: open.length === 0, input: `Credential hygiene: ${said}${unknown}` }
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

function anyOf<T>(items: readonly T[], holds: (item: T) => boolean | null): boolean | null {
  const answers = items.map(holds)
  return answers.includes(true) ? true : answers.includes(null) ? null : false
}

const DAY_MS = 86_400_000
