import { type InfiniteData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import type { AlertQuery, Backend, Page } from '../../backend/port.ts'
import type { AlertRow } from '../../domain/views/alert-views.ts'
import { useBackend } from '../shared/backend.tsx'
import { useSession } from '../shared/session.ts'
import { syncClock } from '../ui/clock.ts'
import {
  type Arrivals,
  afterWork,
  arrivals,
  joinPages,
  needsNextPage,
  type QueueRows,
  refreshed,
} from './queue-rows.ts'

const PAGE_ROWS = 200

/** The clock follows the gateway's at the moment of the answer; a page from memory would set it back. */
async function readPage(backend: Backend, query: AlertQuery, signal: AbortSignal): Promise<Page<AlertRow>> {
  const page = await backend.listAlerts(query, signal)
  syncClock(page.asOf)
  return page
}

type Pages = InfiniteData<Page<AlertRow>, string | null>

export interface Queue {
  /** Null until the first page is here. */
  readonly shown: QueueRows | null
  /** Why the first page is not here. */
  readonly error: Error | null
  /** Why the following page is not here; what is shown stays. */
  readonly nextError: Error | null
  readonly isLoadingNext: boolean
  readonly arrivals: Arrivals
  readonly retry: () => void
  /** Tell which rows are looked at; `end` exclusive. */
  readonly need: (end: number) => void
  /** True while every row that is shown is renewed as it changes: then the list is of this moment. */
  readonly isFollowed: boolean
  /** Lets in what stands at the door: the list begins anew with the newest first page. */
  readonly showNew: () => void
  /** Puts a person's own work into the list at once. */
  readonly applyWork: (row: AlertRow) => void
}

/**
 * The rows of one query, standing still. Live changes make only the newest first page be read again: what is new in it is
 * counted, what changed in it is renewed at its place.
 */
export function useQueue(query: AlertQuery, isPaused: boolean): Queue {
  const backend = useBackend()
  const queries = useQueryClient()
  const me = useSession()?.person.id ?? null
  // Not under `alerts`: the rows a person looks at are not thrown away because somewhere an alert changed.
  const listKey = useMemo(() => ['queue', query] as const, [query])

  const list = useInfiniteQuery({
    queryKey: listKey,
    queryFn: ({ pageParam, signal }) => readPage(backend, { ...query, limit: PAGE_ROWS, after: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  })
  const pages = list.data?.pages
  const shown = useMemo(() => (pages === undefined ? null : joinPages(pages)), [pages])

  const head = useQuery({
    queryKey: ['alerts', 'head', query],
    queryFn: ({ signal }) => readPage(backend, { ...query, limit: PAGE_ROWS }, signal),
    enabled: pages !== undefined && !isPaused,
    staleTime: 30_000,
    ...(pages?.[0] === undefined ? {} : { initialData: pages[0], initialDataUpdatedAt: list.dataUpdatedAt }),
  }).data

  useEffect(() => {
    if (head === undefined) return
    queries.setQueryData<Pages>(listKey, (before) => {
      if (before === undefined) return before
      const after = refreshed(before.pages, head.items)
      return after === before.pages ? before : { ...before, pages: [...after] }
    })
  }, [head, queries, listKey])

  return {
    shown,
    error: shown === null ? list.error : null,
    nextError: list.isFetchNextPageError ? list.error : null,
    isFollowed: shown !== null && !isPaused && shown.rows.length <= PAGE_ROWS,
    isLoadingNext: list.isFetchingNextPage,
    arrivals: shown === null || isPaused ? { count: 0, critical: 0, isMore: false } : arrivals(shown, head),
    retry: () => void (shown === null ? list.refetch() : list.fetchNextPage()),
    need: (end) => {
      if (shown === null || list.isFetchingNextPage || list.isFetchNextPageError) return
      if (needsNextPage(shown, end)) void list.fetchNextPage()
    },
    showNew: () => {
      if (head !== undefined) queries.setQueryData<Pages>(listKey, { pages: [head], pageParams: [null] })
    },
    applyWork: (row) => {
      queries.setQueryData<Pages>(
        listKey,
        (before) => before && { ...before, pages: [...afterWork(before.pages, row, query, me)] },
      )
    },
  }
}
