import { clsx } from 'clsx'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import * as words from '#words/policy.tsx'
import type { Tier } from '../../domain/action/action.ts'
import type { Policy } from '../../domain/policy/policy.ts'
import { TierMark } from '../shared/marks/TierMark.tsx'

const ROWS = ['low', 'medium', 'high', 'confirmed'] as const
const COLUMNS = ['low', 'medium', 'high', 'critical'] as const
const SIZE = 4
const MOVES: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -SIZE, ArrowDown: SIZE }

type Matrix = Policy['need']['matrix']

interface NeedMatrixProps {
  readonly matrix: Matrix
  readonly was: Matrix
  /** Answers why it is refused, or null. */
  readonly onChange: (path: string, tier: Tier) => string | null
}

/** Confidence down, urgency across: arrows move, 0–4 set the tier, Enter and a click take the next one that the rules allow. */
export function NeedMatrix({ matrix, was, onChange }: NeedMatrixProps) {
  const [cursor, setCursor] = useState(0)
  const [refusal, setRefusal] = useState<string | null>(null)
  const grid = useRef<HTMLDivElement>(null)
  const hintId = useId()
  const set = (row: (typeof ROWS)[number], column: (typeof COLUMNS)[number], tier: Tier) => {
    const because = onChange(`need.matrix.${row}.${column}`, tier)
    setRefusal(because === null ? null : words.refusedAt(tier, row, column, because))
    return because === null
  }
  const cycle = (row: (typeof ROWS)[number], column: (typeof COLUMNS)[number]) => {
    // The next tier in turn that breaks no rule: a click must never seem to do nothing where something is possible.
    for (let step = 1; step <= 4; step += 1) {
      if (set(row, column, ((matrix[row][column] + step) % 5) as Tier)) return
    }
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const row = ROWS[Math.floor(cursor / SIZE)] ?? 'low'
    const column = COLUMNS[cursor % SIZE] ?? 'low'
    const move = MOVES[event.key]
    if (/^[0-4]$/.test(event.key)) set(row, column, Number(event.key) as Tier)
    else if (event.key === 'Backspace') set(row, column, was[row][column])
    else if (move !== undefined) {
      const isSideways = Math.abs(move) === 1
      const next = cursor + move
      const staysInRow = Math.floor(next / SIZE) === Math.floor(cursor / SIZE)
      if (next >= 0 && next < SIZE * SIZE && (!isSideways || staysInRow)) {
        setCursor(next)
        grid.current?.querySelectorAll('button')[next]?.focus()
      }
    } else return
    event.preventDefault()
  }
  return (
    <div>
      <div
        ref={grid}
        role="grid"
        tabIndex={-1}
        aria-label={words.needByConfidence}
        aria-describedby={hintId}
        onKeyDown={onKeyDown}
        className="grid grid-cols-[auto_repeat(4,minmax(0,1fr))] gap-1"
      >
        <div role="row" className="contents text-micro text-text-3">
          <span role="columnheader" className="pe-2">
            <span className="sr-only">{words.confidence}</span>
          </span>
          {COLUMNS.map((column) => (
            <span key={column} role="columnheader" className="text-center text-small text-text-2">
              {column}
            </span>
          ))}
        </div>
        {ROWS.map((row, y) => (
          <div key={row} role="row" className="contents">
            <span role="rowheader" className="self-center pe-2 text-small text-text-2">
              {row}
            </span>
            {COLUMNS.map((column, x) => {
              const tier = matrix[row][column]
              const before = was[row][column]
              return (
                <span key={column} role="gridcell">
                  <button
                    type="button"
                    tabIndex={cursor === y * SIZE + x ? 0 : -1}
                    aria-label={words.confidenceUrgency(row, column, tier, tier === before, before)}
                    onFocus={() => setCursor(y * SIZE + x)}
                    onClick={() => cycle(row, column)}
                    className={clsx(
                      'flex h-9 w-full flex-col items-center justify-center rounded-s border hover:bg-hover touch:h-11',
                      tier === before ? 'border-line' : 'border-accent bg-select',
                    )}
                  >
                    <TierMark tier={tier} words="short" />
                    {tier === before ? null : (
                      <span className="text-badge leading-2.5 text-text-3">{words.wasT(before)}</span>
                    )}
                  </button>
                </span>
              )
            })}
          </div>
        ))}
      </div>
      <p id={hintId} className={clsx('mt-1.5 text-small', refusal === null ? 'text-text-3' : 'text-doubt')}>
        {refusal ?? words.arrowsMove0Four}
      </p>
    </div>
  )
}
