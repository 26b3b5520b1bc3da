import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import type { Tier } from '../../domain/action/action.ts'
import type { AlertTally } from '../../domain/views/alert-views.ts'
import { GateMark } from '../shared/marks/GateMark.tsx'
import { SeverityMark } from '../shared/marks/SeverityMark.tsx'
import { TierMark } from '../shared/marks/TierMark.tsx'
import { VerificationMark } from '../shared/marks/VerificationMark.tsx'
import { STATUS_WORDS } from '../shared/triage/words.ts'
import { countText } from '../ui/number-text.ts'
import {
  type FacetName,
  type Filters,
  SHOWN_CONTAINMENTS,
  SHOWN_GATES,
  SHOWN_SEVERITIES,
  SHOWN_STATUSES,
  SHOWN_TIERS,
  withFacet,
} from './queue-view.ts'

interface FacetsProps {
  readonly filters: Filters
  readonly tally: AlertTally | undefined
  readonly onChange: (filters: Filters) => void
}

/** What the queue can be narrowed to, with exact counts of open alerts where the backend keeps them. Zero stays, dimmed. */
export function Facets({ filters, tally, onChange }: FacetsProps) {
  const group = (facet: FacetName) => ({ facet, filters, onChange })
  // The kept counts are of open alerts: beside a view of closed ones they would answer another question.
  const counts = (filters.status ?? '').includes('closed') ? undefined : tally
  const of = (counted: Readonly<Record<string, number>> | undefined, value: string) =>
    counted === undefined ? undefined : (counted[value] ?? 0)
  return (
    <nav aria-label="Filters" className="w-50 shrink-0 overflow-y-auto border-e border-line px-2 py-2 wide:w-54">
      <Facet title="Tier" {...group('tier')}>
        {SHOWN_TIERS.map((tier) => {
          const count = of(counts?.byTier, tier)
          return [tier, <TierMark key={tier} tier={Number(tier) as Tier} isEmpty={count === 0} />, count] as const
        })}
      </Facet>
      <Facet title="Gate" {...group('gate')}>
        {SHOWN_GATES.map((gate) => [gate, <GateMark key={gate} gate={gate} />, of(counts?.byGate, gate)] as const)}
      </Facet>
      <Facet title="Severity" {...group('severity')}>
        {SHOWN_SEVERITIES.map((severity) => {
          return [
            severity,
            <SeverityMark key={severity} severity={severity} />,
            of(counts?.bySeverity, severity),
          ] as const
        })}
      </Facet>
      <Facet title="State" {...group('containment')}>
        {SHOWN_CONTAINMENTS.map((state) => [state, <VerificationMark key={state} state={state} />, undefined] as const)}
      </Facet>
      <Facet title="Work" {...group('status')}>
        {SHOWN_STATUSES.map((status) => [status, STATUS_WORDS[status], of(tally?.byStatus, status)] as const)}
      </Facet>
    </nav>
  )
}

interface FacetProps {
  readonly title: string
  readonly facet: FacetName
  readonly filters: Filters
  readonly onChange: (filters: Filters) => void
  readonly children: readonly (readonly [value: string, mark: ReactNode, count: number | undefined])[]
}

function Facet({ title, facet, filters, onChange, children }: FacetProps) {
  const chosen = new Set((filters[facet] ?? '').split(',').filter((word) => word !== ''))
  return (
    <fieldset className="mb-3 min-w-0">
      <legend className="px-2 pb-1 text-small text-text-3">{title}</legend>
      {children.map(([value, mark, count]) => {
        const isChosen = chosen.has(value)
        return (
          <button
            key={value}
            type="button"
            aria-pressed={isChosen}
            data-ring="inside"
            onClick={() => onChange(withFacet(filters, facet, value, 'toggle'))}
            className={clsx(
              'flex min-h-6 w-full items-center gap-2 rounded-m px-2 text-start hover:bg-hover touch:min-h-11',
              isChosen && 'bg-select',
              count === 0 && !isChosen && 'text-text-3 grayscale',
            )}
          >
            <span className="min-w-0 grow truncate">{mark}</span>
            {count === undefined ? null : (
              <span className="text-small text-text-3 tabular-nums">{countText(count)}</span>
            )}
          </button>
        )
      })}
    </fieldset>
  )
}
