import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import * as words from '#words/changes.tsx'
import { CHANGE_STATE_WORDS, changeName, MODE_WORDS } from '#words/triggers.tsx'
import type { ChangeDetail, ChangeView } from '../../../domain/views/change-views.ts'
import { useBackend } from '../../shared/backend.tsx'
import { keepSchemasFromCompiling } from '../../shared/policy/no-eval.ts'
import { QueryFailed } from '../../shared/QueryFailed.tsx'
import { Link } from '../../shared/router/Link.tsx'
import { Banner } from '../../ui/Banner.tsx'
import { Digest } from '../../ui/Digest.tsx'
import { HostileText } from '../../ui/HostileText.tsx'
import { type Fact, Facts, Section } from '../../ui/layout.tsx'
import { LoadingState } from '../../ui/states.tsx'
import { Time } from '../../ui/Time.tsx'
import { changeQuery } from '../queries.ts'
import { ScrollBox } from '../ScrollBox.tsx'
import { BacktestView } from './BacktestView.tsx'
import { LineDiff } from './LineDiff.tsx'
import { PredictionView } from './PredictionView.tsx'
import { Review } from './Review.tsx'

// Loaded apart: it brings the policy's schemas, which must not be made before they are kept from compiling themselves.
const PolicyWords = lazy(async () => {
  if (!keepSchemasFromCompiling()) throw new Error('The schemas of this page would compile themselves.')
  return { default: (await import('./PolicyWords.tsx')).PolicyWords }
})

interface ChangePanelProps {
  readonly changeId: string
  /** Before an answer is sent. */
  readonly onDecide: () => void
}

/** One change as its reviewer reads it: what it would do, then what it is, then the decision about exactly that. */
export function ChangePanel({ changeId, onDecide }: ChangePanelProps) {
  const detail = useQuery(changeQuery(useBackend(), changeId))
  if (detail.isPending) return <LoadingState label={words.loadingTheChange} />
  if (detail.data === undefined) return <QueryFailed error={detail.error} onRetry={() => void detail.refetch()} />
  const { change, backtest, prediction, problems } = detail.data
  return (
    <div className="flex min-h-0 min-w-0 grow flex-col desk:flex-row">
      <ScrollBox label={words.changeName(changeName(change.number))} className="min-h-0 min-w-0 grow px-6 py-4">
        <h2 className="text-lead">
          {consequence(change)} <HostileText text={change.subject.title} />
        </h2>
        <p className="mt-1 mb-3 max-w-180 text-text-2">
          “<HostileText text={change.reason} />” <span className="text-text-3">{change.proposedBy.name}, </span>
          <span className="text-text-3">
            <Time at={change.proposedAt} />
          </span>
        </p>
        {problems.length === 0 ? null : (
          <Banner tone="doubt" title={words.theProposedText}>
            {problems[0]?.message}
          </Banner>
        )}
        <Section title={words.whatItWouldHaveDone}>
          {backtest === null ? <p className="text-text-2">{words.noBacktest}</p> : <BacktestView backtest={backtest} />}
        </Section>
        {prediction === null ? null : (
          <Section title={words.whatItIsPredicted} aside={words.countedByItsProposer}>
            <PredictionView prediction={prediction} />
          </Section>
        )}
        <Section title={words.whatItChanges}>
          <Content detail={detail.data} />
        </Section>
      </ScrollBox>
      <aside
        aria-label={words.review}
        className="shrink-0 overflow-y-auto border-line bg-surface p-4 max-desk:border-t desk:w-80 desk:border-s wide:w-104"
      >
        <Facts facts={factsOf(change)} />
        <Review key={`${change.id} ${change.state}`} change={change} onDecide={onDecide} />
      </aside>
    </div>
  )
}

function Content({ detail }: { readonly detail: ChangeDetail }) {
  const { change, before, after } = detail
  const text = (content: ChangeDetail['after'] | null) =>
    content === null ? '' : (content.text ?? JSON.stringify(content.policy, null, 2))
  const { mode } = change
  const lines = (
    <LineDiff
      label={words.versionAndChange(change.baseVersion, changeName(change.number))}
      before={text(before)}
      after={text(after)}
    />
  )
  return (
    <div className="flex flex-col gap-2">
      {mode === null || mode.from === mode.to ? null : (
        <p>
          {words.mode(
            mode.from === null ? words.isNew : MODE_WORDS[mode.from].toLowerCase(),
            <b>{MODE_WORDS[mode.to].toLowerCase()}</b>,
          )}
        </p>
      )}
      {change.restoresAutomation ? <p>{words.itGivesBack}</p> : null}
      {change.kind === 'policy' ? (
        <Suspense fallback={lines}>
          <PolicyWords before={before?.policy ?? null} after={after.policy}>
            {lines}
          </PolicyWords>
        </Suspense>
      ) : (
        lines
      )}
    </div>
  )
}

/** The change as the beginning of a sentence; the subject's title follows. */
function consequence({ kind, mode, isEmergency, restores }: ChangeView): string {
  if (restores !== null) return words.bringsBack(restores)
  if (isEmergency && mode !== null) return words.tookToOnTheSpot(MODE_WORDS[mode.to].toLowerCase())
  if (kind === 'policy' || mode === null) return words.changesThe
  if (mode.from === null) return words.newTrigger(MODE_WORDS[mode.to].toLowerCase())
  return mode.from === mode.to ? words.changes : words.changesAndTakes(MODE_WORDS[mode.to].toLowerCase())
}

function factsOf(change: ChangeView): readonly Fact[] {
  const { subject, kind, review, activateAt, activatedAt, expiresAt, state } = change
  return [
    { label: words.change, value: changeName(change.number) },
    { label: words.state, value: CHANGE_STATE_WORDS[state] },
    ...(change.stateReason === null
      ? []
      : [{ label: words.because, value: <HostileText text={change.stateReason} /> }]),
    ...(kind === 'trigger'
      ? [
          {
            label: words.trigger,
            value: (
              <Link
                to="/triggers/$triggerId"
                params={{ triggerId: subject.id }}
                className="text-accent hover:underline"
              >
                <HostileText text={subject.id} mono maxLength={28} />
              </Link>
            ),
          },
        ]
      : []),
    { label: words.basedOn, value: change.baseVersion === 0 ? words.nothingItIsNew : `version ${change.baseVersion}` },
    ...(change.version === null ? [] : [{ label: words.became, value: `version ${change.version}` }]),
    {
      label: activatedAt === null ? words.takesEffect : words.putInForce,
      value:
        activatedAt === null ? (
          activateAt === null ? (
            words.afterTheReview
          ) : (
            <Time at={activateAt} look="full" />
          )
        ) : (
          <Time at={activatedAt} />
        ),
    },
    ...(state === 'proposed' ? [{ label: words.expires, value: <Time at={expiresAt} /> }] : []),
    ...(review === null
      ? []
      : [
          {
            label: words.reviewed,
            value: words.by(
              review.choice === 'approve',
              <HostileText text={review.by.name} />,
              <HostileText text={review.reason} />,
            ),
          },
        ]),
    { label: words.digest, value: <Digest hex={change.digest} of={words.changeWord} /> },
  ]
}
