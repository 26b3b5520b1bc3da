import { CAPS } from '../../domain/decision/decision.ts'
import { assessNeed } from '../../domain/decision/need.ts'
import { type UrgencyProfile, urgencyProfile } from '../../domain/decision/urgency.ts'
import { ENVIRONMENTS } from '../../domain/identity/identity-words.ts'
import { ownerTeamOf } from '../../domain/identity/owner-team.ts'
import { STARTING_POLICY } from '../../domain/policy/policy.ts'
import { IDENTITY_KINDS } from '../../domain/signal/signal.ts'
import { type AimOfIdentity, type CutTable, cutTable } from './cuts.ts'
import type { History, HistoryIdentity } from './history.ts'
import { type Spots, spotsOf } from './spots.ts'

/** What is known of an identity whatever the policy, as small numbers. Entry 0 is "no identity". */
export interface IdentityTable {
  readonly profiles: readonly UrgencyProfile[]
  /** The first entry with the same profile. */
  readonly profileOf: Uint32Array
  readonly kind: Uint8Array
  /** Bits of `CAPS`, without those of the record. */
  readonly caps: Uint8Array
  /** 0 unknown, else 1–5. */
  readonly criticality: Uint8Array
  /** 0 unknown, else its place in `ENVIRONMENTS` + 1. */
  readonly environment: Uint8Array
  /** 0 nobody, else an index into `teams` + 1. */
  readonly team: Uint32Array
  readonly teams: readonly string[]
  /** The first entry of the same identity in the same team: all of them count as one there. */
  readonly member: Uint32Array
  /** Epoch ms; NaN where it was never checked. */
  readonly validatedAt: Float64Array
  readonly flags: Uint8Array
}
export const IS_CLAIMED = 1
export const IS_HUMAN = 2
export const IS_THIRD_PARTY = 4
export const HAS_NO_DOMAIN = 8
export const IS_MAPPED = 16

export interface Tables {
  readonly history: History
  readonly identities: IdentityTable
  readonly cuts: CutTable
  /** What the cases can be aimed at: one row of `cuts` each. */
  readonly aims: readonly AimOfIdentity[]
  /** By case, its place in `spots`. */
  readonly spot: Uint32Array
  readonly spots: Spots
  /** Cases whose confidence is computed alike. */
  readonly confidenceKey: Uint32Array
  readonly confidenceKeys: ConfidenceKeys
  /** The confidence keys that a trigger leads or corroborates. */
  readonly keysOf: (trigger: number) => readonly number[]
}

export interface ConfidenceKey {
  readonly evidence: number
  readonly trigger: number
  readonly corroboration: number
}

/** One entry a key, in all columns. */
export interface ConfidenceKeys {
  readonly count: number
  readonly evidence: Int32Array
  readonly trigger: Int32Array
  readonly corroboration: Int32Array
}

/** Everything that does not depend on a policy, once per history. Cost: cases, plus the map below each aim. */
export function tablesOf(history: History): Tables {
  const { confidenceKey, confidenceKeys } = keysIn(history)
  const { spot, spots, aims } = spotsOf(history)
  return {
    history,
    identities: identityTable(history, history.identities),
    cuts: cutTable(aims, history.identities),
    aims,
    spot,
    spots,
    confidenceKey,
    confidenceKeys,
    keysOf: createKeysOf(history, confidenceKeys),
  }
}

function createKeysOf({ triggers, corroborations }: History, keys: ConfidenceKeys): Tables['keysOf'] {
  const all = triggers.map((): number[] => [])
  const members = corroborations.map((set) => set.map(({ trigger }) => trigger))
  for (let key = 0; key < keys.count; key += 1) {
    const trigger = keys.trigger[key] ?? -1
    all[trigger]?.push(key)
    for (const other of members[keys.corroboration[key] ?? -1] ?? []) if (other !== trigger) all[other]?.push(key)
  }
  // Those of one constellation together, so that whoever computes them does what they share once.
  const compare = (a: number, b: number) =>
    (keys.trigger[a] ?? 0) - (keys.trigger[b] ?? 0) || (keys.corroboration[a] ?? 0) - (keys.corroboration[b] ?? 0)
  for (const own of all) own.sort(compare)
  return (trigger) => all[trigger] ?? []
}

/** The confidence key of each case. Told apart by numbers: a history may have as many cases as alerts. */
function keysIn({ cases, evidences, triggers, corroborations }: History): {
  confidenceKey: Uint32Array
  confidenceKeys: ConfidenceKeys
} {
  const statements = new Map<string, number>()
  const statementOf = evidences.map(({ form, confidence }) => placeIn(statements, `${form} ${confidence}`))
  const keyOf = new Map<number, number>()
  const keys: ConfidenceKey[] = []
  const keyIn = (index: number): number => {
    const evidence = cases.evidence[index] ?? -1
    const trigger = cases.trigger[index] ?? -1
    const corroboration = cases.corroboration[index] ?? -1
    const key =
      ((statementOf[evidence] ?? 0) * (triggers.length + 1) + trigger + 1) * (corroborations.length + 1) +
      corroboration +
      1
    const known = keyOf.get(key)
    if (known !== undefined) return known
    keyOf.set(key, keyOf.size)
    return keys.push({ evidence, trigger, corroboration }) - 1
  }
  const confidenceKey = new Uint32Array(cases.count)
  for (let index = 0; index < cases.count; index += 1) confidenceKey[index] = keyIn(index)
  return { confidenceKey, confidenceKeys: keyColumns(keys) }
}

export function keyColumns(keys: readonly ConfidenceKey[]): ConfidenceKeys {
  return {
    count: keys.length,
    evidence: Int32Array.from(keys, ({ evidence }) => evidence),
    trigger: Int32Array.from(keys, ({ trigger }) => trigger),
    corroboration: Int32Array.from(keys, ({ corroboration }) => corroboration),
  }
}

function placeIn(known: Map<string, number>, key: string): number {
  const place = known.get(key) ?? known.size
  known.set(key, place)
  return place
}

function indexIn<T>(known: Map<string, number>, key: string, all: T[], value: T): number {
  const index = known.get(key)
  if (index !== undefined) return index
  known.set(key, all.length)
  return all.push(value) - 1
}

/** `identities` may be others than the history's own, in the same places: hypotheses. */
export function identityTable({ asOf }: History, identities: readonly HistoryIdentity[]): IdentityTable {
  const all = [null, ...identities.map(({ identity }) => identity)]
  const teams: string[] = []
  const teamOf = new Map<string, number>()
  const team = Uint32Array.from(all, (identity) => {
    const name = ownerTeamOf(identity)
    return name === null ? 0 : indexIn(teamOf, name, teams, name) + 1
  })
  const members = new Map<string, number>()
  const alike = new Map<string, number>()
  const profiles = all.map((identity) => urgencyProfile(identity, asOf))
  return {
    profiles,
    profileOf: Uint32Array.from(profiles, (profile, who) => firstIn(alike, JSON.stringify(profile), who)),
    kind: Uint8Array.from(all, (identity) => IDENTITY_KINDS.indexOf(identity?.kind ?? 'unknown')),
    caps: Uint8Array.from(all, (identity) => {
      const { need } = assessNeed({
        policy: STARTING_POLICY,
        confidence: 'low',
        urgency: 'low',
        identity,
        ambiguity: null,
        timeFlags: [],
      })
      return need.caps.reduce((bits, cap) => bits | (1 << CAPS.indexOf(cap)), 0)
    }),
    criticality: Uint8Array.from(all, (identity) => identity?.criticality ?? 0),
    environment: Uint8Array.from(all, (identity) =>
      identity?.environment ? ENVIRONMENTS.indexOf(identity.environment) + 1 : 0,
    ),
    team,
    teams,
    member: Uint32Array.from(all, (identity, who) => firstIn(members, `${team[who]} ${identity?.id ?? ''}`, who)),
    validatedAt: Float64Array.from(all, (identity) => identity?.validatedAt ?? Number.NaN),
    flags: Uint8Array.from(
      all,
      (identity) =>
        (identity?.claimed === true ? IS_CLAIMED : 0) |
        (identity?.kind === 'human' ? IS_HUMAN : 0) |
        (identity?.tenancy === 'third-party' ? IS_THIRD_PARTY : 0) |
        (identity?.trustDomain === null ? HAS_NO_DOMAIN : 0) |
        (identity?.claimed === true && identity.consumersKnown ? IS_MAPPED : 0),
    ),
  }
}

function firstIn(known: Map<string, number>, key: string, place: number): number {
  const first = known.get(key) ?? place
  known.set(key, first)
  return first
}
