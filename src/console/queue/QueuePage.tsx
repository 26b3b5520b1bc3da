import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ListFilter } from 'lucide-react'
import { useState } from 'react'
import type { AlertSort } from '../../backend/port.ts'
import { useBackend } from '../shared/backend.tsx'
import { tallyQuery } from '../shared/triage/queries.ts'
import { parseUrlWords, type UrlWords, useUrlWords } from '../shared/url-state.ts'
import { isSameView, listedView, searchOf, viewWordsOf } from '../shared/views/listed-views.ts'
import { viewsQuery } from '../shared/views/queries.ts'
import { Button } from '../ui/Button.tsx'
import { nowMs } from '../ui/clock.ts'
import { SearchField } from '../ui/SearchField.tsx'
import { Select } from '../ui/Select.tsx'
import { Facets } from './Facets.tsx'
import { FilterChips } from './FilterChips.tsx'
import { QueueBar } from './QueueBar.tsx'
import { QueueList } from './QueueList.tsx'
import { useQueueMemory } from './queue-memory.ts'
import { type Filters, readView, SORTS, withWord, writeView } from './queue-view.ts'
import { useMinWidth } from './use-min-width.ts'
import { BUILT_IN_VIEWS } from './views/built-in-views.ts'
import { useOpeningView } from './views/opening-view.ts'
import { ViewMenu } from './views/ViewMenu.tsx'

const SORT_WORDS: Readonly<Record<AlertSort, string>> = {
  priority: 'Highest priority',
  tier: 'Highest tier',
  sla: 'Soonest due',
  lastSeen: 'Newest',
}

/** The queue: the URL is the view, and everything below it only draws what the URL asks for. */
export function QueuePage() {
  const navigate = useNavigate()
  const [words, changeWords] = useUrlWords()
  const view = readView(words)
  const saved = useQuery(viewsQuery(useBackend())).data ?? []
  const views = [...BUILT_IN_VIEWS, ...saved.map(listedView)]
  const current = views.find(({ id }) => id === (words['view'] ?? view.view)) ?? null
  const isChanged = current?.saved != null ? !isSameView(words, current.words) : view.isChanged
  const open = (next: UrlWords) => void navigate({ to: '.', search: { ...next } })
  useOpeningView(words, (next) => void navigate({ to: '.', search: { ...next }, replace: true }))
  const tally = useQuery(tallyQuery(useBackend())).data
  const [pausedSince, setPausedSince] = useState<number | null>(null)
  const [wish, setWish] = useState<boolean | null>(null)
  const isRoomBeside = useMinWidth(1400)
  const isRoomAlone = useMinWidth(1100)
  const isPreviewOpen = useQueueMemory((memory) => memory.isPreviewOpen) || view.open !== null
  // Beside an open preview the filters fold to their button, unless there is room for both or somebody asked for them.
  const areFacetsShown = wish ?? (isPreviewOpen ? isRoomBeside : isRoomAlone)

  const show = (filters: Filters, how: 'push' | 'replace' = 'push') =>
    changeWords(
      { ...writeView(view.view, filters), ...(current?.saved == null ? {} : { view: current.id }), open: null },
      how,
    )
  const togglePause = () => setPausedSince((since) => (since === null ? nowMs() : null))

  return (
    <>
      <QueueBar
        views={views}
        view={current}
        tally={tally}
        pausedSince={pausedSince}
        onPause={togglePause}
        onView={(next) => open({ view: next.id, ...next.words })}
        menu={
          <ViewMenu
            view={current}
            search={searchOf({ ...plainWords(writeView(null, view.filters)), ...viewWordsOf(words) })}
            isChanged={isChanged}
            mine={saved.filter(({ isMine }) => isMine)}
            onOpen={({ id, search }) => open({ view: id, ...parseUrlWords(search) })}
          />
        }
      />
      <div className="flex shrink-0 items-center gap-2 px-4 py-2">
        <Button
          aria-pressed={areFacetsShown}
          aria-label="Filters"
          icon={<ListFilter aria-hidden size={14} />}
          onClick={() => setWish(!areFacetsShown)}
        >
          <span className="hidden tablet:inline">Filters</span>
        </Button>
        <SearchField
          className="grow"
          label="Search alerts"
          placeholder="Title, identity or number"
          value={view.filters.text ?? ''}
          onChange={(text) => show(withWord(view.filters, 'text', text), 'replace')}
          onSubmit={() => document.getElementById('grid')?.focus()}
        />
        <Select
          label="Order"
          value={view.sort}
          onChange={(sort) => changeWords({ sort: sort === 'priority' ? null : sort, open: null })}
          choices={SORTS.map((sort) => ({ value: sort, label: SORT_WORDS[sort] }))}
        />
      </div>
      <FilterChips
        view={view}
        onChange={show}
        onReset={isChanged && current !== null ? () => open({ view: current.id, ...current.words }) : null}
      />
      <div className="flex min-h-0 grow border-t border-line">
        {areFacetsShown ? <Facets filters={view.filters} tally={tally} onChange={show} /> : null}
        <QueueList
          key={JSON.stringify([view.filters, view.sort])}
          view={view}
          viewName={current?.name ?? 'Queue'}
          all={tally?.total}
          isPaused={pausedSince !== null}
          onPause={togglePause}
          onFilters={show}
          onSort={(sort) => changeWords({ sort: sort === 'priority' ? null : sort })}
          onOpenWord={(open) => changeWords({ open })}
        />
      </div>
    </>
  )
}

function plainWords(change: Readonly<Record<string, string | null>>): Record<string, string> {
  return Object.fromEntries(Object.entries(change).flatMap(([name, word]) => (word === null ? [] : [[name, word]])))
}
