import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import * as words from '#words/triggers.tsx'
import { MODE_WORDS, STATE_WORDS } from '#words/triggers.tsx'
import { MODES } from '../../domain/change/change-words.ts'
import type { TriggerView } from '../../domain/views/change-views.ts'
import { useBackend } from '../shared/backend.tsx'
import { QueryFailed } from '../shared/QueryFailed.tsx'
import { useNavigate } from '../shared/router/router.ts'
import { oneOf, useUrlWords } from '../shared/url-state.ts'
import { Button } from '../ui/Button.tsx'
import { DataGrid } from '../ui/DataGrid.tsx'
import type { GridSort } from '../ui/grid-columns.ts'
import { useGridCursor } from '../ui/grid-cursor.ts'
import { FootLine } from '../ui/layout.tsx'
import { SearchField } from '../ui/SearchField.tsx'
import { Select } from '../ui/Select.tsx'
import { EmptyState, LoadingState } from '../ui/states.tsx'
import { StateOf } from '../ui/Time.tsx'
import { triggersQuery } from './queries.ts'
import { NARROW, TRIGGER_COLUMNS, triggerSentence } from './trigger-columns.tsx'
import { isIn, SORTS, STATES, shownTriggers } from './trigger-list.ts'

/** Every trigger with how it did. The URL is the view. */
export function TriggersTab() {
  const list = useQuery(triggersQuery(useBackend()))
  const navigate = useNavigate()
  const [urlWords, change] = useUrlWords()
  const text = urlWords['text'] ?? ''
  const mode = oneOf(urlWords['mode'], MODES, '')
  const state = oneOf(urlWords['state'], STATES, '')
  const sort: GridSort = {
    column: oneOf(urlWords['sort'], SORTS, 'week'),
    direction: oneOf(urlWords['order'], ['ascending', 'descending'] as const, 'descending'),
  }
  const cursor = useGridCursor()
  const { column, direction } = sort
  const rows = useMemo(
    () => shownTriggers(list.data ?? [], { text, mode, state }, { column, direction }),
    [list.data, text, mode, state, column, direction],
  )
  const filter = (changed: Record<string, string | null>) => {
    cursor.moveTo(0)
    change(changed)
  }
  const open = (index: number) => {
    const row = rows[index]
    if (row !== undefined) navigate({ to: '/triggers/$triggerId', params: { triggerId: row.id } })
  }

  return (
    <>
      <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-4 py-2">
        <SearchField
          className="min-w-60 grow"
          label={words.searchTriggers}
          placeholder={words.titleIdTechnique}
          value={text}
          onChange={(next) => filter({ text: next })}
          onSubmit={() => document.getElementById('grid')?.focus()}
        />
        <Select
          label={words.mode}
          value={mode}
          onChange={(next) => filter({ mode: next })}
          choices={[
            { value: '', label: words.everyMode },
            ...MODES.map((value) => ({ value, label: MODE_WORDS[value] })),
          ]}
        />
        <Select
          label={words.state}
          value={state}
          onChange={(next) => filter({ state: next })}
          choices={[
            { value: '', label: words.everyState },
            ...STATES.map((value) => ({ value, label: STATE_WORDS[value] })),
          ]}
        />
      </div>
      {list.isError && list.data === undefined ? (
        <QueryFailed error={list.error} onRetry={() => void list.refetch()} />
      ) : list.data === undefined ? (
        <LoadingState label={words.loadingTriggers} />
      ) : rows.length === 0 ? (
        <EmptyState
          title={words.noTriggerMatches}
          actions={<Button onClick={() => filter({ text: null, mode: null, state: null })}>{words.showAll}</Button>}
        >
          {words.thereAre(list.data.length)}
        </EmptyState>
      ) : (
        <DataGrid<TriggerView>
          label={words.title}
          columns={TRIGGER_COLUMNS}
          rowCount={rows.length}
          getRow={(index) => rows[index] ?? 'loading'}
          rowKey={(row) => row.id}
          rowName={triggerSentence}
          rowTone={(row) => (row.problems.length > 0 ? 'bad' : row.mode === 'off' ? 'quiet' : 'plain')}
          sort={sort}
          onSort={(next) => filter({ sort: next.column, order: next.direction })}
          cursor={cursor}
          onOpen={open}
          narrow={NARROW}
        />
      )}
      <FootLine
        start={footWords(list.data ?? [], rows.length)}
        end={list.dataUpdatedAt === 0 ? undefined : <StateOf at={list.dataUpdatedAt} />}
      />
    </>
  )
}

/** "42 triggers: 38 on, 3 in shadow, 1 off · 2 lost automation". */
function footWords(all: readonly TriggerView[], shown: number): string {
  const among = (mode: TriggerView['mode']) => all.filter((trigger) => trigger.mode === mode).length
  const lost = all.filter((trigger) => isIn(trigger, 'lost')).length
  const of = shown === all.length ? '' : words.shownOf(shown)
  const modes = words.onInShadowOff(among('on'), among('shadow'), among('off'))
  return `${of}${words.triggersOfAll(all.length)}: ${modes}${words.lostOfLost(lost)}`
}
