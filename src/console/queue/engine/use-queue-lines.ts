import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import type { FieldName } from '../../../domain/query/fields.ts'
import { parseQuery } from '../../../domain/query/parse.ts'
import type { AlertRow } from '../../../domain/views/alert-views.ts'
import type {
  Facet,
  Histogram,
  QueueEngine,
  QueueLine,
  QueueSort,
  ViewCounts,
  ViewWish,
} from '../../../engine/worker/queue-client.ts'
import { useBackend } from '../../shared/backend.tsx'
import { useSession } from '../../shared/session.ts'
import { nowMs } from '../../ui/clock.ts'
import type { QueueView } from '../queue-view.ts'
import { useQueueStatus } from './queue-engine.ts'
import { NO_RAW_ANSWERS, type RawAnswers, rawClauses, readRawAnswers, type UnknownPath } from './raw-answers.ts'

export const FACET_FIELDS = [
  'tier',
  'gate',
  'severity',
  'containment',
  'status',
  'owner',
  'kind',
  'environment',
  'trigger',
] as const satisfies readonly FieldName[]
const FACET_VALUES = 8
const BARS = 96
/** Lines that are asked for at once, around what is looked at. */
export const FIRST_LINES = 200
const AHEAD = 200
/** Fewer lines than this beyond what is drawn, and the next ones are asked for: nobody comes upon a line that is missing. */
const SOON = 60
/** While blocks arrive the view is made again at most so often: rows stay readable. */
const LOADING_EVERY_MS = 600

export interface Shown {
  readonly counts: ViewCounts
  readonly facets: readonly Facet[]
  readonly histogram: Histogram | null
  /** Rises with every view that was made: what is looked at may stand on another line. */
  readonly generation: number
  readonly computeMs: number
  /** Paths of the query that no raw record has. */
  readonly unknown: readonly UnknownPath[]
  /** When it was made, epoch ms UTC. */
  readonly at: number
}

export interface QueueLines {
  /** Null until the first rows are there. */
  readonly shown: Shown | null
  readonly lineAt: (index: number) => QueueLine | null
  /** Paths of the groups whose heads are here. */
  readonly groupPaths: () => readonly (readonly (string | null)[])[]
  readonly need: (start: number, end: number) => void
  /** Makes the view anew: lets in what arrived, and lets go what fits no more. */
  readonly refresh: () => void
  readonly fold: (path: readonly (string | null)[], isOpen: boolean) => void
  /** Lines by number, for a selection. */
  readonly read: (from: number, to: number) => Promise<readonly QueueLine[]>
  /** Why the view could not be made; the one before stays. */
  readonly trouble: string | null
  /** Raw records that were looked at while the gateway searches; null when it does not. */
  readonly looked: number | null
}

/** The lines of one view, standing still until `refresh`; their content is renewed at its place. */
export function useQueueLines(engine: QueueEngine | null, view: QueueView): QueueLines {
  const backend = useBackend()
  const meId = useSession()?.person.id ?? ''
  const isLoading = useQueueStatus(({ phase }) => phase === 'loading')
  const hasFirst = useQueueStatus(({ rows }) => rows > 0)
  const [opened, setOpened] = useState<ViewWish['open']>([])
  const [shown, setShown] = useState<Shown | null>(null)
  const [lines, setLines] = useState<ReadonlyMap<number, QueueLine>>(new Map())
  const [trouble, setTrouble] = useState<string | null>(null)
  const [looked, setLooked] = useState<number | null>(null)
  const range = useRef({ from: 0, to: FIRST_LINES })
  /** What is missing is asked for one answer at a time; the next is asked for after it. */
  const isAsking = useRef(false)
  const renewing = useRef(0)
  const raw = useRef<{ readonly key: string; readonly answers: RawAnswers }>({ key: '', answers: NO_RAW_ANSWERS })

  // By value: a URL that is read again is the same wish.
  const key = JSON.stringify([view.text, view.sort, view.groupBy, view.isCollapsed] satisfies WishKey)
  const wish = useMemo(() => wishOf(key, opened), [key, opened])

  const show = useEffectEvent(async (asked: ViewWish, of: QueueEngine, signal: AbortSignal) => {
    const clauses = [...rawClauses(asked.query).keys()].join('\n')
    if (clauses !== raw.current.key) {
      try {
        setLooked(0)
        raw.current = { key: clauses, answers: await readRawAnswers(backend, asked.query, signal, setLooked) }
      } catch (error) {
        if (!signal.aborted) setTrouble(error instanceof Error ? error.message : String(error))
        return
      } finally {
        if (!signal.aborted) setLooked(null)
      }
    }
    const { from, to } = range.current
    const outcome = await of.ask<'view'>({
      kind: 'view',
      wish: asked,
      now: nowMs(),
      meId,
      raw: raw.current.answers.found,
      facets: FACET_FIELDS,
      facetLimit: FACET_VALUES,
      histogram: { field: 'lastSeen', bars: BARS },
      from,
      to,
    })
    if (signal.aborted || outcome.kind === 'superseded') return
    if (outcome.kind === 'failed') return setTrouble(outcome.message)
    const { counts, facets, histogram, computeMs } = outcome.answer
    setTrouble(null)
    setLines(new Map(outcome.answer.lines.map((line) => [line.line, line])))
    setShown((before) => ({
      counts,
      facets,
      histogram,
      computeMs,
      unknown: raw.current.answers.unknown,
      at: nowMs(),
      generation: (before?.generation ?? 0) + 1,
    }))
    return undefined
  })

  const current = useRef(new AbortController())
  const start = useEffectEvent((of: QueueEngine | null, asked: ViewWish | null) => {
    current.current.abort()
    current.current = new AbortController()
    if (of !== null && asked !== null) void show(asked, of, current.current.signal)
  })
  useEffect(() => {
    const timer = setTimeout(() => start(engine, wish), 0)
    return () => clearTimeout(timer)
  }, [engine, wish])

  // Blocks that arrive while it loads, and the last of them.
  const again = useEffectEvent((isWorthIt: boolean) => {
    if (isWorthIt) start(engine, wish)
  })
  useEffect(() => {
    const timer = setTimeout(() => again(hasFirst || !isLoading), isLoading ? LOADING_EVERY_MS : 0)
    return () => clearTimeout(timer)
  }, [isLoading, hasFirst])

  const read = async (from: number, to: number): Promise<readonly QueueLine[]> => {
    if (engine === null) return []
    const outcome = await engine.ask<'lines'>({ kind: 'lines', from, to })
    return outcome.kind === 'answered' ? outcome.answer.lines : []
  }
  const fetchNow = async ({ from, to } = range.current) => {
    const { signal } = current.current
    const fresh = await read(from, to)
    if (signal.aborted || fresh.length === 0 || shown === null) return
    setLines((before) => {
      const kept = before.size > 4000 ? new Map<number, QueueLine>() : new Map(before)
      // A line that is the same stays the same object: only those that changed are drawn again.
      for (const line of fresh) if (!isSameLine(before.get(line.line), line)) kept.set(line.line, line)
      return kept
    })
  }
  const renew = useEffectEvent(() => {
    renewing.current += 1
    void fetchNow().finally(() => {
      renewing.current -= 1
    })
  })
  // Something changed below: what is looked at is read again at its place.
  useEffect(
    () =>
      useQueueStatus.subscribe((now, before) => {
        if (now.changes !== before.changes) renew()
      }),
    [],
  )
  const [wanted, setWanted] = useState(0)
  useEffect(() => {
    const timer = setTimeout(() => again(wanted > 0), 0)
    return () => clearTimeout(timer)
  }, [wanted])

  return {
    shown,
    lineAt: (index) => lines.get(index) ?? null,
    groupPaths: () => [...lines.values()].flatMap((line) => (line.kind === 'group' ? [line.path] : [])),
    need: (first, end) => {
      const count = shown?.counts.lines ?? 0
      let [from, to] = [Math.max(0, first - AHEAD), Math.min(count, end + AHEAD)]
      range.current = { from, to }
      // What is here already is at one end of them, mostly.
      while (from < to && lines.has(from)) from += 1
      while (from < to && lines.has(to - 1)) to -= 1
      if (from === to || isAsking.current || from >= end + SOON || to <= first - SOON) return
      isAsking.current = true
      // A wish for lines takes the place of one that still waits: it asks for what that one was to renew, too.
      void fetchNow(renewing.current > 0 ? range.current : { from, to }).finally(() => {
        isAsking.current = false
      })
    },
    refresh: () => {
      // Raw records that came since are looked through, too.
      raw.current = { key: '', answers: NO_RAW_ANSWERS }
      setWanted((before) => before + 1)
    },
    fold: (path, isOpen) =>
      setOpened((before) => {
        const others = before.filter((one) => one.join('\u0000') !== path.join('\u0000'))
        return isOpen ? [...others, path] : others
      }),
    read,
    trouble,
    looked,
  }
}

function isSameLine(known: QueueLine | undefined, line: QueueLine): boolean {
  return known !== undefined && JSON.stringify(known) === JSON.stringify(line)
}

type WishKey = [text: string, sort: QueueSort, groupBy: readonly FieldName[], isCollapsed: boolean]

function wishOf(key: string, open: ViewWish['open']): ViewWish | null {
  const [text, sort, groupBy, isCollapsed] = JSON.parse(key) as WishKey
  const parsed = parseQuery(text)
  return parsed.ok ? { query: parsed.query, sort, groupBy, open, isCollapsed } : null
}

const rows = new WeakMap<QueueLine, AlertRow>()

/**
 * A line of the worker as the parts that know whole alerts take it: the same object for the same line, since each of its cells asks. How
 * it was closed is read with the alert itself.
 */
export function rowOf(line: QueueLine): AlertRow | null {
  if (line.kind !== 'row') return null
  const known = rows.get(line)
  if (known !== undefined) return known
  const row = { ...line.row, closure: null }
  rows.set(line, row)
  return row
}
