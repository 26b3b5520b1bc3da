import * as words from '#words/audit.tsx'
import { sentence } from '../../domain/audit/sentence.ts'
import type { AuditRow } from '../../domain/views/other-views.ts'
import { RECORD_WORDS, RecordMark, type RecordState } from '../shared/marks/RecordMark.tsx'
import type { GridColumn } from '../ui/grid-columns.ts'
import { HostileText } from '../ui/HostileText.tsx'
import { countText } from '../ui/number-text.ts'
import { Time } from '../ui/Time.tsx'

/** The columns of the record. Sentences are made here from the entry that was checked, not taken from the gateway. */
export function recordColumns(stateOf: (row: AuditRow) => RecordState): readonly GridColumn<AuditRow>[] {
  return [
    {
      id: 'state',
      header: words.state,
      isHeaderHidden: true,
      width: 30,
      cell: (row) => <RecordMark state={stateOf(row)} isWordHidden />,
    },
    { id: 'time', header: words.time, width: 118, cell: (row) => <Time at={row.entry.at} look="clock" /> },
    {
      id: 'sentence',
      header: words.whatHappened,
      width: { share: 1, minPx: 240 },
      cell: (row) => <SentenceLine row={row} />,
    },
    {
      id: 'number',
      header: words.entryTitle,
      width: 90,
      align: 'end',
      cell: (row) => <span className="text-text-3">{countText(row.entry.sequence)}</span>,
    },
  ]
}

/** Under 640 px: what happened, then when and which entry. */
export function narrowRecord(stateOf: (row: AuditRow) => RecordState) {
  return {
    rowHeightPx: 60,
    content: (row: AuditRow) => (
      <span className="flex flex-col gap-0.5 py-1.5">
        <span className="flex items-center gap-2">
          <RecordMark state={stateOf(row)} isWordHidden />
          <SentenceLine row={row} />
        </span>
        <span className="flex items-center justify-between gap-3 text-small text-text-2">
          <Time at={row.entry.at} look="clock" />
          <span className="text-text-3 tabular-nums">{countText(row.entry.sequence)}</span>
        </span>
      </span>
    ),
  }
}

export function SentenceLine({ row }: { readonly row: AuditRow }) {
  const { who, did, what, detail } = sentence(row.entry)
  return (
    <span className="truncate">
      <HostileText text={who} className="font-strong" /> {did} <HostileText text={what} className="font-strong" />{' '}
      {detail === null ? null : <HostileText text={detail} className="text-text-2" />}
    </span>
  )
}

export function rowSentence(row: AuditRow, state: RecordState): string {
  const { who, did, what, detail } = sentence(row.entry)
  return words.rowName(RECORD_WORDS[state], row.entry.sequence, `${who} ${did} ${what}`, detail)
}
