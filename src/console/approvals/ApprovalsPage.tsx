import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import * as words from '#words/approvals.tsx'
import { useBackend } from '../shared/backend.tsx'
import { useIsOffline } from '../shared/connection.ts'
import { useKeys } from '../shared/keys/use-keys.ts'
import { pendingQuery, waitingFor } from '../shared/plan/pending.ts'
import { QueryFailed } from '../shared/QueryFailed.tsx'
import { useSession } from '../shared/session.ts'
import { oneOf, useUrlWords } from '../shared/url-state.ts'
import { refusalOf } from '../shared/use-refusal.ts'
import { ScreenBar } from '../ui/layout.tsx'
import { EmptyState, LoadingState, StaleState } from '../ui/states.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { StateOf } from '../ui/Time.tsx'
import { ApprovalCase } from './ApprovalCase.tsx'
import { ApprovalList } from './ApprovalList.tsx'
import { APPROVALS_KEYS } from './approvals-keys.ts'
import { GlassList } from './GlassList.tsx'
import { HabitList } from './HabitList.tsx'
import { MarkBar } from './MarkBar.tsx'
import { Nothing } from './Nothing.tsx'
import { historyQuery, LISTS } from './use-approvals.ts'
import { clearMarks, useMarks, useMarksChecked, useSubmitMarks } from './use-marks.ts'

const GLASS = 'broken-glass'
const HABITS = 'habits'

/** Plans by who must act on them; the chosen one beside the list. List and plan stand in the URL. */
export function ApprovalsPage() {
  const backend = useBackend()
  const [urlWords, change] = useUrlWords()
  const isGlass = urlWords['list'] === GLASS
  const habitsRefusal = refusalOf(useSession(), 'read-habits')
  const isHabits = urlWords['list'] === HABITS
  const list = oneOf(urlWords['list'], LISTS, 'waiting-for-me')
  const pending = useQuery(pendingQuery(backend))
  const history = useQuery({ ...historyQuery(backend), enabled: list === 'history' })
  const plans = list === 'history' ? history : pending
  const mine = waitingFor(pending.data?.items ?? [], 'me')
  const others = waitingFor(pending.data?.items ?? [], 'others')
  const items = list === 'waiting-for-me' ? mine : list === 'waiting' ? others : (history.data?.items ?? [])
  const open = urlWords['plan'] ?? items[0]?.id ?? null
  const listBox = useRef<HTMLUListElement>(null)

  const show = (id: string | null) => change({ plan: id }, 'push')
  const move = (by: 1 | -1) => {
    const at = items.findIndex(({ id }) => id === open)
    const next = items[Math.min(items.length - 1, Math.max(0, at + by))]
    if (next === undefined) return
    change({ plan: next.id })
    listBox.current?.querySelector<HTMLElement>(`[data-plan="${next.id}"]`)?.focus()
  }
  const kept = useMarks()
  const { marks } = kept
  const { submit, before } = useSubmitMarks()
  useMarksChecked(kept, submit.isPending)
  const isOffline = useIsOffline()
  const waits = isOffline || plans.isRefetchError ? words.submittingWaits : null
  useKeys(APPROVALS_KEYS, {
    next: () => move(1),
    previous: () => move(-1),
    clear: marks.length === 0 || submit.isPending ? undefined : clearMarks,
    confirm: marks.length === 0 || waits !== null || submit.isPending ? undefined : () => submit.mutate(marks),
  })

  return (
    <>
      <ScreenBar
        title={words.approvals}
        end={
          plans.data === undefined ? undefined : (
            <span className="text-micro text-text-3">
              <StateOf at={plans.data.asOf} />
            </span>
          )
        }
      >
        <Tabs
          label={words.approvals}
          value={isGlass ? GLASS : isHabits ? HABITS : list}
          onChange={(next) => change({ list: next === 'waiting-for-me' ? null : next, plan: null }, 'push')}
          tabs={[
            ...LISTS.map((value) => ({
              value,
              label: words.titles[value],
              ...(pending.data === undefined || value === 'history'
                ? {}
                : { count: (value === 'waiting' ? others : mine).length }),
            })),
            { value: GLASS, label: words.brokenGlass },
            { value: HABITS, label: words.howPeopleDecide },
          ]}
        />
      </ScreenBar>
      {plans.isRefetchError ? (
        <StaleState title={words.isStale} onRetry={() => void plans.refetch()}>
          {words.staleDetail}
        </StaleState>
      ) : null}
      <div className="flex min-h-0 grow flex-col tablet:flex-row">
        {isGlass || isHabits ? (
          <div className="flex min-h-0 min-w-0 grow flex-col">
            {isGlass ? (
              <GlassList />
            ) : habitsRefusal === null ? (
              <HabitList />
            ) : (
              <EmptyState title={words.habitsAreForOthers}>{habitsRefusal}</EmptyState>
            )}
          </div>
        ) : plans.isError && plans.data === undefined ? (
          <QueryFailed error={plans.error} onRetry={() => void plans.refetch()} />
        ) : plans.data === undefined ? (
          <LoadingState label={words.loadingApprovals} />
        ) : (
          <>
            <ApprovalList
              label={words.titles[list]}
              plans={items}
              open={open}
              onOpen={show}
              box={listBox}
              isFolded={urlWords['plan'] !== undefined}
            />
            {open === null ? (
              <div className="min-w-0 grow">
                <Nothing list={list} others={others} onShow={(next) => change({ list: next }, 'push')} />
              </div>
            ) : (
              <ApprovalCase
                key={open}
                planId={open}
                isChosen={urlWords['plan'] !== undefined}
                onBack={() => show(null)}
                onMarked={() => move(1)}
              />
            )}
          </>
        )}
      </div>
      <MarkBar
        kept={kept}
        waits={waits}
        sending={submit.isPending ? before : null}
        onSubmit={() => submit.mutate(marks)}
        onOpen={show}
      />
    </>
  )
}
