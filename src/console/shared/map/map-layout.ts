import type { MapGraph, MapNode } from './map-graph.ts'

export interface Placed {
  readonly node: MapNode
  readonly leftPx: number
  readonly topPx: number
  readonly widthPx: number
}

export interface Drawn {
  readonly placed: readonly Placed[]
  readonly columns: readonly { readonly column: number; readonly leftPx: number; readonly widthPx: number }[]
  readonly heightPx: number
}

export const NODE_PX = 40
const PITCH_PX = NODE_PX + 12

/** Share of the width each column takes, by how many there are; what is left is shared by the gaps, where the edges run. */
const SHARES: Readonly<Record<number, readonly number[]>> = {
  1: [0.4],
  2: [0.3, 0.5],
  3: [0.19, 0.3, 0.38],
  4: [0.16, 0.21, 0.26, 0.21],
  5: [0.14, 0.16, 0.19, 0.17, 0.16],
  6: [0.12, 0.13, 0.16, 0.14, 0.13, 0.13],
}

/**
 * Columns from left to right; each node stands at the middle of those it leads to, moved down only as far as its neighbours
 * need. Nothing overlaps, and the order of the graph is kept, so the drawing reads like the list.
 */
export function layOut({ nodes, edges }: MapGraph, widthPx: number): Drawn {
  const used = [...new Set(nodes.map(({ column }) => column))].sort((a, b) => a - b)
  const shares = SHARES[used.length] ?? used.map(() => 0.8 / used.length)
  const gapPx =
    used.length < 2 ? 0 : (widthPx * (1 - shares.reduce((sum, share) => sum + share, 0))) / (used.length - 1)
  const columns = used.map((column, i) => ({
    column,
    leftPx: Math.round(shares.slice(0, i).reduce((sum, share) => sum + share * widthPx + gapPx, 0)),
    widthPx: Math.round((shares[i] ?? 0) * widthPx),
  }))

  const centre = new Map<string, number>()
  const inColumn = (column: number) => nodes.filter((node) => node.column === column)
  const besides = (ids: readonly string[], otherwise: number) => {
    const found = ids.flatMap((id) => centre.get(id) ?? [])
    return found.length === 0 ? otherwise : found.reduce((sum, y) => sum + y, 0) / found.length
  }
  // Who uses it sets the rhythm: one line each, in the graph's order. What lies before and behind stands beside its own.
  const leaves = Math.min(2, used.at(-1) ?? 0)
  for (const [i, { id }] of inColumn(leaves).entries()) centre.set(id, i * PITCH_PX + NODE_PX / 2)
  for (const column of used.filter((each) => each < leaves).toReversed()) {
    const ahead = (id: string) => edges.flatMap(({ from, to }) => (from === id ? [to] : []))
    place(
      inColumn(column).map(({ id }, i) => ({ id, y: besides(ahead(id), i * PITCH_PX + NODE_PX / 2) })),
      centre,
    )
  }
  for (const column of used.filter((each) => each > leaves)) {
    const users = (id: string) => edges.flatMap(({ from, to }) => (to === id ? [from] : []))
    place(
      inColumn(column).map(({ id }) => ({ id, y: besides(users(id), NODE_PX / 2) })),
      centre,
    )
  }

  const placed = nodes.flatMap((node) => {
    const column = columns.find((each) => each.column === node.column)
    if (column === undefined) return []
    const topPx = Math.round((centre.get(node.id) ?? 0) - NODE_PX / 2)
    return [{ node, leftPx: column.leftPx, topPx, widthPx: column.widthPx }]
  })
  return { placed, columns, heightPx: Math.max(NODE_PX, ...placed.map(({ topPx }) => topPx + NODE_PX)) }
}

/** Puts a column down in order: as close to where each node wants to be as the one above it allows, centred as a whole. */
function place(wanted: readonly { readonly id: string; readonly y: number }[], centre: Map<string, number>): void {
  const ordered = wanted.map((each, i) => ({ ...each, i })).sort((a, b) => a.y - b.y || a.i - b.i)
  let last = Number.NEGATIVE_INFINITY
  let drift = 0
  const down = ordered.map(({ id, y }) => {
    last = Math.max(y, last + PITCH_PX)
    drift += last - y
    return { id, y: last }
  })
  // Pushing only downwards would lean the column; half of the mean push goes back up, as far as the top allows.
  const top = down[0]?.y ?? 0
  const lift = Math.min(drift / Math.max(1, down.length) / 2, Math.max(0, top - NODE_PX / 2))
  for (const { id, y } of down) centre.set(id, y - lift)
}

/** The curve of an edge between two nodes, and the middle of it, where the mark of a cut stands. */
export function edgePath(
  from: Placed,
  to: Placed,
): { readonly d: string; readonly midX: number; readonly midY: number } {
  const x1 = from.leftPx + from.widthPx
  const y1 = from.topPx + NODE_PX / 2
  const x2 = to.leftPx
  const y2 = to.topPx + NODE_PX / 2
  const bend = Math.max(12, (x2 - x1) / 2)
  return {
    d: `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`,
    midX: (x1 + x2) / 2,
    midY: (y1 + y2) / 2,
  }
}
