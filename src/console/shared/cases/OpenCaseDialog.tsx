import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import * as words from '#words/shared/cases.ts'
import { alertName, namesOf } from '#words/shared/triage.ts'
import type { CaseDraft } from '../../../domain/case/case.ts'
import { caseName } from '../../../domain/case/case-name.ts'
import type { StoryAlert } from '../../../domain/views/story-views.ts'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { HostileText } from '../../ui/HostileText.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useBackend } from '../backend.tsx'
import { FormDialog } from '../FormDialog.tsx'
import { useNavigate } from '../router/router.ts'
import { offerInverse } from '../triage/offer-inverse.ts'
import { storyQuery } from '../triage/queries.ts'
import { ReasonField, useReason } from '../triage/ReasonField.tsx'

const LONGEST_NAME = 200

interface OpenCaseDialogProps {
  readonly alerts: readonly { readonly id: string; readonly number: number }[]
  /** What it is called unless somebody says it better. */
  readonly about: string
  readonly onClose: () => void
}

/** Links alerts as one case, with what their story ties to them; what is ticked comes along, and nothing else. */
export function OpenCaseDialog({ alerts, about, onClose }: OpenCaseDialogProps) {
  const backend = useBackend()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [first] = alerts
  const [name, setName] = useState(about.slice(0, LONGEST_NAME))
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [leavesTaken, setLeavesTaken] = useState(false)
  const [isAsked, setIsAsked] = useState(false)
  const reason = useReason()
  const story = useQuery({
    ...storyQuery(backend, first?.id ?? ''),
    enabled: first !== undefined && alerts.length === 1,
  })
  const tied = (story.data?.alerts ?? []).filter(({ id }) => alerts.every((alert) => alert.id !== id))
  const members = [...alerts.map(({ id }) => id), ...tied.map(({ id }) => id).filter((id) => !left.has(id))]
  const opening = useMutation({
    mutationFn: (draft: CaseDraft) => backend.openCase(draft),
    onSuccess: async (made, { alertIds }) => {
      void queries.invalidateQueries({ queryKey: ['alerts'] })
      void queries.invalidateQueries({ queryKey: ['cases'] })
      const called = caseName(made.number)
      offerInverse(queries, {
        about: made.id,
        text: words.opened(called, alertIds.length - made.alerts),
        undo: async () => {
          await backend.withdrawCase(made.id, made.version)
          // What is on the screen is gone.
          if (window.location.pathname.endsWith(made.id)) navigate({ to: '/queue', search: {} })
        },
        undone: words.withdrawn(called),
        notUndone: words.notWithdrawn(called),
      })
      onClose()
      navigate({ to: '/cases/$caseId', params: { caseId: made.id } })
    },
  })
  const isShort = name.trim().length < 3
  const send = () => {
    setIsAsked(true)
    const given = reason.ask()
    if (given !== null && !isShort) opening.mutate({ name: name.trim(), alertIds: members, reason: given, leavesTaken })
  }
  const toggle = (id: string, isIn: boolean) => {
    const next = new Set(left)
    if (isIn) next.delete(id)
    else next.add(id)
    setLeft(next)
  }
  return (
    <FormDialog
      title={words.title}
      description={words.description}
      send={words.send}
      leave={words.leave}
      isBusy={opening.isPending}
      error={opening.error}
      failed={words.failed}
      onClose={onClose}
      onSend={send}
    >
      <TextField
        label={words.name}
        value={name}
        onChange={setName}
        maxLength={LONGEST_NAME}
        error={isAsked && isShort ? words.nameShort : null}
      />
      <p className="text-small text-text-2">
        {words.members(members.length)}: <span className="font-mono">{namesOf(alerts)}</span>
      </p>
      {members.length === 1 ? null : (
        <Checkbox isChecked={leavesTaken} onChange={setLeavesTaken}>
          {words.leaveTaken}
        </Checkbox>
      )}
      {story.isLoading ? <p className="text-text-3">{words.reading}</p> : null}
      {tied.length === 0 ? null : <Tied alerts={tied} left={left} onToggle={toggle} />}
      <ReasonField reason={reason} hint={words.why} />
    </FormDialog>
  )
}

interface TiedProps {
  readonly alerts: readonly StoryAlert[]
  readonly left: ReadonlySet<string>
  readonly onToggle: (id: string, isIn: boolean) => void
}

function Tied({ alerts, left, onToggle }: TiedProps) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-small text-text-2">{words.tied}</legend>
      <ul className="max-h-56 overflow-y-auto">
        {alerts.map((alert) => (
          <li key={alert.id} className="min-w-0 border-b border-line py-0.5 last:border-b-0">
            <Checkbox isChecked={!left.has(alert.id)} onChange={(isIn) => onToggle(alert.id, isIn)}>
              <span className="font-mono text-small">{alertName(alert.number)}</span>{' '}
              <HostileText text={alert.title} maxLength={60} />{' '}
              <span className="text-small text-text-3">
                <HostileText text={alert.because[0]?.words ?? ''} maxLength={80} />
              </span>
            </Checkbox>
          </li>
        ))}
      </ul>
    </fieldset>
  )
}
