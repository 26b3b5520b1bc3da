import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Here } from '../../../domain/policy/quorum-people.ts'
import { useBackend } from '../backend.tsx'
import { peopleQuery } from '../people.ts'

/** Whose approvals count today, and who may ask; null until both are known. */
export function usePeopleHere(): Here | null {
  const backend = useBackend()
  const { data: people } = useQuery(peopleQuery(backend))
  const { data: askers } = useQuery(peopleQuery(backend, 'propose-plan'))
  return useMemo(
    () =>
      people === undefined || askers === undefined
        ? null
        : {
            approvers: people.filter(({ roles }) => roles.includes('approver')),
            askers: new Set(askers.map(({ id }) => id)),
          },
    [people, askers],
  )
}
