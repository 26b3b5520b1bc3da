import { ACTION_IDS } from '../../domain/action/action.ts'
import { cutTable } from '../whatif/cuts.ts'
import type { Draft } from '../whatif/draft.ts'
import type { Tables } from '../whatif/tables.ts'
import { binRows } from './facts.ts'
import type { Parameter } from './parameters.ts'
import type { Reach } from './tables.ts'

/** What actions reach under a draft that supposes other consumers. */
export interface OtherReach {
  /** Places of the aims whose rows give way. */
  readonly aims: readonly number[]
  /** What takes their place; cuts are numbered from `firstCut` on. */
  readonly rows: readonly Parameter[]
}

/** Null where everything is reached as it is. Cost: the map below each identity that other consumers are supposed of. */
export function reachUnder(
  { history, aims }: Pick<Tables, 'history' | 'aims'>,
  { identities: supposed }: Draft,
  into: Reach,
  firstCut: number,
): OtherReach | null {
  const places = [...aims.keys()].filter((place) => {
    const own = aims[place]?.own ?? -1
    const other = supposed.get(own)
    return other !== undefined && other.dependencies !== history.identities[own]?.dependencies
  })
  if (places.length === 0) return null
  const identities = history.identities.map((one, place) => supposed.get(place) ?? one)
  const { cutOf, cuts } = cutTable(
    places.flatMap((place) => aims[place] ?? []),
    identities,
  )
  const aimRows: number[][] = []
  for (const [i, cut] of cutOf.entries()) {
    if (cut < 0) continue
    aimRows.push([places[Math.floor(i / ACTION_IDS.length)] ?? 0, i % ACTION_IDS.length, firstCut + cut])
  }
  return {
    aims: places,
    rows: [
      { table: into.cut, rows: cuts.map(({ consumers }, cut) => [firstCut + cut, consumers]) },
      { table: into.cutBin, rows: cuts.flatMap(({ bins }, cut) => binRows(firstCut + cut, bins)) },
      { table: into.aimCut, rows: aimRows },
    ],
  }
}
