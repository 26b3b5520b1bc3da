import { useMutation, useQueries, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'
import * as words from '#words/approvals.tsx'
import { planName } from '#words/shared/triage.ts'
import type { PlanView } from '../../domain/views/plan-views.ts'
import { useBackend } from '../shared/backend.tsx'
import { useSession } from '../shared/session.ts'
import { announce } from '../ui/announce.ts'
import { say } from '../ui/Toast.tsx'
import { addMark, afterSubmit, type KeptMarks, type Mark, NO_MARKS, readKept, saySent, withoutOff } from './marks.ts'
import { sendMarks } from './send-marks.ts'
import { planQuery, sendVote } from './use-approvals.ts'

/**
 * Decisions of this tab that are not sent yet. They live until they are sent, cleared or no longer fit their plan, and over a
 * reload; each is bound to the digest it was made on, and all of them to whoever made them.
 */
const useKept = create<KeptMarks>()(
  persist(() => NO_MARKS, {
    name: 'sluicegate-marks',
    storage: createJSONStorage(() => sessionStorage),
    merge: (stored) => readKept(stored),
  }),
)

/** The marks of whoever is signed in. Another person's are not theirs, though it was the same tab. */
export function useMarks(): KeptMarks {
  const kept = useKept()
  const person = useSession()?.person.id
  return kept.by === person ? kept : NO_MARKS
}

/** Marks a plan, or says why that one cannot be sent together with the others. True where it is marked. */
export function mark(by: string, next: Mark): boolean {
  const kept = useKept.getState()
  const { marks, dropped } = kept.by === by ? kept : NO_MARKS
  const marking = addMark(marks, next)
  if (!marking.ok) {
    say(marking.because)
    return false
  }
  useKept.setState({ by, marks: marking.marks, dropped: dropped.filter(({ planId }) => planId !== next.planId) })
  announce(words.markedToSubmit(marking.marks.length))
  return true
}

export function unmark(planId: string): void {
  useKept.setState(({ marks }) => ({ marks: marks.filter((one) => one.planId !== planId) }))
}

export function clearMarks(): void {
  useKept.setState(NO_MARKS)
}

/** It was read which marks were taken off. */
export function forgetDropped(): void {
  useKept.setState({ dropped: [] })
}

/**
 * Looks at the plan of every mark again, when the page opens and with every change that is heard of, and takes those off that
 * were made on something else. Not while they are being sent: what is sent changes its plan itself.
 */
export function useMarksChecked({ marks }: KeptMarks, isSending: boolean): void {
  const backend = useBackend()
  const plans = useQueries({
    // While they are sent each vote is heard of, and looking at all of them again each time would be a question per pair.
    queries: marks.map(({ planId }) => ({
      ...planQuery(backend, planId),
      refetchInterval: false as const,
      enabled: !isSending,
    })),
  })
  useEffect(() => {
    if (isSending) return
    const known = new Map(plans.flatMap(({ data }): [string, PlanView][] => (data ? [[data.body.id, data]] : [])))
    const before = useKept.getState()
    const after = withoutOff(before, known)
    if (after === before) return
    useKept.setState(after)
    const off = after.dropped.filter((one) => !before.dropped.includes(one))
    for (const { number, because } of off) announce(words.theMarkOfIsOff(planName(number), because), 'assertive')
  }, [plans, isSending])
}

/** Sends them one after the other, `before` saying how many went; each for the digest that was on its page; each that is signed asks for the key itself. */
export function useSubmitMarks() {
  const backend = useBackend()
  const queries = useQueryClient()
  const [before, setBefore] = useState(0)
  const submit = useMutation({
    mutationFn: async (marks: readonly Mark[]) => {
      const failed = await sendMarks(marks, (one) => sendVote(backend, one.planId, one), setBefore)
      useKept.setState((now) => ({
        marks: [
          ...now.marks.filter(({ planId }) => !marks.some((one) => one.planId === planId)),
          ...afterSubmit(marks, failed),
        ],
      }))
      say(saySent(marks.length, failed.size))
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['plans'] }),
  })
  return { submit, before }
}
