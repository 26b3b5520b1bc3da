import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import * as words from '#words/cases.ts'
import { alertName, namesOf } from '#words/shared/triage.ts'
import { caseName } from '../../domain/case/case-name.ts'
import type { AlertRow } from '../../domain/views/alert-views.ts'
import type { CaseView } from '../../domain/views/case-views.ts'
import type { StoryAlert } from '../../domain/views/story-views.ts'
import { useBackend } from '../shared/backend.tsx'
import { FormDialog } from '../shared/FormDialog.tsx'
import { ReasonField, useReason } from '../shared/triage/ReasonField.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { TextField } from '../ui/TextField.tsx'
import { ProposeAllDialog } from './ProposeAllDialog.tsx'

export type CaseAsked =
  | { readonly kind: 'rename' | 'close' | 'add-by-number' }
  | { readonly kind: 'add'; readonly alerts: readonly StoryAlert[] }
  | { readonly kind: 'remove'; readonly alert: AlertRow }
  | { readonly kind: 'propose'; readonly rows: readonly AlertRow[] }

interface OfCase {
  readonly file: CaseView
  readonly onClose: () => void
}

/** What a case asks before it changes. */
export function CaseDialogs({ asked, file, onClose }: OfCase & { readonly asked: CaseAsked }) {
  if (asked.kind === 'propose') return <ProposeAllDialog rows={asked.rows} onClose={onClose} />
  if (asked.kind === 'rename') return <RenameDialog file={file} onClose={onClose} />
  if (asked.kind === 'close') return <CloseCaseDialog file={file} onClose={onClose} />
  if (asked.kind === 'add') return <AddDialog file={file} alerts={asked.alerts} onClose={onClose} />
  if (asked.kind === 'remove') return <RemoveDialog file={file} alert={asked.alert} onClose={onClose} />
  return <AddByNumberDialog file={file} onClose={onClose} />
}

/** A change of the case that closes the dialog when it is done, and makes what was read of it old either way. */
function useChange<Given>(work: (given: Given) => Promise<unknown>, onClose: () => void) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: work,
    onSuccess: onClose,
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ['cases'] })
      return queries.invalidateQueries({ queryKey: ['alerts'] })
    },
  })
}

function RenameDialog({ file, onClose }: OfCase) {
  const backend = useBackend()
  const [name, setName] = useState(file.name)
  const renaming = useChange((given: string) => backend.changeCase(file.id, { name: given }, file.version), onClose)
  const isShort = name.trim().length < 3
  return (
    <FormDialog
      title={words.renameTitle(caseName(file.number))}
      send={words.renameSend}
      leave={words.leave}
      isBusy={renaming.isPending}
      error={renaming.error}
      failed={words.renameFailed}
      onClose={onClose}
      onSend={() => (isShort ? undefined : renaming.mutate(name.trim()))}
    >
      <TextField
        label={words.renameField}
        value={name}
        onChange={setName}
        maxLength={200}
        error={isShort ? words.nameTooShort : null}
      />
    </FormDialog>
  )
}

function CloseCaseDialog({ file, onClose }: OfCase) {
  const backend = useBackend()
  const reason = useReason()
  const closing = useChange(
    (given: string) => backend.changeCase(file.id, { status: 'closed', reason: given }, file.version),
    onClose,
  )
  const send = () => {
    const given = reason.ask()
    if (given !== null) closing.mutate(given)
  }
  return (
    <FormDialog
      title={words.closeTitle(caseName(file.number))}
      send={words.closeSend}
      leave={words.leave}
      isBusy={closing.isPending}
      error={closing.error}
      failed={words.closeFailed}
      onClose={onClose}
      onSend={send}
    >
      <ReasonField reason={reason} hint={words.why} />
    </FormDialog>
  )
}

function AddDialog({ file, alerts, onClose }: OfCase & { readonly alerts: readonly StoryAlert[] }) {
  const backend = useBackend()
  const reason = useReason()
  const alertIds = alerts.map(({ id }) => id)
  const adding = useChange(
    (given: string) => backend.addToCase(file.id, { alertIds, reason: given }, file.version),
    onClose,
  )
  const send = () => {
    const given = reason.ask()
    if (given !== null) adding.mutate(given)
  }
  return (
    <FormDialog
      title={words.addTitle(alerts.length)}
      description={<span className="font-mono">{namesOf(alerts)}</span>}
      send={words.addSend}
      leave={words.leave}
      isBusy={adding.isPending}
      error={adding.error}
      failed={words.addFailed}
      onClose={onClose}
      onSend={send}
    >
      <ReasonField reason={reason} hint={words.why} />
    </FormDialog>
  )
}

/** Any alert, tied or not: people know what ties do not say. */
function AddByNumberDialog({ file, onClose }: OfCase) {
  const backend = useBackend()
  const [text, setText] = useState('')
  const reason = useReason()
  const number = /^\s*(?:a-)?(\d{1,9})\s*$/i.exec(text)?.[1]
  const adding = useChange(async (given: string) => {
    const { items } = await backend.listAlerts({ text: `A-${number}`, limit: 50 })
    const alert = items.find((one) => one.number === Number(number))
    if (alert === undefined) throw new Error(words.noNumber(`A-${number}`))
    return backend.addToCase(file.id, { alertIds: [alert.id], reason: given }, file.version)
  }, onClose)
  const send = () => {
    const given = reason.ask()
    if (given !== null && number !== undefined) adding.mutate(given)
  }
  return (
    <FormDialog
      title={words.addTitle(1)}
      send={words.addSend}
      leave={words.leave}
      isBusy={adding.isPending}
      error={adding.error}
      failed={words.addFailed}
      onClose={onClose}
      onSend={send}
    >
      <TextField
        label={words.number}
        value={text}
        onChange={setText}
        hint={words.numberHint}
        maxLength={12}
        error={reason.isAsked && number === undefined ? words.numberHint : null}
      />
      <ReasonField reason={reason} hint={words.why} />
    </FormDialog>
  )
}

function RemoveDialog({ file, alert, onClose }: OfCase & { readonly alert: AlertRow }) {
  const backend = useBackend()
  const reason = useReason()
  const removing = useChange(
    (given: string) => backend.removeFromCase(file.id, { alertId: alert.id, reason: given }, file.version),
    onClose,
  )
  const send = () => {
    const given = reason.ask()
    if (given !== null) removing.mutate(given)
  }
  return (
    <FormDialog
      title={words.removeName(alertName(alert.number))}
      description={<HostileText text={alert.title} />}
      send={words.remove}
      leave={words.leave}
      isBusy={removing.isPending}
      error={removing.error}
      failed={words.removeFailed}
      onClose={onClose}
      onSend={send}
    >
      <ReasonField reason={reason} hint={words.why} />
    </FormDialog>
  )
}
