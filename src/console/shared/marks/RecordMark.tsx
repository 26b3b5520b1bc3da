import * as words from '#words/shared/marks.ts'
import { Glyph, Mark, type MarkSize } from './Mark.tsx'

/** What this browser found when it checked one entry of the log. */
export type RecordState = 'verified' | 'broken' | 'missing' | 'not-anchored'

export const RECORD_WORDS: Readonly<Record<RecordState, string>> = words.record

const HUES: Readonly<Record<RecordState, string>> = {
  verified: 'text-ok',
  broken: 'text-bad',
  missing: 'text-bad',
  'not-anchored': 'text-pending',
}

export interface RecordMarkProps extends MarkSize {
  readonly state: RecordState
  /** In the record's rows the state is also in the row's name. */
  readonly isWordHidden?: boolean
}

/** One leaf of the log: squares. */
export function RecordMark({ state, size = 'row', isWordHidden = false }: RecordMarkProps) {
  return (
    <Mark
      hue={HUES[state]}
      glyph={<Glyph size={size}>{DRAWINGS[state]}</Glyph>}
      word={RECORD_WORDS[state]}
      isWordHidden={isWordHidden}
    />
  )
}

const FILLED = <rect x=".8" y=".8" width="12.4" height="12.4" rx="1.6" className="solid" />

const DRAWINGS: Readonly<Record<RecordState, React.ReactNode>> = {
  verified: (
    <>
      {FILLED}
      <path d="m4 7.2 2.1 2.1L10 5" className="cut" strokeWidth="1.7" />
    </>
  ),
  broken: (
    <>
      {FILLED}
      <path d="m4.6 4.6 4.8 4.8m0-4.8L4.6 9.4" className="cut" strokeWidth="1.7" />
    </>
  ),
  missing: <rect x="1.3" y="1.3" width="11.4" height="11.4" rx="1.6" strokeDasharray="2.4 1.9" strokeLinecap="butt" />,
  'not-anchored': (
    <>
      <rect x="1.2" y="1.2" width="11.6" height="11.6" rx="1.6" />
      <path d="M4.4 7h.01M7 7h.01M9.6 7h.01" strokeWidth="1.5" />
    </>
  ),
}
