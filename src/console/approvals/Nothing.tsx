import { useQuery } from '@tanstack/react-query'
import * as words from '#words/approvals.tsx'
import { planName } from '#words/shared/triage.ts'
import type { PlanSummary } from '../../domain/views/alert-views.ts'
import { useBackend } from '../shared/backend.tsx'
import { Link } from '../shared/router/Link.tsx'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/states.tsx'
import { type List, pausedQuery } from './use-approvals.ts'

interface NothingProps {
  readonly list: List
  readonly others: readonly PlanSummary[]
  readonly onShow: (list: List) => void
}

/** No plan asks for a vote. One that was approved and is paused asks for somebody all the same, so nobody is told that all is well. */
export function Nothing({ list, others, onShow }: NothingProps) {
  const backend = useBackend()
  const paused = useQuery(pausedQuery(backend)).data?.items ?? []
  if (list === 'history') {
    return <EmptyState title={words.nothingWasDecided}>{words.historyIsEmpty}</EmptyState>
  }
  const tone = paused.length === 0 ? { tone: 'healthy' as const } : {}
  if (list === 'waiting') {
    return (
      <EmptyState title={words.nothingWaits} {...tone}>
        {words.othersIsEmpty}
        <Paused plans={paused} />
      </EmptyState>
    )
  }
  return (
    <EmptyState
      title={words.nothingWaitsForYou}
      {...tone}
      actions={<Button onClick={() => onShow('history')}>{words.whatWasDecided}</Button>}
    >
      {others.length === 0 && paused.length > 0 ? null : words.norForAnybodyElse(others.length)}
      <Paused plans={paused} />
    </EmptyState>
  )
}

const SHOWN = 3

function Paused({ plans }: { readonly plans: readonly PlanSummary[] }) {
  if (plans.length === 0) return null
  return (
    <span className="block">
      {words.paused(plans.length)}{' '}
      {plans.slice(0, SHOWN).map(({ id, number }) => (
        <Link
          key={id}
          to="/plans/$planId"
          params={{ planId: id }}
          className="me-2 font-mono text-accent hover:underline"
        >
          {planName(number)}
        </Link>
      ))}
    </span>
  )
}
