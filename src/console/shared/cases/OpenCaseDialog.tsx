import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import * as words from '#words/shared/cases.ts'
import { alertName, namesOf } from '#words/shared/triage.ts'
import type { CaseDraft } from '../../../domain/case/case.ts'
import { caseName } from '../../../domain/case/case-name.ts'
import { MOST_MEMBERS } from '../../../domain/case/most-members.ts'
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
import { holdingQuery } from './queries.ts'

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
  const [isAsked, setIsAsked] = useState(false)
  const reason = useReason()
  const story = useQuery({
    ...storyQuery(backend, first?.id ?? ''),
    enabled: first !== undefined && alerts.length === 1,
  })
  const tied = (story.data?.alerts ?? []).filter(({ id }) => alerts.every((alert) => alert.id !== id))
  const candidates = [...alerts, ...tied].map(({ id }) => id)
  const members = candidates.filter((id) => !left.has(id))
  const holding = useQuery(holdingQuery(backend, candidates.slice(0, MOST_MEMBERS)))
  const taken = (holding.data ?? []).flatMap(({ alertIds, ...by }) => {
    const some = [...alerts, ...tied].filter(({ id }) => alertIds.includes(id) && !left.has(id))
    return some.length === 0 ? [] : [{ ...by, alerts: some }]
  })
  const will = members.length - taken.reduce((sum, by) => sum + by.alerts.length, 0)
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
    // Somebody may have taken one in the meantime: then it says so.
    onError: () => void holding.refetch(),
  })
  const isShort = name.trim().length < 3
  const send = () => {
    setIsAsked(true)
    const given = reason.ask()
    if (given === null || isShort) return
    // What was said to stay where it is stays; what somebody takes in the meantime, where nothing was said to stay, is refused.
    opening.mutate({ name: name.trim(), alertIds: members, reason: given, leavesTaken: taken.length > 0 })
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
      {taken.length === 0 ? (
        <p className="text-small text-text-2">
          {words.members(members.length)}: <span className="font-mono">{namesOf(alerts)}</span>
        </p>
      ) : (
        <div role="status" className="text-small text-text-2">
          <p className="text-lead text-text">{words.willBeLinked(will, members.length)}</p>
          <ul>
            {taken.map((by) => (
              <li key={by.id}>
                {words.stays(by.alerts.length, caseName(by.number))} <HostileText text={by.name} maxLength={60} />:{' '}
                <span className="font-mono">{namesOf(by.alerts)}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {holding.isError ? <p className="text-small text-doubt">{words.notChecked}</p> : null}
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
