import { useQueryClient } from '@tanstack/react-query'
import * as words from '#words/cases.ts'
import { caseName } from '../../domain/case/case-name.ts'
import type { CaseView } from '../../domain/views/case-views.ts'
import { useBackend } from '../shared/backend.tsx'
import { useSession } from '../shared/session.ts'
import { addTrouble, forgetTrouble } from '../shared/triage/work-troubles.ts'
import { useCaseStep } from './use-case-step.ts'

/** Changes of a case that ask for nothing first. */
export function useCaseWork(file: CaseView) {
  const backend = useBackend()
  const queries = useQueryClient()
  const personId = useSession()?.person.id
  const name = caseName(file.number)
  const told = {
    onDone: () => forgetTrouble(file.id),
    onError: (error: Error) => addTrouble({ about: file.id, error, notDone: `${words.notChanged}.` }),
  }
  const owning = useCaseStep(
    {
      run: () => backend.changeCase(file.id, { owner: 'me' }, file.version),
      text: () => words.isYours(name),
      undo: (after) => backend.changeCase(file.id, { owner: file.owner?.id ?? null }, after.version),
    },
    told,
  )
  const reopening = useCaseStep(
    {
      run: () => backend.changeCase(file.id, { status: 'open' }, file.version),
      text: () => words.isOpenAgain(name),
      // It is closed with the reason that it had.
      undo: (after) =>
        backend.changeCase(
          file.id,
          { status: 'closed', reason: file.closed?.reason ?? words.takenBackReason },
          after.version,
        ),
    },
    told,
  )
  return {
    isBusy: owning.isPending || reopening.isPending,
    refresh: () => {
      void queries.invalidateQueries({ queryKey: ['alerts'] })
      void queries.invalidateQueries({ queryKey: ['cases'] })
    },
    own: () => {
      if (file.owner?.id !== personId) owning.mutate(undefined)
    },
    reopen: () => reopening.mutate(undefined),
  }
}
