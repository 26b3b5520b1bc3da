import * as words from '#words/shared/marks.ts'
import type { Containment } from '../../../domain/plan/plan.ts'
import { Glyph, Mark, type MarkSize } from './Mark.tsx'

export const CONTAINMENT_WORDS: Readonly<Record<Containment, string>> = words.containment

const HUES: Readonly<Record<Containment, string>> = {
  'not-contained': 'text-bad',
  'new-sessions-only': 'text-doubt',
  contained: 'text-ok',
  'in-doubt': 'text-doubt',
  'already-contained': 'text-ok',
  'cannot-contain': 'text-pending',
}

export interface VerificationMarkProps extends MarkSize {
  readonly state: Containment
  readonly isWordHidden?: boolean
  /** Who contained it already, or what was last asked: shown on hover. */
  readonly detail?: string
}

/** What was read back from the target: circles. Never shown before something was read, except for what nobody touched. */
export function VerificationMark({ state, size = 'row', isWordHidden = false, detail }: VerificationMarkProps) {
  return (
    <Mark
      hue={HUES[state]}
      glyph={<Glyph size={size}>{DRAWINGS[state]}</Glyph>}
      word={CONTAINMENT_WORDS[state]}
      isWordHidden={isWordHidden}
      title={detail}
    />
  )
}

const RING = <circle cx="7" cy="7" r="5.8" />

const DRAWINGS: Readonly<Record<Containment, React.ReactNode>> = {
  'not-contained': (
    <>
      {RING}
      <circle cx="7" cy="7" r="2.1" className="solid" />
    </>
  ),
  'new-sessions-only': (
    <>
      {RING}
      <path d="M7 1.2a5.8 5.8 0 0 1 0 11.6Z" className="solid" />
    </>
  ),
  contained: (
    <>
      <circle cx="7" cy="7" r="6.5" className="solid" />
      <path d="m4 7.2 2.1 2.1L10 5" className="cut" strokeWidth="1.7" />
    </>
  ),
  'in-doubt': (
    <>
      <circle cx="7" cy="7" r="5.9" strokeDasharray="2.55 1.57" strokeLinecap="butt" />
      <path d="M5.5 5.6a1.55 1.55 0 1 1 2.5 1.3c-.6.42-1 .7-1 1.3" strokeWidth="1.3" />
      <circle cx="7" cy="9.9" r=".8" className="solid" />
    </>
  ),
  'already-contained': (
    <>
      {RING}
      <path d="m4.5 7.1 1.8 1.8 3.2-3.6" />
    </>
  ),
  'cannot-contain': (
    <>
      {RING}
      <path d="m3.2 10.8 7.6-7.6" />
    </>
  ),
}
