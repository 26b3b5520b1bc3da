import { ACTION_IDS } from '../../domain/action/action.ts'
import { CAPS } from '../../domain/decision/decision.ts'
import { ENVIRONMENTS, PRIVILEGES } from '../../domain/identity/identity-words.ts'
import { BINS } from '../whatif/cuts.ts'
import type { History } from '../whatif/history.ts'
import { IS_AMBIGUOUS, IS_EVENT, IS_SAMPLE } from '../whatif/spots.ts'
import {
  HAS_NO_DOMAIN,
  type IdentityTable,
  IS_CLAIMED,
  IS_HUMAN,
  IS_MAPPED,
  IS_THIRD_PARTY,
  type Tables,
} from '../whatif/tables.ts'

type Rows = readonly (readonly (number | null)[])[]

/** The rows of each table in `FACTS`, by its name: everything of a history that no policy changes, but the alerts. */
export function factsOf(tables: Tables): Readonly<Record<(typeof FACT_NAMES)[number], Rows>> {
  const masks = [...new Set(tables.spots.obstacles)]
  return {
    case: caseRows(tables, masks),
    identity: identityRows(tables.history, tables.identities),
    cut: tables.cuts.cuts.map(({ consumers }, cut) => [cut, consumers]),
    cut_bin: tables.cuts.cuts.flatMap(({ bins }, cut) => binRows(cut, bins)),
    aim_cut: cutRows(tables),
    obstacle: masks.flatMap((mask, obstacle) =>
      ACTION_IDS.flatMap((_, action) => ((mask & (1 << action)) === 0 ? [] : [[obstacle, action]])),
    ),
    confidence_key: keyRows(tables.confidenceKeys),
  }
}

const FACT_NAMES = ['case', 'identity', 'cut', 'cut_bin', 'aim_cut', 'obstacle', 'confidence_key'] as const

function keyRows({ count, evidence, trigger, corroboration }: Tables['confidenceKeys']): Rows {
  return Array.from({ length: count }, (_, key) => [
    key,
    evidence[key] ?? -1,
    trigger[key] ?? -1,
    corroboration[key] ?? -1,
  ])
}

function caseRows({ history, spots, ...tables }: Tables, masks: readonly number[]): Rows {
  const obstacleOf = new Map(masks.map((mask, obstacle) => [mask, obstacle]))
  return Array.from({ length: history.cases.count }, (_, i) => {
    const spot = tables.spot[i] ?? 0
    const flags = spots.flags[spot] ?? 0
    return [
      i,
      (history.cases.identity[i] ?? -1) + 1,
      (history.cases.trigger[i] ?? -1) + 1,
      tables.confidenceKey[i] ?? 0,
      spots.aim[spot] ?? 0,
      obstacleOf.get(spots.obstacles[spot] ?? 0) ?? 0,
      spots.threat[spot] ?? 0,
      bit(flags, IS_EVENT),
      bit(flags, IS_AMBIGUOUS),
      bit(flags, IS_SAMPLE),
    ]
  })
}

/** In the order of `IDENTITY`; `identities` may be supposed ones. */
export function identityRows({ asOf }: History, identities: IdentityTable): Rows {
  return identities.profiles.map((profile, i) => {
    const flags = identities.flags[i] ?? 0
    const caps = identities.caps[i] ?? 0
    const checkedAt = identities.validatedAt[i] ?? Number.NaN
    return [
      i,
      identities.kind[i] ?? 0,
      identities.team[i] ?? 0,
      bit(flags, IS_CLAIMED),
      bit(flags, IS_HUMAN),
      bit(flags, IS_THIRD_PARTY),
      bit(flags, HAS_NO_DOMAIN),
      bit(flags, IS_MAPPED),
      bit(caps, 1 << CAPS.indexOf('shared-identity')),
      bit(caps, 1 << CAPS.indexOf('third-party-identity')),
      bit(caps, 1 << CAPS.indexOf('no-owner')),
      bit(caps, 1 << CAPS.indexOf('consumers-unknown')),
      profile.privilege === null ? null : PRIVILEGES.indexOf(profile.privilege),
      profile.environment === null ? null : ENVIRONMENTS.indexOf(profile.environment) + 1,
      profile.criticality,
      profile.doublings,
      answer(profile.hygiene?.pastRotation),
      answer(profile.hygiene?.neverExpires),
      profile.hygiene?.dormantDays ?? null,
      Number.isNaN(checkedAt) ? null : Math.abs(asOf - checkedAt),
    ]
  })
}

function bit(bits: number, one: number): number {
  return (bits & one) === 0 ? 0 : 1
}

function answer(said: boolean | null | undefined): number | null {
  return said === null || said === undefined ? null : Number(said)
}

/** Bins as `binOf` counts them. */
export function binRows(cut: number, bins: Float64Array): Rows {
  return Array.from({ length: BINS }, (_, bin) => bin).flatMap((bin) => {
    const amount = bins[bin] ?? 0
    const criticality = Math.floor(bin / 4)
    return amount === 0 ? [] : [[cut, criticality, (bin >> 1) & 1, bin & 1, amount]]
  })
}

function cutRows({ cuts: { cutOf } }: Tables): Rows {
  const found: number[][] = []
  for (let i = 0; i < cutOf.length; i += 1) {
    const cut = cutOf[i] ?? -1
    if (cut >= 0) found.push([Math.floor(i / ACTION_IDS.length), i % ACTION_IDS.length, cut])
  }
  return found
}
