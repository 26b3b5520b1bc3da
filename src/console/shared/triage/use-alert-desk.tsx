import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import * as words from '#words/shared/triage.ts'
import { alertName, STATUS_WORDS } from '#words/shared/triage.ts'
import type { ActionId } from '../../../domain/action/action.ts'
import type { AlertChange, AlertRow } from '../../../domain/views/alert-views.ts'
import type { BulkView } from '../../../domain/views/bulk-views.ts'
import { announce } from '../../ui/announce.ts'
import { later } from '../../ui/later.ts'
import { offerUndo, say } from '../../ui/Toast.tsx'
import { useBackend } from '../backend.tsx'
import { useIsOffline } from '../connection.ts'
import { useSession } from '../session.ts'
import { refusalOf } from '../use-refusal.ts'
import { runHere } from './active-bulk.ts'
import { startParts } from './bulk-parts.ts'
import type { Many } from './many.ts'
import { useChangeAlert } from './use-change-alert.ts'
import type { Asked } from './WorkDialogs.tsx'
import { WORK_KINDS, type WorkKind } from './work-kinds.ts'

const WorkDialogs = later(() => import('./WorkDialogs.tsx').then((module) => module.WorkDialogs))

interface Trouble {
  readonly error: Error
  readonly notDone: string
}

interface AlertDeskOptions {
  /** Called with the row after each change that took effect. */
  readonly onChanged: (row: AlertRow) => void
  /** The focus goes back to the list. */
  readonly onDone: () => void
}

/** The work a person does on alerts, from a list or on one: take, release, put aside, close, propose. Refusals are told, never swallowed. */
export function useAlertDesk({ onChanged, onDone }: AlertDeskOptions) {
  const session = useSession()
  const person = session?.person ?? null
  const isOffline = useIsOffline()
  const work = useChangeAlert()
  const backend = useBackend()
  const queries = useQueryClient()
  const [asked, setAsked] = useState<Asked | null>(null)
  const [trouble, setTrouble] = useState<Trouble | null>(null)

  const refusal = (verb: 'triage-alert' | 'accept-risk' | 'suppress-alerts' | 'propose-plan'): string | null => {
    return refusalOf(session, verb) ?? (isOffline ? words.thisWaits : null)
  }

  const change = (row: AlertRow, wanted: AlertChange, notDone: string, after: (row: AlertRow) => void) => {
    setTrouble(null)
    // Each by its own promise: callbacks that are handed to `mutate` are only called for the last of several under way.
    work.mutateAsync({ row, change: wanted }).then(
      (changed) => {
        onChanged(changed)
        after(changed)
      },
      (error: Error) => setTrouble({ error, notDone }),
    )
  }

  const take = (row: AlertRow) => {
    if (row.status === 'closed' || row.assignee?.id === person?.id) return
    const status = row.status === 'new' ? ({ status: 'acknowledged' } as const) : {}
    change(row, { assignee: 'me', ...status }, words.wasNotTaken(alertName(row.number)), (taken) => {
      announce(words.taken(alertName(row.number)))
      offerUndo({
        text: words.isYours(alertName(row.number)),
        onUndo: () => release(taken),
      })
    })
  }

  /** Several as one action, which nobody has to confirm: it is taken back as quickly. */
  const takeAll = async (rows: readonly AlertRow[]) => {
    const [row] = rows
    if (row === undefined) return
    if (rows.length === 1) return take(row)
    return takeMany(
      rows.map(({ id, version }) => ({ id, version })),
      null,
    )
  }

  const takeMany = (members: Many['members'], query: string | null) =>
    runMany(
      () => startParts(backend, { members, query, change: { assignee: 'me' } }),
      (end) => offerBack(end, words.someAreYours(end.counts.changed, end.total)),
    )

  const offerBack = (end: BulkView, text: string) => {
    announce(text)
    if (end.counts.changed === 0) return say(`${text} ${end.others[0]?.because ?? ''}`)
    return offerUndo({
      text,
      onUndo: () =>
        void runMany(
          () => backend.undoBulk(end.id),
          () => undefined,
        ),
    })
  }

  const runMany = async (start: () => Promise<BulkView>, after: (end: BulkView) => void) => {
    setTrouble(null)
    try {
      const end = await runHere(backend, await start(), {
        isStopped: () => false,
        onStep: (_bulk, changed) => changed.forEach(onChanged),
      })
      after(end)
    } catch (error) {
      setTrouble({ error: error as Error, notDone: words.notAllChanged })
    }
    void queries.invalidateQueries({ queryKey: ['bulk'] })
  }

  const release = (row: AlertRow) => {
    if (row.assignee === null) return
    change(row, { assignee: null }, words.wasNotReleased(alertName(row.number)), () =>
      announce(words.released(alertName(row.number))),
    )
  }

  /** Several as one action, taken back as quickly as it was done. */
  const releaseAll = async (rows: readonly AlertRow[]) => {
    const held = rows.filter(({ assignee }) => assignee !== null)
    const [row] = held
    if (row === undefined) return
    if (held.length === 1) return release(row)
    return releaseMany(
      held.map(({ id, version }) => ({ id, version })),
      null,
    )
  }

  const releaseMany = (members: Many['members'], query: string | null) =>
    runMany(
      () => startParts(backend, { members, query, change: { assignee: null } }),
      (end) => offerBack(end, words.someReleased(end.counts.changed, end.total)),
    )

  const setStatus = (row: AlertRow, status: Exclude<AlertRow['status'], 'closed'>) =>
    change(row, { status }, words.wasNotChanged(alertName(row.number)), () =>
      announce(words.hasStatus(alertName(row.number), STATUS_WORDS[status].toLowerCase())),
    )

  const bringBack = (row: AlertRow) =>
    change(
      row,
      row.hold?.kind === 'risk-accepted' ? { status: 'new' } : { snooze: null },
      words.wasNotBroughtBack(alertName(row.number)),
      () => announce(words.isBack(alertName(row.number))),
    )

  const resumeClock = (row: AlertRow) =>
    change(row, { sla: 'resume' }, words.clockStands(alertName(row.number)), () => announce(words.theClockRuns))

  const removeTag = (row: AlertRow, tag: string) =>
    change(row, { removeTags: [tag] }, words.wasNotTakenOff(tag), () => announce(words.takenOff(tag)))

  const ask = (kind: WorkKind, rows: readonly AlertRow[]) => {
    const fitting = rows.filter(WORK_KINDS[kind].fits)
    if (fitting.length > 0) setAsked({ kind, rows: fitting, many: null })
    else say(WORK_KINDS[kind].whyNone)
  }

  /** What was chosen by a query: which of them it fits is said by the gateway, before anything is done. */
  const askMany = (kind: WorkKind, many: Many) => setAsked({ kind, rows: [], many })

  const finish = () => {
    setAsked(null)
    onDone()
  }

  return {
    isBusy: work.isPending,
    trouble,
    forgetTrouble: () => setTrouble(null),
    triageRefusal: refusal('triage-alert'),
    acceptRefusal: refusal('accept-risk'),
    suppressRefusal: refusal('suppress-alerts'),
    proposeRefusal: refusal('propose-plan'),
    isMine: (row: AlertRow) => row.assignee?.id === person?.id,
    take,
    takeAll,
    takeMany,
    release,
    releaseAll,
    releaseMany,
    setStatus,
    bringBack,
    resumeClock,
    removeTag,
    ask,
    askMany,
    askPropose: (row: AlertRow, action: ActionId) => setAsked({ kind: 'propose', row, action }),
    dialogs: asked === null ? null : <WorkDialogs asked={asked} onChanged={onChanged} onClose={finish} />,
  }
}
