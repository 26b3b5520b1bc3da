import { alertName, bulkName } from '#words/shared/triage.ts'
import * as words from '#words/shared/work.tsx'
import type { BulkPreview, BulkView } from '../../../domain/views/bulk-views.ts'
import { Banner } from '../../ui/Banner.tsx'
import { HostileText } from '../../ui/HostileText.tsx'
import { countText } from '../../ui/number-text.ts'
import { ProgressBar } from '../../ui/ProgressBar.tsx'
import { failureWords } from '../backend-error.ts'
import { handledOf } from './bulk-run.ts'

/** Why some will not be, or were not, changed: how many, which for example. */
export function Obstacles({ others }: { readonly others: BulkPreview['others'] }) {
  return (
    <ul className="flex flex-col gap-1 text-small text-text-2">
      {others.map(({ because, count, numbers }) => (
        <li key={because}>
          <span className="font-title text-text tabular-nums">{countText(count)}</span>{' '}
          <HostileText text={because.replace(/\.$/, '')} />
          {numbers.length === 0 ? null : (
            <span className="text-text-3">
              : {numbers.map((number) => alertName(number)).join(', ')}
              {count > numbers.length ? ' …' : ''}
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}

interface BulkProgressProps {
  readonly bulk: BulkView
  /** True while a step is under way. */
  readonly isBusy: boolean
  readonly error: Error | null
}

/** How far it is, what became of each, and where it stands if the line was lost. */
export function BulkProgress({ bulk, isBusy, error }: BulkProgressProps) {
  const handled = handledOf(bulk)
  const text = words.ofAll(handled, bulk.total)
  const isStopped = bulk.state === 'running' && !isBusy
  return (
    <div className="flex flex-col gap-3">
      {error === null ? null : (
        <Banner tone="bad" isUrgent title={`${failureWords(error).title}.`}>
          <HostileText text={failureWords(error).detail} />
        </Banner>
      )}
      <p aria-live="polite">
        <span className="font-mono">{bulkName(bulk.number)}</span>, {bulk.title}:{' '}
        {isStopped ? words.stoppedAfter(text) : words.isDone(text)}
      </p>
      <ProgressBar label={bulkName(bulk.number)} value={handled} max={bulk.total} valueText={words.doneOfText(text)} />
      <p className="text-text-2">
        {words.changed(bulk.counts.changed, bulk.state === 'cancelled', bulk.counts.waiting)}
      </p>
      <Obstacles others={bulk.others} />
    </div>
  )
}
