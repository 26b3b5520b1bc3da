import { clsx } from 'clsx'
import { Search, X } from 'lucide-react'
import { type ChangeEvent, type KeyboardEvent, useEffect, useEffectEvent, useId, useRef, useState } from 'react'
import * as words from '#words/queue.ts'
import { placeAt, startsField } from '../../../domain/query/complete.ts'
import { fieldNamed } from '../../../domain/query/fields.ts'
import { parseQuery } from '../../../domain/query/parse.ts'
import type { FacetValue, QueueEngine } from '../../../engine/worker/queue-client.ts'
import { HostileText } from '../../ui/HostileText.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { countText } from '../../ui/number-text.ts'
import { useUiSettings } from '../../ui/settings.tsx'
import { FieldMeaning } from '../late-parts.tsx'
import { type Offer, offersAt } from './query-offers.ts'
import { isOfRecords, useRawOffers } from './use-raw-offers.ts'

interface QueryBarProps {
  readonly text: string
  readonly engine: QueueEngine | null
  /** A query that can be read, as it is written. */
  readonly onQuery: (text: string) => void
  readonly onLeave: () => void
}

/** A query is asked when the typing rests; one that cannot be read stays here with its fault, and the list stays as it was. */
const REST_MS = 150
/** A condition on raw records is looked for in all of them: not for each letter of its value. */
const RAW_REST_MS = 800

/** The query as text: what may be written at the caret is offered with counts, and a fault is shown at its place. */
export function QueryBar({ text, engine, onQuery, onLeave }: QueryBarProps) {
  const input = useRef<HTMLInputElement>(null)
  const id = useId()
  const searchCaps = useUiSettings().capsOf('search')
  const [draft, setDraft] = useState(text)
  const [known, setKnown] = useState(text)
  // What was asked from here and has not come back: the view follows late, and typing goes on meanwhile.
  const [asked, setAsked] = useState<readonly string[]>([])
  if (text !== known) {
    setKnown(text)
    const echo = asked.lastIndexOf(text)
    setAsked(echo < 0 ? [] : asked.slice(echo + 1))
    // Chips, facets and the way back write the query, too.
    if (echo < 0) setDraft(text)
  }
  const [caret, setCaret] = useState(draft.length)
  const [isOpen, setIsOpen] = useState(false)
  const [chosen, setChosen] = useState(-1)
  const [values, setValues] = useState<readonly FacetValue[]>([])
  const parsed = parseQuery(draft)
  const place = placeAt(draft, Math.min(caret, draft.length))
  const isRaw = isOfRecords(place)
  const raw = useRawOffers(isOpen && isRaw)
  const offers = isOpen ? (isRaw ? (raw?.at(place) ?? []) : offersAt(place, values)) : []
  const note = isOpen && isRaw ? raw?.note : undefined

  const field = place.kind === 'value' ? (fieldNamed(place.field)?.name ?? null) : null
  const prefix = place.prefix
  useEffect(() => {
    if (!isOpen || field === null || engine === null) return undefined
    let isOver = false
    void engine.ask<'values'>({ kind: 'values', field, prefix, isEverywhere: true, limit: 10 }).then((outcome) => {
      if (!isOver && outcome.kind === 'answered') setValues(outcome.answer.values)
    })
    return () => {
      isOver = true
    }
  }, [isOpen, field, prefix, engine])

  const ask = (query: string) => {
    setAsked((before) => [...before, query])
    onQuery(query)
  }
  const askRested = useEffectEvent(ask)
  const trimmed = draft.trim()
  // A word that may become a field is not searched for while fields are offered: the list would empty under the choice.
  const isWorthAsking = parsed.ok && trimmed !== text && !(isOpen && startsField(place))
  useEffect(() => {
    if (!isWorthAsking) return undefined
    const timer = setTimeout(() => askRested(trimmed), isRaw ? RAW_REST_MS : REST_MS)
    return () => clearTimeout(timer)
  }, [trimmed, isWorthAsking, isRaw])

  // Whoever comes by key to write adds to what stands there; whoever points at a place means that place.
  const isUntouched = useRef(false)
  const isPointed = useRef(false)
  const onChange = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const typed = target.value
    const gap = isUntouched.current && isAppended(draft, typed) ? ' ' : ''
    isUntouched.current = false
    setDraft(gap === '' ? typed : `${draft}${gap}${typed.slice(draft.length)}`)
    setCaret((target.selectionStart ?? typed.length) + gap.length)
    setChosen(-1)
    setIsOpen(true)
  }
  const write = (next: string, at: number) => {
    setDraft(next)
    setCaret(at)
    setChosen(-1)
    requestAnimationFrame(() => input.current?.setSelectionRange(at, at))
  }
  const take = (offer: Offer) => {
    const before = draft.slice(0, place.from)
    const after = draft.slice(place.to)
    const gap = before === '' || /[\s(]$/.test(before) ? '' : ' '
    write(`${before}${gap}${offer.insert}${after.trimStart()}`, before.length + gap.length + offer.insert.length)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    // Tab takes what fits best of what was begun; with Shift, or where nothing was, it goes on to what stands beside.
    const isTaking = event.key === 'Tab' && !event.shiftKey
    const offer = offers[chosen] ?? (isTaking && prefix !== '' ? offers[0] : undefined)
    if (step !== 0) {
      event.preventDefault()
      setIsOpen(true)
      if (offers.length > 0) setChosen((chosen + step + offers.length) % offers.length)
    } else if (event.key === 'Enter' || (isTaking && offer !== undefined)) {
      event.preventDefault()
      if (offer !== undefined) return take(offer)
      setIsOpen(false)
      if (parsed.ok) {
        if (trimmed !== text) ask(trimmed)
        onLeave()
      }
    } else if (event.key === 'Escape') {
      event.stopPropagation()
      if (isOpen && offers.length > 0) setIsOpen(false)
      else if (draft !== '') write('', 0)
      else event.currentTarget.blur()
    }
    return undefined
  }

  // A value that is about to be chosen is not missing yet.
  const isToCome = place.kind === 'value' && prefix === '' && offers.length > 0
  const problem = parsed.ok || isToCome ? null : parsed.problem
  return (
    <div className="relative min-w-0 grow">
      <div
        className={clsx(
          'flex h-8 items-center gap-2 rounded-m border bg-sunken in-data-[theme=light]:bg-surface ps-2.5 pe-1.5 touch:h-11',
          'focus-within:outline-2 focus-within:outline-offset-1 focus-within:outline-focus',
          problem === null ? 'border-line-strong' : 'border-bad',
        )}
      >
        <Search aria-hidden size={14} className="shrink-0 text-text-3" />
        <input
          ref={input}
          data-search
          type="text"
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={offers.length > 0}
          aria-controls={`${id}-offers`}
          aria-activedescendant={chosen >= 0 && chosen < offers.length ? `${id}-${chosen}` : undefined}
          aria-label={words.search}
          aria-invalid={problem === null ? undefined : true}
          aria-describedby={problem === null ? undefined : `${id}-problem`}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          enterKeyHint="search"
          placeholder={words.searchHint}
          value={draft}
          onChange={onChange}
          onPointerDown={() => {
            isPointed.current = document.activeElement !== input.current
          }}
          onFocus={() => {
            isUntouched.current = !isPointed.current
            isPointed.current = false
          }}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart ?? 0)}
          onKeyDown={onKeyDown}
          onBlur={() => setIsOpen(false)}
          className="min-w-0 grow bg-transparent font-mono text-small outline-none"
        />
        {draft === '' ? (
          searchCaps === undefined ? null : (
            <Kbd keys={searchCaps} />
          )
        ) : (
          <button
            type="button"
            aria-label={words.clearSearch}
            className="inline-flex size-6 items-center justify-center rounded-s text-text-3 hover:text-text"
            onClick={() => {
              write('', 0)
              input.current?.focus()
            }}
          >
            <X aria-hidden size={14} />
          </button>
        )}
      </div>
      {problem === null ? null : (
        <p id={`${id}-problem`} className="mt-1 pb-1 text-small text-bad">
          <span className="me-2 font-mono text-text-2" aria-hidden>
            <HostileText text={draft.slice(Math.max(0, problem.from - 24), problem.from).trim()} />{' '}
            <mark className="bg-transparent text-bad underline decoration-wavy underline-offset-4">
              <HostileText text={draft.slice(problem.from, problem.to) || '␣'} maxLength={40} />
            </mark>
          </span>
          <HostileText text={problem.message} maxLength={200} />
        </p>
      )}
      {offers.length === 0 && note === undefined ? null : (
        <div className="absolute inset-x-0 top-full z-30 mt-1 max-w-140 overflow-hidden rounded-l bg-raised py-1 shadow-popover">
          <div id={`${id}-offers`} role="listbox" aria-label={words.offers}>
            {offers.map((offer, at) => (
              <div
                key={offer.insert}
                id={`${id}-${at}`}
                role="option"
                aria-selected={at === chosen}
                onPointerDown={(event) => {
                  event.preventDefault()
                  take(offer)
                }}
                className={clsx(
                  'flex min-h-7 cursor-default items-center gap-3 px-3 text-small touch:min-h-11',
                  at === chosen ? 'bg-select' : 'hover:bg-hover',
                )}
              >
                <span className="min-w-0 truncate font-mono">
                  <HostileText text={offer.label} maxLength={60} />
                </span>
                <span className="ms-auto max-w-1/2 shrink-0 truncate text-text-3 tabular-nums">
                  {offer.note === null ? null : <HostileText text={offer.note} />}
                  {offer.count === null ? null : countText(offer.count)}
                  {offer.field === undefined ? null : <FieldMeaning name={offer.field} />}
                </span>
              </div>
            ))}
          </div>
          {note === undefined ? null : (
            <p role="status" className="px-3 py-1 text-small text-text-3">
              {note}
            </p>
          )}
          <p className="border-t border-line px-3 pt-1 text-small text-text-3 touch:hidden">{words.offerKeys}</p>
        </div>
      )}
    </div>
  )
}

/** A new condition was begun at the end of another one. */
function isAppended(before: string, after: string): boolean {
  return (
    before !== '' && after.startsWith(before) && !/[\s(]$/.test(before) && /^[^\s)]/.test(after.slice(before.length))
  )
}
