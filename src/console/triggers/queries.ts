import { queryOptions } from '@tanstack/react-query'
import type { Backend, ChangeQuery } from '../../backend/port.ts'

/** Keys begin with a root of `change-keys.ts`, so that a change anywhere makes them old. */

export function triggersQuery(backend: Backend) {
  return queryOptions({ queryKey: ['triggers', 'list'], queryFn: ({ signal }) => backend.listTriggers(signal) })
}

export function triggerQuery(backend: Backend, id: string) {
  return queryOptions({ queryKey: ['triggers', 'one', id], queryFn: ({ signal }) => backend.getTrigger(id, signal) })
}

/** A version does not change once it is written. */
export function versionQuery(backend: Backend, id: string, number: number) {
  return queryOptions({
    queryKey: ['triggers', 'version', id, number],
    queryFn: ({ signal }) => backend.getVersion('trigger', id, number, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

export function changesQuery(backend: Backend, query: ChangeQuery) {
  return queryOptions({
    queryKey: ['changes', 'list', query],
    queryFn: ({ signal }) => backend.listChanges(query, signal),
  })
}

export function changeQuery(backend: Backend, id: string) {
  return queryOptions({ queryKey: ['changes', 'one', id], queryFn: ({ signal }) => backend.getChange(id, signal) })
}
