import { EVERYTHING, type Query } from '../../../domain/query/query.ts'
import type { AlertRow } from '../../../domain/views/alert-views.ts'
import { MOST_IN_ALL } from '../../../domain/work/bulk.ts'
import type { QueueLine } from '../../../engine/worker/queue-client.ts'
import { useKeys } from '../../shared/keys/use-keys.ts'
import type { Many } from '../../shared/triage/many.ts'
import type { useAlertDesk } from '../../shared/triage/use-alert-desk.tsx'
import { alertName } from '../../shared/triage/words.ts'
import type { WorkKind } from '../../shared/triage/work-kinds.ts'
import { say } from '../../ui/Toast.tsx'
import { FIRST_LINES, type QueueLines } from '../engine/use-queue-lines.ts'
import { QUEUE_KEYS } from '../queue-keys.ts'
import type { QueueView } from '../queue-view.ts'
import { words } from '../words.ts'
import type { ChosenByQuery, Selection } from './use-selection.ts'

interface QueueWorkOptions {
  readonly lines: QueueLines
  readonly view: QueueView
  readonly selection: Selection
  readonly desk: ReturnType<typeof useAlertDesk>
  /** The line under the cursor, and its alert as new as it is known. */
  readonly lineHere: () => QueueLine | null
  readonly rowHere: () => AlertRow | null
  readonly onSuppressQuery: () => void
  readonly onValues: (row: AlertRow) => void
  readonly onShowNew: () => void
  readonly onPause: () => void
}

/** The work of the queue's keys and of its bars: on what is selected, else on what the cursor is on. */
export function useQueueWork(options: QueueWorkOptions) {
  const { lines, view, selection, desk, lineHere, rowHere } = options

  const selectQuery = async (also: Query, repeatsOf?: number) => {
    const left = await selection.addQuery(also, repeatsOf)
    if (left > 0) say(words.selectMost(MOST_IN_ALL))
  }
  const selectAll = () => {
    if (lines.shown === null) return
    const { lines: count, matched } = lines.shown.counts
    // Nothing behind them, and all of them here: they are known one by one.
    if (count === matched && count <= FIRST_LINES && view.groupBy.length === 0) void selection.addLines(0, count)
    else void selectQuery(EVERYTHING)
  }
  /** What is selected, else the row under the cursor, else the alerts of the group under it. */
  const onWorked = (ofRows: (rows: readonly AlertRow[]) => void, ofMany: (many: Many) => void) => {
    const line = lineHere()
    const row = rowHere()
    // What a query chose goes by `ofMany`: never a few of them for all.
    const rows = selection.query !== null ? [] : selection.rows.length > 0 ? selection.rows : row === null ? [] : [row]
    const go = (chosen: ChosenByQuery | null) => (chosen === null ? ofRows(rows) : ofMany(manyOf(chosen, view.text)))
    const isFree = selection.count === 0 && selection.pending() === null
    if (line?.kind === 'group' && isFree) void selectQuery(line.query)
    // A row that stands for its repeats is worked as all of them.
    if (line?.kind === 'row' && line.repeats > 1 && isFree) void selectQuery(EVERYTHING, line.row.number)
    const settling = selection.pending()
    if (settling === null) return go(selection.now())
    // What could not be settled is not the row under the cursor.
    void settling.then((chosen) => (chosen === null ? say(words.notSelected) : go(chosen)))
  }
  const ask = (kind: WorkKind) =>
    onWorked(
      (rows) => desk.ask(kind, rows),
      (many) => desk.askMany(kind, many),
    )
  const take = () =>
    onWorked(
      (rows) => void desk.takeAll(rows),
      (many) => void desk.takeMany(many.members, many.query),
    )
  const release = () =>
    onWorked(
      (rows) => void desk.releaseAll(rows),
      (many) => void desk.releaseMany(many.members, many.query),
    )
  const link = () =>
    onWorked(
      (rows) => desk.ask('link', rows),
      () => say(words.notLinked),
    )
  const suppress = () => {
    const row = rowHere()
    // One alert is the pattern for those like it, whatever it stands for.
    if (row !== null && selection.count === 0) return desk.ask('suppress', [row])
    return onWorked(
      (rows) => desk.ask('suppress', rows),
      () => say(words.notSuppressed),
    )
  }
  const propose = () => {
    const row = rowHere()
    if (row === null || row.action === null) say('No action is proposed for this alert.')
    else if (row.gate === 'blocked') say(`${alertName(row.number)} is blocked: open it to see what would unblock it.`)
    else desk.askPropose(row, row.action)
  }

  // A key that may not work says why: silence would look like a fault.
  const allowed = (work: () => void, refusal = desk.triageRefusal) => (refusal === null ? work : () => say(refusal))
  useKeys(QUEUE_KEYS, {
    take: allowed(take),
    release: allowed(release),
    close: allowed(() => ask('close')),
    snooze: allowed(() => ask('snooze')),
    assign: allowed(() => ask('assign')),
    tag: allowed(() => ask('tag')),
    link: allowed(link),
    suppress: allowed(suppress, desk.suppressRefusal),
    'suppress-query': allowed(options.onSuppressQuery, desk.suppressRefusal),
    propose: allowed(propose, desk.proposeRefusal),
    filter: () => {
      const row = rowHere()
      if (row !== null) options.onValues(row)
    },
    'show-new': options.onShowNew,
    pause: options.onPause,
  })
  return { ask, take, selectQuery, selectAll }
}

function manyOf({ byId }: ChosenByQuery, query: string): Many {
  const members = [...byId.values()]
  return { members, first: members.slice(0, 20), query }
}
