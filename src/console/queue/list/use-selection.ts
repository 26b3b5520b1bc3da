import { useRef, useState } from 'react'
import { fieldIs } from '../../../domain/query/edit.ts'
import { allOf, type Query } from '../../../domain/query/query.ts'
import type { AlertRow } from '../../../domain/views/alert-views.ts'
import { MOST_IN_ALL } from '../../../domain/work/bulk.ts'
import type { QueueEngine } from '../../../engine/worker/queue-client.ts'
import { type QueueLines, rowOf } from '../engine/use-queue-lines.ts'

/** Rows that are chosen one by one, or as a stretch that is looked at; more are chosen as a query. */
const MOST_ROWS = 1_000

interface Member {
  readonly id: string
  readonly number: number
  readonly version: number
}

/** Chosen as a query: all of a view, or of a group in it. */
export interface ChosenByQuery {
  readonly byId: ReadonlyMap<string, Member>
  /** How many of them are open, and of those nobody's; null once some were worked on or taken out. */
  readonly counts: { readonly open: number; readonly takeable: number } | null
}

export interface Selection {
  readonly count: number
  /** Those that were chosen one by one; none where a query chose. */
  readonly rows: readonly AlertRow[]
  readonly query: ChosenByQuery | null
  /** All of them, however they were chosen; the same object until that changes. */
  readonly members: ReadonlyMap<string, Member>
  /** While a query is being settled: what it comes to. The next key may come at once and means them. */
  readonly pending: () => Promise<ChosenByQuery | null> | null
  /** As `query`, also before it is drawn. */
  readonly now: () => ChosenByQuery | null
  readonly has: (id: string) => boolean
  readonly toggle: (row: AlertRow) => void
  /** Adds the rows of these lines. */
  readonly addLines: (from: number, to: number) => Promise<void>
  /** Adds the alerts of the view that fit, those behind a closed group or a repeat among them; with `repeatsOf` only that alert and its repeats. Answers how many were too many. */
  readonly addQuery: (also: Query, repeatsOf?: number) => Promise<number>
  /** Takes the alerts of the view that fit out of it again. */
  readonly dropQuery: (also: Query, repeatsOf?: number) => Promise<void>
  /** What it would add, without adding it: a line is worked on as what it stands for, and stays as it is. */
  readonly find: (also: Query, repeatsOf?: number) => Promise<ChosenByQuery | null>
  /** It was worked on: whoever acts on many holds them from then on. */
  readonly replace: (row: AlertRow) => void
  readonly clear: () => void
}

/** Alerts as they were seen when they were chosen: what comes later is not swept in. */
export function useSelection(engine: QueueEngine | null, lines: QueueLines): Selection {
  const [rows, setRows] = useState<ReadonlyMap<string, AlertRow>>(new Map())
  const [query, setQuery] = useState<ChosenByQuery | null>(null)
  // The same for the next key, which may come before what was settled is drawn.
  const chosenNow = useRef<ChosenByQuery | null>(null)
  const choose = (chosen: ChosenByQuery | null) => {
    chosenNow.current = chosen
    setQuery(chosen)
  }
  const settling = useRef<Promise<ChosenByQuery | null> | null>(null)

  const settle = async (
    also: Query,
    repeatsOf?: number,
  ): Promise<{ readonly chosen: ChosenByQuery | null; readonly left: number }> => {
    if (engine === null) return { chosen: query, left: 0 }
    const found = await engine.ask<'members'>({ kind: 'members', also, ...same(repeatsOf), limit: MOST_IN_ALL })
    if (found.kind !== 'answered') return { chosen: query, left: 0 }
    const { first, total } = found.answer
    const byId = new Map<string, Member>(chosenNow.current?.byId ?? [...rows].map(([id, row]) => [id, row]))
    const isAlone = byId.size === 0
    for (const member of first) if (byId.size < MOST_IN_ALL || byId.has(member.id)) byId.set(member.id, member)
    const counts = isAlone && total <= MOST_IN_ALL ? await countsOf(engine, also, repeatsOf, total) : null
    return { chosen: { byId, counts }, left: Math.max(0, total - first.length) }
  }
  const change = (edit: (byId: Map<string, Member>) => void) => {
    const byId = new Map(chosenNow.current?.byId)
    edit(byId)
    choose(byId.size === 0 ? null : { byId, counts: null })
  }

  return {
    count: query?.byId.size ?? rows.size,
    rows: query === null ? [...rows.values()] : [],
    query,
    members: query?.byId ?? rows,
    pending: () => settling.current,
    now: () => chosenNow.current,
    has: (id) => query?.byId.has(id) ?? rows.has(id),
    toggle: (row) => {
      if (query !== null) return change((byId) => byId.delete(row.id) || byId.set(row.id, row))
      return setRows((before) => {
        const after = new Map(before)
        if (!after.delete(row.id)) after.set(row.id, row)
        return after
      })
    },
    addLines: async (from, to) => {
      // What was looked at is here already: the next key may come at once.
      const end = Math.min(to, from + MOST_ROWS)
      const here = Array.from({ length: end - from }, (_, i) => lines.lineAt(from + i))
      const known = here.filter((line) => line !== null)
      const found = (known.length === here.length ? known : await lines.read(from, end)).flatMap(
        (line) => rowOf(line) ?? [],
      )
      if (query !== null) return change((byId) => found.forEach((row) => byId.set(row.id, row)))
      return setRows((before) => new Map([...before, ...found.map((row) => [row.id, row] as const)]))
    },
    addQuery: async (also, repeatsOf) => {
      const answer = settle(also, repeatsOf)
      const mine = answer.then(({ chosen }) => chosen)
      settling.current = mine
      const { chosen, left } = await answer
      if (settling.current === mine) {
        settling.current = null
        choose(chosen)
        setRows(new Map())
      }
      return left
    },
    dropQuery: async (also, repeatsOf) => {
      // What is being added comes first.
      await settling.current
      const found = await engine?.ask<'members'>({ kind: 'members', also, ...same(repeatsOf), limit: MOST_IN_ALL })
      if (found?.kind !== 'answered') return
      const ids = found.answer.first.map(({ id }) => id)
      if (chosenNow.current !== null) return change((byId) => ids.forEach((id) => byId.delete(id)))
      return setRows((before) => {
        const after = new Map(before)
        for (const id of ids) after.delete(id)
        return after
      })
    },
    find: async (also, repeatsOf) => (await settle(also, repeatsOf)).chosen,
    replace: (row) => {
      // What was done to another alert a moment ago says nothing about those that are chosen since.
      if (chosenNow.current?.byId.has(row.id) === true) choose(null)
      setRows((before) => {
        if (!before.has(row.id)) return before
        const after = new Map(before)
        after.delete(row.id)
        return after
      })
    },
    clear: () => {
      settling.current = null
      choose(null)
      setRows(new Map())
    },
  }
}

function same(repeatsOf: number | undefined) {
  return repeatsOf === undefined ? {} : { repeatsOf }
}

async function countsOf(
  engine: QueueEngine,
  also: Query,
  repeatsOf: number | undefined,
  total: number,
): Promise<ChosenByQuery['counts']> {
  const closed = fieldIs('status', 'closed')
  const open = { kind: 'not', part: closed } as const
  const countOf = async (query: Query) => {
    const outcome = await engine.ask<'members'>({
      kind: 'members',
      also: allOf([also, query]),
      ...same(repeatsOf),
      limit: 0,
    })
    return outcome.kind === 'answered' ? outcome.answer.total : null
  }
  const shut = await countOf(closed)
  const free = await countOf(allOf([open, { kind: 'not', part: { kind: 'exists', field: 'assignee' } }]))
  return shut === null || free === null ? null : { open: total - shut, takeable: free }
}
