import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { HostileText } from './HostileText.tsx'
import { type DiffLine, lineDiff } from './line-diff.ts'

export interface DiffProps {
  /** Names the block: "Request 1, against the template". */
  readonly label: string
  readonly before: string
  readonly after: string
  /** In the head line of the block, left and right. */
  readonly title: ReactNode
  readonly aside?: ReactNode
}

/**
 * What changed, by lines: numbers, a sign, the text. The sign and the word carry the meaning, the tint only helps. Long lines
 * wrap: a person who approves must not have to scroll sideways to see the end of what will be sent.
 */
export function Diff({ label, before, after, title, aside }: DiffProps) {
  return (
    <CodeBlock label={label} title={title} aside={aside}>
      {lineDiff(before, after).map((line) => (
        <Line key={`${line.before}:${line.after}`} line={line} />
      ))}
    </CodeBlock>
  )
}

/** The same block for a text that stands for itself: a payload, a raw record. */
export function Code({ label, text, title, aside }: Omit<DiffProps, 'before' | 'after'> & { readonly text: string }) {
  return (
    <CodeBlock label={label} title={title} aside={aside}>
      {text.split('\n').map((line, i) => (
        <Line key={`${i}:${i}`} line={{ kind: 'same', text: line, before: i + 1, after: i + 1 }} />
      ))}
    </CodeBlock>
  )
}

interface CodeBlockProps {
  readonly label: string
  readonly title: ReactNode
  readonly aside: ReactNode
  readonly children: ReactNode
}

function CodeBlock({ label, title, aside, children }: CodeBlockProps) {
  return (
    <figure aria-label={label} className="overflow-hidden rounded-m border border-line bg-sunken">
      <figcaption className="flex min-h-7 items-center justify-between gap-4 border-b border-line px-3 text-small">
        <span className="min-w-0 truncate">{title}</span>
        {aside === undefined ? null : <span className="shrink-0 text-micro text-text-3">{aside}</span>}
      </figcaption>
      <pre className="py-1.5 leading-5">{children}</pre>
    </figure>
  )
}

const SIGNS = { same: ' ', removed: '−', added: '+' } as const

function Line({ line }: { readonly line: DiffLine }) {
  return (
    <div
      className={clsx(
        'flex pe-3',
        line.kind === 'removed' && 'bg-del/13',
        line.kind === 'added' && 'bg-add/13',
        line.kind === 'same' ? 'text-text-2' : 'text-text',
      )}
    >
      <span aria-hidden className="w-9 shrink-0 pe-2 text-end text-text-3 select-none">
        {line.after ?? line.before}
      </span>
      <span aria-hidden className={clsx('w-4 shrink-0 select-none', line.kind === 'removed' ? 'text-del' : 'text-add')}>
        {SIGNS[line.kind]}
      </span>
      {line.kind === 'same' ? null : <span className="sr-only">{line.kind}: </span>}
      <HostileText text={line.text} multiline className="min-w-0 [overflow-wrap:anywhere]" />
    </div>
  )
}
