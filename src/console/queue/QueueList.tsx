import { useNavigate } from '@tanstack/react-router'
import { useEffect, useEffectEvent, useMemo, useState } from 'react'
import type { AlertSort } from '../../backend/port.ts'
import type { AlertRow } from '../../domain/views/alert-views.ts'
import { useKeyHint } from '../shared/keys/my-keys.ts'
import { useKeys } from '../shared/keys/use-keys.ts'
import { QueryFailed } from '../shared/QueryFailed.tsx'
import { BulkBar } from '../shared/triage/BulkBar.tsx'
import { useAlertDesk } from '../shared/triage/use-alert-desk.tsx'
import { WorkFailed } from '../shared/triage/WorkFailed.tsx'
import { useWalk } from '../shared/triage/walk.ts'
import { alertName } from '../shared/triage/words.ts'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { DataGrid } from '../ui/DataGrid.tsx'
import { LoadingLine } from '../ui/LoadingLine.tsx'
import { FootLine } from '../ui/layout.tsx'
import { countText } from '../ui/number-text.ts'
import { isSelected, NOTHING_SELECTED, type RowSelection, selectRows, toggleRow } from '../ui/row-selection.ts'
import { LoadingState } from '../ui/states.tsx'
import { say } from '../ui/Toast.tsx'
import { EmptyQueue } from './EmptyQueue.tsx'
import { ListTime } from './ListTime.tsx'
import { NewAlerts } from './NewAlerts.tsx'
import { Preview } from './Preview.tsx'
import { NARROW, queueColumns, rowSentence } from './queue-columns.tsx'
import { QUEUE_KEYS } from './queue-keys.ts'
import { useQueueMemory } from './queue-memory.ts'
import { gridRowCount } from './queue-rows.ts'
import { type Filters, type QueueView, queryOf, withFacet, writeView } from './queue-view.ts'
import { useMinWidth } from './use-min-width.ts'
import { useQueue } from './use-queue.ts'

/** The preview follows the cursor after this long, so that holding `j` does not ask for forty alerts. */
const FOLLOW_MS = 60
const SORT_OF_COLUMN: Readonly<Record<string, AlertSort>> = { tier: 'tier', sla: 'sla', lastSeen: 'lastSeen' }

function focusGrid(): void {
  document.getElementById('grid')?.focus()
}

interface QueueListProps {
  readonly view: QueueView
  /** What the list is called where one comes back to it. */
  readonly viewName: string
  /** Alerts in the store, whatever the filters. */
  readonly all: number | undefined
  readonly isPaused: boolean
  readonly onPause: () => void
  readonly onFilters: (filters: Filters) => void
  readonly onSort: (sort: AlertSort) => void
  readonly onOpenWord: (alertId: string | null) => void
}

/** The rows of one view, their cursor, and the work on them. A new view is a new list: mount it with a key. */
export function QueueList({ view, viewName, all, isPaused, onPause, onFilters, onSort, onOpenWord }: QueueListProps) {
  const navigate = useNavigate()
  const memory = useQueueMemory()
  const hint = useKeyHint(QUEUE_KEYS)
  const isWide = useMinWidth(1900)
  const query = useMemo(() => queryOf(view), [view])
  const queue = useQueue(query, isPaused)
  const [cursor, setCursor] = useState(-1)
  const [selection, setSelection] = useState<RowSelection>(NOTHING_SELECTED)
  const [previewId, setPreviewId] = useState(view.open)
  const rows = queue.shown?.rows ?? []
  const at =
    cursor >= 0
      ? cursor
      : Math.max(
          0,
          rows.findIndex(({ id }) => id === view.open),
        )
  const row = rows[Math.min(at, rows.length - 1)]
  const selected = rows.filter(({ id }) => isSelected(selection, id))

  const desk = useAlertDesk({
    onDone: () => setTimeout(focusGrid, 0),
    onChanged: (changed) => {
      queue.applyWork(changed)
      setSelection((before) => (isSelected(before, changed.id) ? toggleRow(before, changed.id) : before))
    },
  })

  const isPreviewOpen = memory.isPreviewOpen || view.open !== null
  const previewed = rows.find(({ id }) => id === previewId) ?? row
  const wanted = isPreviewOpen ? (row?.id ?? null) : null
  const follow = useEffectEvent((id: string | null) => {
    setPreviewId(id)
    if (cursor >= 0 && id !== view.open) onOpenWord(id)
  })
  useEffect(() => {
    const timer = setTimeout(() => follow(wanted), FOLLOW_MS)
    return () => clearTimeout(timer)
  }, [wanted])

  const hasRows = rows.length > 0
  useEffect(() => {
    // Nobody is doing anything else yet: the keys belong to the list.
    const isFree = [document.body, document.getElementById('main')].some((idle) => idle === document.activeElement)
    if (hasRows && isFree) focusGrid()
  }, [hasRows])

  const openAlert = (opened: AlertRow | undefined) => {
    if (opened === undefined) return
    const words = writeView(view.view, view.filters)
    useWalk.setState({
      ids: rows.map(({ id }) => id),
      label: viewName,
      words: {
        ...Object.fromEntries(Object.entries(words).flatMap(([name, word]) => (word === null ? [] : [[name, word]]))),
        ...(view.sort === 'priority' ? {} : { sort: view.sort }),
      },
    })
    void navigate({ to: '/alerts/$alertId', params: { alertId: opened.id } })
  }
  const setPreview = (isOpen: boolean) => {
    useQueueMemory.setState({ isPreviewOpen: isOpen })
    if (!isOpen) onOpenWord(null)
    focusGrid()
  }
  const worked = selected.length > 0 ? selected : row === undefined ? [] : [row]
  // A key that may not work says why: silence would look like a fault.
  const allowed = (work: () => void, refusal = desk.triageRefusal) => (refusal === null ? work : () => say(refusal))
  useKeys(QUEUE_KEYS, {
    take: allowed(() => void desk.takeAll(worked)),
    release: allowed(() => worked.forEach(desk.release)),
    close: allowed(() => desk.ask('close', worked)),
    snooze: allowed(() => desk.ask('snooze', worked)),
    assign: allowed(() => desk.ask('assign', worked)),
    tag: allowed(() => desk.ask('tag', worked)),
    propose: allowed(() => {
      if (row === undefined || row.action === null) say('No action is proposed for this alert.')
      else if (row.gate === 'blocked') say(`${alertName(row.number)} is blocked: open it to see what would unblock it.`)
      else desk.askPropose(row, row.action)
    }, desk.proposeRefusal),
    'filter-in': () => row !== undefined && onFilters(withFacet(view.filters, 'tier', String(row.tier), 'only')),
    'filter-out': () => row !== undefined && onFilters(withFacet(view.filters, 'tier', String(row.tier), 'out')),
    'show-new': () => showNew(),
    pause: onPause,
  })
  const showNew = () => {
    queue.showNew()
    setCursor(0)
    focusGrid()
  }
  const columns = useMemo(() => queueColumns((each) => isSelected(selection, each.id), isWide), [selection, isWide])

  if (queue.error !== null) return <QueryFailed error={queue.error} onRetry={queue.retry} />
  if (queue.shown === null) return <LoadingState label="Loading alerts" />
  const { shown } = queue
  return (
    <>
      <div className="flex min-w-0 grow flex-col">
        {queue.arrivals.count > 0 ? (
          <div className="flex min-h-9 shrink-0 items-center justify-end border-b border-line px-4">
            <NewAlerts arrivals={queue.arrivals} onShow={showNew} />
          </div>
        ) : null}
        {desk.trouble === null ? null : (
          <WorkFailed
            error={desk.trouble.error}
            notDone={desk.trouble.notDone}
            action={<Button onClick={desk.forgetTrouble}>Dismiss</Button>}
          />
        )}
        {rows.length === 0 ? (
          <EmptyQueue view={view} all={all} asOf={shown.asOf} onShowAll={() => onFilters({})} />
        ) : (
          <DataGrid<AlertRow>
            label="Alerts"
            columns={columns}
            rowCount={gridRowCount(shown)}
            getRow={(index) => rows[index] ?? 'loading'}
            onRangeNeeded={(_start, end) => queue.need(end)}
            rowKey={({ id }) => id}
            rowName={rowSentence}
            cursor={at}
            onCursor={setCursor}
            isSelected={({ id }) => isSelected(selection, id)}
            onToggle={(index) => {
              const toggled = rows[index]
              if (toggled !== undefined) setSelection(toggleRow(selection, toggled.id))
            }}
            onSelectRange={(from, to) =>
              setSelection(
                selectRows(
                  selection,
                  rows.slice(from, to + 1).map(({ id }) => id),
                ),
              )
            }
            onSelectAll={() =>
              setSelection(
                selectRows(
                  selection,
                  rows.map(({ id }) => id),
                ),
              )
            }
            onOpen={(index) => openAlert(rows[index])}
            onPreview={() => setPreview(!isPreviewOpen)}
            sort={sortMark(view.sort)}
            onSort={({ column }) =>
              onSort(SORT_OF_COLUMN[column] === view.sort ? 'priority' : (SORT_OF_COLUMN[column] ?? 'priority'))
            }
            rowTone={({ status }) => (status === 'closed' ? 'quiet' : 'plain')}
            narrow={NARROW}
          />
        )}
        {queue.isLoadingNext ? <LoadingLine label="Loading more alerts" /> : null}
        {queue.nextError === null ? null : (
          <Banner
            tone="bad"
            title="The next rows are not here."
            action={<Button onClick={queue.retry}>Try again</Button>}
          >
            What you see is complete up to this line.
          </Banner>
        )}
        {selected.length > 0 ? (
          <BulkBar
            selected={selected}
            isMine={desk.isMine}
            refusal={desk.triageRefusal}
            onTake={(taken) => void desk.takeAll(taken)}
            onAsk={(kind) => desk.ask(kind, selected)}
            acceptRefusal={desk.acceptRefusal}
            hint={hint}
            onClear={() => setSelection(NOTHING_SELECTED)}
          />
        ) : null}
        <FootLine
          start={footText(shown.total, shown.rows.length, shown.next !== null, all)}
          end={<ListTime asOf={shown.asOf} isFollowed={queue.isFollowed} />}
        />
      </div>
      {isPreviewOpen && previewed !== undefined ? (
        <div className="hidden tablet:contents">
          <Preview
            row={previewed}
            sizePx={memory.previewPx ?? (isWide ? 520 : 380)}
            onResize={(previewPx) => useQueueMemory.setState({ previewPx })}
            onClose={() => setPreview(false)}
            onOpen={() => openAlert(previewed)}
            onPropose={() => previewed.action !== null && desk.askPropose(previewed, previewed.action)}
            proposeRefusal={desk.proposeRefusal}
          />
        </div>
      ) : null}
      {desk.dialogs}
    </>
  )
}

/** "41 alerts of 1,048,576". Where the rows of a filter are not counted, it says how many are here. */
function footText(total: number | null, loaded: number, isMore: boolean, all: number | undefined): string {
  const here = total ?? (isMore ? null : loaded)
  const counted = here === null ? `${countText(loaded)} alerts loaded, more follow` : `${countText(here)} alerts`
  return all === undefined ? counted : `${counted} of ${countText(all)}`
}

function sortMark(sort: AlertSort) {
  const column = Object.keys(SORT_OF_COLUMN).find((name) => SORT_OF_COLUMN[name] === sort)
  if (column === undefined) return null
  return { column, direction: sort === 'sla' ? ('ascending' as const) : ('descending' as const) }
}
