import { TriangleAlert } from 'lucide-react'
import { backtestSentences, basisWords, losesTruePositives } from '#words/backtest.ts'
import * as words from '#words/changes.tsx'
import { DISPOSITION_WORDS } from '#words/shared/triage.ts'
import type { Backtest, BacktestDifference } from '../../../domain/change/backtest.ts'
import { Time } from '../../ui/Time.tsx'
import { RecordTitle } from '../RecordTitle.tsx'
import { DryRunLines } from '../workbench/DryRunPanel.tsx'

/** What the gateway counted over stored evidence. Sentences first, then the records themselves, then on what it rests. */
export function BacktestView({ backtest }: { readonly backtest: Backtest }) {
  const { missed, caught, dryRun } = backtest
  return (
    <div className="flex flex-col gap-3">
      {losesTruePositives(backtest) ? (
        <p className="flex items-start gap-2 text-doubt">
          <TriangleAlert aria-hidden size={16} className="mt-0.5 shrink-0" />
          {words.itLetsGo}
        </p>
      ) : null}
      <ul className="flex flex-col gap-0.5 tabular-nums">
        {backtestSentences(backtest).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {dryRun === undefined || dryRun === null ? null : (
        <div>
          <h3 className="text-small text-text-3">{words.howItWasTried}</h3>
          <DryRunLines dryRun={dryRun} />
        </div>
      )}
      <Examples title={words.noLonger} difference={missed} />
      <Examples title={words.newly} difference={caught} />
      <p className="text-small text-text-3">{words.basisAndTime(basisWords(backtest), <Time at={backtest.ranAt} />)}</p>
    </div>
  )
}

function Examples({ title, difference }: { readonly title: string; readonly difference: BacktestDifference | null }) {
  if (difference === null || difference.examples.length === 0) return null
  return (
    <div>
      <h3 className="text-small text-text-3">
        {title}
        {difference.count > difference.examples.length ? words.theNewest(difference.examples.length) : ''}
      </h3>
      <ul>
        {difference.examples.map(({ recordId, alertId, title, observedAt, disposition }) => (
          <li key={recordId} className="flex items-baseline gap-3 border-b border-line py-1 text-small last:border-b-0">
            <span className="w-12 shrink-0 text-text-3">
              {observedAt === null ? '—' : <Time at={observedAt} look="age" />}
            </span>
            <span className="min-w-0 grow truncate">
              <RecordTitle title={title} alertId={alertId} />
            </span>
            <span className="shrink-0 text-text-3">{DISPOSITION_WORDS[disposition]}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
