import { useStore } from 'zustand'
import type { StoreApi } from 'zustand/vanilla'
import * as words from '#words/whatif.tsx'
import type { HistoryFacts, WhatIfStatus } from '../../engine/worker/whatif-client.ts'
import { QueryFailed } from '../shared/QueryFailed.tsx'
import { EmptyState, FailedState, LoadingState } from '../ui/states.tsx'
import { AnswerBanners } from './AnswerBanners.tsx'
import { AnswerPanels, type AnswerPanelsProps } from './AnswerPanels.tsx'
import type { Answers } from './answers.ts'
import type { HistorySource } from './history-source.ts'
import { useAnswers } from './use-lab.ts'

interface AnswerSideProps extends Omit<AnswerPanelsProps, 'facts'> {
  readonly status: StoreApi<WhatIfStatus>
  readonly facts: HistoryFacts | null
  readonly fault: string | null
}

/** The history's answer: loading, empty, failed, stale and there are five different things. */
export function AnswerSide({ status, facts, fault, ...shown }: AnswerSideProps) {
  const { answers, source } = shown
  const isCounted = useAnswers(answers, ({ run }) => run !== null)
  const hasEnded = useAnswers(answers, ({ failure, isStopped }) => failure !== null || isStopped)
  const isLate = useAnswers(answers, ({ isRunLate }) => isRunLate)
  if (source.error !== null) {
    return (
      <div className={FRAME}>
        <QueryFailed error={source.error} onRetry={source.readAgain} />
      </div>
    )
  }
  if (fault !== null) {
    return (
      <div className={FRAME}>
        <FailedState title={words.theHistoryCannot} onRetry={source.readAgain} reference={fault}>
          {words.theDraftIsUntouched}
        </FailedState>
      </div>
    )
  }
  if (facts === null || (!isCounted && !hasEnded)) {
    return (
      <div className={FRAME}>
        <Progress status={status} source={source} answers={answers} facts={facts} />
      </div>
    )
  }
  if (facts.alerts === 0) {
    return (
      <div className={FRAME}>
        <EmptyState title={words.thereIsNoHistory}>{words.theGatewayAnswered}</EmptyState>
      </div>
    )
  }
  return (
    <section aria-label={words.answer} aria-busy={isLate} className="flex min-w-0 grow flex-col desk:min-h-0">
      <AnswerBanners answers={answers} />
      <AnswerPanels {...shown} facts={facts} />
    </section>
  )
}

const FRAME = 'min-w-0 grow desk:min-h-0 desk:overflow-y-auto'

const STAGES = {
  reading: { label: words.readingTheHistory, share: 0.4 },
  opening: { label: words.layingOutTheHistory, share: 0.6 },
  trying: { label: words.decidingItAgain, share: 0.9 },
} as const

interface ProgressProps {
  readonly status: StoreApi<WhatIfStatus>
  readonly source: HistorySource
  readonly answers: Answers
  readonly facts: HistoryFacts | null
}

/** Three steps that differ much in length; the first is the gateway's and has no share to tell. */
function Progress({ status, source, answers, facts }: ProgressProps) {
  const now = useStore(status)
  const read = useAnswers(answers, ({ progress }) => progress)
  if (!source.isThere) return <LoadingState label={words.askingTheGateway} />
  const detail = facts === null ? '' : words.alertCount(facts.alerts)
  if (source.place === 'gateway') {
    const share = read === null ? {} : { share: read.read / read.of }
    return <LoadingState label={words.theGatewayCounts} detail={detail} {...share} />
  }
  const stage =
    now.kind === 'busy' && now.stage !== null ? STAGES[now.stage] : ({ label: words.handingIt, share: 0.3 } as const)
  return <LoadingState {...stage} detail={detail} />
}
