import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import * as words from '#words/whatif.tsx'
import { Section } from '../ui/layout.tsx'

interface LateSectionProps {
  readonly title: string
  readonly aside: ReactNode
  /** What is shown is of an earlier draft. */
  readonly isLate: boolean
  readonly children: ReactNode
}

/** A section whose content comes after the sums: what is old says so, and is marked as one. */
export function LateSection({ title, aside, isLate, children }: LateSectionProps) {
  return (
    <Section title={title} aside={isLate ? words.ofTheDraftBefore : aside}>
      {/* What is below the fold is neither laid out nor painted while the hand moves. The margin leaves room for rings. */}
      <div
        aria-busy={isLate}
        className={clsx('-mx-1 px-1 [contain-intrinsic-size:auto_320px] [content-visibility:auto]', isLate && 'late')}
      >
        {children}
      </div>
    </Section>
  )
}
