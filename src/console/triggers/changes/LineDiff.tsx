import { clsx } from 'clsx'
import { useState } from 'react'
import * as words from '#words/changes.tsx'
import { Button } from '../../ui/Button.tsx'
import { HostileText } from '../../ui/HostileText.tsx'
import { type DiffLine, diffLines, withContext } from './line-diff.ts'

interface LineDiffProps {
  /** Names the block: "What C-12 changes". */
  readonly label: string
  readonly before: string
  readonly after: string
}

const CONTEXT = 3
const SIGNS = { same: ' ', added: '+', removed: '−' } as const
const READ_OUT = { same: '', added: 'added: ', removed: 'removed: ' } as const

/** Two texts in one column, line by line. What stays is folded away; a sign says what comes and goes, not the hue alone. */
export function LineDiff({ label, before, after }: LineDiffProps) {
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set())
  const lines = diffLines(before, after)
  const count = (kind: DiffLine['kind']) => lines.filter((line) => line.kind === kind).length
  if (count('added') + count('removed') === 0) return <p className="text-text-2">{words.theTextStays}</p>
  return (
    <figure aria-label={label} className="overflow-hidden rounded-m border border-line bg-sunken">
      <figcaption className="flex min-h-7 items-center gap-4 border-b border-line px-3 text-small">
        {label}
        <span className="ms-auto text-micro text-text-3 tabular-nums">
          <span className="text-add">+{count('added')}</span> <span className="text-del">−{count('removed')}</span>
        </span>
      </figcaption>
      <div className="overflow-x-auto py-1.5 font-mono text-small leading-5">
        {withContext(lines, CONTEXT).map((stretch) => {
          if (stretch.kind === 'lines') return stretch.lines.map((line) => <Line key={keyOf(line)} line={line} />)
          if (opened.has(stretch.from)) {
            return lines
              .slice(stretch.from, stretch.from + stretch.count)
              .map((line) => <Line key={keyOf(line)} line={line} />)
          }
          return (
            <div key={`hidden ${stretch.from}`} className="px-2 font-sans">
              <Button look="ghost" onClick={() => setOpened(new Set([...opened, stretch.from]))}>
                {words.asBefore(stretch.count)}
              </Button>
            </div>
          )
        })}
      </div>
    </figure>
  )
}

function keyOf({ kind, before, after }: DiffLine): string {
  return `${kind} ${before ?? ''} ${after ?? ''}`
}

function Line({ line }: { readonly line: DiffLine }) {
  const { kind, text, before, after } = line
  return (
    <div
      className={clsx(
        'grid min-w-max grid-cols-[40px_40px_20px_1fr] pe-3',
        kind === 'added' && 'bg-add/11 text-text',
        kind === 'removed' && 'bg-del/11 text-text',
        kind === 'same' && 'text-text-2',
      )}
    >
      <span aria-hidden className="pe-2 text-end text-text-3 tabular-nums select-none">
        {before}
      </span>
      <span aria-hidden className="pe-2 text-end text-text-3 tabular-nums select-none">
        {after}
      </span>
      <span
        aria-hidden
        className={clsx('select-none', kind === 'added' && 'text-add', kind === 'removed' && 'text-del')}
      >
        {SIGNS[kind]}
      </span>
      <span className="whitespace-pre">
        <span className="sr-only">{READ_OUT[kind]}</span>
        <HostileText text={text} multiline className="font-mono whitespace-pre!" />
      </span>
    </div>
  )
}
