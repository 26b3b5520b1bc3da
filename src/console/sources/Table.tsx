import type { ReactNode } from 'react'
import * as words from '#words/sources.tsx'

interface TableProps {
  /** Names it, also where it is wider than the screen and is moved by arrow keys: "People". */
  readonly label: string
  /** Header words and the class that aligns them. */
  readonly head: readonly (readonly [words: string, className: string])[]
  readonly children: ReactNode
}

/** What scrolls must be reached by Tab, or nobody without a pointer sees its right half. */
const SCROLLED_BY_KEYS = { role: 'group', tabIndex: 0 } as const

/** A short list in columns. Long ones use the grid. */
export function Table({ label, head, children }: TableProps) {
  return (
    <div {...SCROLLED_BY_KEYS} aria-label={label} data-ring="inside" className="relative overflow-x-auto">
      <table
        aria-label={label}
        className="w-full min-w-160 [&_td]:pe-4 [&_td:last-child]:pe-0 [&_tbody_tr]:h-9 [&_tbody_tr]:border-b [&_tbody_tr]:border-line [&_tbody_tr:last-child]:border-b-0"
      >
        <thead className="text-small text-text-3">
          <tr className="h-7 border-b border-line">
            {head.map(([said, className], i) => (
              <th key={said === '' ? `column ${i}` : said} className={`pe-4 font-text last:pe-0 ${className}`}>
                {said === '' ? <span className="sr-only">{words.actions}</span> : said}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  )
}
