import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { QueryPlace } from '../../../domain/query/complete.ts'
import { isRawField } from '../../../domain/query/raw-field.ts'
import { useBackend } from '../../shared/backend.tsx'
import type { Offer } from './query-offers.ts'

export interface RawOffers {
  readonly at: (place: QueryPlace) => readonly Offer[]
  /** What the offers are taken from, or why there are none. */
  readonly note: string
}

/** Whether a path of raw records is written at a place, or a value that stands on one. */
export function isOfRecords(place: QueryPlace): boolean {
  return place.kind === 'value'
    ? isRawField(place.field)
    : place.kind !== 'operator' && isRawField(place.prefix.toLowerCase())
}

/** What raw records have, asked for when somebody begins to write of it; null before. */
export function useRawOffers(isWanted: boolean): RawOffers | null {
  const backend = useBackend()
  const queries = useQueryClient()
  const [offers, setOffers] = useState<RawOffers | null>(null)
  useEffect(() => {
    if (!isWanted) return undefined
    let isOver = false
    void import('./raw-offers.ts')
      .then(({ readRawOffers }) => readRawOffers(backend, queries))
      .then(
        (read) => {
          if (!isOver) setOffers(read)
        },
        () => undefined,
      )
    return () => {
      isOver = true
    }
  }, [isWanted, backend, queries])
  return offers
}
