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
  return `${RECORD_WORDS[state]}, entry ${row.entry.sequence}: ${who} ${did} ${what}${detail === null ? '' : `, ${detail}`}`
}
