import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { CaseChange } from '../../domain/case/case.ts'
import type { CaseView } from '../../domain/views/case-views.ts'
import { useBackend } from '../shared/backend.tsx'
import { useSession } from '../shared/session.ts'

/** Changes of a case that ask for nothing first. */
export function useCaseWork(file: CaseView) {
  const backend = useBackend()
  const queries = useQueryClient()
  const personId = useSession()?.person.id
  const refresh = () => {
    void queries.invalidateQueries({ queryKey: ['alerts'] })
    void queries.invalidateQueries({ queryKey: ['cases'] })
  }
  const changing = useMutation({
    mutationFn: (change: CaseChange) => backend.changeCase(file.id, change, file.version),
    onSettled: refresh,
  })
  return {
    isBusy: changing.isPending,
    error: changing.error,
    forget: () => changing.reset(),
    refresh,
    own: () => {
      if (file.owner?.id !== personId) changing.mutate({ owner: 'me' })
    },
    reopen: () => changing.mutate({ status: 'open' }),
  }
}
