import { type SankeyGraph, sankey } from 'd3-sankey'
import type { Stream } from './counts.ts'

/** A place on one side. Coordinates are pixels of the drawing. */
export interface FlowNode {
  readonly side: 'before' | 'after'
  readonly place: number
  readonly alerts: number
  readonly x0: number
  readonly x1: number
  readonly y0: number
  readonly y1: number
}

export interface FlowLink {
  readonly from: number
  readonly to: number
  readonly alerts: number
  /** Middle of its ends, and its width. */
  readonly y0: number
  readonly y1: number
  readonly x0: number
  readonly x1: number
  readonly width: number
}

export interface Flow {
  readonly nodes: readonly FlowNode[]
  readonly links: readonly FlowLink[]
}

interface Node {
  readonly side: FlowNode['side']
  readonly place: number
}
interface Link {
  readonly alerts: number
}

/**
 * Streams from left to right, places in their own order on either side. Widths go by the square root of the count, since one in a
 * thousand is what is looked for. Places without an alert on either side are left out.
 */
export function layOutFlow(streams: readonly Stream[], widthPx: number, heightPx: number): Flow {
  if (streams.length === 0) return { nodes: [], links: [] }
  const lefts = [...new Set(streams.map(({ from }) => from))].sort((a, b) => a - b)
  const rights = [...new Set(streams.map(({ to }) => to))].sort((a, b) => a - b)
  const nodes: readonly Node[] = [
    ...lefts.map((place): Node => ({ side: 'before', place })),
    ...rights.map((place): Node => ({ side: 'after', place })),
  ]
  const graph: SankeyGraph<Node, Link> = sankey<Node, Link>()
    .nodeWidth(4)
    .nodePadding(18)
    .nodeSort((a, b) => a.place - b.place)
    .linkSort((a, b) => placeOf(a.source) - placeOf(b.source) || placeOf(a.target) - placeOf(b.target))
    .extent([
      [0, 8],
      [widthPx, heightPx - 8],
    ])({
    nodes: nodes.map((node) => ({ ...node })),
    links: streams.map(({ from, to, alerts }) => ({
      source: lefts.indexOf(from),
      target: lefts.length + rights.indexOf(to),
      value: Math.sqrt(alerts),
      alerts,
    })),
  })
  const total = (side: FlowNode['side'], place: number) =>
    streams.reduce((sum, one) => sum + ((side === 'before' ? one.from : one.to) === place ? one.alerts : 0), 0)
  return {
    nodes: graph.nodes.map(({ side, place, x0 = 0, x1 = 0, y0 = 0, y1 = 0 }) => ({
      side,
      place,
      alerts: total(side, place),
      x0,
      x1,
      y0,
      y1,
    })),
    links: graph.links.map((link) => ({
      from: placeOf(link.source),
      to: placeOf(link.target),
      alerts: link.alerts,
      y0: link.y0 ?? 0,
      y1: link.y1 ?? 0,
      x0: typeof link.source === 'object' ? (link.source.x1 ?? 0) : 0,
      x1: typeof link.target === 'object' ? (link.target.x0 ?? 0) : 0,
      width: link.width ?? 0,
    })),
  }
}

/** Before the layout d3 holds an index, after it the node. */
function placeOf(end: string | number | { readonly place: number }): number {
  return typeof end === 'object' ? end.place : Number(end)
}
