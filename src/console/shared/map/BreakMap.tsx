import { clsx } from 'clsx'
import { Fingerprint, KeyRound, Server, SquareTerminal, UserRoundX, Waypoints, Workflow, Wrench } from 'lucide-react'
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import * as words from '#words/shared/map.ts'
import { HostileText } from '../../ui/HostileText.tsx'
import { BreakageMark } from '../marks/BreakageMark.tsx'
import type { EdgeFate, MapGraph, MapNode, NodeKind } from './map-graph.ts'
import { edgePath, layOut, NODE_PX, type Placed } from './map-layout.ts'

interface BreakMapProps {
  /** Names the drawing: "What breaks if its sessions end". */
  readonly label: string
  readonly graph: MapGraph
}

/** Between the heads of two columns: a longer one is cut, and never falls onto the nodes. */
const HEAD_GAP_PX = 8
const COLUMN_WORDS = [words.identity, words.usedThrough, words.whoUses, words.whatStandsOnThose, '', '']
const MIN_WIDTH_PX = 560

/** The drawing of a map. The list beside it says the same in the same order; screen readers are given that one. */
export function BreakMap({ label, graph }: BreakMapProps) {
  const frame = useRef<HTMLDivElement>(null)
  const [frameWidthPx, setFrameWidthPx] = useState(0)
  useLayoutEffect(() => {
    const box = frame.current
    if (box === null) return undefined
    const observer = new ResizeObserver(() => setFrameWidthPx(box.clientWidth))
    observer.observe(box)
    setFrameWidthPx(box.clientWidth)
    return () => observer.disconnect()
  }, [])
  const widthPx = Math.max(MIN_WIDTH_PX, frameWidthPx)
  const { placed, columns, heightPx } = layOut(graph, widthPx)
  const byId = new Map(placed.map((each) => [each.node.id, each]))

  return (
    <figure aria-label={label} className="min-w-0">
      <div
        ref={frame}
        // Where it is wider than its place, arrow keys must be able to move it.
        {...(widthPx > frameWidthPx ? { tabIndex: 0, role: 'group', 'aria-label': words.drawing(label) } : {})}
        data-ring="inside"
        className="overflow-x-auto overflow-y-hidden pb-1"
      >
        <div aria-hidden style={{ width: widthPx }}>
          <div className="relative mb-1.5 h-4 text-small text-text-3">
            {columns.map(({ column, leftPx }, i) => (
              <span
                key={column}
                title={COLUMN_WORDS[column]}
                className="absolute truncate"
                style={{ left: leftPx, maxWidth: (columns[i + 1]?.leftPx ?? widthPx) - leftPx - HEAD_GAP_PX }}
              >
                {COLUMN_WORDS[column]}
              </span>
            ))}
          </div>
          <div className="relative" style={{ height: heightPx }}>
            <svg width={widthPx} height={heightPx} className="glyph absolute inset-0 overflow-visible">
              {graph.edges.map(({ from, to, fate }) => {
                const a = byId.get(from)
                const b = byId.get(to)
                return a === undefined || b === undefined ? null : (
                  <Edge key={`${from} ${to}`} from={a} to={b} fate={fate} />
                )
              })}
            </svg>
            {placed.map((each) => (
              <Node key={each.node.id} placed={each} />
            ))}
          </div>
        </div>
      </div>
      <div className="sr-only">
        <MapList label={label} graph={graph} />
      </div>
    </figure>
  )
}

const EDGE_LOOKS: Readonly<Record<EdgeFate, string>> = {
  cut: 'text-cut [stroke-dasharray:5_4]',
  'comes-back': 'text-text-3 [stroke-dasharray:2_3]',
  stays: 'text-line-strong',
  open: 'text-sev-critical',
}

function Edge({ from, to, fate }: { readonly from: Placed; readonly to: Placed; readonly fate: EdgeFate }) {
  const { d, midX, midY } = edgePath(from, to)
  const endX = to.leftPx
  const endY = to.topPx + NODE_PX / 2
  return (
    <g className={EDGE_LOOKS[fate]}>
      <path d={d} />
      {fate === 'cut' ? (
        <path d={`M${midX - 4} ${midY - 4}l8 8m0-8l-8 8`} strokeWidth="1.6" strokeDasharray="none" />
      ) : (
        <path d={`M${endX - 6} ${endY - 4}l6 4-6 4`} strokeDasharray="none" />
      )}
    </g>
  )
}

const NODE_LOOKS: Readonly<Record<MapNode['fate'], string>> = {
  stops: 'border-cut bg-[color-mix(in_oklab,var(--cut)_11%,var(--surface))]',
  unknown: 'border-doubt bg-surface border-dashed',
  'comes-back': 'border-line-strong bg-surface',
  untouched: 'border-line-strong bg-surface',
  cut: 'border-cut bg-surface',
  held: 'border-sev-critical bg-surface',
}

function Node({ placed: { node, leftPx, topPx, widthPx } }: { readonly placed: Placed }) {
  return (
    <div
      style={{ left: leftPx, top: topPx, width: widthPx, height: NODE_PX }}
      title={`${node.name}\n${node.note}`}
      className={clsx(
        'absolute flex items-center gap-2 overflow-hidden rounded-m border px-2',
        node.kind === 'identity' && node.column === 0 ? 'border-text bg-surface' : NODE_LOOKS[node.fate],
      )}
    >
      <span className="shrink-0">
        <NodeGlyph node={node} />
      </span>
      <span className="flex min-w-0 flex-col">
        <span className="truncate text-small leading-4">
          <HostileText
            text={node.name}
            mono
            className="font-strong"
            maxLength={Math.max(8, Math.floor((widthPx - 40) / 7.3))}
          />
        </span>
        <span className="truncate text-micro leading-4 text-text-2">
          <HostileText text={node.note} />
        </span>
      </span>
    </div>
  )
}

const KIND_GLYPHS: Readonly<Record<NodeKind, ReactNode>> = {
  identity: <Fingerprint aria-hidden size={14} className="text-text-2" />,
  session: <Waypoints aria-hidden size={14} className="text-text-2" />,
  credential: <KeyRound aria-hidden size={14} className="text-text-2" />,
  workload: <Server aria-hidden size={14} className="text-text-2" />,
  tool: <Wrench aria-hidden size={14} className="text-text-2" />,
  pipeline: <Workflow aria-hidden size={14} className="text-text-2" />,
  consumer: <SquareTerminal aria-hidden size={14} className="text-text-3" />,
  attacker: <UserRoundX aria-hidden size={14} className="text-sev-critical" />,
}

function NodeGlyph({ node }: { readonly node: MapNode }) {
  if (node.fate === 'stops' || node.fate === 'comes-back' || node.fate === 'unknown') {
    return <BreakageMark breakage={node.fate} isWordHidden />
  }
  return KIND_GLYPHS[node.kind]
}

const FATE_WORDS: Readonly<Record<MapNode['fate'], string>> = {
  stops: words.stops,
  'comes-back': words.comesBackAlone,
  unknown: words.unknown,
  untouched: words.untouched,
  cut: words.cut,
  held: words.attackerHolds,
}

/** The same map as a table: the same words, the same order. */
export function MapList({ label, graph }: { readonly label: string; readonly graph: MapGraph }) {
  const byId = new Map(graph.nodes.map((node) => [node.id, node]))
  return (
    <table className="w-full text-start text-body" aria-label={label}>
      <thead className="text-small text-text-3">
        <tr className="h-7 border-b border-line">
          <th className="text-start font-text">{words.what}</th>
          <th className="text-start font-text">{words.through}</th>
          <th className="text-start font-text">{words.whatHappens}</th>
          <th className="text-start font-text">{words.inWords}</th>
        </tr>
      </thead>
      <tbody>
        {graph.nodes.slice(1).map((node) => (
          <tr key={node.id} className="h-8 border-b border-line last:border-b-0">
            <td className="pe-4">
              <HostileText text={node.name} mono maxLength={40} />
            </td>
            <td className="pe-4 text-text-2">
              {graph.edges
                .filter(({ to }) => to === node.id)
                .map(({ from }) => byId.get(from)?.name ?? from)
                .map((name) => (
                  <HostileText key={name} text={name} mono maxLength={28} className="me-2" />
                ))}
            </td>
            <td
              className={clsx(
                'pe-4 whitespace-nowrap',
                node.fate === 'stops' || node.fate === 'cut' ? 'text-cut' : 'text-text-2',
              )}
            >
              {FATE_WORDS[node.fate]}
            </td>
            <td className="text-text-2">
              <HostileText text={node.note} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** What the lines mean: words beside each pattern, so that it is read without colour. */
export function MapLegend({ fates }: { readonly fates: readonly EdgeFate[] }) {
  return (
    <span className="flex flex-wrap gap-x-4">
      {LEGEND.filter(([fate]) => fates.includes(fate)).map(([fate, said]) => (
        <span key={fate} className="inline-flex items-center gap-1.5">
          <svg aria-hidden width="22" height="8" className={clsx('glyph', EDGE_LOOKS[fate])}>
            <path d="M0 4h22" />
          </svg>
          {said}
        </span>
      ))}
    </span>
  )
}

const LEGEND: readonly (readonly [EdgeFate, string])[] = [
  ['open', words.staysOpen],
  ['cut', words.cutByThisAction],
  ['comes-back', words.comesBackByItself],
  ['stays', 'untouched'],
]
