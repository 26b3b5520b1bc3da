import type { ReactNode } from 'react'
import { HostileText } from './HostileText.tsx'

export interface CodeProps {
  /** Names the block: "Request 1, exactly as it will be sent". */
  readonly label: string
  readonly text: string
  /** In the head line of the block, left and right. */
  readonly title: ReactNode
  readonly aside?: ReactNode
}

/**
 * A payload or a raw record, line by line with numbers. Long lines wrap: a person who approves must not have to scroll
 * sideways to see the end of what will be sent.
 */
export function Code({ label, text, title, aside }: CodeProps) {
  return (
    <figure aria-label={label} className="overflow-hidden rounded-m border border-line bg-sunken">
      <figcaption className="flex min-h-7 items-center justify-between gap-4 border-b border-line px-3 text-small">
        <span className="min-w-0 truncate">{title}</span>
        {aside === undefined ? null : <span className="shrink-0 text-micro text-text-3">{aside}</span>}
      </figcaption>
      <pre className="py-1.5 leading-5 text-text-2">
        {text.split('\n').map((line, i) => (
          <div key={`${i}:${i}`} className="flex pe-3">
            <span aria-hidden className="w-9 shrink-0 pe-2 text-end text-text-3 select-none">
              {i + 1}
            </span>
            <HostileText text={line} multiline className="min-w-0 [overflow-wrap:anywhere]" />
          </div>
        ))}
      </pre>
    </figure>
  )
}
