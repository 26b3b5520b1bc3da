import * as words from '#words/shared/marks.ts'
import type { Severity } from '../../../domain/signal/signal.ts'
import { Glyph, Mark, type MarkSize } from './Mark.tsx'

export const SEVERITY_WORDS: Readonly<Record<Severity, string>> = words.severity

const HUES: Readonly<Record<Severity, string>> = {
  critical: 'text-sev-critical',
  high: 'text-sev-high',
  medium: 'text-sev-medium',
  low: 'text-sev-low',
  informational: 'text-sev-info',
  unknown: 'text-doubt',
}

const BARS: Readonly<Partial<Record<Severity, number>>> = { high: 3, medium: 2, low: 1 }

// From the lowest to the highest, with round corners. One path for all that look alike: a list draws hundreds of these.
const BAR_PATHS = [barPath(1, 8.5), barPath(5.4, 5.5), barPath(9.8, 2)]

function barPath(left: number, top: number): string {
  const height = 13 - top - 1.2
  return `M${left + 0.6} ${top}h2a.6.6 0 0 1 .6.6v${height}a.6.6 0 0 1-.6.6h-2a.6.6 0 0 1-.6-.6v-${height}a.6.6 0 0 1 .6-.6z`
}

export interface SeverityMarkProps extends MarkSize {
  readonly severity: Severity
  readonly isWordHidden?: boolean
}

/** How bad if true, as the source said: what they do. A diamond or rising bars. */
export function SeverityMark({ severity, size = 'row', isWordHidden = false }: SeverityMarkProps) {
  return (
    <Mark
      size={size}
      hue={HUES[severity]}
      glyph={<SeverityGlyph severity={severity} size={size} />}
      word={SEVERITY_WORDS[severity]}
      isWordHidden={isWordHidden}
      isWordHued={severity === 'unknown'}
    />
  )
}

function SeverityGlyph({ severity, size }: { readonly severity: Severity } & Required<MarkSize>) {
  const bars = BARS[severity]
  if (bars !== undefined) {
    return (
      <Glyph size={size}>
        <path d={BAR_PATHS.slice(0, bars).join('')} className="solid" />
        {bars === 3 ? null : <path d={BAR_PATHS.slice(bars).join('')} className="solid faint" />}
      </Glyph>
    )
  }
  if (severity === 'critical') {
    return (
      <Glyph size={size}>
        <path
          d="M7 .7a.8.8 0 0 1 .57.24l5.5 5.5a.8.8 0 0 1 0 1.12l-5.5 5.5a.8.8 0 0 1-1.14 0l-5.5-5.5a.8.8 0 0 1 0-1.12l5.5-5.5A.8.8 0 0 1 7 .7Z"
          className="solid"
        />
        <path d="M7 3.9v3.5" className="cut" strokeWidth="1.5" />
        <circle cx="7" cy="9.8" r=".85" className="cut-solid" />
      </Glyph>
    )
  }
  if (severity === 'informational') {
    return (
      <Glyph size={size}>
        <path d="M3 7h8" strokeWidth="1.6" />
      </Glyph>
    )
  }
  return (
    <Glyph size={size}>
      <path d="M3 7h.01M7 7h.01M11 7h.01" strokeWidth="1.8" />
    </Glyph>
  )
}
