import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { RecordView } from '../../../domain/views/other-views.ts'
import type { HistoryRecord } from '../../../domain/views/record-views.ts'
import { useBackend } from '../../shared/backend.tsx'
import { recordQuery } from '../../shared/triage/queries.ts'
import type { PinnedTest } from './drafts.ts'

/** The records of pinned tests, in their order: from the loaded history, else each asked for by itself; null where it is not there. */
export function useTestRecords(
  tests: readonly PinnedTest[],
  history: readonly HistoryRecord[],
): readonly (HistoryRecord | null)[] {
  const backend = useBackend()
  const loaded = useMemo(() => new Map(history.map((record) => [record.id, record])), [history])
  const missing = tests.filter(({ recordId }) => !loaded.has(recordId))
  const found = useQueries({
    queries: missing.map(({ recordId }) => recordQuery(backend, recordId)),
    combine: (answers) => answers.map(({ data }) => data ?? null),
  })
  return useMemo(() => {
    const asked = new Map(found.flatMap((view) => (view === null ? [] : [[view.id, toHistoryRecord(view)]])))
    return tests.map(({ recordId }) => loaded.get(recordId) ?? asked.get(recordId) ?? null)
  }, [tests, loaded, found])
}

function toHistoryRecord(view: RecordView): HistoryRecord {
  const { id, format, receivedAt, bytes, shown, redactedAt, signal, facts, isIntact } = view
  return {
    id,
    format,
    title: signal?.title ?? format,
    receivedAt,
    observedAt: signal?.observedAt ?? null,
    bytes,
    record: shown,
    redactedAt,
    signal,
    facts,
    alert: null,
    isIntact: isIntact !== false,
  }
}
