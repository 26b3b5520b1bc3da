import { useRef, useState } from 'react'
import type { Policy } from '../../domain/policy/policy.ts'
import type { ScenarioContent } from '../../domain/views/history-views.ts'
import type { Compared } from '../../engine/worker/whatif-client.ts'
import { Section } from '../ui/layout.tsx'
import { countText } from '../ui/number-text.ts'
import type { DraftChange } from './edits.ts'
import { withPart } from './policy-controls.ts'

const EDGES = ['medium', 'high', 'confirmed'] as const
const VALUES = 101
const HEIGHT = 64
const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }

interface ConfidencePanelProps {
  readonly run: Compared
  readonly draft: ScenarioContent
  readonly was: Policy
  readonly onChange: (change: DraftChange, gesture?: string | null) => void
}

let drags = 0

/** How sure the alerts are, and where the bands end: an edge is dragged where the alerts stand. */
export function ConfidencePanel({ run, draft, was, onChange }: ConfidencePanelProps) {
  const box = useRef<HTMLDivElement>(null)
  const gesture = useRef('')
  const [refusal, setRefusal] = useState<string | null>(null)
  const counts = [...run.after.confidence]
  const most = Math.max(1, ...counts)
  const { bands } = draft.policy.confidence
  const move = (edge: (typeof EDGES)[number], value: number) => {
    const bounded = Math.min(100, Math.max(0, Math.round(value)))
    if (bounded === bands[edge]) return
    const changed = withPart(draft.policy, `confidence.bands.${edge}`, bounded)
    setRefusal(changed.ok ? null : changed.because)
    if (changed.ok) onChange((present) => ({ ...present, policy: changed.policy }), gesture.current)
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
        >
          {counts.map((alerts, value) =>
            alerts === 0 ? null : (
              <rect
                key={`at ${value}`}
                x={value + 0.1}
                width={0.8}
                y={HEIGHT - Math.max(2, Math.sqrt(alerts / most) * HEIGHT)}
                height={Math.max(2, Math.sqrt(alerts / most) * HEIGHT)}
                fill="var(--text-3)"
              >
                <title>{`Confidence ${value}: ${countText(alerts)}`}</title>
              </rect>
            ),
          )}
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
                step === undefined ? was.confidence.bands[edge] : bands[edge] + step * (event.shiftKey ? 10 : 1),
              )
            }}
            className="absolute inset-y-0 flex w-6 -translate-x-1/2 cursor-ew-resize touch-none justify-center"
            style={{ insetInlineStart: `${(bands[edge] / VALUES) * 100}%` }}
          >
            <span
              aria-hidden
              className={bands[edge] === was.confidence.bands[edge] ? 'h-full w-0.5 bg-text-2' : 'h-full w-1 bg-accent'}
            />
          </div>
        ))}
      </div>
      <p className="mt-1 text-micro text-text-3 tabular-nums">
        {EDGES.map((edge) => `${edge} from ${bands[edge]}`).join(' · ')} · heights by square root
      </p>
      {refusal === null ? null : <p className="text-small text-doubt">{refusal}</p>}
    </Section>
  )
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
