import { CircleCheck, OctagonAlert, WifiOff } from 'lucide-react'
import type { ReactNode } from 'react'
import * as words from '#words/ui.ts'
import { Banner } from './Banner.tsx'
import { Button } from './Button.tsx'
import { HostileText } from './HostileText.tsx'
import { LoadingLine } from './LoadingLine.tsx'

/*
 * Four states, four screens. They differ in what a person may conclude: empty says that we looked and there is nothing;
 * loading that we do not know yet; stale that we knew, and since when not; failed that we cannot know until something is
 * corrected. None of them may stand in for another.
 */

interface CenteredProps {
  readonly icon: ReactNode
  readonly title: string
  readonly children?: ReactNode
  readonly actions?: ReactNode
  readonly foot?: ReactNode
}

function Centered({ icon, title, children, actions, foot }: CenteredProps) {
  return (
    <div className="flex h-full min-h-60 flex-col items-center justify-center gap-2 px-6 py-8 text-center">
      {icon}
      <h2 className="mt-1 text-title">{title}</h2>
      {children === undefined ? null : <div className="max-w-120 text-text-2">{children}</div>}
      {actions === undefined ? null : <div className="mt-3 flex flex-wrap justify-center gap-2">{actions}</div>}
      {foot === undefined ? null : <p className="mt-3 text-micro text-text-3">{foot}</p>}
    </div>
  )
}

export interface EmptyStateProps {
  readonly title: string
  /** What was looked at and when: "Source answered 12 s ago". Silence and health must not look the same. */
  readonly children: ReactNode
  readonly actions?: ReactNode
  /** `healthy`: nothing waits. `none`: the filter or the data simply holds nothing, which is neither good nor bad. */
  readonly tone?: 'healthy' | 'none'
}

export function EmptyState({ title, children, actions, tone = 'none' }: EmptyStateProps) {
  const icon = tone === 'healthy' ? <CircleCheck aria-hidden size={22} strokeWidth={1.5} className="text-ok" /> : null
  return (
    <Centered icon={icon} title={title} actions={actions}>
      {children}
    </Centered>
  )
}

export interface LoadingStateProps {
  /** "Loading alerts": what is on its way. */
  readonly label: string
  /** "612,000 of 1,048,576", where it is known. */
  readonly detail?: string
  readonly share?: number
  /** Where it has taken long: what may be wrong, and a way to begin anew. */
  readonly stalled?: { readonly text: string; readonly onRetry: () => void } | null
}

/** For a screen that has nothing to show yet. Where rows are already there, show them and a LoadingLine instead. */
export function LoadingState({ label, detail, share, stalled = null }: LoadingStateProps) {
  return (
    <div role="status" className="flex h-full min-h-40 flex-col">
      {share === undefined ? <LoadingLine label={label} /> : <LoadingLine label={label} share={share} />}
      <p className="px-6 py-4 text-text-2">
        {label}
        {detail === undefined ? null : <span className="text-text-3 tabular-nums"> {detail}</span>}
      </p>
      {stalled === null ? null : (
        <div className="flex flex-col items-start gap-3 px-6">
          <p className="text-text-2">{stalled.text}</p>
          <Button onClick={stalled.onRetry}>{words.tryAgain}</Button>
        </div>
      )}
    </div>
  )
}

export interface FailedStateProps {
  readonly title: string
  /** What failed, and which correction helps. */
  readonly children?: ReactNode
  readonly onRetry?: () => void
  /** The correction itself as a button, if there is one. */
  readonly fix?: ReactNode
  /** Status and reference, so that a colleague can find it: "422 unknown-field, reference 01H52-7QX". From outside: hostile. */
  readonly reference?: string
}

export function FailedState({ title, children, onRetry, fix, reference }: FailedStateProps) {
  return (
    <div role="alert" className="h-full">
      <Centered
        icon={<OctagonAlert aria-hidden size={22} strokeWidth={1.5} className="text-bad" />}
        title={title}
        actions={
          fix === undefined && onRetry === undefined ? undefined : (
            <>
              {fix}
              {onRetry === undefined ? null : <Button onClick={onRetry}>{words.tryAgain}</Button>}
            </>
          )
        }
        foot={
          reference === undefined ? undefined : (
            <HostileText
              text={reference}
              mono
              maxLength={160}
              className="[overflow-wrap:anywhere] whitespace-normal!"
            />
          )
        }
      >
        {children}
      </Centered>
    </div>
  )
}

export interface StaleStateProps {
  /** "You see the state of 12:29:41, 83 s ago." */
  readonly title: ReactNode
  /** What still works, what waits. */
  readonly children?: ReactNode
  readonly onRetry?: () => void
}

/** A line above the rows that are still shown: reading goes on, and nobody takes them for the present. */
export function StaleState({ title, children, onRetry }: StaleStateProps) {
  return (
    <Banner
      tone="doubt"
      icon={<WifiOff aria-hidden size={16} />}
      title={title}
      action={onRetry === undefined ? undefined : <Button onClick={onRetry}>{words.tryNow}</Button>}
    >
      {children}
    </Banner>
  )
}
