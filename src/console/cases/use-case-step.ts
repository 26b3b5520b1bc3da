import { useMutation, useQueryClient } from '@tanstack/react-query'
import * as words from '#words/cases.ts'
import { caseName } from '../../domain/case/case-name.ts'
import type { CaseView } from '../../domain/views/case-views.ts'
import { offerInverse } from '../shared/triage/offer-inverse.ts'

/** One change of a case, and what takes it back. */
export interface CaseStep<Given> {
  readonly run: (given: Given) => Promise<CaseView>
  /** What was done, as a fact. */
  readonly text: (after: CaseView) => string
  /** From the case as it was left: where somebody went on from there it is refused. */
  readonly undo: (after: CaseView) => Promise<unknown>
}

/** Does it, offers to take it back, and makes what was read of cases and alerts old either way. */
export function useCaseStep<Given>(
  step: CaseStep<Given>,
  told: { readonly onDone?: () => void; readonly onError?: (error: Error) => void } = {},
) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: step.run,
    onSuccess: (after) => {
      const name = caseName(after.number)
      offerInverse(queries, {
        about: after.id,
        text: step.text(after),
        undo: () => step.undo(after),
        undone: words.asBefore(name),
        notUndone: words.notAsBefore(name),
      })
      told.onDone?.()
    },
    onError: (error) => told.onError?.(error),
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ['cases'] })
      return queries.invalidateQueries({ queryKey: ['alerts'] })
    },
  })
}
