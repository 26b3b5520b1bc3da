import { useQuery } from '@tanstack/react-query'
import type { HistoryBytes, LongHistory } from '../../domain/views/history-views.ts'
import { useBackend } from '../shared/backend.tsx'
import { failureWords } from '../shared/backend-error.ts'
import { useSession } from '../shared/session.ts'
import { refusalOf } from '../shared/use-refusal.ts'
import { historyQuery, longHistoryQuery } from './queries.ts'

/** Where drafts are counted: in this browser, or beside the gateway. */
export type Place = 'browser' | 'gateway'

/** The history that drafts are counted over, wherever it lies. */
export interface HistorySource {
  readonly place: Place
  /** What lies beside the gateway and may be counted by this person; null for nothing. */
  readonly long: LongHistory | null
  /** Why there is none although there should be; null where nothing went wrong. */
  readonly longFault: string | null
  /** What the browser holds; undefined while it is on its way or not asked for. */
  readonly bytes: HistoryBytes | undefined
  readonly error: unknown
  /** Whether the gateway answered. */
  readonly isThere: boolean
  readonly isReading: boolean
  readonly readAgain: () => void
}

/** The long history by itself where it is long enough, unless somebody chose (`wanted`, a word of the address). */
export function useHistorySource(wanted: string | undefined): HistorySource {
  const backend = useBackend()
  const refusal = refusalOf(useSession(), 'count-history')
  const longQuery = useQuery(longHistoryQuery(backend))
  const there = longQuery.data ?? null
  const long = refusal === null ? there : null
  const place = placeOf(long, wanted)
  const history = useQuery({ ...historyQuery(backend), enabled: !longQuery.isPending && place === 'browser' })
  const isLong = place === 'gateway'
  return {
    place,
    long,
    longFault:
      refusal !== null
        ? there === null
          ? null
          : refusal
        : longQuery.isError
          ? failureWords(longQuery.error).detail
          : null,
    bytes: isLong ? undefined : history.data,
    error: isLong || history.data !== undefined ? null : history.error,
    isThere: isLong || history.data !== undefined,
    isReading: history.isFetching,
    readAgain: () => void (isLong ? longQuery.refetch() : history.refetch()),
  }
}

/** A place that there is: what is wanted of it, else by size. */
export function placeOf(long: Pick<LongHistory, 'alerts' | 'switchesAt'> | null, wanted: string | undefined): Place {
  if (long === null || wanted === 'browser') return 'browser'
  return wanted === 'gateway' || long.alerts >= long.switchesAt ? 'gateway' : 'browser'
}
