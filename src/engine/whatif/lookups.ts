import type { Policy } from '../../domain/policy/policy.ts'
import { cutsUnder } from './cuts.ts'
import type { Draft } from './draft.ts'
import {
  confidenceBands,
  confidenceTable,
  freshExercises,
  needMatrix,
  scoreTables,
  triggerTable,
  urgencyBands,
  urgencyTable,
} from './draft-tables.ts'
import type { Lookups } from './evaluate.ts'
import { identityTable, type Tables } from './tables.ts'

/**
 * What cases are looked up in under a draft. `before` is that of an earlier draft: what the two drafts share is taken over, so
 * that a change of one number costs what depends on it.
 */
export function lookupsOf(
  tables: Tables,
  draft: Draft,
  before?: { readonly draft: Draft; readonly lookups: Lookups },
): Lookups {
  const { policy } = draft
  const old = before?.draft
  const kept = before?.lookups
  const same = (part: (policy: Policy) => unknown) =>
    old !== undefined && (old.policy === policy || isAlike(part(old.policy), part(policy)))
  const sameTriggers = old?.triggers === draft.triggers
  const sameIdentities = old?.identities === draft.identities
  const sameConfidence = same(({ confidence }) => ({ ...confidence, bands: null }))
  const sameConfidenceBands = same(({ confidence }) => confidence.bands)
  const sameUrgency = same(({ urgency }) => ({ ...urgency, bands: null }))
  const sameUrgencyBands = same(({ urgency }) => urgency.bands)
  const identities =
    kept !== undefined && sameIdentities
      ? kept.identities
      : draft.identities.size === 0
        ? tables.identities
        : identityTable(
            tables.history,
            tables.history.identities.map((known, i) => draft.identities.get(i) ?? known),
          )
  const cuts =
    kept !== undefined && sameIdentities
      ? kept.cuts
      : cutsUnder(tables.cuts, tables.aims, tables.history.identities, draft.identities)
  const scores =
    kept !== undefined && kept.cuts === cuts && same(({ disruption }) => disruption)
      ? { score: kept.score, level: kept.level }
      : scoreTables(cuts, policy)
  return {
    policy,
    identities,
    cuts,
    ...scores,
    confidence:
      kept === undefined || !sameConfidence
        ? confidenceTable(tables, draft)
        : sameTriggers
          ? kept.confidence
          : confidenceTable(tables, draft, { table: kept.confidence, changed: changedIn(old, draft) }),
    confidenceBand: kept !== undefined && sameConfidenceBands ? kept.confidenceBand : confidenceBands(policy),
    urgency: kept !== undefined && sameUrgency && sameIdentities ? kept.urgency : urgencyTable(identities, policy),
    urgencyBand: kept !== undefined && sameUrgencyBands ? kept.urgencyBand : urgencyBands(policy),
    need: kept !== undefined && same(({ need }) => need) ? kept.need : needMatrix(policy),
    triggers:
      kept === undefined
        ? triggerTable(tables, draft)
        : sameTriggers
          ? kept.triggers
          : triggerTable(tables, draft, { table: kept.triggers, changed: changedIn(old, draft) }),
    isExercised:
      kept !== undefined && same(({ gate }) => gate) && isAlike(old?.exercised ?? [], draft.exercised ?? [])
        ? kept.isExercised
        : freshExercises(tables, draft),
  }
}

export function isAlike(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other)
}

/** The triggers that differ, by their place. */
export function changedIn(before: Draft | undefined, after: Draft): readonly number[] {
  return after.triggers.flatMap((one, i) => (one === before?.triggers[i] ? [] : [i]))
}
