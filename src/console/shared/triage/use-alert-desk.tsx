import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import * as words from '#words/shared/triage.ts'
import type { ActionId } from '../../../domain/action/action.ts'
import type { AlertRow } from '../../../domain/views/alert-views.ts'
import type { BulkMember } from '../../../domain/work/bulk.ts'
import { fetchWhenIdle, later } from '../../ui/later.ts'
import { say } from '../../ui/Toast.tsx'
import { useBackend } from '../backend.tsx'
import { useIsOffline } from '../connection.ts'
import { useSession } from '../session.ts'
import { refusalOf } from '../use-refusal.ts'
import type { Hands } from './desk-work.ts'
import type { Many } from './many.ts'
import type { Asked } from './WorkDialogs.tsx'
import { WORK_KINDS, type WorkKind } from './work-kinds.ts'

const WorkDialogs = later(() => import('./WorkDialogs.tsx').then((module) => module.WorkDialogs))

interface AlertDeskOptions {
  /** Called with the row after each change that took effect. */
  readonly onChanged: (row: AlertRow) => void
  /** Called with an alert that a colleague changed first, as it is now. */
  readonly onSeen?: (row: AlertRow) => void
  /** The focus goes back to the list. */
  readonly onDone: () => void
}

/** Fetched once the page stands, at the latest with the first key. */
const loadWork = () => import('./desk-work.ts')
fetchWhenIdle(loadWork)

const noop = () => undefined
const membersOf = (rows: readonly AlertRow[]) => rows.map(({ id, version }) => ({ id, version }))

/** The work a person does on alerts, from a list or on one: take, release, put aside, close, propose. Refusals are told, never swallowed. */
export function useAlertDesk({ onChanged, onSeen = noop, onDone }: AlertDeskOptions) {
  const session = useSession()
  const person = session?.person ?? null
  const isOffline = useIsOffline()
  const backend = useBackend()
  const queries = useQueryClient()
  const [asked, setAsked] = useState<Asked | null>(null)
  const [running, setRunning] = useState(0)

  const refusal = (verb: 'triage-alert' | 'accept-risk' | 'suppress-alerts' | 'propose-plan'): string | null => {
    return refusalOf(session, verb) ?? (isOffline ? words.thisWaits : null)
  }

  type Work = typeof import('./desk-work.ts')
  const work = (run: (how: Work, hands: Hands) => Promise<void>) => {
    setRunning((before) => before + 1)
    loadWork()
      .then((how) => run(how, { backend, queries, meId: person?.id, onChanged, onSeen }))
      .catch(() => say(words.thisWaits))
      .finally(() => setRunning((before) => before - 1))
  }
  const take = (row: AlertRow, isSure = false) => work((how, hands) => how.take(hands, row, isSure))
  const takeMany = (members: readonly BulkMember[], query: string | null) =>
    work((how, hands) => how.takeMany(hands, members, query))
  const releaseMany = (members: readonly BulkMember[], query: string | null) =>
    work((how, hands) => how.releaseMany(hands, members, query))
  const release = (row: AlertRow) => {
    if (row.assignee !== null) work((how, hands) => how.release(hands, row))
    else say(words.nobodyHasIt)
  }
  const isOne = (rows: readonly AlertRow[]): rows is readonly [AlertRow] => rows.length === 1

  const resumeClock = (row: AlertRow) => work((how, hands) => how.resumeClock(hands, row))
  const ask = (kind: WorkKind, rows: readonly AlertRow[]) => {
    // What stands goes on with the same key; of several the ones that run are stopped.
    if (kind === 'pause-clock' && isOne(rows) && rows[0].slaPause !== null) return resumeClock(rows[0])
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
    isBusy: running > 0,
    triageRefusal: refusal('triage-alert'),
    acceptRefusal: refusal('accept-risk'),
    suppressRefusal: refusal('suppress-alerts'),
    proposeRefusal: refusal('propose-plan'),
    isMine: (row: AlertRow) => row.assignee?.id === person?.id,
    /** Asks again before it takes a colleague's, unless it `isSure`. */
    take,
    takeAll: (rows: readonly AlertRow[]) => {
      if (isOne(rows)) take(rows[0])
      else if (rows.length > 0) takeMany(membersOf(rows), null)
    },
    takeMany,
    release,
    releaseAll: (rows: readonly AlertRow[]) => {
      if (isOne(rows)) release(rows[0])
      else if (rows.length > 0) releaseMany(membersOf(rows), null)
    },
    releaseMany,
    setStatus: (row: AlertRow, status: Exclude<AlertRow['status'], 'closed'>) =>
      work((how, hands) => how.setStatus(hands, row, status)),
    bringBack: (row: AlertRow) => work((how, hands) => how.bringBack(hands, row)),
    resumeClock,
    removeTag: (row: AlertRow, tag: string) => work((how, hands) => how.removeTag(hands, row, tag)),
    undo: () => void import('../../ui/undo.ts').then(({ undoLast }) => undoLast()),
    ask,
    askMany,
    askPropose: (row: AlertRow, action: ActionId) => setAsked({ kind: 'propose', row, action }),
    dialogs: asked === null ? null : <WorkDialogs asked={asked} onChanged={onChanged} onClose={finish} />,
  }
}
