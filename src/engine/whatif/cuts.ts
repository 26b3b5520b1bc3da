import { ACTION_IDS, type ActionId } from '../../domain/action/action.ts'
import { actionOf } from '../../domain/action/catalogue.ts'
import { PLAYBOOKS } from '../../domain/action/playbooks.ts'
import { type Aim, type Hit, hitsOf } from '../../domain/decision/disruption.ts'
import type { HistoryIdentity } from './history.ts'

/** What an action would reach when aimed like this: consumers by how they are weighed, whatever the policy. */
export interface CutTable {
  /** For each aim and action the cut, or -1 where it was never asked for. Row by aim, column by place in `ACTION_IDS`. */
  readonly cutOf: Int32Array
  readonly cuts: readonly Cut[]
}

export interface Cut {
  readonly consumers: number
  /** How many consumers stand in each bin: see `binOf`. */
  readonly bins: Float64Array
}

export interface AimOfIdentity {
  /** Its place in the history, -1 for none. */
  readonly own: number
  readonly aim: Aim
}

/** Heaviest known criticality 0 (none) to 5, whether an unknown one stands beside it, whether it comes back by itself. */
export const BINS = 24

export function binOf(criticality: number, hasUnknown: boolean, comesBack: boolean): number {
  return criticality * 4 + (hasUnknown ? 2 : 0) + (comesBack ? 1 : 0)
}

/** Actions that a playbook can choose. */
const CHOOSABLE: readonly ActionId[] = [...new Set(PLAYBOOKS.flatMap(({ actions }) => actions))]

/** Cost: the map below each aim, walked once for each action. */
export function cutTable(aims: readonly AimOfIdentity[], identities: readonly HistoryIdentity[]): CutTable {
  const cutOf = new Int32Array(aims.length * ACTION_IDS.length).fill(-1)
  const cuts: Cut[] = []
  const same = new Map<string, number>()
  for (const [row, { own, aim }] of aims.entries()) {
    fill(cutOf, row, aim, identities[own], (cut) => {
      const key = `${cut.consumers} ${cut.bins.join(' ')}`
      const known = same.get(key)
      if (known !== undefined) return known
      same.set(key, cuts.length)
      return cuts.push(cut) - 1
    })
  }
  return { cutOf, cuts }
}

/**
 * The table of a history whose identities are in part supposed to be others: only those that other consumers depend on are walked
 * again. The same table where there is none.
 */
export function cutsUnder(
  table: CutTable,
  aims: readonly AimOfIdentity[],
  identities: readonly HistoryIdentity[],
  supposed: ReadonlyMap<number, HistoryIdentity>,
): CutTable {
  const rows = [...aims.entries()].flatMap(([row, { own, aim }]) => {
    const other = supposed.get(own)
    return other === undefined || other.dependencies === identities[own]?.dependencies ? [] : [{ row, aim, other }]
  })
  if (rows.length === 0) return table
  const cutOf = table.cutOf.slice()
  const cuts = [...table.cuts]
  for (const { row, aim, other } of rows) fill(cutOf, row, aim, other, (cut) => cuts.push(cut) - 1)
  return { cutOf, cuts }
}

function fill(
  cutOf: Int32Array,
  row: number,
  aim: Aim,
  identity: HistoryIdentity | undefined,
  placeOf: (cut: Cut) => number,
): void {
  for (const id of CHOOSABLE) {
    const cut = cutOfHits(hitsOf(actionOf(id), identity?.dependencies ?? [], aim))
    cutOf[row * ACTION_IDS.length + ACTION_IDS.indexOf(id)] = placeOf(cut)
  }
}

function cutOfHits(hits: readonly Hit[]): Cut {
  const bins = new Float64Array(BINS)
  for (const hit of hits) {
    const known = hit.edges.flatMap((edge) => edge.consumer.criticality ?? [])
    const bin = binOf(Math.max(0, ...known), known.length < hit.edges.length, hit.outcome === 'comes-back')
    bins[bin] = (bins[bin] ?? 0) + hit.standsFor
  }
  return { consumers: hits.length, bins }
}
