import { useRef } from 'react'
import { Section } from '../ui/layout.tsx'
import type { Answers } from './answers.ts'
import { BandEdges } from './BandEdges.tsx'
import { CONFIDENCE_HEIGHT, CONFIDENCE_VALUES } from './confidence-bands.ts'
import type { DraftStore } from './draft-store.ts'
import { confidenceDrawing } from './drawing/confidence-drawing.ts'
import { drawn } from './drawing/drawn.ts'
import { useAnswers } from './use-lab.ts'

interface ConfidencePanelProps {
  readonly answers: Answers
  /** Null where what is shown cannot be changed. */
  readonly draft: DraftStore | null
}

/** How sure the alerts are, and where the bands end: an edge is dragged where the alerts stand. */
export function ConfidencePanel({ answers, draft }: ConfidencePanelProps) {
  const box = useRef<HTMLDivElement>(null)
  const was = useAnswers(answers, ({ run }) => run?.question.baseline.policy.confidence.bands ?? null)
  if (was === null) return null
  return (
    <Section
      title="Confidence of the alerts"
      aside={`heights by square root${draft === null ? '' : ' · drag the ends of the bands'}`}
    >
      <div ref={drawn(answers, confidenceDrawing)} className="h-21 bg-bg will-change-transform [contain:strict]">
        <div ref={box} className="relative h-16">
          <svg
            role="img"
            viewBox={`0 0 ${CONFIDENCE_VALUES} ${CONFIDENCE_HEIGHT}`}
            preserveAspectRatio="none"
            className="h-full w-full"
          >
            {/* It reaches from edge to edge, so that the extent of what is painted stays the same. */}
            <rect width={CONFIDENCE_VALUES} height={CONFIDENCE_HEIGHT} fill="var(--bg)" />
            <path data-path="columns" fill="var(--text-3)" />
            <line
              x1="0"
              x2={CONFIDENCE_VALUES}
              y1={CONFIDENCE_HEIGHT - 0.5}
              y2={CONFIDENCE_HEIGHT - 0.5}
              stroke="var(--line-strong)"
            />
          </svg>
          {draft === null ? null : <BandEdges draft={draft} was={was} box={box} />}
        </div>
        <p data-slot="words" className="h-5 bg-bg pt-1 text-micro text-text-3 tabular-nums" />
      </div>
    </Section>
  )
}
