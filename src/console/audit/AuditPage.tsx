import { useInfiniteQuery } from '@tanstack/react-query'
import { Download, ShieldCheck } from 'lucide-react'
import { useMemo, useState } from 'react'
import * as words from '#words/audit.tsx'
import { AUDIT_CODES, type AuditCode } from '../../domain/audit/entry.ts'
import type { AuditRow } from '../../domain/views/other-views.ts'
import { useBackend } from '../shared/backend.tsx'
import { useKeys } from '../shared/keys/use-keys.ts'
import { QueryFailed } from '../shared/QueryFailed.tsx'
import { oneOf, useUrlWords } from '../shared/url-state.ts'
import { Button } from '../ui/Button.tsx'
import { DataGrid } from '../ui/DataGrid.tsx'
import { useOpeningCursor } from '../ui/use-opening-cursor.ts'
import { LoadingLine } from '../ui/LoadingLine.tsx'
import { FootLine, ScreenBar } from '../ui/layout.tsx'
import { SearchField } from '../ui/SearchField.tsx'
import { Select } from '../ui/Select.tsx'
import { EmptyState, LoadingState } from '../ui/states.tsx'
import { StateOf } from '../ui/Time.tsx'
import { EntryPanel } from './EntryPanel.tsx'
import { exportRecord } from './export-record.ts'
import { recordColumns, rowSentence } from './record-columns.tsx'
import { RECORD_KEYS } from './record-keys.ts'
import { stateOf } from './record-rows.ts'
import { useLogCheck } from './use-log-check.ts'
import { VerdictLine } from './VerdictLine.tsx'

const PAGE_ROWS = 200

/** The record: what happened, as sentences, and what the reader's own browser found when it checked them. */
export function AuditPage() {
  const backend = useBackend()
  const [urlWords, change] = useUrlWords()
  const code = oneOf(urlWords['code'], AUDIT_CODES, undefined)
  const { text = '', subject = '' } = urlWords
  const list = useInfiniteQuery({
    queryKey: ['audit', 'list', text, code, subject],
    queryFn: ({ pageParam, signal }) =>
      backend.listAudit(
        {
          limit: PAGE_ROWS,
          after: pageParam,
          ...(text === '' ? {} : { text }),
          ...(code === undefined ? {} : { code }),
          ...(subject === '' ? {} : { subject }),
        },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    // An entry never changes; what is new stands above, so the rows that are shown stay while it is fetched.
    placeholderData: (before) => before,
  })
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data])
  const { verdict, same, verify } = useLogCheck(rows)
  const [open, setOpen] = useState<number | null>(null)
  const chosen = rows.find((row) => row.entry.sequence === open)
  const newest = list.data?.pages[0]?.total ?? (rows[0]?.entry.sequence ?? -1) + 1
  const columns = useMemo(
    () => recordColumns((row) => stateOf(row.entry.sequence, verdict, same.get(row.entry.sequence))),
    [verdict, same],
  )
  const show = (index: number) => setOpen(rows[index]?.entry.sequence ?? null)
  const cursor = useOpeningCursor(chosen === undefined ? 0 : rows.indexOf(chosen), show)
  const filter = (urlWords: Record<string, string | null>) => {
    setOpen(null)
    change(urlWords)
  }
  const [isExporting, setIsExporting] = useState(false)
  const runExport = () => {
    setIsExporting(true)
    void exportRecord(backend).finally(() => setIsExporting(false))
  }
  useKeys(RECORD_KEYS, {
    verify,
    export: runExport,
    'same-plan': () => {
      const plan = chosen?.entry.subjects.find(({ kind }) => kind === 'plan')
      if (plan !== undefined) filter({ subject: plan.id })
    },
  })

  return (
    <>
      <ScreenBar
        title={words.record}
        end={
          <>
            <Button icon={<Download aria-hidden size={14} />} isBusy={isExporting} onClick={runExport}>
              {words.exportIt}
            </Button>
            <Button icon={<ShieldCheck aria-hidden size={14} />} isBusy={verdict.kind === 'running'} onClick={verify}>
              {words.verifyAgain}
            </Button>
          </>
        }
      />
      <VerdictLine verdict={verdict} newest={newest} onRetry={verify} onShow={(sequence) => setOpen(sequence)} />
      <div className="flex min-h-0 grow">
        <div className="flex min-w-0 grow flex-col">
          <div className="flex shrink-0 flex-wrap items-center gap-2 px-4 py-2">
            <SearchField
              className="min-w-60 grow"
              label={words.searchTheRecord}
              placeholder={words.whoOrWhichAlert}
              value={text}
              onChange={(next) => filter({ text: next })}
            />
            <Select
              label={words.kindOfEntry}
              value={code ?? ''}
              onChange={(next) => filter({ code: next === '' ? null : next })}
              choices={KINDS}
            />
            {subject === '' ? null : (
              <Button look="ghost" onClick={() => filter({ subject: null })}>
                {words.allSubjects}
              </Button>
            )}
          </div>
          {list.isError && rows.length === 0 ? (
            <QueryFailed error={list.error} onRetry={() => void list.refetch()} />
          ) : list.isPending ? (
            <LoadingState label={words.loadingTheRecord} />
          ) : rows.length === 0 ? (
            <EmptyState
              title={words.noEntryMatches}
              actions={
                <Button onClick={() => filter({ text: null, code: null, subject: null })}>{words.showAll}</Button>
              }
            >
              {words.noneHoldsTheseWords(newest)}
            </EmptyState>
          ) : (
            <>
              {list.isFetchingNextPage ? <LoadingLine label={words.loadingOlderEntries} /> : null}
              <DataGrid<AuditRow>
                label={words.entries}
                columns={columns}
                rowCount={rows.length + (list.hasNextPage ? 1 : 0)}
                getRow={(index) => rows[index] ?? 'loading'}
                onRangeNeeded={(_, end) => {
                  if (end > rows.length && list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage()
                }}
                rowKey={(row) => String(row.entry.sequence)}
                rowName={(row) => rowSentence(row, stateOf(row.entry.sequence, verdict, same.get(row.entry.sequence)))}
                rowTone={(row) => {
                  const state = stateOf(row.entry.sequence, verdict, same.get(row.entry.sequence))
                  return state === 'broken' || state === 'missing' ? 'bad' : 'plain'
                }}
                cursor={cursor}
                onOpen={show}
                onPreview={show}
              />
            </>
          )}
          <FootLine
            start={words.shownOf(rows.length, list.hasNextPage ? '+' : '', newest)}
            end={list.data?.pages[0] === undefined ? undefined : <StateOf at={list.data.pages[0].asOf} />}
          />
        </div>
        {chosen === undefined ? null : (
          <EntryPanel
            row={chosen}
            state={stateOf(chosen.entry.sequence, verdict, same.get(chosen.entry.sequence))}
            verdict={verdict}
            onClose={() => setOpen(null)}
            onSubject={(id) => filter({ subject: id, text: null, code: null })}
          />
        )}
      </div>
    </>
  )
}

const KINDS: readonly { readonly value: AuditCode | ''; readonly label: string }[] = [
  { value: '', label: words.everyKind },
  ...AUDIT_CODES.map((code) => ({ value: code, label: code.replace('.', ' ').replaceAll('-', ' ') })),
]
