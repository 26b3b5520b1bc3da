import { useQuery } from '@tanstack/react-query'
import { ListFilter } from 'lucide-react'
import { useState } from 'react'
import * as words from '#words/queue.ts'
import { withRange } from '../../domain/query/edit.ts'
import { printQuery } from '../../domain/query/print.ts'
import { EVERYTHING, type Query } from '../../domain/query/query.ts'
import { useBackend } from '../shared/backend.tsx'
import { useNavigate } from '../shared/router/router.ts'
import { tallyQuery } from '../shared/triage/queries.ts'
import { useUrlWords } from '../shared/url-state.ts'
import { parseUrlWords, type UrlWords } from '../shared/url-words.ts'
import { isSameView, listedView, searchOf } from '../shared/views/listed-views.ts'
import { viewsQuery } from '../shared/views/queries.ts'
import { Button } from '../ui/Button.tsx'
import { nowMs } from '../ui/clock.ts'
import { later } from '../ui/later.ts'
import { Select } from '../ui/Select.tsx'
import { LoadingState } from '../ui/states.tsx'
import { useMinWidth } from '../ui/use-min-width.ts'
import { useQueueEngine } from './engine/queue-engine.ts'
import { useOfferImpact } from './engine/use-offer-impact.ts'
import { useQueueLines } from './engine/use-queue-lines.ts'
import { GroupMenu } from './GroupMenu.tsx'
import { FacetPanel } from './late-parts.tsx'
import { QueueBar } from './QueueBar.tsx'
import { QueueList } from './QueueList.tsx'
import { QueryBar } from './query/QueryBar.tsx'
import { QueryChips } from './query/QueryChips.tsx'
import { useQueueMemory } from './queue-memory.ts'
import { type QueueView, readView, SORT_FIELDS, urlOf, wordsOf } from './queue-view.ts'
import { BUILT_IN_VIEWS } from './views/built-in-views.ts'
import { useOpeningView } from './views/opening-view.ts'

// Until it is here one sees what it begins with; it is asked for with the lines, and has more to say only where they do not come.
const NoLinesYet = later(() => import('./NoLinesYet.tsx').then((module) => module.NoLinesYet), {
  Meanwhile: () => <LoadingState label={words.loading} />,
})
const ViewMenu = later(() => import('./views/ViewMenu.tsx').then((module) => module.ViewMenu))

/** The queue: the URL is the view, and everything below it only draws what the URL asks for. */
export function QueuePage() {
  const navigate = useNavigate()
  const backend = useBackend()
  const [url, changeUrl] = useUrlWords()
  const view = readView(url)
  const query = view.parsed.ok ? view.parsed.query : EVERYTHING
  const tally = useQuery(tallyQuery(backend)).data
  const saved = useQuery(viewsQuery(backend)).data ?? []
  const views = [...BUILT_IN_VIEWS, ...saved.map(listedView)]
  const current = views.find(({ id }) => id === view.view) ?? null
  const isChanged = current !== null && !isSameView(wordsOf(view), wordsOf(readView(current.words)))
  const [pausedSince, setPausedSince] = useState<number | null>(null)
  const [wish, setWish] = useState<boolean | null>(null)
  const isRoomBeside = useMinWidth(1400)
  const isRoomAlone = useMinWidth(1100)
  const isPreviewOpen = useQueueMemory((memory) => memory.isPreviewOpen) || view.open !== null
  // Beside an open preview the filters fold to their button, unless there is room for both or somebody asked for them.
  const areFacetsShown = wish ?? (isPreviewOpen ? isRoomBeside : isRoomAlone)
  const engine = useQueueEngine(pausedSince === null)
  useOfferImpact(engine)
  const lines = useQueueLines(engine, view)

  const open = (next: UrlWords, isReplaced = false) => navigate({ to: '.', search: { ...next }, replace: isReplaced })
  useOpeningView(url, (next) => open(next, true))
  const show = (change: Partial<QueueView>, how: 'push' | 'replace' = 'push') =>
    changeUrl(urlOf({ ...view, open: null, ...change }), how)
  const showQuery = (next: Query) => show({ text: printQuery(next) })
  const togglePause = () => {
    if (pausedSince !== null) lines.refresh()
    setPausedSince((since) => (since === null ? nowMs() : null))
  }
  const leaveQuery = () => document.getElementById('grid')?.focus()
  const isNowhere = lines.shown === null

  return (
    <>
      <QueueBar
        views={views}
        view={current}
        engine={engine}
        pausedSince={pausedSince}
        onPause={togglePause}
        onView={(next) => open({ view: next.id, ...next.words })}
        menu={
          <ViewMenu
            view={current}
            search={searchOf(wordsOf(view))}
            isChanged={isChanged}
            mine={saved.filter(({ isMine }) => isMine)}
            onOpen={({ id, search }) => open({ view: id, ...parseUrlWords(search) })}
          />
        }
      />
      <div className="flex shrink-0 items-start gap-2 px-4 py-2">
        <Button
          aria-pressed={areFacetsShown}
          aria-label={words.filters}
          icon={<ListFilter aria-hidden size={14} />}
          onClick={() => setWish(!areFacetsShown)}
        >
          <span className="hidden tablet:inline">{words.filters}</span>
        </Button>
        <QueryBar text={view.text} engine={engine} onQuery={(text) => show({ text }, 'replace')} onLeave={leaveQuery} />
        <GroupMenu
          groupBy={view.groupBy}
          isCollapsed={view.isCollapsed}
          onGroup={(groupBy) => show({ groupBy })}
          onCollapse={(isCollapsed) => show({ isCollapsed })}
        />
        <span className="hidden tablet:block">
          <Select
            label={words.order}
            value={SORT_FIELDS.find((field) => field === view.sort.field) ?? 'priority'}
            onChange={(field) => show({ sort: { field, descending: field !== 'due' } })}
            choices={SORT_FIELDS.map((field) => ({ value: field, label: words.sorts[field] }))}
          />
        </span>
      </div>
      <QueryChips
        query={query}
        onChange={showQuery}
        onReset={isChanged ? () => open({ view: current.id, ...current.words }) : null}
      />
      <div className="flex min-h-0 grow border-t border-line">
        {areFacetsShown && lines.shown !== null ? (
          <FacetPanel
            facets={lines.shown.facets}
            query={query}
            isStoreEmpty={tally?.total === 0}
            onChange={showQuery}
          />
        ) : null}
        {isNowhere ? (
          <NoLinesYet engine={engine} lines={lines} />
        ) : (
          <QueueList
            engine={engine}
            lines={lines}
            view={view}
            viewName={current?.name ?? words.title}
            emptyView={current === null || isChanged || current.saved !== null ? null : current.id}
            all={tally?.total}
            isPaused={pausedSince !== null}
            onPause={togglePause}
            onQuery={showQuery}
            onSort={(sort) => show({ sort })}
            onBrush={(range) => showQuery(withRange(query, 'lastSeen', range === null ? null : isoRange(range)))}
            onOpenWord={(id) => changeUrl({ open: id })}
          />
        )}
      </div>
    </>
  )
}

function isoRange({ from, to }: { readonly from: number; readonly to: number }) {
  return { from: new Date(from).toISOString(), to: new Date(to - 1).toISOString() }
}
