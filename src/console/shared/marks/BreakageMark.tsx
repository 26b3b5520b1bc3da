import * as words from '#words/shared/marks.ts'
import { Glyph, Mark, type MarkSize } from './Mark.tsx'

/** What our own answer does to whoever uses the identity; `attacker` is the one who should lose it. */
export type Breakage = 'stops' | 'comes-back' | 'unknown' | 'attacker'

export const BREAKAGE_WORDS: Readonly<Record<Breakage, string>> = words.breakage

const HUES: Readonly<Record<Breakage, string>> = {
  stops: 'text-cut',
  'comes-back': 'text-text-2',
  unknown: 'text-doubt',
  attacker: 'text-sev-critical',
}

export interface BreakageMarkProps extends MarkSize {
  readonly breakage: Breakage
  /** Where the sentence beside it says what happens, only the glyph is drawn. */
  readonly isWordHidden?: boolean
}

/** Links: what our answer cuts. */
export function BreakageMark({ breakage, size = 'row', isWordHidden = false }: BreakageMarkProps) {
  return (
    <Mark
      hue={HUES[breakage]}
      glyph={<Glyph size={size}>{DRAWINGS[breakage]}</Glyph>}
      word={BREAKAGE_WORDS[breakage]}
      isWordHidden={isWordHidden}
    />
  )
}

const DRAWINGS: Readonly<Record<Breakage, React.ReactNode>> = {
  stops: (
    <g strokeWidth="1.2">
      <path d="M6.9 3.6 8 2.5a2.5 2.5 0 0 1 3.5 3.5L10.4 7.1M7.1 10.4 6 11.5A2.5 2.5 0 0 1 2.5 8l1.1-1.1" />
      <path d="M4.4 1.2v1.6M1.2 4.4h1.6M9.6 12.8v-1.6M12.8 9.6h-1.6" />
    </g>
  ),
  'comes-back': (
    <g strokeWidth="1.2">
      <path d="M1.6 6.4A5.5 5.5 0 0 1 11.4 3.6L12.6 5M12.4 7.6A5.5 5.5 0 0 1 2.6 10.4L1.4 9" />
      <path d="M12.6 1.8V5H9.4M1.4 12.2V9h3.2" />
    </g>
  ),
  unknown: (
    <g strokeWidth="1.2">
      <circle cx="7" cy="7" r="5.9" />
      <path d="M5.5 5.5A1.55 1.55 0 1 1 8 6.8c-.6.42-1 .7-1 1.3" />
      <circle cx="7" cy="9.9" r=".7" className="solid" />
    </g>
  ),
  attacker: (
    <g strokeWidth="1.2">
      <circle cx="5.4" cy="4.2" r="2.4" />
      <path d="M1 12.6v-.8a3.2 3.2 0 0 1 3.2-3.2h2.4a3.2 3.2 0 0 1 3.2 3.2v.8" />
      <path d="m10.4 4.6 2.8 2.8m0-2.8-2.8 2.8" />
    </g>
  ),
}
