import { queryOptions } from '@tanstack/react-query'
import type { Backend } from '../../backend/port.ts'
import type { Verb } from '../../domain/people/verbs.ts'

/** Everybody, or those who may do something. */
export function peopleQuery(backend: Backend, may?: Verb) {
  return queryOptions({ queryKey: ['people', 'list', may ?? 'all'], queryFn: () => backend.listPeople(may) })
}
