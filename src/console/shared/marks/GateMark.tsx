import * as words from '#words/shared/marks.ts'
import type { Gate } from '../../../domain/decision/decision.ts'
import { Glyph, Mark, type MarkSize } from './Mark.tsx'

export const GATE_WORDS: Readonly<Record<Gate, string>> = words.gate
export const GATE_SHORT: Readonly<Record<Gate, string>> = words.gateShort

const HUES: Readonly<Record<Gate, string>> = {
  auto: 'text-gate-auto',
  'one-approval': 'text-gate-need',
  'two-approvals': 'text-gate-need',
  blocked: 'text-gate-blocked',
}

export interface GateMarkProps extends MarkSize {
  readonly gate: Gate
  /** Distinct people who approved, once a plan is under way: fills seats, and the word becomes "1 of 2". */
  readonly votes?: number
  /** People whom the plan's stages need together, where its policy asks for another number than its gate is called after. */
  readonly quorum?: number
  /** `short`: "One", "Two", for narrow columns; the full word is read out. */
  readonly words?: 'full' | 'short'
}

/** What a plan needs before a step may run: seats, filled as votes arrive. */
export function GateMark({ gate, votes, quorum, size = 'row', words: length = 'full' }: GateMarkProps) {
  const seats = quorum ?? (gate === 'one-approval' ? 1 : gate === 'two-approvals' ? 2 : 0)
  const isCounting = votes !== undefined && seats > 0
  const word = isCounting ? words.seatsTaken(Math.min(votes, seats), seats) : GATE_WORDS[gate]
  return (
    <Mark
      hue={isCounting && votes > 0 ? 'text-text' : HUES[gate]}
      isWordHued={gate === 'blocked'}
      glyph={<GateGlyph gate={gate} seats={seats} filled={Math.min(votes ?? 0, seats)} size={size} />}
      word={
        length === 'full' || isCounting ? (
          <>
            {word}
            {isCounting ? <span className="read-out"> {words.approvals}</span> : null}
          </>
        ) : (
          <>
            <span aria-hidden>{GATE_SHORT[gate]}</span>
            <span className="read-out">{word}</span>
          </>
        )
      }
    />
  )
}

interface GateGlyphProps extends Required<MarkSize> {
  readonly gate: Gate
  readonly seats: number
  readonly filled: number
}

// All gates are as wide as two seats, so that their words stand in one column.
function GateGlyph({ gate, seats, filled, size }: GateGlyphProps) {
  if (gate === 'auto') {
    return (
      <Glyph size={size} cells={20}>
        <path d="m1.5 2.5 4.5 4.5-4.5 4.5M7 2.5 11.5 7 7 11.5" />
      </Glyph>
    )
  }
  if (gate === 'blocked') {
    return (
      <Glyph size={size} cells={20}>
        <path d="M4.4.8h5.2l3.6 3.6v5.2l-3.6 3.6H4.4L.8 9.6V4.4Z" className="solid" />
        <path d="M3.8 7h6.4" className="cut" strokeWidth="1.7" />
      </Glyph>
    )
  }
  return (
    <Glyph size={size} cells={20}>
      <Seat at={0} isFilled={filled >= 1} />
      {/* Of more than two, the second seat stands for all the others. */}
      {seats >= 2 ? <Seat at={10} isFilled={filled >= seats} /> : null}
    </Glyph>
  )
}

function Seat({ at, isFilled }: { readonly at: number; readonly isFilled: boolean }) {
  return (
    <path
      strokeWidth="1.3"
      fill={isFilled ? 'currentColor' : undefined}
      d={`M${at + 7.15} 4a2.35 2.35 0 1 1-4.7 0 2.35 2.35 0 0 1 4.7 0ZM${at + 0.9} 12.6v-.9a3.3 3.3 0 0 1 3.3-3.1h1.2a3.3 3.3 0 0 1 3.3 3.1v.9Z`}
    />
  )
}
