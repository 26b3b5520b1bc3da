import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import * as words from '#words/ui.ts'
import { useMinWidth } from './use-min-width.ts'

/*
 * The few frames every screen is built from. Alignment instead of boxes: hairlines between sections, source and age at the
 * right edge, nothing nested in a card.
 */

export interface ScreenBarProps {
  readonly title: ReactNode
  /** Tabs or crumbs, beside the title. */
  readonly children?: ReactNode
  /** Right edge: connection, the quiet buttons, the ink button last. */
  readonly end?: ReactNode
}

/** From here on a bar is one line; as in the styles. */
const TABLET_PX = 768

/**
 * The 44 px bar on top of a screen; holds its only `h1`. On a phone the tabs have a line of their own, below the buttons: they come
 * after them in the document as well, since an order that only the eye sees is another one for the keyboard and when read aloud.
 */
export function ScreenBar({ title, children, end }: ScreenBarProps) {
  const isOneLine = useMinWidth(TABLET_PX)
  const middle = (
    <div key="middle" className="flex min-w-0 grow basis-full items-stretch self-stretch tablet:basis-auto">
      {children}
    </div>
  )
  const edge =
    end === undefined ? null : (
      <div
        key="edge"
        className="ms-auto flex min-w-0 flex-wrap items-center justify-end gap-2 py-2 tablet:shrink-0 tablet:flex-nowrap"
      >
        {end}
      </div>
    )
  return (
    <header className="flex min-h-(--bar) shrink-0 flex-wrap items-center gap-x-4 border-b border-line px-4 tablet:flex-nowrap">
      <h1 className="max-w-full shrink-0 text-title font-title">{title}</h1>
      {isOneLine ? [middle, edge] : [edge, middle]}
    </header>
  )
}

/** The 28 px line at the foot of a list: counts left, the time of the state right. */
export function FootLine({ start, end }: { readonly start: ReactNode; readonly end?: ReactNode }) {
  return (
    <footer className="flex h-7 shrink-0 items-center justify-between gap-4 border-t border-line px-4 text-micro text-text-3">
      <span className="truncate tabular-nums">{start}</span>
      {end === undefined ? null : <span className="shrink-0 tabular-nums">{end}</span>}
    </footer>
  )
}

export interface SectionProps {
  readonly title: ReactNode
  /** Source, age, version: who says so and since when. */
  readonly aside?: ReactNode
  readonly children: ReactNode
  readonly className?: string
}

export function Section({ title, aside, children, className }: SectionProps) {
  return (
    <section className={clsx('border-t border-line py-3.5 first:border-t-0', className)}>
      {/* What does not fit beside the title stands below it. */}
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 className="text-body font-title">{title}</h2>
        {aside === undefined ? null : <span className="min-w-0 truncate text-micro text-text-3">{aside}</span>}
      </div>
      {children}
    </section>
  )
}

export interface Fact {
  readonly label: string
  /** A dash means that the question does not apply, "none" a measured zero, and unknown is `<Unknown />`. */
  readonly value: ReactNode
  /** Source and age: "catalogue, 2 h". */
  readonly source?: ReactNode
}

/** Facts in rows: label, value, source at the right edge. */
export function Facts({ facts, columns = 1 }: { readonly facts: readonly Fact[]; readonly columns?: 1 | 2 }) {
  return (
    <dl
      className={clsx(
        'grid grid-cols-[auto_minmax(0,1fr)_auto] gap-x-3',
        columns === 2 && 'desk:grid-cols-[auto_minmax(0,1fr)_auto_auto_minmax(0,1fr)_auto]',
      )}
    >
      {facts.map((fact) => (
        <div key={fact.label} className="col-span-3 grid min-h-6 grid-cols-subgrid items-baseline py-0.5">
          <dt className="min-w-18 text-small text-text-3">{fact.label}</dt>
          <dd className="min-w-0 text-body">{fact.value}</dd>
          {fact.source === undefined ? null : <dd className="text-end text-micro text-text-3">{fact.source}</dd>}
        </div>
      ))}
    </dl>
  )
}

/** "Not known": amber, as a word, wherever a value could have stood. */
export function Unknown({ children = 'unknown' }: { readonly children?: ReactNode }) {
  return <span className="text-doubt">{children}</span>
}

/** "Does not apply here." Read out, so that a cell is not mistaken for an empty one. */
export function NotApplicable() {
  return (
    <span className="text-text-3">
      <span aria-hidden>—</span>
      <span className="read-out">{words.notApplicable}</span>
    </span>
  )
}
