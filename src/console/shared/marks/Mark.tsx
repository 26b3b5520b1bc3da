import { clsx } from 'clsx'
import type { ReactNode } from 'react'

export interface MarkSize {
  /** 14 px in rows, 16 in headings. */
  readonly size?: 'row' | 'heading'
}

export interface MarkProps extends MarkSize {
  readonly glyph: ReactNode
  readonly word: ReactNode
  /** Where the row's own name already says the word, only the glyph is drawn; the word is still read out. */
  readonly isWordHidden?: boolean
  /** Class with the hue of the glyph. */
  readonly hue: string
  /** The word carries the hue too: tiers, Blocked. Elsewhere words stay neutral, so that a row is not a rainbow. */
  readonly isWordHued?: boolean
  readonly title?: string | undefined
}

/** The frame of every mark: glyph, word, colour. Remove the colour and it still says the same. Its word is never cut short. */
export function Mark({ glyph, word, isWordHidden = false, hue, isWordHued = false, title }: MarkProps) {
  return (
    <span className="inline-flex items-center gap-1.5 align-middle whitespace-nowrap" title={title}>
      <span className={clsx('inline-flex', hue)}>{glyph}</span>
      {isWordHidden ? <span className="sr-only">{word}</span> : <span className={clsx(isWordHued && hue)}>{word}</span>}
    </span>
  )
}

export interface GlyphProps extends MarkSize {
  readonly children: ReactNode
  /** Width in units of the 14-unit grid; two seats need more than one cell. */
  readonly cells?: number
}

/** A drawing on a grid of 14 units. Hidden from screen readers: the word speaks. */
export function Glyph({ size = 'row', cells = 14, children }: GlyphProps) {
  const heightPx = size === 'row' ? 14 : 16
  return (
    <svg aria-hidden viewBox={`0 0 ${cells} 14`} height={heightPx} width={(heightPx * cells) / 14} className="glyph">
      {children}
    </svg>
  )
}
