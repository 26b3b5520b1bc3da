import { countText } from '../../ui/number-text.ts'
import type { SideNames } from '../answers.ts'
import { type FlowBy, streamsOf } from '../counts.ts'
import { type FlowLink, type FlowNode, layOutFlow } from '../flow-layout.ts'
import { flowSentence, movedWords, placeShort, placeWords } from '../flow-words.ts'
import type { Drawing } from './drawn.ts'
import { createShape, keyedPaths } from './shapes.ts'
import { setAttribute, setText } from './slots.ts'

/** As high as the part of the page in which it stands has to be. */
export const FLOW_HEIGHT_PX = 264
/** Room for a place's name and count on either side, and for the line above. */
const SIDE_PX = 116
const HEAD_PX = 16
const LINE_PX = 16
const NODE_PX = 4

const HUES: Readonly<Record<number, string>> = {
  0: 'var(--t0)',
  1: 'var(--t1)',
  2: 'var(--t2)',
  3: 'var(--t3)',
  4: 'var(--t4)',
}

interface FlowLook {
  readonly by: FlowBy
  readonly names: SideNames
  readonly widthPx: number
}

/** Where alerts go, from place to place. Whatever stands in `stage` is the drawing's own. */
export function flowDrawing(stage: HTMLElement, { by, names, widthPx }: FlowLook): Drawing {
  const innerPx = Math.max(80, widthPx - 2 * SIDE_PX)
  const hueOf = (place: number) => (by === 'tier' ? (HUES[place] ?? 'var(--text-3)') : 'var(--text-2)')
  const svg = createShape('svg', { role: 'img', class: 'absolute inset-0 size-full' })
  // What is painted reaches from edge to edge whatever moves: were its extent another one each time, so would be the layers.
  const edges = createShape('path', { d: edgesOf(innerPx), stroke: 'var(--bg)' })
  const [linkLayer, nodeLayer] = [createShape('g'), createShape('g')]
  svg.append(edges, linkLayer, nodeLayer)
  const links = keyedPaths(linkLayer, (key) => {
    const { from, to } = placesIn(key)
    const isMove = from !== to
    const path = createShape('path', {
      fill: isMove ? hueOf(to) : 'var(--line)',
      'fill-opacity': isMove ? '.62' : '.75',
    })
    path.append(createShape('title'))
    return path
  })
  const nodes = keyedPaths(nodeLayer, (key) =>
    createShape('path', { stroke: hueOf(Number(key)), 'stroke-width': `${NODE_PX}` }),
  )
  // Words beside the drawing are no part of it: text of an SVG is laid out ten times slower.
  const words = document.createElement('div')
  words.ariaHidden = 'true'
  words.className = 'absolute inset-0 bg-bg text-small text-text-2'
  const moved = new Text()
  words.append(line('start', names.was), line('middle', moved), line('end', names.is))
  const labels = openLabels(words, by)
  stage.replaceChildren(words, svg)

  return {
    draw: ({ answer }) => {
      const { migration } = answer.run.after
      const flow = layOutFlow(streamsOf(migration, by), innerPx, FLOW_HEIGHT_PX - HEAD_PX)
      setText(moved, movedWords(migration))
      links.set(new Map(flow.links.map((link) => [keyOf(link), ribbonOf(link)])))
      const byPlace = Map.groupBy(flow.nodes, ({ place }) => String(place))
      nodes.set(new Map([...byPlace].map(([key, sides]) => [key, sides.map(barOf).join('')])))
      labels(flow.nodes)
    },
    rest: ({ answer }) => {
      const streams = streamsOf(answer.run.after.migration, by)
      setAttribute(svg, 'aria-label', flowSentence(streams, by))
      const counts = new Map(streams.map((stream) => [keyOf(stream), stream.alerts]))
      for (const [key, path] of links.all()) {
        const { from, to } = placesIn(key)
        const title = `${countText(counts.get(key) ?? 0)}: ${placeWords(by, from)} to ${placeWords(by, to)}`
        if (path.firstElementChild !== null) path.firstElementChild.textContent = title
      }
    },
  }
}

function keyOf({ from, to }: { readonly from: number; readonly to: number }): string {
  return `${from} ${to}`
}

function placesIn(key: string): { readonly from: number; readonly to: number } {
  const [from = 0, to = 0] = key.split(' ').map(Number)
  return { from, to }
}

/** Names and counts of places, on either side at the height of their bars. A place that has no bar has no words. */
function openLabels(words: HTMLElement, by: FlowBy): (nodes: readonly FlowNode[]) => void {
  const labels = new Map<string, { readonly at: HTMLElement; readonly name: Text; readonly count: Text }>()
  const make = (side: FlowNode['side']) => {
    const [name, count] = [new Text(), new Text()]
    const strong = document.createElement('b')
    strong.className = 'font-title text-text'
    strong.append(name)
    const at = line(side === 'before' ? 'start' : 'end', strong, ' ', count)
    words.append(at)
    return { at, name, count }
  }
  return (nodes) => {
    const missing = new Set(labels.keys())
    for (const { side, place, alerts, y0, y1 } of nodes) {
      const key = `${side} ${place}`
      missing.delete(key)
      const label = labels.get(key) ?? make(side)
      labels.set(key, label)
      const top = `${Math.round(HEAD_PX + (y0 + y1) / 2 - LINE_PX / 2)}px`
      if (label.at.style.top !== top) label.at.style.top = top
      setText(label.name, placeShort(by, place))
      setText(label.count, countText(alerts))
    }
    for (const key of missing) {
      const label = labels.get(key)
      for (const text of label === undefined ? [] : [label.name, label.count]) setText(text, '')
    }
  }
}

const SIDES = {
  start: 'absolute top-0 start-0 whitespace-nowrap text-end',
  middle: 'absolute inset-x-0 top-0 text-center text-micro text-text-3 tabular-nums',
  end: 'absolute top-0 end-0 whitespace-nowrap',
} as const

function line(side: keyof typeof SIDES, ...content: readonly (Node | string)[]): HTMLElement {
  const element = document.createElement('span')
  element.className = SIDES[side]
  if (side !== 'middle') element.style.width = `${SIDE_PX - 8}px`
  element.append(...content)
  return element
}

/** Quarters of a pixel: what would not be seen to move is not painted anew. */
function at(px: number): number {
  return Math.round(px * 4) / 4
}

/** A stream as an area that is as wide at any place as at its ends, at least one pixel. */
function ribbonOf({ x0, x1, y0, y1, width }: FlowLink): string {
  const half = Math.max(1, width) / 2
  const [left, right] = [at(SIDE_PX + x0), at(SIDE_PX + x1)]
  const middle = at((left + right) / 2)
  const [a, b, c, d] = [y0 - half, y1 - half, y1 + half, y0 + half].map((y) => at(HEAD_PX + y))
  return `M${left} ${a}C${middle} ${a} ${middle} ${b} ${right} ${b}V${c}C${middle} ${c} ${middle} ${d} ${left} ${d}Z`
}

function barOf({ x0, x1, y0, y1 }: FlowNode): string {
  const x = at(SIDE_PX + (x0 + x1) / 2)
  return `M${x} ${at(HEAD_PX + y0)}V${at(HEAD_PX + Math.max(y0 + 1, y1))}`
}

function edgesOf(innerPx: number): string {
  return `M${SIDE_PX} 0V${FLOW_HEIGHT_PX}M${SIDE_PX + innerPx} 0V${FLOW_HEIGHT_PX}`
}
