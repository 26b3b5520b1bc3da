import { useCallback, useEffect, useEffectEvent, useState } from 'react'
import * as words from '#words/queue.ts'
import { alertName } from '#words/shared/triage.ts'
import type { FieldName } from '../../domain/query/fields.ts'
import { EVERYTHING, type Query } from '../../domain/query/query.ts'
import type { AlertRow } from '../../domain/views/alert-views.ts'
import { MOST_IN_ALL } from '../../domain/work/bulk.ts'
import type { QueueEngine, QueueSort } from '../../engine/worker/queue-client.ts'
import { useKeyHint } from '../shared/keys/my-keys.ts'
import { useKeys } from '../shared/keys/use-keys.ts'
import { useNavigate } from '../shared/router/router.ts'
import { useSession } from '../shared/session.ts'
import type { Many } from '../shared/triage/many.ts'
import { useAlertDesk } from '../shared/triage/use-alert-desk.tsx'
import { useWalk } from '../shared/triage/walk.ts'
import type { WorkKind } from '../shared/triage/work-kinds.ts'
import { isSomethingAsked } from '../ui/asking.ts'
import { nowMs } from '../ui/clock.ts'
import { useOnRest } from '../ui/grid-cursor.ts'
import { fetchWhenIdle } from '../ui/later.ts'
import { FootLine } from '../ui/layout.tsx'
import { say } from '../ui/Toast.tsx'
import { isTakingBack } from '../ui/taken-back.ts'
import { useMinWidth } from '../ui/use-min-width.ts'
import { useQueueStatus } from './engine/queue-engine.ts'
import { FIRST_LINES, type QueueLines, rowOf } from './engine/use-queue-lines.ts'
import { HowFar, HowMany } from './ListProgress.tsx'
import { ListTime } from './ListTime.tsx'
import {
  BulkBar,
  EmptyQueue,
  ListNotices,
  ManyBar,
  NewAlerts,
  Preview,
  RowValues,
  SelectRest,
  SuppressQuery,
  TimeBars,
} from './late-parts.tsx'
import { heirsOf, isBrushed } from './list/list-start.ts'
import { QueueGrid } from './list/QueueGrid.tsx'
import { useCursor } from './list/use-cursor.ts'
import { useGroupTicks } from './list/use-group-ticks.ts'
import { useSelection } from './list/use-selection.ts'
import { workOn } from './list/work-on.ts'
import { QUEUE_KEYS } from './queue-keys.ts'
import { useQueueMemory } from './queue-memory.ts'
import { type QueueView, wordsOf } from './queue-view.ts'

/** Alerts that next and previous on an alert's page know of. */
const WALK_ROWS = 500
/** Rows of one's own work that are shown before the worker has them. */
const MOST_OWN = 200

/** What is to be seen of a view without a row; null is a row that has not come yet. */
const NOTHING = 'nothing'

/** Wanted with the first change, not with the first rows. */
const loadMatches = () => import('../../domain/query/matches.ts')
fetchWhenIdle(loadMatches)

const focusGrid = (): void => document.getElementById('grid')?.focus()

interface QueueListProps {
  readonly engine: QueueEngine | null
  readonly lines: QueueLines
  readonly view: QueueView
  /** What the list is called where one comes back to it. */
  readonly viewName: string
  /** The view that came with the queue, where nobody changed it: it has its own word for nothing. */
  readonly emptyView: string | null
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
  const { engine, lines, view, viewName, all, isPaused, onPause, onQuery, onOpenWord } = props
  const navigate = useNavigate()
  const memory = useQueueMemory()
  const hint = useKeyHint(QUEUE_KEYS)
  const isWide = useMinWidth(1900)
  const phase = useQueueStatus((status) => status.phase)
  const isBroken = useQueueStatus(({ error }) => error !== null)
  const meId = useSession()?.person.id ?? ''
  const { cursor, rested, hasPlace } = useCursor(engine, lines, {
    heirs: heirsOf(view.open),
    isWhole: phase === 'ready',
  })
  const selection = useSelection(engine, lines)
  const { tickOf, turn } = useGroupTicks(engine, lines, selection)
  const [previewed, setPreviewed] = useState<AlertRow | null>(null)
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
  const { shown } = lines
  const rowAt = (index: number) => {
    const one = lines.lineAt(index)
    const found = one === null ? null : rowOf(one)
    return found === null ? null : newer(found)
  }
  const row = rowAt(rested)
  // Keys act on where the cursor is now. What is drawn may still be at the row before: who acts then would act on another alert.
  const rowHere = () => rowAt(cursor.at())
  const query = view.parsed.ok ? view.parsed.query : EVERYTHING

  // The worker has the older ones by now: an action on many goes through here alert by alert.
  const keep = (changed: AlertRow) =>
    setOwn((before) => new Map(before.size < MOST_OWN ? before : []).set(changed.id, changed))
  const desk = useAlertDesk({
    onDone: () => setTimeout(focusGrid, 0),
    onSeen: keep,
    onChanged: (changed) => {
      keep(changed)
      // Where it cannot be said whether it still fits, the list looks again.
      void loadMatches().then(
        ({ matchesQuery }) => matchesQuery(query, changed, { now: nowMs(), meId }) || setIsLeaving(true),
        () => setIsLeaving(true),
      )
      selection.replace(changed)
      engine?.follow()
    },
  })

  // The next row takes the place of one that a person's own work took out, and what they took back is there again. What others did
  // waits for "new".
  const settle = useEffectEvent(({ left, arrived }: { readonly left: number; readonly arrived: number }) => {
    if ((left > 0 && isLeaving) || (arrived > 0 && isTakingBack())) {
      setIsLeaving(false)
      setOwn(new Map())
      lines.refresh()
    }
  })
  useEffect(() => useQueueStatus.subscribe(({ drift }) => settle(drift)), [])
  // The worker may have heard of it before this person's own answer was here.
  useEffect(() => {
    const timer = setTimeout(() => isLeaving && settle(useQueueStatus.getState().drift), 0)
    return () => clearTimeout(timer)
  }, [isLeaving])

  const hasRows = shown !== null && shown.counts.lines > 0
  const isPreviewOpen = memory.isPreviewOpen || view.open !== null
  const follow = useEffectEvent((at: number, isOpen: boolean, seen: string | null) => {
    // Where no line has come yet, what was shown stays till then.
    if (seen === null && lines.lineAt(at) === null && hasPlace()) return
    const next = isOpen ? rowAt(at) : null
    setPreviewed((before) => (before?.id === next?.id && before?.version === next?.version ? before : next))
    if (hasPlace() && (next?.id ?? null) !== view.open) onOpenWord(next?.id ?? null)
  })
  useOnRest(cursor, (at) => follow(at, isPreviewOpen, hasRows ? null : NOTHING))
  const wanted = row !== null ? `${row.id} ${row.version}` : hasRows ? null : NOTHING
  useEffect(() => {
    const timer = setTimeout(() => follow(rested, isPreviewOpen, wanted), 0)
    return () => clearTimeout(timer)
  }, [wanted, isPreviewOpen, rested])

  useEffect(() => {
    // Nobody is doing anything else yet: the keys belong to the list.
    const isFree = [document.body, document.getElementById('main')].some((idle) => idle === document.activeElement)
    if (hasRows && isFree && !isSomethingAsked()) focusGrid()
  }, [hasRows])

  const openAlert = async (opened: AlertRow | null) => {
    if (opened === null) return
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
  const selectQuery = async (also: Query, repeatsOf?: number) => {
    const left = await selection.addQuery(also, repeatsOf)
    if (left > 0) say(words.selectMost(MOST_IN_ALL))
  }
  const toggleQuery = (isOn: boolean, ...of: Parameters<typeof selectQuery>) =>
    void (isOn ? selectQuery(...of) : selection.dropQuery(...of))
  const matched = shown?.counts.matched ?? 0
  const selectAll = () => {
    if (shown === null) return
    const { lines: count } = shown.counts
    // Nothing behind them, and all of them here: they are known one by one.
    if (count === matched && count <= FIRST_LINES && view.groupBy.length === 0) void selection.addLines(0, count)
    else void selectQuery(EVERYTHING)
  }
  const onWorked = (ofRows: (rows: readonly AlertRow[]) => void, ofMany: (many: Many) => void) =>
    workOn({ selection, line: lines.lineAt(cursor.at()), row: rowHere(), text: view.text }, ofRows, ofMany)
  const ofMany = (ask: (how: typeof import('./list/ask-of-many.ts')) => unknown) =>
    void import('./list/ask-of-many.ts').then(ask, () => say(words.notSelected))
  const askMany = (kind: WorkKind, many: Many) => {
    if (kind === 'link') ofMany(({ linkMany }) => linkMany(many, desk.askMany))
    else if (kind === 'suppress') ofMany(({ suppressMany }) => suppressMany(engine, many, desk.askMany))
    else desk.askMany(kind, many)
  }
  const ask = (kind: WorkKind) =>
    onWorked(
      (rows) => desk.ask(kind, rows),
      (many) => askMany(kind, many),
    )
  const takeWorked = () => onWorked(desk.takeAll, (many) => desk.takeMany(many.members, many.query))
  // A key that may not work says why: silence would look like a fault.
  const allowed = (work: () => void, refusal = desk.triageRefusal) => (refusal === null ? work : () => say(refusal))
  useKeys(QUEUE_KEYS, {
    take: allowed(takeWorked),
    release: allowed(() => onWorked(desk.releaseAll, (many) => desk.releaseMany(many.members, many.query))),
    close: allowed(() => ask('close')),
    snooze: allowed(() => ask('snooze')),
    assign: allowed(() => ask('assign')),
    tag: allowed(() => ask('tag')),
    link: allowed(() => ask('link')),
    'accept-risk': allowed(() => ask('accept-risk'), desk.triageRefusal ?? desk.acceptRefusal),
    'pause-clock': allowed(() => ask('pause-clock')),
    suppress: allowed(() => {
      const here = rowHere()
      // One alert is the pattern for those like it, whatever it stands for.
      if (here !== null && selection.count === 0) desk.ask('suppress', [here])
      else ask('suppress')
    }, desk.suppressRefusal),
    'suppress-query': allowed(() => setIsSuppressing(true), desk.suppressRefusal),
    propose: allowed(() => {
      const here = rowHere()
      if (here === null) say(words.notHereYet)
      else if (here.action === null) say(words.noActionIsProposed)
      else if (here.gate === 'blocked') say(words.isBlocked(alertName(here.number)))
      else desk.askPropose(here, here.action)
    }, desk.proposeRefusal),
    filter: () => {
      const here = rowHere()
      if (here === null) say(words.notHereYet)
      else setValuesOf({ row: here, top: null })
    },
    undo: desk.undo,
    'show-new': showNew,
    pause: onPause,
    leave: selection.count > 0 ? selection.clear : isPreviewOpen ? () => setPreview(false) : undefined,
  })

  const isFollowed = phase === 'ready' && !isBroken && !isPaused
  return (
    <>
      <div className="flex min-w-0 grow flex-col">
        {shown?.histogram == null ? null : (
          <TimeBars histogram={shown.histogram} onBrush={props.onBrush} hasBrush={isBrushed(query)} />
        )}
        {isPaused || shown === null ? null : <NewAlerts onShow={showNew} />}
        <ListNotices lines={lines} query={query} onQuery={onQuery} onRetry={() => engine?.retry()} />
        {shown === null ? null : shown.counts.lines === 0 && phase === 'ready' ? (
          <EmptyQueue view={props.emptyView} all={all} asOf={shown.at} onShowAll={() => onQuery(EVERYTHING)} />
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
            onSelectAll={selectAll}
            query={query}
            onQuery={onQuery}
            onTop={(of, top) => setValuesOf({ row: of, top })}
            tickOf={tickOf}
            onToggleGroup={(also, isAll) => toggleQuery(turn(JSON.stringify(also), isAll), also)}
            onToggleRepeats={(number, isIn) => toggleQuery(turn(String(number), isIn), EVERYTHING, number)}
            newer={newer}
          />
        )}
        {phase === 'loading' && shown !== null ? <HowFar /> : null}
        {selection.query !== null ? (
          <ManyBar
            chosen={selection.query}
            refusal={desk.triageRefusal}
            acceptRefusal={desk.acceptRefusal}
            onTake={takeWorked}
            onAsk={ask}
            hint={hint}
            onClear={selection.clear}
          />
        ) : selection.rows.length > 0 ? (
          <BulkBar
            selected={selection.rows}
            refusal={desk.triageRefusal}
            onTake={desk.takeAll}
            onAsk={(kind) => desk.ask(kind, selection.rows)}
            acceptRefusal={desk.acceptRefusal}
            hint={hint}
            onClear={selection.clear}
            extra={<SelectRest matched={matched} selected={selection.rows.length} onSelectAll={selectAll} />}
          />
        ) : null}
        {shown === null ? null : (
          <FootLine
            start={<HowMany matched={matched} computeMs={shown.computeMs} />}
            end={<ListTime asOf={shown.at} isFollowed={isFollowed} />}
          />
        )}
      </div>
      {isPreviewOpen && previewed !== null ? (
        <div className="hidden tablet:contents">
          <Preview
            row={previewed}
            sizePx={memory.previewPx ?? (isWide ? 520 : 380)}
            onResize={(previewPx) => useQueueMemory.setState({ previewPx })}
            onClose={() => setPreview(false)}
            onOpen={() => void openAlert(previewed)}
            onPropose={() => previewed.action !== null && desk.askPropose(previewed, previewed.action)}
            proposeRefusal={desk.proposeRefusal}
          />
        </div>
      ) : null}
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
