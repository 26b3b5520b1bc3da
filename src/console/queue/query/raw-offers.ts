import type { QueryClient } from '@tanstack/react-query'
import * as words from '#words/query.ts'
import type { Backend } from '../../../backend/port.ts'
import type { QueryPlace } from '../../../domain/query/complete.ts'
import { printValue } from '../../../domain/query/print.ts'
import { literal } from '../../../domain/query/query.ts'
import { RAW } from '../../../domain/query/raw-field.ts'
import type { RawPaths } from '../../../domain/views/queue-views.ts'
import type { Offer } from './query-offers.ts'
import type { RawOffers } from './use-raw-offers.ts'

const MOST = 10
/** What records look like changes with their sources, not with the minute. */
const KEPT_MS = 300_000
const MOST_EXAMPLE = 28

/** Reads what is offered of raw records: once, and then for as long as it is kept; each letter only chooses among it. */
export async function readRawOffers(backend: Pick<Backend, 'getRawPaths'>, queries: QueryClient): Promise<RawOffers> {
  try {
    const read = await queries.fetchQuery({
      queryKey: ['raw-paths'],
      queryFn: ({ signal }) => backend.getRawPaths(signal),
      staleTime: KEPT_MS,
    })
    return { at: (place) => rawOffersAt(place, read), note: words.countedIn(read.looked, read.formats) }
  } catch {
    return { at: () => [], note: words.pathsUnread }
  }
}

/** Paths and values that fit what is written, those that begin so before those in which a later name does, then what holds it. */
export function rawOffersAt(place: QueryPlace, { paths }: Pick<RawPaths, 'paths'>): readonly Offer[] {
  const written = place.prefix.toLowerCase()
  if (place.kind === 'value') {
    const values = paths.find(({ field }) => field === place.field)?.values ?? []
    return best(values, ({ value }) => nearness(value.toLowerCase(), written)).map(({ value, records }) => ({
      insert: `${printValue(literal(value))} `,
      label: value,
      note: null,
      count: records,
    }))
  }
  const asked = written.slice(RAW.length)
  return best(paths, ({ field }) => nearness(plain(field).toLowerCase(), asked)).map(({ field, records, values }) => {
    const example = values[0]?.value
    const isShort = example !== undefined && example.length <= MOST_EXAMPLE
    return {
      insert: `${field} : `,
      label: field,
      note: isShort ? words.exampleIn(example, records) : words.inRecords(records),
      count: null,
    }
  })
}

/** The names of the path without what a query writes before and inside of them. */
function plain(field: string): string {
  return field.slice(RAW.length).replace(/\\(.)/gs, '$1')
}

/** Less is nearer; null does not fit. */
function nearness(text: string, written: string): number | null {
  if (text.startsWith(written)) return 0
  if (text.includes(`.${written}`)) return 1
  return text.includes(written) ? 2 : null
}

/** In each nearness they stay as they come: what most records have first. */
function best<T>(all: readonly T[], of: (one: T) => number | null): readonly T[] {
  return [0, 1, 2].flatMap((wanted) => all.filter((one) => of(one) === wanted)).slice(0, MOST)
}
