import type { UseQueryResult } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { useState } from 'react'
import type { HistoryBytes } from '../../domain/views/history-views.ts'
import type { HistoryFacts, WhatIfLab, WhatIfStatus } from '../../engine/worker/whatif-client.ts'
import { useIsOffline } from '../shared/connection.ts'
import { QueryFailed } from '../shared/QueryFailed.tsx'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { FootLine } from '../ui/layout.tsx'
import { countText, plural } from '../ui/number-text.ts'
import { EmptyState, FailedState, LoadingState } from '../ui/states.tsx'
import { StateOf } from '../ui/Time.tsx'
import { ActualPanel } from './ActualPanel.tsx'
import { ApprovalDays } from './ApprovalDays.tsx'
import { BrokenList } from './BrokenList.tsx'
import { ConfidencePanel } from './ConfidencePanel.tsx'
import type { DraftChange } from './edits.ts'
import { FlowPanel } from './FlowPanel.tsx'
import { HeadlineBar } from './Headline.tsx'
import { HonestyLine } from './HonestyLine.tsx'
import { MovedList } from './MovedList.tsx'
import { QueueHead } from './QueueHead.tsx'
import { TeamTable } from './TeamTable.tsx'
import { TriggerTable } from './TriggerTable.tsx'
import { type Question, useAnswer, useIsLasting } from './use-lab.ts'

interface AnswerSideProps {
  readonly lab: WhatIfLab
  readonly status: WhatIfStatus
  readonly facts: HistoryFacts | null
  readonly fault: string | null
  readonly history: UseQueryResult<HistoryBytes>
  readonly question: Question
  readonly baselineName: string
  readonly onHoldBack: (isTailHeldBack: boolean) => void
  readonly onChange: (change: DraftChange, gesture?: string | null) => void
}

/** What passes within this time is not marked as stale: a drag would only flicker. */
const LATE_MS = 250

/** The history's answer: loading, empty, failed, stale and there are five different things. */
export function AnswerSide(props: AnswerSideProps) {
  const { lab, status, facts, fault, history, question, baselineName, onHoldBack, onChange } = props
  const [isCancelled, setIsCancelled] = useState(false)
  const { run, lists, failure, tryAgain } = useAnswer(lab, facts, question)
  const isOffline = useIsOffline()
  const isStale = run !== null && run.question !== question
  const isLate = useIsLasting(isStale, LATE_MS)
  const hasFailed = failure !== null && failure.question === question
  const isListPending =
    lists?.question.draft !== run?.question.draft || lists?.question.baseline !== run?.question.baseline
  const cancel = () => {
    setIsCancelled(true)
    lab.stop()
  }
  const again = () => {
    setIsCancelled(false)
    tryAgain()
  }
  const frame = 'min-w-0 grow desk:min-h-0 desk:overflow-y-auto'
  if (history.isError && history.data === undefined) {
    return (
      <div className={frame}>
        <QueryFailed error={history.error} onRetry={() => void history.refetch()} />
      </div>
    )
  }
  if (fault !== null) {
    return (
      <div className={frame}>
        <FailedState title="The history cannot be read" onRetry={() => void history.refetch()} reference={fault}>
          The draft is untouched. Read it from the gateway again.
        </FailedState>
      </div>
    )
  }
  if (facts === null || (run === null && !hasFailed && !isCancelled)) {
    return (
      <div className={frame}>
        <LoadingState {...progressOf(history, facts, status)} />
      </div>
    )
  }
  if (facts.alerts === 0) {
    return (
      <div className={frame}>
        <EmptyState title="There is no history yet">
          The gateway answered and holds no alert. What a draft would do is counted once there is one.
        </EmptyState>
      </div>
    )
  }
  return (
    <section aria-label="Answer" aria-busy={isStale} className="flex min-w-0 grow flex-col desk:min-h-0">
      {isOffline ? (
        <Banner tone="doubt" title="The gateway does not answer.">
          Trying goes on with the history that is loaded. Saving and proposing wait.
        </Banner>
      ) : null}
      {hasFailed ? (
        <Banner tone="bad" title={FAILURES[failure.because]} action={<Button onClick={again}>Try again</Button>}>
          {failure.message === '' ? 'The numbers below are of an earlier draft.' : failure.message}
        </Banner>
      ) : null}
      {isCancelled ? (
        <Banner tone="plain" title="Stopped." action={<Button onClick={again}>Count this draft</Button>}>
          The numbers below are of an earlier draft.
        </Banner>
      ) : null}
      {isLate && !hasFailed && !isCancelled ? (
        <Banner tone="plain" title="Being counted." action={<Button onClick={cancel}>Stop</Button>}>
          The numbers below are of the draft before.
        </Banner>
      ) : null}
      {run === null ? null : (
        <div
          className={clsx('min-h-0 grow desk:overflow-y-auto', isLate && 'opacity-75')}
          {...SCROLLED}
          data-ring="inside"
        >
          <HeadlineBar run={run.answer.run} tail={run.answer.tail} />
          <HonestyLine
            facts={facts}
            total={history.data?.total ?? facts.alerts}
            isTailHeldBack={question.isTailHeldBack}
            onHoldBack={onHoldBack}
          />
          <div className="grid gap-x-6 px-4 desk:grid-cols-[minmax(0,1.35fr)_minmax(0,1fr)]">
            <div className="min-w-0">
              <FlowPanel migration={run.answer.run.after.migration} baselineName={baselineName} />
              <MovedList
                moved={lists?.answer.moved ?? []}
                alerts={run.answer.run.after.moved.alerts}
                isPending={isListPending}
              />
              <QueueHead head={lists?.answer.head ?? []} isPending={isListPending} />
            </div>
            <div className="min-w-0 border-line max-desk:border-t">
              <ApprovalDays run={run.answer.run} />
              <BrokenList
                broken={lists?.answer.broken.consumers ?? []}
                severities={lists?.answer.broken ?? null}
                isPending={isListPending}
              />
              <ConfidencePanel
                run={run.answer.run}
                draft={question.draft}
                was={question.baseline.policy}
                onChange={onChange}
              />
              <TriggerTable run={run.answer.run} triggers={facts.triggers} />
              <TeamTable
                run={run.answer.run}
                limitPercent={question.draft.policy.gate.autoShareOfOwner}
                breaker={isListPending ? null : (lists?.answer.breaker ?? null)}
              />
              <ActualPanel />
            </div>
          </div>
        </div>
      )}
      <FootLine
        start={
          run === null
            ? 'nothing counted yet'
            : `${plural(facts.alerts, 'alert')} in ${plural(facts.cases, 'case')} decided again in ${Math.max(1, Math.round(run.answer.computeMs))} ms`
        }
        end={
          <span className="inline-flex items-center gap-2">
            <StateOf at={facts.asOf} />
            <button type="button" className="underline underline-offset-2" onClick={() => void history.refetch()}>
              {history.isFetching ? 'reading' : 'read again'}
            </button>
          </span>
        }
      />
    </section>
  )
}

const SCROLLED = { role: 'group', tabIndex: 0, 'aria-label': 'What the draft comes to' } as const

const FAILURES = {
  hang: 'The worker fell silent over this draft and was replaced.',
  crash: 'The browser ended the worker over this draft.',
  fault: 'This draft could not be counted.',
} as const

const STAGES = {
  reading: 'Reading the history',
  opening: 'Laying out the history',
  trying: 'Deciding it again',
} as const

/** Three steps that differ much in length; the first is the gateway's and has no share to tell. */
function progressOf(
  history: UseQueryResult<HistoryBytes>,
  facts: HistoryFacts | null,
  status: WhatIfStatus,
): { label: string; detail?: string; share?: number } {
  if (history.data === undefined) return { label: 'Asking the gateway for the history' }
  const detail = facts === null ? '' : `${countText(facts.alerts)} alerts`
  if (status.kind === 'busy' && status.stage !== null) {
    return { label: STAGES[status.stage], detail, share: { reading: 0.4, opening: 0.6, trying: 0.9 }[status.stage] }
  }
  return { label: 'Handing it to the worker', detail, share: 0.3 }
}
