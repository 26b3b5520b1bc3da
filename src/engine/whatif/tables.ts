import { ACTION_IDS, THREATS } from '../../domain/action/action.ts'
import { aimOf, threatOf } from '../../domain/decision/decide.ts'
import { CAPS } from '../../domain/decision/decision.ts'
import { assessNeed } from '../../domain/decision/need.ts'
import { type UrgencyProfile, urgencyProfile } from '../../domain/decision/urgency.ts'
import { ENVIRONMENTS } from '../../domain/identity/identity-words.ts'
import { ownerTeamOf } from '../../domain/identity/owner-team.ts'
import { STARTING_POLICY } from '../../domain/policy/policy.ts'
import { IDENTITY_KINDS } from '../../domain/signal/signal.ts'
import { type AimOfIdentity, type CutTable, cutTable } from './cuts.ts'
import type { Evidence, History, HistoryIdentity } from './history.ts'

/** What is known of an identity whatever the policy, as small numbers. Entry 0 is "no identity". */
export interface IdentityTable {
  readonly profiles: readonly UrgencyProfile[]
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
  /** By case. */
  readonly aim: Int32Array
  /** Place in `THREATS` without a trigger. */
  readonly threat: Uint8Array
  /** Bits of `CASE_FLAGS`. */
  readonly flags: Uint8Array
  /** Bits of actions that cannot be carried out, by place in `ACTION_IDS`. */
  readonly obstacles: Uint32Array
  /** Cases whose confidence is computed alike. */
  readonly confidenceKey: Uint32Array
  readonly confidenceKeys: readonly ConfidenceKey[]
}
export const IS_EVENT = 1
export const IS_AMBIGUOUS = 2
export const IS_SAMPLE = 4

export interface ConfidenceKey {
  readonly evidence: number
  readonly trigger: number
  readonly corroboration: number
}

/** Everything that does not depend on a policy, once per history. Cost: cases, plus the map below each aim. */
export function tablesOf(history: History): Tables {
  const { cases, evidences } = history
  const confidenceKeys: ConfidenceKey[] = []
  const aims: AimOfIdentity[] = []
  const keyIndex = createKeyIndex(history, confidenceKeys)
  const aimIndex = createAimIndex(history, aims)
  const tables = {
    aim: new Int32Array(cases.count),
    threat: new Uint8Array(cases.count),
    flags: new Uint8Array(cases.count),
    obstacles: new Uint32Array(cases.count),
    confidenceKey: new Uint32Array(cases.count),
  }
  const masks = history.obstacles.map((obstacles) =>
    Object.keys(obstacles).reduce((mask, action) => mask | (1 << ACTION_IDS.findIndex((id) => id === action)), 0),
  )
  for (let i = 0; i < cases.count; i += 1) {
    const evidence = evidences[cases.evidence[i] ?? -1]
    if (evidence === undefined) throw new RangeError(`case ${i} has no evidence`)
    const own = cases.identity[i] ?? -1
    const identity = history.identities[own] ?? null
    tables.threat[i] = THREATS.indexOf(threatOf(null, evidence, identity?.identity.kind ?? 'unknown'))
    const isAmbiguous =
      (cases.ambiguity[i] ?? -1) >= 0 ||
      evidence.timeFlags.includes('unreadable') ||
      evidence.timeFlags.includes('out-of-window')
    tables.flags[i] =
      (evidence.form === 'event' ? IS_EVENT : 0) |
      (isAmbiguous ? IS_AMBIGUOUS : 0) |
      (evidence.isSample ? IS_SAMPLE : 0)
    tables.obstacles[i] = masks[cases.obstacle[i] ?? -1] ?? 0
    tables.confidenceKey[i] = keyIndex(i, cases.evidence[i] ?? -1)
    tables.aim[i] = aimIndex(own, identity, cases.evidence[i] ?? -1, evidence)
  }
  return {
    history,
    ...tables,
    confidenceKeys,
    identities: identityTable(history, history.identities),
    aims,
    cuts: cutTable(aims, history.identities),
  }
}

/** The place of a case's confidence key. Told apart by numbers: a history may have as many cases as alerts. */
function createKeyIndex({ cases, evidences, triggers, corroborations }: History, all: ConfidenceKey[]) {
  const statements = new Map<string, number>()
  const statementOf = evidences.map(({ form, confidence }) => placeIn(statements, `${form} ${confidence}`))
  const keyOf = new Map<number, number>()
  return (index: number, evidence: number): number => {
    const trigger = cases.trigger[index] ?? -1
    const corroboration = cases.corroboration[index] ?? -1
    const key =
      ((statementOf[evidence] ?? 0) * (triggers.length + 1) + trigger + 1) * (corroborations.length + 1) +
      corroboration +
      1
    const known = keyOf.get(key)
    if (known !== undefined) return known
    keyOf.set(key, all.length)
    return all.push({ evidence, trigger, corroboration }) - 1
  }
}

/** The place of what a case can be aimed at. Most records name neither a credential nor a tool: then its identity tells it. */
function createAimIndex({ identities }: History, all: AimOfIdentity[]) {
  const placeOf = new Map<string, number>()
  const plain = new Int32Array(identities.length + 1).fill(-1)
  const named = new Map<number, number>()
  const add = (own: number, identity: HistoryIdentity | null, evidence: Evidence) => {
    const aim = aimOf(identity?.identity ?? null, evidence)
    return indexIn(placeOf, JSON.stringify([own, aim.credentialIds, aim.tools]), all, { own, aim })
  }
  return (own: number, identity: HistoryIdentity | null, place: number, evidence: Evidence): number => {
    const isPlain = evidence.tool === null && evidence.credentials.length === 0
    const key = place * (identities.length + 1) + own + 1
    const known = isPlain ? plain[own + 1] : named.get(key)
    if (known !== undefined && known >= 0) return known
    const index = add(own, identity, evidence)
    if (isPlain) plain[own + 1] = index
    else named.set(key, index)
    return index
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
  return {
    profiles: all.map((identity) => urgencyProfile(identity, asOf)),
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
    member: Uint32Array.from(all, (identity, who) => {
      const key = `${team[who]} ${identity?.id ?? ''}`
      const first = members.get(key) ?? who
      members.set(key, first)
      return first
    }),
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
