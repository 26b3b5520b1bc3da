import { useState } from 'react'
import * as words from '#words/cases.ts'
import { alertName, namesOf } from '#words/shared/triage.ts'
import type { Backend } from '../../backend/port.ts'
import { caseName } from '../../domain/case/case-name.ts'
import type { AlertRow } from '../../domain/views/alert-views.ts'
import type { CaseView } from '../../domain/views/case-views.ts'
import type { StoryAlert } from '../../domain/views/story-views.ts'
import { useBackend } from '../shared/backend.tsx'
import { FormDialog } from '../shared/FormDialog.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { TextField } from '../ui/TextField.tsx'
import { ProposeAllDialog } from './ProposeAllDialog.tsx'
import { ReasonedStep } from './ReasonedStep.tsx'
import { type CaseStep, useCaseStep } from './use-case-step.ts'

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

function RenameDialog({ file, onClose }: OfCase) {
  const backend = useBackend()
  const [name, setName] = useState(file.name)
  const step: CaseStep<string> = {
    run: (given) => backend.changeCase(file.id, { name: given }, file.version),
    text: () => words.renamed(caseName(file.number)),
    undo: (after) => backend.changeCase(file.id, { name: file.name }, after.version),
  }
  const renaming = useCaseStep(step, { onDone: onClose })
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
  return (
    <ReasonedStep
      title={words.closeTitle(caseName(file.number))}
      send={words.closeSend}
      failed={words.closeFailed}
      step={{
        run: (reason) => backend.changeCase(file.id, { status: 'closed', reason }, file.version),
        text: () => words.isClosed(caseName(file.number)),
        undo: (after) => backend.changeCase(file.id, { status: 'open' }, after.version),
      }}
      onClose={onClose}
    />
  )
}

/** Alerts that were in it before stay when those that came are taken out again. */
function adding(
  backend: Backend,
  file: CaseView,
  ids: () => readonly string[] | Promise<readonly string[]>,
): CaseStep<string> {
  const came = (after: CaseView) => {
    const before = new Set(file.members.map(({ alert }) => alert.id))
    return after.members.flatMap(({ alert }) => (before.has(alert.id) ? [] : [alert.id]))
  }
  return {
    run: async (reason) => backend.addToCase(file.id, { alertIds: [...(await ids())], reason }, file.version),
    text: (after) => words.areIn(came(after).length, caseName(file.number)),
    undo: async (after) => {
      const alertIds = came(after)
      if (alertIds.length > 0) {
        await backend.removeFromCase(file.id, { alertIds, reason: words.takenBackReason }, after.version)
      }
    },
  }
}

function AddDialog({ file, alerts, onClose }: OfCase & { readonly alerts: readonly StoryAlert[] }) {
  const backend = useBackend()
  return (
    <ReasonedStep
      title={words.addTitle(alerts.length)}
      description={<span className="font-mono">{namesOf(alerts)}</span>}
      send={words.addSend}
      failed={words.addFailed}
      step={adding(backend, file, () => alerts.map(({ id }) => id))}
      onClose={onClose}
    />
  )
}

/** Any alert, tied or not: people know what ties do not say. */
function AddByNumberDialog({ file, onClose }: OfCase) {
  const backend = useBackend()
  const [text, setText] = useState('')
  const number = /^\s*(?:a-)?(\d{1,9})\s*$/i.exec(text)?.[1]
  const find = async () => {
    const { items } = await backend.listAlerts({ text: `A-${number}`, limit: 50 })
    const alert = items.find((one) => one.number === Number(number))
    if (alert === undefined) throw new Error(words.noNumber(`A-${number}`))
    return [alert.id]
  }
  return (
    <ReasonedStep
      title={words.addTitle(1)}
      send={words.addSend}
      failed={words.addFailed}
      step={adding(backend, file, find)}
      isReady={number !== undefined}
      onClose={onClose}
    >
      {(isAsked) => (
        <TextField
          label={words.number}
          value={text}
          onChange={setText}
          hint={words.numberHint}
          maxLength={12}
          error={isAsked && number === undefined ? words.numberHint : null}
        />
      )}
    </ReasonedStep>
  )
}

function RemoveDialog({ file, alert, onClose }: OfCase & { readonly alert: AlertRow }) {
  const backend = useBackend()
  const alertIds = [alert.id]
  return (
    <ReasonedStep
      title={words.removeName(alertName(alert.number))}
      description={<HostileText text={alert.title} />}
      send={words.remove}
      failed={words.removeFailed}
      step={{
        run: (reason) => backend.removeFromCase(file.id, { alertIds, reason }, file.version),
        text: () => words.isOut(alertName(alert.number), caseName(file.number)),
        undo: (after) => backend.addToCase(file.id, { alertIds, reason: words.takenBackReason }, after.version),
      }}
      onClose={onClose}
    />
  )
}
