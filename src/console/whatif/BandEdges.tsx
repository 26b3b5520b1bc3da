import { useRef, useState } from 'react'
import * as words from '#words/whatif.tsx'
import type { Policy } from '../../domain/policy/policy.ts'
import { withPart } from '../shared/policy/policy-controls.ts'
import { type DraftStore, useDraft } from './draft-store.ts'

export const EDGES = ['medium', 'high', 'confirmed'] as const
const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }

interface BandEdgesProps {
  readonly draft: DraftStore
  readonly was: Policy['confidence']['bands']
  /** The confidence at a place of the pointer, not rounded, and the place of a confidence from the start. */
  readonly valueAt: (clientX: number) => number
  readonly placeOf: (value: number) => string
}

let drags = 0

/** The ends of the bands, as handles over the alerts: dragged, or moved with the arrows. */
export function BandEdges({ draft, was, valueAt, placeOf }: BandEdgesProps) {
  const gesture = useRef('')
  const [refusal, setRefusal] = useState<string | null>(null)
  const bands = useDraft(draft, ({ policy }) => policy.confidence.bands)
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
    <>
      {EDGES.map((edge) => (
        <div
          key={edge}
          role="slider"
          tabIndex={0}
          aria-label={words.beginsAtConfidence(edge)}
          aria-valuenow={bands[edge]}
          aria-valuemin={0}
          aria-valuemax={100}
          onPointerDown={(event) => {
            begin()
            event.currentTarget.setPointerCapture(event.pointerId)
          }}
          onPointerMove={(event) => {
            if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
            move(edge, valueAt(event.clientX))
          }}
          onKeyDown={(event) => {
            const step = STEPS[event.key]
            if (event.ctrlKey || event.metaKey || event.altKey) return
            if (step === undefined && event.key !== 'Backspace') return
            event.preventDefault()
            if (!event.repeat) begin()
            move(edge, step === undefined ? was[edge] : bands[edge] + step * (event.shiftKey ? 10 : 1))
          }}
          className="absolute inset-y-0 flex w-6 -translate-x-1/2 cursor-ew-resize touch-none justify-center"
          style={{ insetInlineStart: placeOf(bands[edge]) }}
        >
          <span aria-hidden className={bands[edge] === was[edge] ? 'h-full w-0.5 bg-text-2' : 'h-full w-1 bg-accent'} />
        </div>
      ))}
      {refusal === null ? null : <p className="text-small text-doubt">{refusal}</p>}
    </>
  )
}
