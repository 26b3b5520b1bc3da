import { useQuery } from '@tanstack/react-query'
import { clsx } from 'clsx'
import * as words from '#words/changes.tsx'
import { CHANGE_STATE_WORDS, changeName, MODE_WORDS } from '#words/triggers.tsx'
import type { ChangeView } from '../../../domain/views/change-views.ts'
import { useBackend } from '../../shared/backend.tsx'
import { QueryFailed } from '../../shared/QueryFailed.tsx'
import { oneOf, useUrlWords } from '../../shared/url-state.ts'
import { Button } from '../../ui/Button.tsx'
import { HostileText } from '../../ui/HostileText.tsx'
import { FootLine } from '../../ui/layout.tsx'
import { Select } from '../../ui/Select.tsx'
import { EmptyState, LoadingState } from '../../ui/states.tsx'
import { StateOf, Time } from '../../ui/Time.tsx'
import { changesQuery } from '../queries.ts'
import { ChangePanel } from './ChangePanel.tsx'

const LISTS = ['open', 'waiting-for-me', 'all'] as const

/** What is about to change, and what changed: list left, the chosen one right. The URL names both. */
export function ChangesTab() {
  const [urlWords, change] = useUrlWords()
  const which = oneOf(urlWords['list'], LISTS, 'open')
  const list = useQuery(changesQuery(useBackend(), { list: which, limit: 100 }))
  const rows = list.data?.items ?? []
  const chosen = urlWords['change'] ?? rows[0]?.id ?? null
  return (
    <>
      <div className="flex min-h-0 grow max-tablet:flex-col">
        <nav
          aria-label={words.changes}
          className="flex w-full shrink-0 flex-col border-line max-tablet:max-h-[40%] max-tablet:border-b tablet:w-76 tablet:border-e"
        >
          <div className="border-b border-line px-4 py-2">
            <Select
              label={words.whichChanges}
              value={which}
              onChange={(next) => change({ list: next === 'open' ? null : next, change: null })}
              choices={LISTS.map((value) => ({ value, label: words.list[value] }))}
            />
          </div>
          {list.isError && list.data === undefined ? (
            <QueryFailed error={list.error} onRetry={() => void list.refetch()} />
          ) : list.data === undefined ? (
            <LoadingState label={words.loadingChanges} />
          ) : rows.length === 0 ? (
            <p className="p-4 text-text-2">{which === 'all' ? words.nothingWasEver : words.nothingWaits}</p>
          ) : (
            <ul className="min-h-0 overflow-y-auto">
              {rows.map((row) => (
                <li key={row.id}>
                  <Row row={row} isChosen={row.id === chosen} onChoose={() => change({ change: row.id }, 'push')} />
                </li>
              ))}
            </ul>
          )}
        </nav>
        {chosen === null ? (
          <div className="grow">
            <EmptyState
              title={words.noChangeIsOpen}
              tone="healthy"
              actions={
                which === 'all' ? undefined : <Button onClick={() => change({ list: 'all' })}>{words.showAll}</Button>
              }
            >
              {words.aChangeOfATrigger}
            </EmptyState>
          </div>
        ) : (
          // Whoever decides sees what became of it, also where it leaves the list.
          <ChangePanel key={chosen} changeId={chosen} onDecide={() => change({ change: chosen })} />
        )}
      </div>
      <FootLine
        start={
          list.data === undefined
            ? ''
            : `${words.changeCount(rows.length)}${list.data.next === null ? '' : words.andMore}`
        }
        end={list.data === undefined ? undefined : <StateOf at={list.data.asOf} />}
      />
    </>
  )
}

interface RowProps {
  readonly row: ChangeView
  readonly isChosen: boolean
  readonly onChoose: () => void
}

function Row({ row, isChosen, onChoose }: RowProps) {
  return (
    <button
      type="button"
      aria-current={isChosen ? 'true' : undefined}
      onClick={onChoose}
      data-ring="inside"
      className={clsx(
        'flex w-full flex-col gap-0.5 border-b border-line px-4 py-2 text-start hover:bg-hover',
        isChosen && 'bg-select',
      )}
    >
      <span className="flex w-full items-baseline gap-2 text-micro text-text-3">
        <span>{changeName(row.number)}</span>
        <span>{row.mode === null ? words.policy : MODE_WORDS[row.mode.to]}</span>
        <span className="ms-auto">
          <Time at={row.proposedAt} look="age" />
        </span>
      </span>
      <HostileText text={row.subject.title} className="line-clamp-2" />
      <span className="text-small text-text-2">
        {CHANGE_STATE_WORDS[row.state]}, <HostileText text={row.proposedBy.name} />
      </span>
    </button>
  )
}
