import { useDeferredValue, useMemo, useState } from 'react'
import { DISPOSITION_WORDS } from '#words/shared/triage.ts'
import * as words from '#words/workbench.tsx'
import type { TryResult } from '../../../engine/worker/client.ts'
import { DataGrid } from '../../ui/DataGrid.tsx'
import type { GridColumn } from '../../ui/grid-columns.ts'
import { useOpeningCursor } from '../../ui/use-opening-cursor.ts'
import { HostileText } from '../../ui/HostileText.tsx'
import { NotApplicable } from '../../ui/layout.tsx'
import { countText } from '../../ui/number-text.ts'
import { SearchField } from '../../ui/SearchField.tsx'
import { Select } from '../../ui/Select.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { Time } from '../../ui/Time.tsx'
import type { LoadedHistory } from './history-loader.ts'
import { actorOf, countViews, type RecordView, recordsIn, type TriedRecord, VIEWS } from './record-rows.ts'
import { VerdictMark, verdictWord } from './VerdictMark.tsx'

const COLUMNS: readonly GridColumn<TriedRecord>[] = [
  {
    id: 'verdict',
    header: words.verdict,
    width: 112,
    cell: ({ verdict, before }) => <VerdictMark verdict={verdict} before={before} />,
  },
  {
    id: 'title',
    header: words.record,
    width: { share: 1, minPx: 160 },
    cell: ({ record }) => <HostileText text={record.title} />,
  },
  {
    id: 'actor',
    header: words.who,
    width: 150,
    fromPx: 560,
    cell: ({ record }) => {
      const actor = actorOf(record)
      return actor === null ? <NotApplicable /> : <HostileText text={actor} mono maxLength={18} />
    },
  },
  {
    id: 'judged',
    header: words.judged,
    width: 92,
    fromPx: 760,
    cell: ({ record }) => (record.alert === null ? <NotApplicable /> : DISPOSITION_WORDS[record.alert.disposition]),
  },
  {
    id: 'age',
    header: words.age,
    width: 44,
    align: 'end',
    cell: ({ record }) => <Time at={record.observedAt ?? record.receivedAt} look="age" />,
  },
]

interface RecordsPanelProps {
  readonly history: LoadedHistory
  readonly result: TryResult | null
  /** The answer belongs to an older text: hatched as one, and still readable. */
  readonly isStale: boolean
  readonly chosenId: string | null
  readonly onChoose: (recordId: string) => void
  /** Keys that the grid does not know, with the record under the cursor. */
  readonly onKey: (key: string, recordId: string) => boolean
}

/** The loaded history and what the text does to each record of it, while one types. */
export function RecordsPanel({ history, result, isStale, chosenId, onChoose, onKey }: RecordsPanelProps) {
  const [view, setView] = useState<RecordView>('fires')
  const [text, setText] = useState('')
  const wanted = useDeferredValue(text)
  const counts = useMemo(() => countViews(result, history.records.length), [result, history.records.length])
  const rows = useMemo(() => recordsIn(history.records, result, view, wanted), [history.records, result, view, wanted])
  const choose = (index: number) => {
    const row = rows[index]
    if (row !== undefined) onChoose(row.record.id)
  }
  const cursor = useOpeningCursor(
    rows.findIndex(({ record }) => record.id === chosenId),
    choose,
  )
  return (
    <div className="flex min-h-0 min-w-0 grow flex-col" aria-busy={isStale}>
      <div className="flex shrink-0 flex-wrap items-center gap-2 px-4 py-2">
        <Select
          label={words.whichRecords}
          value={view}
          onChange={setView}
          choices={VIEWS.map((value) => ({ value, label: `${words.view[value]} ${countText(counts[value])}` }))}
        />
        <SearchField
          className="min-w-40 grow"
          label={words.searchRecords}
          placeholder={words.titleWhoAddress}
          value={text}
          onChange={setText}
        />
      </div>
      {rows.length === 0 ? (
        <EmptyState
          title={
            history.isLoading
              ? words.recordsAreStill
              : result === null
                ? words.nothingIsTriedYet
                : emptyTitle(view, wanted)
          }
        >
          {view === 'fires' && result !== null
            ? words.itReadsOfLoaded(result.readCount, history.records.length)
            : words.nothingHereSays}
        </EmptyState>
      ) : (
        <div className={isStale ? 'hatched flex min-h-0 grow flex-col' : 'flex min-h-0 grow flex-col'}>
          <DataGrid<TriedRecord>
            label={words.recordsTab}
            columns={COLUMNS}
            rowCount={rows.length}
            getRow={(index) => rows[index] ?? 'loading'}
            rowKey={({ record }) => record.id}
            rowName={({ record, verdict, before }) =>
              `${verdictWord(verdict, before)}: ${record.title}, ${actorOf(record) ?? words.nobodyNamed}`
            }
            cursor={cursor}
            onOpen={choose}
            onPreview={choose}
            onKey={(event, index) => {
              const row = rows[index]
              if (row !== undefined && onKey(event.key, row.record.id)) event.preventDefault()
            }}
          />
        </div>
      )}
    </div>
  )
}

function emptyTitle(view: RecordView, text: string): string {
  if (text.trim() !== '') return words.noRecordHasThese
  if (view === 'fires') return words.itFiresOnNothing
  if (view === 'new') return words.nothingNewIsCaught
  return view === 'gone' ? words.nothingIsLetGo : words.noRecordIsHere
}
