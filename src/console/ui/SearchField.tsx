import { clsx } from 'clsx'
import { Search, X } from 'lucide-react'
import { useId, useRef } from 'react'
import * as words from '#words/ui.ts'
import { Kbd } from './Kbd.tsx'
import { useUiSettings } from './settings.tsx'

export interface SearchFieldProps {
  /** What is searched, e.g. "Search alerts": the accessible name. */
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly placeholder?: string
  readonly mono?: boolean
  /** Underlines the query and says the correction; the query itself is never touched. */
  readonly error?: string | null
  readonly onSubmit?: () => void
  readonly className?: string
}

/** The `/` key of a screen focuses the field that carries `data-search`; Escape first clears it, then leaves it. */
export function SearchField(props: SearchFieldProps) {
  const { label, value, onChange, placeholder, mono = false, error = null, onSubmit, className } = props
  const searchCaps = useUiSettings().capsOf('search')
  const input = useRef<HTMLInputElement>(null)
  const errorId = useId()
  return (
    <div className={clsx('min-w-0', className)}>
      <div
        className={clsx(
          'flex h-8 items-center gap-2 rounded-m border bg-sunken in-data-[theme=light]:bg-surface ps-2.5 pe-1.5 touch:h-11',
          'focus-within:outline-2 focus-within:outline-offset-1 focus-within:outline-focus',
          error === null ? 'border-line-strong' : 'border-bad',
        )}
      >
        <Search aria-hidden size={14} className="shrink-0 text-text-3" />
        <input
          ref={input}
          data-search
          type="text"
          role="searchbox"
          enterKeyHint="search"
          autoComplete="off"
          spellCheck={false}
          aria-label={label}
          aria-invalid={error === null ? undefined : true}
          aria-describedby={error === null ? undefined : errorId}
          placeholder={placeholder}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') onSubmit?.()
            if (event.key !== 'Escape') return
            event.stopPropagation()
            if (value === '') event.currentTarget.blur()
            else onChange('')
          }}
          className={clsx(
            'min-w-0 grow bg-transparent outline-none',
            mono ? 'font-mono text-small' : 'text-body',
            error !== null && 'underline decoration-bad decoration-wavy underline-offset-4',
          )}
        />
        {value === '' ? (
          searchCaps === undefined ? null : (
            <Kbd keys={searchCaps} />
          )
        ) : (
          <button
            type="button"
            aria-label={words.clearSearch}
            className="inline-flex size-6 items-center justify-center rounded-s text-text-3 hover:text-text"
            onClick={() => {
              onChange('')
              input.current?.focus()
            }}
          >
            <X aria-hidden size={14} />
          </button>
        )}
      </div>
      {error === null ? null : (
        <p id={errorId} className="mt-1 text-small text-bad">
          {error}
        </p>
      )}
    </div>
  )
}
