import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react'
import { type Bands, CONFIDENCE_VALUES, EDGES, type Edge } from './confidence-bands.ts'
import { type DraftStore, useDraft } from './draft-store.ts'
import { withPart } from './policy-controls.ts'

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }

interface BandEdgesProps {
  readonly draft: DraftStore
  readonly was: Bands
  /** What the edges stand in, from confidence 0 at its start to 100 at its end. */
  readonly box: RefObject<HTMLElement | null>
}

let drags = 0

/** The ends of the bands, as handles over the alerts: dragged, or moved with the arrows. */
export function BandEdges({ draft, was, box }: BandEdgesProps) {
  const [refusal, setRefusal] = useState<string | null>(null)
  const onMove = (edge: Edge, value: number, gesture: string) => {
    const { policy } = draft.present()
    const bounded = Math.min(100, Math.max(0, Math.round(value)))
    if (bounded === policy.confidence.bands[edge]) return
    const changed = withPart(policy, `confidence.bands.${edge}`, bounded)
    setRefusal(changed.ok ? null : changed.because)
    if (changed.ok) draft.change((present) => ({ ...present, policy: changed.policy }), gesture)
  }
  return (
    <>
      {EDGES.map((edge) => (
        <BandEdge key={edge} edge={edge} draft={draft} was={was[edge]} box={box} onMove={onMove} />
      ))}
      {refusal === null ? null : <p className="absolute inset-x-0 top-0 bg-bg text-small text-doubt">{refusal}</p>}
    </>
  )
}

interface BandEdgeProps extends Omit<BandEdgesProps, 'was'> {
  readonly edge: Edge
  readonly was: number
  readonly onMove: (edge: Edge, value: number, gesture: string) => void
}

/** One handle. It follows the draft by hand, so that a drag draws nothing anew but it. */
function BandEdge({ edge, draft, was, box, onMove }: BandEdgeProps) {
  const gesture = useRef('')
  const handle = useRef<HTMLDivElement>(null)
  const isChanged = useDraft(draft, ({ policy }) => policy.confidence.bands[edge] !== was)
  const now = () => draft.present().policy.confidence.bands[edge]
  const [start] = useState(now)
  useLayoutEffect(() => {
    let shown: number | null = null
    const show = () => {
      const value = draft.present().policy.confidence.bands[edge]
      if (value === shown || handle.current === null) return
      shown = value
      handle.current.ariaValueNow = String(value)
      // The middle of a handle of 24 px. Moved by a transform it would have to be layered anew.
      handle.current.style.insetInlineStart = `calc(${(value / CONFIDENCE_VALUES) * 100}% - 12px)`
    }
    show()
    return draft.edits.subscribe(show)
  }, [draft, edge])
  const begin = () => {
    drags += 1
    gesture.current = `edge ${drags}`
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key]
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (step === undefined && event.key !== 'Backspace') return
    event.preventDefault()
    if (!event.repeat) begin()
    onMove(edge, step === undefined ? was : now() + step * (event.shiftKey ? 10 : 1), gesture.current)
  }
  return (
    <div
      ref={handle}
      role="slider"
      tabIndex={0}
      aria-label={`${edge} begins at confidence`}
      aria-valuenow={start}
      aria-valuemin={0}
      aria-valuemax={100}
      onPointerDown={(event) => {
        begin()
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={(event) => {
        if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
        const { left = 0, width = 1 } = box.current?.getBoundingClientRect() ?? {}
        onMove(edge, ((event.clientX - left) / width) * CONFIDENCE_VALUES, gesture.current)
      }}
      onKeyDown={onKeyDown}
      className="absolute inset-y-0 flex w-6 cursor-ew-resize touch-none justify-center"
    >
      <span aria-hidden className={isChanged ? 'h-full w-1 bg-accent' : 'h-full w-0.5 bg-text-2'} />
    </div>
  )
}
