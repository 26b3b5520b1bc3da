import { ACTION_IDS } from '../../domain/action/action.ts'
import { ACTION_SLOTS } from '../kernel/layout.ts'
import type { Lookups } from './evaluate.ts'
import type { Tables } from './tables.ts'

/** What can be chosen from, told apart by all that a choice looks at beside the draft. */
export interface Menus {
  /** Four numbers each: row of cuts, obstacles, kind of identity, own threat. */
  readonly menus: readonly number[]
  readonly menuOf: Uint32Array
  /** Rows of different cuts by action; a cut + 1, or 0 for none. */
  readonly cutRows: readonly number[]
}

/** Cost: aims and spots. */
export function menusOf({ aims, spots }: Tables, { cuts, identities }: Lookups): Menus {
  const cutRows: number[] = []
  const rowOf = createPlaces()
  const rows = aims.map((_, aim) => {
    const row = Array.from({ length: ACTION_SLOTS }, (_, action) =>
      action < ACTION_IDS.length ? (cuts.cutOf[aim * ACTION_IDS.length + action] ?? -1) + 1 : 0,
    )
    return rowOf(row.join(' '), () => cutRows.push(...row))
  })
  const menus: number[] = []
  const placeOf = createPlaces()
  const menuOf = Uint32Array.from(spots.who, (who, spot) => {
    const row = rows[spots.aim[spot] ?? 0] ?? 0
    const menu = [row, spots.obstacles[spot] ?? 0, identities.kind[who] ?? 0, spots.threat[spot] ?? 0]
    return placeOf(menu.join(' '), () => menus.push(...menu))
  })
  return { menus, menuOf, cutRows }
}

function createPlaces() {
  const known = new Map<string, number>()
  return (key: string, add: () => void): number => {
    const place = known.get(key)
    if (place !== undefined) return place
    known.set(key, known.size)
    add()
    return known.size - 1
  }
}
