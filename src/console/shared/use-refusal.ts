import { queryOptions, useQuery } from '@tanstack/react-query'
import type { Backend } from '../../backend/port.ts'
import { may, type Verb } from '../../domain/people/may.ts'
import { useBackend } from './backend.tsx'
import { useIsOffline } from './connection.ts'
import { useSession } from './session.ts'

/** Why this person cannot do something now, by which rule, and who could; null if they can. The gateway decides again. */
export function useRefusal(verb: Verb): string | null {
  const person = useSession()?.person
  const isOffline = useIsOffline()
  const people = useQuery(peopleQuery(useBackend())).data
  if (person === undefined) return 'Nobody is signed in.'
  const verdict = may(person, verb, people === undefined ? {} : { people })
  if (!verdict.allowed) return verdict.because
  return isOffline ? 'This waits for the connection to the gateway.' : null
}

export function peopleQuery(backend: Backend) {
  return queryOptions({ queryKey: ['people', 'list'], queryFn: () => backend.listPeople() })
}
