import type { QueryClient } from '@tanstack/react-query'
import * as words from '#words/shared/desk.ts'
import { alertName, closed, STATUS_WORDS } from '#words/shared/triage.ts'
import type { Backend } from '../../../backend/port.ts'
import type { AlertChange, AlertRow } from '../../../domain/views/alert-views.ts'
import type { BulkView } from '../../../domain/views/bulk-views.ts'
import type { BulkMember } from '../../../domain/work/bulk.ts'
import { say } from '../../ui/Toast.tsx'
import { offerUndo } from '../../ui/undo.ts'
import { runHere } from './active-bulk.ts'
import { startParts } from './bulk-parts.ts'
import { AlertMovedOn, changeAsSeen } from './use-change-alert.ts'
import { addTrouble, forgetTrouble, SomeLeft } from './work-troubles.ts'

/** What is worked with, and who is told of it. */
export interface Tools {
  readonly backend: Backend
  readonly queries: QueryClient
  /** Called with the row after each change that took effect. */
  readonly onChanged: (row: AlertRow) => void
  /** Called with an alert that somebody else changed, as it is now. */
  readonly onSeen: (row: AlertRow) => void
}

export interface Hands extends Tools {
  readonly meId: string | undefined
}

/** The same key again while the first is under way is one wish. */
const underWay = new Set<string>()
/** Whose alert somebody was told it is, and may press again for. */
let told: { readonly id: string; readonly version: number } | null = null

/**
 * Takes what nobody has. What a colleague has is taken over only when asked again, or where it `isSure`: both may press within a
 * moment, and who came second would not know.
 */
export async function take(hands: Hands, row: AlertRow, isSure = false): Promise<void> {
  const name = alertName(row.number)
  if (row.status === 'closed') return say(closed)
  if (row.assignee?.id === hands.meId) return say(words.isYoursAlready(name))
  const isTold = told !== null && told.id === row.id && told.version === row.version
  if (row.assignee !== null && !isSure && !isTold) {
    told = row
    return say(words.pressAgain(name, row.assignee.name))
  }
  const status = row.status === 'new' ? ({ status: 'acknowledged' } as const) : {}
  const wanted = row.assignee === null ? ({ take: true } as const) : { assignee: 'me', ...status }
  const text = row.assignee === null ? words.isYours(name) : words.tookOver(name, row.assignee.name)
  return change(hands, row, wanted, { notDone: words.wasNotTaken(name), text })
}

export function release(hands: Hands, row: AlertRow): Promise<void> {
  const name = alertName(row.number)
  return change(hands, row, { assignee: null }, { notDone: words.wasNotReleased(name), text: words.released(name) })
}

export function setStatus(hands: Hands, row: AlertRow, status: Exclude<AlertRow['status'], 'closed'>): Promise<void> {
  const name = alertName(row.number)
  const text = words.hasStatus(name, STATUS_WORDS[status].toLowerCase())
  return change(hands, row, { status }, { notDone: words.wasNotChanged(name), text })
}

export function bringBack(hands: Hands, row: AlertRow): Promise<void> {
  const name = alertName(row.number)
  const wanted = row.hold?.kind === 'risk-accepted' ? ({ status: 'new' } as const) : { snooze: null }
  return change(hands, row, wanted, { notDone: words.wasNotBroughtBack(name), text: words.isBack(name) })
}

export function resumeClock(hands: Hands, row: AlertRow): Promise<void> {
  const said = { notDone: words.clockStands(alertName(row.number)), text: words.theClockRuns }
  return change(hands, row, { sla: 'resume' }, said)
}

export function removeTag(hands: Hands, row: AlertRow, tag: string): Promise<void> {
  return change(hands, row, { removeTags: [tag] }, { notDone: words.wasNotTakenOff(tag), text: words.takenOff(tag) })
}

/** Several as one action, which nobody has to confirm: it is taken back as quickly. What colleagues have is left, and named. */
export function takeMany(hands: Hands, members: readonly BulkMember[], query: string | null): Promise<void> {
  return changeMany(hands, { members, query, change: { take: true } }, words.someAreYours)
}

export function releaseMany(hands: Hands, members: readonly BulkMember[], query: string | null): Promise<void> {
  return changeMany(hands, { members, query, change: { assignee: null } }, words.someReleased)
}

/** What somebody did to one alert can be taken back, as far as nobody went on from there. */
export function offerToTakeBack(hands: Tools, row: AlertRow, text: string | null): void {
  const name = alertName(row.number)
  offerUndo({
    text,
    onUndo: () => {
      const said = { notDone: words.wasNotTakenBack(name), text: words.takenBack(name) }
      void change(hands, row, { takeBack: true }, said)
    },
  })
}

export function offerToTakeBackMany(hands: Tools, { id }: BulkView, text: string | null): void {
  offerUndo({ text, onUndo: () => void runMany(hands, () => hands.backend.undoBulk(id), words.allTakenBack) })
}

interface Said {
  readonly notDone: string
  /** What was done, where it can be taken back. */
  readonly text: string
}

async function change(hands: Tools, row: AlertRow, wanted: AlertChange, { notDone, text }: Said) {
  if (underWay.has(row.id)) return
  underWay.add(row.id)
  forgetTrouble(row.id)
  try {
    const changed = await changeAsSeen(hands.backend, row, wanted)
    hands.onChanged(changed)
    if (wanted.takeBack === true) say(text)
    else offerToTakeBack(hands, changed, text)
  } catch (error) {
    if (error instanceof AlertMovedOn) hands.onSeen(error.row)
    addTrouble({ about: row.id, error: error as Error, notDone })
  } finally {
    underWay.delete(row.id)
    void hands.queries.invalidateQueries({ queryKey: ['alerts', 'one', row.id] })
  }
}

async function changeMany(
  hands: Hands,
  asked: Parameters<typeof startParts>[1],
  sayWhat: (changed: number, total: number) => string,
): Promise<void> {
  const ids = asked.members.map(({ id }) => id)
  if (ids.some((id) => underWay.has(id))) return
  for (const id of ids) underWay.add(id)
  try {
    await runMany(hands, () => startParts(hands.backend, asked), sayWhat)
  } finally {
    for (const id of ids) underWay.delete(id)
  }
}

async function runMany(
  hands: Tools,
  start: () => Promise<BulkView>,
  sayWhat: (changed: number, total: number) => string,
): Promise<void> {
  try {
    const end = await runHere(hands.backend, await start(), {
      isStopped: () => false,
      onStep: (_bulk, changed) => changed.forEach(hands.onChanged),
    })
    const text = sayWhat(end.counts.changed, end.total)
    if (end.counts.changed > 0 && end.undoes === null) offerToTakeBackMany(hands, end, text)
    else say(text)
    // Those that were so already are no news.
    const { refused, collided, gone } = end.counts
    if (refused + collided + gone > 0) addTrouble({ about: end.id, error: new SomeLeft(end.others), notDone: text })
  } catch (error) {
    addTrouble({ about: 'bulk', error: error as Error, notDone: words.notAllChanged })
  }
  void hands.queries.invalidateQueries({ queryKey: ['bulk'] })
}
