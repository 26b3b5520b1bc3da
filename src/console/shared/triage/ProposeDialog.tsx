import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { alertName } from '#words/shared/triage.ts'
import * as words from '#words/shared/work.tsx'
import type { ActionId } from '../../../domain/action/action.ts'
import { actionOf } from '../../../domain/action/catalogue.ts'
import { REPOINT_USUAL_MS } from '../../../domain/plan/plan-words.ts'
import type { PlanDraft, PlanView } from '../../../domain/views/plan-views.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Select } from '../../ui/Select.tsx'
import { LoadingState } from '../../ui/states.tsx'
import { TextArea } from '../../ui/TextField.tsx'
import { useBackend } from '../backend.tsx'
import { failureWords } from '../backend-error.ts'
import { useIsOffline } from '../connection.ts'
import { CONFIRM_CAPS } from '../keys/confirm-caps.ts'
import { QueryFailed } from '../QueryFailed.tsx'
import { sayRefusal } from '../use-refusal.ts'
import { PlanPreview } from './PlanPreview.tsx'
import { draftQuery } from './queries.ts'

const HOUR_MS = 3_600_000
const STAYS = [
  { value: '', label: words.untilSomebodyTakes },
  { value: String(HOUR_MS), label: words.forOneHourUnless },
  { value: String(4 * HOUR_MS), label: words.forFourHoursUnless },
  { value: String(24 * HOUR_MS), label: words.forOneDayUnless },
] as const

const PACES = [
  { value: '', label: words.atOnceWaitingForNobody },
  { value: String(HOUR_MS), label: words.inStagesOneHour },
  { value: String(REPOINT_USUAL_MS), label: words.inStagesFourHours },
  { value: String(24 * HOUR_MS), label: words.inStagesOneDay },
] as const

interface ProposeDialogProps {
  readonly alert: { readonly id: string; readonly number: number }
  readonly action: ActionId
  readonly onClose: () => void
  readonly onProposed: (plan: PlanView) => void
}

/** Shows exactly what would be sent and what it takes, asks why, and hands it to the gate. Nothing runs from here. */
export function ProposeDialog({ alert, action, onClose, onProposed }: ProposeDialogProps) {
  const backend = useBackend()
  const queries = useQueryClient()
  const [own, setOwn] = useState<string>('')
  const [stays, setStays] = useState<string>('')
  const restoreAfterMs = stays === '' ? null : Number(stays)
  const [pace, setPace] = useState<string | null>(null)
  // What else there is to choose is said with the draft of the action alone; whoever has not chosen gets what the need allows.
  const alone = useQuery(
    draftQuery(backend, alert.id, action, { restoreAfterMs: null, playbook: null, repointWithinMs: null }),
  ).data
  const courses = alone?.courses ?? []
  const stages = alone?.stages
  const isPaced = own === '' && stages?.isPossible === true
  const chosen = pace ?? (stages?.isAdvised === true ? String(REPOINT_USUAL_MS) : '')
  const repointWithinMs = isPaced && chosen !== '' ? Number(chosen) : null
  const draft = useQuery(
    draftQuery(backend, alert.id, action, { restoreAfterMs, playbook: own === '' ? null : own, repointWithinMs }),
  )
  const isOffline = useIsOffline()
  const [reason, setReason] = useState('')
  const [isCapKnown, setIsCapKnown] = useState(false)
  const [isTried, setIsTried] = useState(false)
  const goesPastCap = draft.data === undefined ? false : exceedsCap(draft.data)
  const isReasonShort = reason.trim().length < 3

  const proposal = useMutation({
    mutationFn: () =>
      backend.propose({
        alertId: alert.id,
        action,
        reason: reason.trim(),
        exceedsCap: isCapKnown,
        restoreAfterMs,
        playbook: own === '' ? null : own,
        repointWithinMs,
      }),
    onSuccess: async (plan) => {
      await queries.invalidateQueries({ queryKey: ['alerts', 'one', alert.id] })
      void queries.invalidateQueries({ queryKey: ['plans'] })
      onProposed(plan)
    },
  })
  const refusal = draft.data === undefined ? null : sayRefusal(draft.data.mayPropose)
  const waits = isOffline ? words.proposingWaits : null
  const propose = () => {
    setIsTried(true)
    if (draft.data === undefined || refusal !== null || waits !== null || proposal.isPending) return
    if (isReasonShort || (goesPastCap && !isCapKnown)) return
    proposal.mutate()
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      onConfirm={propose}
      width="wide"
      title={words.proposeFor(actionOf(action).title, alertName(alert.number))}
      footer={
        <>
          <Button look="ghost" onClick={onClose}>
            {words.notNow}
          </Button>
          <Button
            look="ink"
            keys={CONFIRM_CAPS}
            isBusy={proposal.isPending}
            disabledBecause={refusal ?? waits ?? (draft.data === undefined ? words.theExactRequest : null)}
            onClick={propose}
          >
            {draft.data?.body.gate.kind === 'auto' ? words.runItNow : words.proposeToApprovers}
          </Button>
        </>
      }
    >
      <form className="flex flex-col gap-4" onSubmit={(event) => event.preventDefault()}>
        {proposal.error === null ? null : (
          <Banner tone="bad" isUrgent title={words.notProposed(failureWords(proposal.error).title)}>
            {failureWords(proposal.error).detail}
          </Banner>
        )}
        {draft.isPending ? <LoadingState label={words.askingTheConnector} /> : null}
        {draft.error === null ? null : <QueryFailed error={draft.error} onRetry={() => void draft.refetch()} />}
        {draft.data === undefined ? null : <PlanPreview {...draft.data} />}
        <TextArea
          label={words.whyThisAndWhyNow}
          value={reason}
          onChange={setReason}
          maxLength={2000}
          hint={words.approversRead}
          error={isTried && isReasonShort ? words.sayWhy : null}
        />
        {courses.length === 0 ? null : (
          <Select
            label={words.carryOut}
            isLabelShown
            value={own}
            onChange={setOwn}
            choices={[
              { value: '', label: words.thisActionAlone },
              ...courses.map(({ id, title, version, steps }) => ({
                value: id,
                label: words.courseName(title, version, steps),
              })),
            ]}
          />
        )}
        {isPaced ? (
          <div>
            <Select label={words.pace} isLabelShown value={chosen} onChange={setPace} choices={PACES} />
            <p className="mt-1 text-small text-text-3">{chosen === '' ? words.paceAtOnce : words.paceInStages}</p>
          </div>
        ) : null}
        {actionOf(action).rollback === null ? null : (
          <div>
            <Select label={words.itStays} isLabelShown value={stays} onChange={setStays} choices={STAYS} />
            <p className="mt-1 text-small text-text-3">{stays === '' ? words.takingItBack : words.thenItIsTakenBack}</p>
          </div>
        )}
        {goesPastCap ? (
          <div>
            <Checkbox isChecked={isCapKnown} onChange={setIsCapKnown}>
              {words.knowsTheCap}
            </Checkbox>
            {isTried && !isCapKnown ? <p className="mt-1 text-small text-bad">{words.tickItOrChoose}</p> : null}
          </div>
        ) : null}
      </form>
    </Dialog>
  )
}

/** The gateway says which rule makes it two people; the page only looks the rule up. */
function exceedsCap({ body }: PlanDraft): boolean {
  return body.gate.reasons.some(({ rule }) => rule === 'gate.cap-exceeded')
}
