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
        <rect x="1" y="8.5" width="3.2" height="4.5" rx="0.6" className="solid" />
        <rect x="5.4" y="5.5" width="3.2" height="7.5" rx="0.6" className={bars >= 2 ? 'solid' : 'solid faint'} />
        <rect x="9.8" y="2" width="3.2" height="11" rx="0.6" className={bars >= 3 ? 'solid' : 'solid faint'} />
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
