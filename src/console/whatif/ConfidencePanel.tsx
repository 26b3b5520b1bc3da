import { type PointerEvent, useRef, useState } from 'react'
import * as words from '#words/whatif.tsx'
import type { Policy } from '../../domain/policy/policy.ts'
import { Section } from '../ui/layout.tsx'
import { countText } from '../ui/number-text.ts'
import type { Answers } from './answers.ts'
import { BandEdges, EDGES } from './BandEdges.tsx'
import type { DraftStore } from './draft-store.ts'
import { useAnswers } from './use-lab.ts'

const VALUES = 101
const HEIGHT = 64

interface ConfidencePanelProps {
  readonly answers: Answers
  /** Null where what is shown cannot be changed. */
  readonly draft: DraftStore | null
}

/** How sure the alerts are, and where the bands end: an edge is dragged where the alerts stand. */
export function ConfidencePanel({ answers, draft }: ConfidencePanelProps) {
  const box = useRef<HTMLDivElement>(null)
  const [pointed, setPointed] = useState<number | null>(null)
  // Most moves change neither: then nothing is drawn.
  const counted = useAnswers(answers, ({ run }) => run?.answer.run.after.confidence)
  const bands = useAnswers(answers, ({ run }) => run?.question.draft.policy.confidence.bands)
  const was = useAnswers(answers, ({ run }) => run?.question.baseline.policy.confidence.bands)
  if (counted === undefined || bands === undefined || was === undefined) return null
  const counts = [...counted]
  const most = Math.max(1, ...counts)
  return (
    <Section title={words.confidenceOf} aside={draft === null ? '' : words.dragTheEnds}>
      <div ref={box} className="relative">
        <svg
          role="img"
          aria-label={words.alertsByConfidence(bandWords(counts, bands))}
          viewBox={`0 0 ${VALUES} ${HEIGHT}`}
          preserveAspectRatio="none"
          className="h-16 w-full bg-bg will-change-transform [contain:content]"
          onPointerMove={(event) => setPointed(valueAt(event))}
          onPointerLeave={() => setPointed(null)}
        >
          <path d={columnsOf(counts, most)} fill="var(--text-3)" />
          <line x1="0" x2={VALUES} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} stroke="var(--line-strong)" />
        </svg>
        {draft === null ? null : (
          <BandEdges
            draft={draft}
            was={was}
            valueAt={(clientX) => {
              const { left = 0, width = 1 } = box.current?.getBoundingClientRect() ?? {}
              return ((clientX - left) / width) * VALUES
            }}
            placeOf={(value) => `${(value / VALUES) * 100}%`}
          />
        )}
      </div>
      <p className="mt-1 text-micro text-text-3 tabular-nums">
        {pointed === null
          ? words.heightsBySquare(EDGES.map((edge) => words.edgeFrom(edge, bands[edge])).join(' · '))
          : words.confidence(pointed, counts[pointed] ?? 0)}
      </p>
    </Section>
  )
}

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
