import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import * as words from '#words/policy.tsx'
import { impassable } from '../../domain/policy/quorum-people.ts'
import type { PolicyDetail } from '../../domain/views/change-views.ts'
import type { ScenarioContent } from '../../domain/views/history-views.ts'
import type { Baseline, HistoryFacts, WhatIfLab } from '../../engine/worker/whatif-client.ts'
import { useBackend } from '../shared/backend.tsx'
import { failureWords } from '../shared/backend-error.ts'
import { CONFIRM_CAPS } from '../shared/keys/confirm-caps.ts'
import { usePeopleHere } from '../shared/policy/use-people-here.ts'
import { Link } from '../shared/router/Link.tsx'
import { useRefusal } from '../shared/use-refusal.ts'
import { announce } from '../ui/announce.ts'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { Checkbox } from '../ui/Checkbox.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { countText } from '../ui/number-text.ts'
import { TextArea } from '../ui/TextField.tsx'
import { type Headline, headlinesOf } from './counts.ts'
import { predictionOf } from './prediction.ts'
import { Refusal } from './Refusal.tsx'

interface ProposeDialogProps {
  readonly lab: WhatIfLab
  readonly facts: HistoryFacts | null
  readonly draft: ScenarioContent
  readonly inForce: PolicyDetail
  readonly modes: Baseline['modes']
  readonly onClose: () => void
}

const MIN_REASON = 3

/** Hands the policy of the draft to a second person, with what it comes to by itself: without triggers and suppositions. */
export function ProposeDialog({ lab, facts, draft, inForce, modes, onClose }: ProposeDialogProps) {
  const backend = useBackend()
  const queries = useQueryClient()
  const refusal = useRefusal('propose-change')
  const [reason, setReason] = useState('')
  const [isMeant, setIsMeant] = useState(false)
  const { policy } = draft
  const counted = useQuery({
    queryKey: ['what-if', 'proposal', policy, inForce.policy.version, facts?.asOf],
    queryFn: async () => {
      const outcome = await lab.ask({
        kind: 'run',
        baseline: { policy: inForce.policy, modes },
        draft: { policy, triggers: [], identities: [], exercised: [] },
        isTailHeldBack: false,
      })
      if (outcome.kind !== 'answered') throw new Error('The draft could not be counted.')
      return outcome.answer.run
    },
    enabled: facts !== null,
    retry: false,
    gcTime: 0,
  })
  const proposal = useMutation({
    mutationFn: () =>
      backend.proposeChange({
        kind: 'policy',
        baseVersion: inForce.policy.version,
        policy,
        activateAt: null,
        reason: reason.trim(),
        acceptsImpassable: stuck.length > 0 && isMeant,
        ...(counted.data === undefined || facts === null || facts.alerts === 0
          ? {}
          : { prediction: predictionOf(facts, counted.data.after) }),
      }),
    onSuccess: async ({ change }) => {
      announce(words.cProposed(change.number))
      await queries.invalidateQueries({ queryKey: ['changes'] })
      void queries.invalidateQueries({ queryKey: ['policy'] })
    },
  })
  const isSame = JSON.stringify({ ...policy, version: 0 }) === JSON.stringify({ ...inForce.policy, version: 0 })
  const here = usePeopleHere()
  const stuck = here === null ? [] : impassable(policy.gate.quorums, inForce.policy.gate.quorums, here.approvers)
  const because =
    refusal ??
    (isSame ? words.thePolicy : null) ??
    (inForce.openChangeId === null ? null : words.anotherChange) ??
    (counted.isPending && facts !== null ? words.whatItComes : null) ??
    (stuck.length > 0 && !isMeant ? words.sayThatYouMeanIt : null) ??
    (reason.trim().length < MIN_REASON ? words.sayWhyInAFew : null)
  const failed = proposal.error === null ? null : failureWords(proposal.error)
  const more = draft.triggers.length + draft.identities.length + draft.exercised.length
  if (proposal.data !== undefined) {
    const { change } = proposal.data
    return (
      <Dialog
        isOpen
        onClose={onClose}
        title={words.cWaitsForSomebody(change.number)}
        footer={<Button onClick={onClose}>{words.goOnTrying}</Button>}
      >
        <p>
          {words.itIsNotInForce(
            <Link
              to="/triggers"
              search={{ tab: 'changes', change: change.id }}
              className="text-accent underline underline-offset-2"
            >
              {words.openC(change.number)}
            </Link>,
          )}
        </p>
      </Dialog>
    )
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      onConfirm={() => {
        if (because === null && !proposal.isPending) proposal.mutate()
      }}
      title={words.proposeThisPolicy}
      description={words.itReplacesVOnce(inForce.policy.version)}
      footer={
        <Button
          look="ink"
          keys={CONFIRM_CAPS}
          disabledBecause={because}
          isBusy={proposal.isPending}
          onClick={() => proposal.mutate()}
        >
          {words.proposeToTheReviewers}
        </Button>
      }
    >
      <div className="flex flex-col gap-3">
        {counted.data === undefined ? (
          <p className="text-text-2">{counted.isError ? words.itCouldNotBeCounted : words.beingCounted}</p>
        ) : (
          <Words
            before={headlinesOf(counted.data).was}
            after={headlinesOf(counted.data).is}
            alerts={counted.data.after.alerts}
          />
        )}
        {more === 0 ? null : <p className="text-doubt">{words.onlyThePolicy(more)}</p>}
        {stuck.map((say) => (
          <Refusal key={say} isBad text={say} />
        ))}
        {stuck.length === 0 ? null : (
          <Checkbox isChecked={isMeant} onChange={setIsMeant}>
            {words.proposeItAllTheSame}
          </Checkbox>
        )}
        <TextArea label={words.why} value={reason} onChange={setReason} maxLength={2000} />
        {failed === null ? null : (
          <Banner tone="bad" title={failed.title}>
            {failed.detail}
          </Banner>
        )}
      </div>
    </Dialog>
  )
}

interface WordsProps {
  readonly before: Headline
  readonly after: Headline
  readonly alerts: number
}

function Words({ before, after, alerts }: WordsProps) {
  return (
    <p className="text-text-2 tabular-nums">
      {words.overContained(
        alerts,
        <b>{countText(after.contained)}</b>,
        before.contained,
        <b>{countText(after.automatic)}</b>,
        before.automatic,
        <b>{countText(after.votesPerDay)}</b>,
        before.votesPerDay,
        <b>{countText(after.missed)}</b>,
        before.missed,
      )}
    </p>
  )
}
