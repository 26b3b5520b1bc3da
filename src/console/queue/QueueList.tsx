import { useCallback, useEffect, useEffectEvent, useState } from 'react'
import type { FieldName } from '../../domain/query/fields.ts'
import { matchesQuery } from '../../domain/query/matches.ts'
import { EVERYTHING, type Query } from '../../domain/query/query.ts'
import type { AlertRow } from '../../domain/views/alert-views.ts'
import type { QueueEngine, QueueSort } from '../../engine/worker/queue-client.ts'
import { useNavigate } from '../shared/router/router.ts'
import { useSession } from '../shared/session.ts'
import { useAlertDesk } from '../shared/triage/use-alert-desk.tsx'
import { useWalk } from '../shared/triage/walk.ts'
import { isSomethingAsked } from '../ui/asking.ts'
import { nowMs } from '../ui/clock.ts'
import { LoadingLine } from '../ui/LoadingLine.tsx'
import { later } from '../ui/later.ts'
import { FootLine } from '../ui/layout.tsx'
import { useQueueStatus } from './engine/queue-engine.ts'
import { type QueueLines, rowOf } from './engine/use-queue-lines.ts'
import { ListTime } from './ListTime.tsx'
import { ListNotices } from './list/ListNotices.tsx'
import { heirsOf, isBrushed } from './list/list-start.ts'
import { PreviewPane } from './list/PreviewPane.tsx'
import { QueueGrid } from './list/QueueGrid.tsx'
import { SelectionBar } from './list/SelectionBar.tsx'
import { useCursor } from './list/use-cursor.ts'
import { useQueueWork } from './list/use-queue-work.ts'
import { useSelection } from './list/use-selection.ts'
import { useQueueMemory } from './queue-memory.ts'
import { type QueueView, wordsOf } from './queue-view.ts'
import { TimeBars } from './TimeBars.tsx'
import { useMinWidth } from './use-min-width.ts'
import { words } from './words.ts'

// The list itself is the first screen; these follow while it is read.
const EmptyQueue = later(() => import('./EmptyQueue.tsx').then((module) => module.EmptyQueue))
const RowValues = later(() => import('./RowValues.tsx').then((module) => module.RowValues))
const SuppressQuery = later(() => import('./SuppressQuery.tsx').then((module) => module.SuppressQuery))

/** Alerts that next and previous on an alert's page know of. */
const WALK_ROWS = 500
/** Rows of one's own work that are shown before the worker has them. */
const MOST_OWN = 200

function focusGrid(): void {
  document.getElementById('grid')?.focus()
}

interface QueueListProps {
  readonly engine: QueueEngine | null
  readonly lines: QueueLines
  readonly view: QueueView
  /** Id of the alert in the preview, as the URL has it. */
  readonly openId: string | null
  /** What the list is called where one comes back to it. */
  readonly viewName: string
  /** Nothing in it is how it should be. */
  readonly isWaitingRoom: boolean
  readonly all: number | undefined
  readonly isPaused: boolean
  readonly onPause: () => void
  readonly onQuery: (query: Query) => void
  readonly onSort: (sort: QueueSort) => void
  readonly onBrush: (range: { readonly from: number; readonly to: number } | null) => void
  readonly onOpenWord: (alertId: string | null) => void
}

/** The rows of the view, their cursor, and the work on them. */
export function QueueList(props: QueueListProps) {
  const { engine, lines, view, openId, viewName, isPaused, onQuery, onOpenWord } = props
  const { shown, lineAt } = lines
  const navigate = useNavigate()
  const isWide = useMinWidth(1900)
  const status = useQueueStatus()
  const meId = useSession()?.person.id ?? ''
  const isPreviewOpen = useQueueMemory((memory) => memory.isPreviewOpen) || openId !== null
  const cursor = useCursor(engine, lines, { heirs: heirsOf(openId), isWhole: status.phase === 'ready' })
  const selection = useSelection(engine, lines)
  const [isSuppressing, setIsSuppressing] = useState(false)
  const [valuesOf, setValuesOf] = useState<{ readonly row: AlertRow; readonly top: FieldName | null } | null>(null)
  const [own, setOwn] = useState<ReadonlyMap<string, AlertRow>>(new Map())
  /** What this person did takes a row out of the view, as soon as the worker has heard of it. */
  const [isLeaving, setIsLeaving] = useState(false)
  const newer = useCallback(
    (row: AlertRow) => {
      const mine = own.get(row.id)
      return mine !== undefined && mine.version > row.version ? mine : row
    },
    [own],
  )
  const rowAt = useCallback(
    (index: number) => {
      const line = lineAt(index)
      const row = line === null ? null : rowOf(line)
      return row === null ? null : newer(row)
    },
    [lineAt, newer],
  )
  const query = view.parsed.ok ? view.parsed.query : EVERYTHING

  const desk = useAlertDesk({
    onDone: () => setTimeout(focusGrid, 0),
    onChanged: (changed) => {
      // The worker has the older ones by now: an action on many goes through here alert by alert.
      setOwn((before) => new Map(before.size < MOST_OWN ? before : []).set(changed.id, changed))
      if (!matchesQuery(query, changed, { now: nowMs(), meId })) setIsLeaving(true)
      selection.replace(changed)
      engine?.follow()
    },
  })

  // The next row takes the place of one that a person's own work took out. What others did waits for "new".
  const letGo = useEffectEvent((left: number) => {
    if (left > 0 && isLeaving) {
      setIsLeaving(false)
      setOwn(new Map())
      lines.refresh()
    }
  })
  useEffect(() => useQueueStatus.subscribe(({ drift }) => letGo(drift.left)), [])

  const hasRows = shown !== null && shown.counts.lines > 0
  useEffect(() => {
    // Nobody is doing anything else yet: the keys belong to the list.
    const isFree = [document.body, document.getElementById('main')].some((idle) => idle === document.activeElement)
    if (hasRows && isFree && !isSomethingAsked()) focusGrid()
  }, [hasRows])

  const openAlert = async (opened: AlertRow) => {
    const start = Math.max(0, cursor.at() - WALK_ROWS / 2)
    const around = await lines.read(start, start + WALK_ROWS)
    useWalk.setState({
      ids: around.flatMap((one) => rowOf(one)?.id ?? []),
      label: viewName,
      words: { ...wordsOf(view), ...(view.view === null ? {} : { view: view.view }), open: opened.id },
    })
    navigate({ to: '/alerts/$alertId', params: { alertId: opened.id } })
  }
  const setPreview = (isOpen: boolean) => {
    useQueueMemory.setState({ isPreviewOpen: isOpen })
    if (!isOpen) onOpenWord(null)
    focusGrid()
  }
  const showNew = () => {
    lines.refresh()
    cursor.moveTo(0)
    focusGrid()
  }
  const work = useQueueWork({
    lines,
    view,
    selection,
    desk,
    lineHere: () => lineAt(cursor.at()),
    rowHere: () => rowAt(cursor.at()),
    onSuppressQuery: () => setIsSuppressing(true),
    onValues: (row) => setValuesOf({ row, top: null }),
    onShowNew: showNew,
    onPause: props.onPause,
  })

  const isFollowed = status.phase === 'ready' && status.error === null && !isPaused
  return (
    <>
      <div className="flex min-w-0 grow flex-col">
        {shown?.histogram == null ? null : (
          <TimeBars histogram={shown.histogram} onBrush={props.onBrush} hasBrush={isBrushed(query)} />
        )}
        <ListNotices
          lines={lines}
          desk={desk}
          isPaused={isPaused}
          onShowNew={showNew}
          onRetry={() => engine?.retry()}
        />
        {shown === null ? null : shown.counts.lines === 0 && status.phase === 'ready' ? (
          <EmptyQueue
            isWaitingRoom={props.isWaitingRoom}
            all={props.all}
            asOf={shown.at}
            onShowAll={() => onQuery(EVERYTHING)}
          />
        ) : (
          <QueueGrid
            lines={lines}
            lineCount={shown.counts.lines}
            cursor={cursor}
            selection={selection}
            sort={view.sort}
            groupLevels={view.groupBy.length}
            isWide={isWide}
            onSort={props.onSort}
            onOpen={(opened) => void openAlert(opened)}
            onPreview={() => setPreview(!isPreviewOpen)}
            onSelectAll={work.selectAll}
            query={query}
            onQuery={onQuery}
            onTop={(of, top) => setValuesOf({ row: of, top })}
            onSelectGroup={(also) => void work.selectQuery(also)}
            onSelectRepeats={(number) => void work.selectQuery(EVERYTHING, number)}
            newer={newer}
          />
        )}
        {status.phase === 'loading' && shown !== null ? (
          <LoadingLine label={words.loadingMore} share={status.total === 0 ? 0 : status.rows / status.total} />
        ) : null}
        <SelectionBar selection={selection} desk={desk} work={work} />
        {shown === null ? null : (
          <FootLine
            start={`${words.of(shown.counts.matched, Math.max(status.total, status.rows))} · ${words.made(shown.computeMs)}`}
            end={<ListTime asOf={shown.at} isFollowed={isFollowed} />}
          />
        )}
      </div>
      <PreviewPane
        cursor={cursor}
        lines={lines}
        rowAt={rowAt}
        isOpen={isPreviewOpen}
        openId={openId}
        isWide={isWide}
        onOpenWord={onOpenWord}
        onClose={() => setPreview(false)}
        onOpen={(row) => void openAlert(row)}
        onPropose={(row) => row.action !== null && desk.askPropose(row, row.action)}
        proposeRefusal={desk.proposeRefusal}
      />
      {valuesOf === null ? null : (
        <RowValues
          row={valuesOf.row}
          topFirst={valuesOf.top}
          query={query}
          engine={engine}
          onQuery={onQuery}
          onClose={() => {
            setValuesOf(null)
            setTimeout(focusGrid, 0)
          }}
        />
      )}
      {isSuppressing ? (
        <SuppressQuery
          query={query}
          onClose={() => setIsSuppressing(false)}
          onDone={() => {
            setIsLeaving(true)
            engine?.follow()
          }}
        />
      ) : null}
      {desk.dialogs}
    </>
  )
}
