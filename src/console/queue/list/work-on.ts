import * as words from '#words/queue.ts'
import { EVERYTHING } from '../../../domain/query/query.ts'
import type { AlertRow } from '../../../domain/views/alert-views.ts'
import type { QueueLine } from '../../../engine/worker/queue-client.ts'
import type { Many } from '../../shared/triage/many.ts'
import { say } from '../../ui/Toast.tsx'
import type { ChosenByQuery, Selection } from './use-selection.ts'

interface Place {
  readonly selection: Selection
  /** The line under the cursor, and its alert; null where it has not come yet. */
  readonly line: QueueLine | null
  readonly row: AlertRow | null
  /** The query of the view, for the record. */
  readonly text: string
}

/**
 * What is selected, else the row under the cursor, else the alerts of the group under it, goes to whoever works on it. A group, or a
 * row that stands for its repeats, is worked as all of them, and nothing of it is left selected: the next key means the next line.
 */
export function workOn(
  { selection, line, row, text }: Place,
  ofRows: (rows: readonly AlertRow[]) => void,
  ofMany: (many: Many) => void,
): void {
  let settling = selection.pending()
  if (selection.count === 0 && settling === null) {
    if (line === null) return say(words.notHereYet)
    if (line.kind === 'group') settling = selection.find(line.query)
    else if (line.repeats > 1) settling = selection.find(EVERYTHING, line.row.number)
  }
  if (settling !== null) {
    // What could not be settled is not the row under the cursor.
    return void settling.then((chosen) => (chosen === null ? say(words.notSelected) : ofMany(manyOf(chosen, text))))
  }
  const chosen = selection.now()
  if (chosen !== null) return ofMany(manyOf(chosen, text))
  return ofRows(selection.rows.length > 0 || row === null ? selection.rows : [row])
}

function manyOf({ byId }: ChosenByQuery, query: string): Many {
  const members = [...byId.values()]
  return { members, first: members.slice(0, 20), query }
}
