import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ActionId } from '../../../domain/action/action.ts'
import { actionOf } from '../../../domain/action/catalogue.ts'
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
import { QueryFailed } from '../QueryFailed.tsx'
import { sayRefusal } from '../use-refusal.ts'
import { PlanPreview } from './PlanPreview.tsx'
import { draftQuery, ownPlaybooksQuery } from './queries.ts'
import { alertName } from './words.ts'

const HOUR_MS = 3_600_000
const STAYS = [
  { value: '', label: 'until somebody takes it back' },
  { value: String(HOUR_MS), label: 'for 1 hour unless confirmed' },
  { value: String(4 * HOUR_MS), label: 'for 4 hours unless confirmed' },
  { value: String(24 * HOUR_MS), label: 'for 1 day unless confirmed' },
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
  const courses =
    useQuery(ownPlaybooksQuery(backend)).data?.filter(({ course }) => course.steps[0]?.action === action) ?? []
  const [stays, setStays] = useState<string>('')
  const restoreAfterMs = stays === '' ? null : Number(stays)
  const draft = useQuery(draftQuery(backend, alert.id, action, { restoreAfterMs, playbook: own === '' ? null : own }))
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
      }),
    onSuccess: async (plan) => {
      await queries.invalidateQueries({ queryKey: ['alerts', 'one', alert.id] })
      void queries.invalidateQueries({ queryKey: ['plans'] })
      onProposed(plan)
    },
  })
  const refusal = draft.data === undefined ? null : sayRefusal(draft.data.mayPropose)
  const waits = isOffline ? 'Proposing waits for the connection to the gateway.' : null
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
      title={`${actionOf(action).title}: propose for ${alertName(alert.number)}`}
      footer={
        <>
          <Button look="ghost" onClick={onClose}>
            Not now
          </Button>
          <Button
            look="ink"
            keys={['Ctrl', '↵']}
            isBusy={proposal.isPending}
            disabledBecause={
              refusal ?? waits ?? (draft.data === undefined ? 'The exact request is still being read.' : null)
            }
            onClick={propose}
          >
            {draft.data?.body.gate.kind === 'auto' ? 'Run it now' : 'Propose to approvers'}
          </Button>
        </>
      }
    >
      <form className="flex flex-col gap-4" onSubmit={(event) => event.preventDefault()}>
        {proposal.error === null ? null : (
          <Banner tone="bad" isUrgent title={`Not proposed. ${failureWords(proposal.error).title}.`}>
            {failureWords(proposal.error).detail}
          </Banner>
        )}
        {draft.isPending ? <LoadingState label="Asking the connector what exactly it would send" /> : null}
        {draft.error === null ? null : <QueryFailed error={draft.error} onRetry={() => void draft.refetch()} />}
        {draft.data === undefined ? null : <PlanPreview body={draft.data.body} />}
        <TextArea
          label="Why this, and why now"
          value={reason}
          onChange={setReason}
          maxLength={2000}
          hint="Approvers read it first. It is under the digest that they sign."
          error={isTried && isReasonShort ? 'Say in a few words what convinced you.' : null}
        />
        {courses.length === 0 ? null : (
          <Select
            label="Carry out"
            isLabelShown
            value={own}
            onChange={setOwn}
            choices={[
              { value: '', label: 'this action alone' },
              ...courses.map(({ id, title, version, course }) => ({
                value: id,
                label: `${title} v${version}, ${course.steps.length} actions`,
              })),
            ]}
          />
        )}
        {actionOf(action).rollback === null ? null : (
          <div>
            <Select label="It stays" isLabelShown value={stays} onChange={setStays} choices={STAYS} />
            <p className="mt-1 text-small text-text-3">
              {stays === ''
                ? 'Taking it back is a plan of its own, with a gate of its own.'
                : 'Then it is taken back by itself, unless somebody else confirms it. Whoever approves the plan approves that too.'}
            </p>
          </div>
        )}
        {goesPastCap ? (
          <div>
            <Checkbox isChecked={isCapKnown} onChange={setIsCapKnown}>
              I know that this goes past the restraint cap, and that it therefore takes two people.
            </Checkbox>
            {isTried && !isCapKnown ? (
              <p className="mt-1 text-small text-bad">Tick it, or choose the smaller action.</p>
            ) : null}
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
