import * as words from '#words/dry-run.tsx'
import type { DryRunCounts } from '../../../domain/change/backtest.ts'
import type { DryRunItem, DryRunView } from '../../../domain/views/dry-run-views.ts'
import { Link } from '../../shared/router/Link.tsx'
import { HostileText } from '../../ui/HostileText.tsx'
import { Section } from '../../ui/layout.tsx'
import { Time } from '../../ui/Time.tsx'
import { RecordTitle } from '../RecordTitle.tsx'

/** What the text in force did or would have done before it may act by itself, and on which alerts. */
export function DryRunPanel({ dryRun }: { readonly dryRun: DryRunView }) {
  const { items } = dryRun
  return (
    <div className="min-h-0 grow overflow-y-auto px-4">
      <Section title={words.tab}>
        <DryRunLines dryRun={dryRun} />
      </Section>
      <Section title={words.alerts} aside={items.length === 0 ? undefined : words.newest(items.length)}>
        {items.length === 0 ? (
          <p className="text-text-2">{words.none}</p>
        ) : (
          <ul>
            {items.map((item) => (
              <Item key={`${item.recordId} ${item.alertId}`} item={item} />
            ))}
          </ul>
        )}
      </Section>
    </div>
  )
}

/** The sentences alone: on the trigger's page, and before a review that lets it act by itself. */
export function DryRunLines({ dryRun }: { readonly dryRun: DryRunCounts }) {
  return (
    <ul className="flex flex-col gap-0.5 tabular-nums">
      {dryRun.givenAt === null ? (
        <li className={dryRun.isLongEnough ? '' : 'text-doubt'}>{words.lengthSentence(dryRun)}</li>
      ) : (
        <li>{(dryRun.isOfSample ? words.givenInSample : words.given)(<Time at={dryRun.givenAt} />)}</li>
      )}
      {words.dryRunSentences(dryRun).map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  )
}

function Item({ item }: { readonly item: DryRunItem }) {
  const { alertId, title, identity, outcome, stops, count, lastAt } = item
  return (
    <li className="flex items-baseline gap-3 border-b border-line py-1 text-small last:border-b-0">
      <span className="w-12 shrink-0 text-text-3">
        <Time at={lastAt} look="age" />
      </span>
      <span className="min-w-0 grow">
        <span className="block truncate leading-6">
          <RecordTitle title={title} alertId={alertId} />
        </span>
        <span className="block truncate leading-6 text-text-3">
          {identity === null ? (
            words.nobodyKnown
          ) : (
            <Link to="/identities/$identityId" params={{ identityId: identity.id }} className="hover:underline">
              <HostileText text={identity.name} mono />
            </Link>
          )}{' '}
          · {words.records(count)}
        </span>
      </span>
      <span className="shrink-0 text-end">
        <span className="block leading-6">{words.OUTCOME_WORDS[outcome]}</span>
        {outcome === 'automatic' || outcome === 'asks' ? (
          <span className="block leading-6 text-text-3">{words.stops(stops)}</span>
        ) : null}
      </span>
    </li>
  )
}
