import { clsx } from 'clsx'
import { type ReactNode, useState } from 'react'
import * as words from '#words/whatif.tsx'
import type { Tier } from '../../domain/action/action.ts'
import { GATE_WORDS } from '../shared/marks/GateMark.tsx'
import { TIER_WORDS } from '../shared/marks/TierMark.tsx'
import { Button } from '../ui/Button.tsx'
import { Section } from '../ui/layout.tsx'
import { countText } from '../ui/number-text.ts'
import type { Answers, SideNames } from './answers.ts'
import { type FlowBy, gateAt, movedUpAndDown, placesOf, streamsOf } from './counts.ts'
import { layOutFlow } from './flow-layout.ts'
import { useAnswers } from './use-lab.ts'
import { useWidth } from './use-width.ts'

const HEIGHT_PX = 264
/** Room for a place's name and count on either side. */
const SIDE_PX = 116
const HEAD_PX = 16
const LINE_PX = 16

interface FlowPanelProps {
  readonly answers: Answers
  readonly names: SideNames
}

/** Where alerts go from baseline to draft: as a drawing, or as the table that it is drawn from. */
export function FlowPanel({ answers, names }: FlowPanelProps) {
  const migration = useAnswers(answers, ({ run }) => run?.answer.run.after.migration ?? NOTHING)
  const [by, setBy] = useState<FlowBy>('tier')
  const [isTable, setIsTable] = useState(false)
  const streams = streamsOf(migration, by)
  const { up, down } = movedUpAndDown(migration)
  const moved = words.upDown(up, down)
  return (
    <Section
      title={words.whereAlertsMove}
      aside={
        <span className="inline-flex items-center gap-1">
          {isTable ? moved : null}
          <Button
            look="ghost"
            className="min-h-6!"
            aria-pressed={by === 'gate'}
            onClick={() => setBy(by === 'tier' ? 'gate' : 'tier')}
          >
            {words.by(by === 'tier')}
          </Button>
          <Button look="ghost" className="min-h-6!" aria-pressed={isTable} onClick={() => setIsTable(!isTable)}>
            {isTable ? words.drawing : words.table}
          </Button>
        </span>
      }
    >
      {isTable ? (
        <FlowTable by={by} migration={migration} names={names} />
      ) : (
        <FlowDrawing by={by} streams={streams} names={names} moved={moved} />
      )}
    </Section>
  )
}

const DEFAULT_WIDTH_PX = 520
const NOTHING = new Uint32Array(0)

const HUES: Readonly<Record<number, string>> = {
  0: 'var(--t0)',
  1: 'var(--t1)',
  2: 'var(--t2)',
  3: 'var(--t3)',
  4: 'var(--t4)',
}

function FlowDrawing({
  by,
  streams,
  names,
  moved,
}: {
  readonly by: FlowBy
  readonly streams: ReturnType<typeof streamsOf>
  readonly names: SideNames
  /** What is said between the names: here, where it moves nothing beside it. */
  readonly moved: string
}) {
  const [box, width] = useWidth(DEFAULT_WIDTH_PX)
  const flow = layOutFlow(streams, Math.max(80, width - 2 * SIDE_PX), HEIGHT_PX - HEAD_PX)
  const said = streams
    .filter(({ from, to }) => from !== to)
    .map(({ from, to, alerts }) => words.fromTo(alerts, placeWords(by, from), placeWords(by, to)))
  return (
    <div ref={box} className="relative h-66 overflow-x-auto bg-bg will-change-transform [contain:strict]">
      {/* Words beside the drawing are no part of it: text of an SVG is laid out ten times slower. They stand on a ground, and the drawing
          begins with one that is not seen: were what is painted as wide as words or streams, all layers of the page would be made anew. */}
      <div className="absolute inset-y-0 start-0 bg-bg text-small" style={{ width }}>
        <p className="absolute inset-x-0 top-0 text-center text-micro text-text-3 tabular-nums">{moved}</p>
        <div aria-hidden>
          <FlowWords top={0} isBefore>
            {names.was}
          </FlowWords>
          <FlowWords top={0}>{names.is}</FlowWords>
          {flow.nodes.map((node) => (
            <FlowWords
              key={`${node.side} ${node.place}`}
              isBefore={node.side === 'before'}
              top={Math.round(HEAD_PX + (node.y0 + node.y1) / 2 - LINE_PX / 2)}
            >
              <b className="font-title text-text">{placeShort(by, node.place)}</b> {countText(node.alerts)}
            </FlowWords>
          ))}
        </div>
      </div>
      <svg
        role="img"
        aria-label={said.length === 0 ? words.noAlertMoves : `${said.join('; ')}.`}
        viewBox={`0 0 ${width} ${HEIGHT_PX}`}
        width={width}
        height={HEIGHT_PX}
        className="relative block"
      >
        <g transform={`translate(${SIDE_PX} ${HEAD_PX})`} strokeLinejoin="round">
          <rect x={-SIDE_PX} y={-HEAD_PX} width={width} height={HEIGHT_PX} fillOpacity={0} />
          {flow.links.map((link) => {
            const middle = (link.x0 + link.x1) / 2
            const isMove = link.from !== link.to
            return (
              <path
                key={`${link.from} ${link.to}`}
                d={`M${link.x0} ${link.y0}C${middle} ${link.y0} ${middle} ${link.y1} ${link.x1} ${link.y1}`}
                fill="none"
                strokeWidth={Math.max(1, link.width)}
                stroke={isMove ? (by === 'tier' ? (HUES[link.to] ?? 'var(--text-3)') : 'var(--text-2)') : 'var(--line)'}
                strokeOpacity={isMove ? 0.62 : 0.75}
              >
                <title>{words.toOfAlerts(link.alerts, placeWords(by, link.from), placeWords(by, link.to))}</title>
              </path>
            )
          })}
          {flow.nodes.map((node) => (
            <rect
              key={`${node.side} ${node.place}`}
              x={node.x0}
              y={node.y0}
              width={node.x1 - node.x0}
              height={Math.max(1, node.y1 - node.y0)}
              fill={by === 'tier' ? (HUES[node.place] ?? 'var(--text-3)') : 'var(--text-2)'}
            />
          ))}
        </g>
      </svg>
    </div>
  )
}

interface FlowWordsProps {
  /** Px from the top of the drawing. */
  readonly top: number
  readonly isBefore?: boolean
  readonly children: ReactNode
}

function FlowWords({ top, isBefore = false, children }: FlowWordsProps) {
  return (
    <span
      className={clsx('absolute whitespace-nowrap text-text-2', isBefore ? 'start-0 text-end' : 'end-0')}
      style={{ top, width: SIDE_PX - 8 }}
    >
      {children}
    </span>
  )
}

function FlowTable({
  by,
  migration,
  names,
}: {
  readonly by: FlowBy
  readonly migration: Uint32Array
  readonly names: SideNames
}) {
  const places = Array.from({ length: placesOf(by) }, (_, place) => place)
  const streams = streamsOf(migration, by)
  const count = (from: number, to: number) => streams.find((one) => one.from === from && one.to === to)?.alerts ?? 0
  return (
    <table className="w-full text-small tabular-nums">
      <caption className="mb-1 text-start text-text-3">{words.rowsColumns(names.was, names.is)}</caption>
      <thead className="text-text-3">
        <tr>
          <th scope="col" className="text-start font-text">
            {words.from}
          </th>
          {places.map((to) => (
            <th key={to} scope="col" className="py-1 text-end font-text">
              {placeShort(by, to)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {places.map((from) => (
          <tr key={from} className="border-t border-line">
            <th scope="row" className="py-1 text-start font-text text-text-2">
              {placeWords(by, from)}
            </th>
            {places.map((to) => {
              const alerts = count(from, to)
              return (
                <td
                  key={to}
                  className={`py-1 text-end ${alerts === 0 ? 'text-text-3' : from === to ? 'text-text-2' : 'font-title'}`}
                >
                  {alerts === 0 ? '0' : countText(alerts)}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function placeShort(by: FlowBy, place: number): string {
  if (place === placesOf(by) - 1) return words.noAlertTitle
  return by === 'tier' ? `T${place}` : placeWords(by, place)
}

function placeWords(by: FlowBy, place: number): string {
  if (place === placesOf(by) - 1) return words.noAlertWord
  if (by === 'tier') return `T${place} ${TIER_WORDS[place as Tier]}`
  const gate = gateAt(place)
  return gate === null ? '' : GATE_WORDS[gate]
}
