import { useMutation, useQueryClient } from '@tanstack/react-query'
import { changeName } from '#words/triggers.tsx'
import type { Backend } from '../../../backend/port.ts'
import type { ChangeDetail } from '../../../domain/views/change-views.ts'
import { useBackend } from '../../shared/backend.tsx'
import { announce } from '../../ui/announce.ts'

/** One step of a change. Whatever it answers, all lists of triggers and changes are asked for again. */
export function useChange(step: (backend: Backend, reason: string) => Promise<ChangeDetail>, said: string) {
  const backend = useBackend()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (reason: string) => step(backend, reason),
    onSuccess: ({ change }) => announce(`${changeName(change.number)}: ${said}`),
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: ['changes'] })
      void queries.invalidateQueries({ queryKey: ['triggers'] })
    },
  })
}
