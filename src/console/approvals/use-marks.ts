import { useMutation, useQueryClient } from '@tanstack/react-query'
import { create } from 'zustand'
import { useBackend } from '../shared/backend.tsx'
import { failureWords } from '../shared/backend-error.ts'
import { announce } from '../ui/announce.ts'
import { say } from '../ui/Toast.tsx'
import { addMark, afterSubmit, type Mark, saySent } from './marks.ts'
import { sendVote } from './use-approvals.ts'

/** Decisions of this tab that are not sent yet. They live until they are sent or cleared; a reload clears them. */
export const useMarks = create<{ readonly marks: readonly Mark[] }>(() => ({ marks: [] }))

/** Marks a plan, or says why that one cannot be sent together with the others. True where it is marked. */
export function mark(next: Mark): boolean {
  const marking = addMark(useMarks.getState().marks, next)
  if (!marking.ok) {
    say(marking.because)
    return false
  }
  useMarks.setState({ marks: marking.marks })
  announce(`Marked: ${marking.marks.length} to submit.`)
  return true
}

export function unmark(planId: string): void {
  useMarks.setState(({ marks }) => ({ marks: marks.filter((one) => one.planId !== planId) }))
}

export function clearMarks(): void {
  useMarks.setState({ marks: [] })
}

/** Sends them one after the other, each for the digest that was on its page; each that is signed asks for the key itself. */
export function useSubmitMarks() {
  const backend = useBackend()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (marks: readonly Mark[]) => {
      const failed = new Map<string, string>()
      for (const one of marks) {
        try {
          await sendVote(backend, one.planId, one)
        } catch (error) {
          failed.set(one.planId, failureWords(error).detail)
        }
      }
      useMarks.setState((now) => ({
        marks: [
          ...now.marks.filter(({ planId }) => !marks.some((one) => one.planId === planId)),
          ...afterSubmit(marks, failed),
        ],
      }))
      say(saySent(marks.length, failed.size))
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['plans'] }),
  })
}
