import { ACTION_IDS, THREATS } from '../../domain/action/action.ts'
import { aimOf, threatOf } from '../../domain/decision/decide.ts'
import type { AimOfIdentity } from './cuts.ts'
import type { Evidence, History, HistoryIdentity } from './history.ts'

/** What many cases have in common beside their confidence: whom they are about, what can be aimed at, how they were raised. */
export interface Spots {
  /** Place of the identity in the history + 1, 0 for none. */
  readonly who: Uint32Array
  /** What can be aimed at: a row of the cuts. */
  readonly aim: Uint32Array
  /** Place in `THREATS` without a trigger. */
  readonly threat: Uint8Array
  readonly flags: Uint8Array
  /** Bits of actions that cannot be carried out, by place in `ACTION_IDS`. */
  readonly obstacles: Uint32Array
}
export const IS_EVENT = 1
export const IS_AMBIGUOUS = 2
export const IS_SAMPLE = 4

/** The spot of each case, and the spots and aims there are. Cost: cases. */
export function spotsOf(history: History): { spot: Uint32Array; spots: Spots; aims: readonly AimOfIdentity[] } {
  const { cases, evidences, identities } = history
  const aims: AimOfIdentity[] = []
  const aimIndex = createAimIndex(history, aims)
  const masks = history.obstacles.map((obstacles) =>
    Object.keys(obstacles).reduce((mask, action) => mask | (1 << ACTION_IDS.findIndex((id) => id === action)), 0),
  )
  const spot = new Uint32Array(cases.count)
  const [who, aim, threat, flags, obstacles]: [number[], number[], number[], number[], number[]] = [[], [], [], [], []]
  const spotOf = new Map<number, Map<number, number>>()
  for (let i = 0; i < cases.count; i += 1) {
    const evidence = evidences[cases.evidence[i] ?? -1]
    if (evidence === undefined) throw new RangeError(`case ${i} has no evidence`)
    const own = cases.identity[i] ?? -1
    const identity = identities[own] ?? null
    const aimed = aimIndex(own, identity, cases.evidence[i] ?? -1, evidence)
    const ownThreat = THREATS.indexOf(threatOf(null, evidence, identity?.identity.kind ?? 'unknown'))
    const ownFlags = flagsOf(evidence, (cases.ambiguity[i] ?? -1) >= 0)
    const mask = masks[cases.obstacle[i] ?? -1] ?? 0
    const form = (mask * THREATS.length + ownThreat) * 8 + ownFlags
    const ofForm = spotOf.get(form) ?? new Map<number, number>()
    spotOf.set(form, ofForm)
    const known = ofForm.get(aimed)
    spot[i] = known ?? who.length
    if (known !== undefined) continue
    ofForm.set(aimed, who.length)
    who.push(own + 1)
    aim.push(aimed)
    threat.push(ownThreat)
    flags.push(ownFlags)
    obstacles.push(mask)
  }
  return {
    spot,
    spots: {
      who: Uint32Array.from(who),
      aim: Uint32Array.from(aim),
      threat: Uint8Array.from(threat),
      flags: Uint8Array.from(flags),
      obstacles: Uint32Array.from(obstacles),
    },
    aims,
  }
}

function flagsOf({ form, timeFlags, isSample }: Evidence, isAmbiguous: boolean): number {
  const isUncertain = isAmbiguous || timeFlags.includes('unreadable') || timeFlags.includes('out-of-window')
  return (form === 'event' ? IS_EVENT : 0) | (isUncertain ? IS_AMBIGUOUS : 0) | (isSample ? IS_SAMPLE : 0)
}

/** The place of what a case can be aimed at. Most records name neither a credential nor a tool: then its identity tells it. */
function createAimIndex({ identities }: History, all: AimOfIdentity[]) {
  const placeOf = new Map<string, number>()
  const plain = new Int32Array(identities.length + 1).fill(-1)
  const named = new Map<number, number>()
  const add = (own: number, identity: HistoryIdentity | null, evidence: Evidence) => {
    const aim = aimOf(identity?.identity ?? null, evidence)
    const key = JSON.stringify([own, aim.credentialIds, aim.tools])
    const known = placeOf.get(key)
    if (known !== undefined) return known
    placeOf.set(key, all.length)
    return all.push({ own, aim }) - 1
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
