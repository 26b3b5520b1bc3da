import { type PointerEvent, useRef, useState } from 'react'
import type { Policy } from '../../domain/policy/policy.ts'
import { Section } from '../ui/layout.tsx'
import { countText } from '../ui/number-text.ts'
import type { Answers } from './answers.ts'
import { type DraftStore, useDraft } from './draft-store.ts'
import { withPart } from './policy-controls.ts'
import { useAnswers } from './use-lab.ts'

const EDGES = ['medium', 'high', 'confirmed'] as const
const VALUES = 101
const HEIGHT = 64
const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }

interface ConfidencePanelProps {
  readonly answers: Answers
  readonly draft: DraftStore
}

let drags = 0

/** How sure the alerts are, and where the bands end: an edge is dragged where the alerts stand. */
export function ConfidencePanel({ answers, draft }: ConfidencePanelProps) {
  const box = useRef<HTMLDivElement>(null)
  const gesture = useRef('')
  const [refusal, setRefusal] = useState<string | null>(null)
  const [pointed, setPointed] = useState<number | null>(null)
  const counted = useAnswers(answers, ({ run }) => run?.answer.run.after.confidence ?? NOTHING)
  const was = useAnswers(answers, ({ run }) => run?.question.baseline.policy.confidence.bands)
  const bands = useDraft(draft, ({ policy }) => policy.confidence.bands)
  const counts = [...counted]
  const most = Math.max(1, ...counts)
  const move = (edge: (typeof EDGES)[number], value: number) => {
    const bounded = Math.min(100, Math.max(0, Math.round(value)))
    if (bounded === bands[edge]) return
    const changed = withPart(draft.present().policy, `confidence.bands.${edge}`, bounded)
    setRefusal(changed.ok ? null : changed.because)
    if (changed.ok) draft.change((present) => ({ ...present, policy: changed.policy }), gesture.current)
  }
  const begin = () => {
    drags += 1
    gesture.current = `edge ${drags}`
  }
  return (
    <Section title="Confidence of the alerts" aside="drag the ends of the bands">
      <div ref={box} className="relative">
        <svg
          role="img"
          aria-label={`Alerts by confidence: ${bandWords(counts, bands)}`}
          viewBox={`0 0 ${VALUES} ${HEIGHT}`}
          preserveAspectRatio="none"
          className="h-16 w-full"
          onPointerMove={(event) => setPointed(valueAt(event))}
          onPointerLeave={() => setPointed(null)}
        >
          <path d={columnsOf(counts, most)} fill="var(--text-3)" />
          <line x1="0" x2={VALUES} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} stroke="var(--line-strong)" />
        </svg>
        {EDGES.map((edge) => (
          <div
            key={edge}
            role="slider"
            tabIndex={0}
            aria-label={`${edge} begins at confidence`}
            aria-valuenow={bands[edge]}
            aria-valuemin={0}
            aria-valuemax={100}
            onPointerDown={(event) => {
              begin()
              event.currentTarget.setPointerCapture(event.pointerId)
            }}
            onPointerMove={(event) => {
              if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
              const { left = 0, width = 1 } = box.current?.getBoundingClientRect() ?? {}
              move(edge, ((event.clientX - left) / width) * VALUES)
            }}
            onKeyDown={(event) => {
              const step = STEPS[event.key]
              if (event.ctrlKey || event.metaKey || event.altKey) return
              if (step === undefined && event.key !== 'Backspace') return
              event.preventDefault()
              if (!event.repeat) begin()
              move(
                edge,
                step === undefined ? (was?.[edge] ?? bands[edge]) : bands[edge] + step * (event.shiftKey ? 10 : 1),
              )
            }}
            className="absolute inset-y-0 flex w-6 -translate-x-1/2 cursor-ew-resize touch-none justify-center"
            style={{ insetInlineStart: `${(bands[edge] / VALUES) * 100}%` }}
          >
            <span
              aria-hidden
              className={
                bands[edge] === (was?.[edge] ?? bands[edge]) ? 'h-full w-0.5 bg-text-2' : 'h-full w-1 bg-accent'
              }
            />
          </div>
        ))}
      </div>
      <p className="mt-1 text-micro text-text-3 tabular-nums">
        {pointed === null
          ? `${EDGES.map((edge) => `${edge} from ${bands[edge]}`).join(' · ')} · heights by square root`
          : `confidence ${pointed}: ${countText(counts[pointed] ?? 0)}`}
      </p>
      {refusal === null ? null : <p className="text-small text-doubt">{refusal}</p>}
    </Section>
  )
}

const NOTHING = new Uint32Array(0)

function valueAt({ currentTarget, clientX }: PointerEvent<SVGSVGElement>): number {
  const { left, width } = currentTarget.getBoundingClientRect()
  return Math.min(VALUES - 1, Math.max(0, Math.floor(((clientX - left) / width) * VALUES)))
}

/** One path for all values, since a hundred elements would cost more than the counting. Few alerts are still seen. */
function columnsOf(counts: readonly number[], most: number): string {
  return counts
    .map((alerts, value) =>
      alerts === 0
        ? ''
        : `M${value + 0.1} ${HEIGHT}V${HEIGHT - Math.max(2, Math.sqrt(alerts / most) * HEIGHT)}h0.8V${HEIGHT}z`,
    )
    .join('')
}

function bandWords(counts: readonly number[], bands: Policy['confidence']['bands']): string {
  const ends = [0, bands.medium, bands.high, bands.confirmed, VALUES]
  return ['low', 'medium', 'high', 'confirmed']
    .map((name, i) => {
      const alerts = counts.slice(ends[i], ends[i + 1]).reduce((sum, count) => sum + count, 0)
      return `${name} ${countText(alerts)}`
    })
    .join(', ')
}
