import { useQuery } from '@tanstack/react-query'
import { Maximize2 } from 'lucide-react'
import * as words from '#words/preview.tsx'
import { alertName, DISPOSITION_WORDS, STATUS_WORDS } from '#words/shared/triage.ts'
import { actionOf } from '../../domain/action/catalogue.ts'
import type { AlertDetail, AlertRow } from '../../domain/views/alert-views.ts'
import { useBackend } from '../shared/backend.tsx'
import { useKeyHint } from '../shared/keys/my-keys.ts'
import { GateMark } from '../shared/marks/GateMark.tsx'
import { SeverityMark } from '../shared/marks/SeverityMark.tsx'
import { TierMark } from '../shared/marks/TierMark.tsx'
import { VerificationMark } from '../shared/marks/VerificationMark.tsx'
import { QueryFailed } from '../shared/QueryFailed.tsx'
import { Link } from '../shared/router/Link.tsx'
import { SuppressedBy } from '../shared/suppression/SuppressedBy.tsx'
import { Axes } from '../shared/triage/Axes.tsx'
import { Breaks, secondsText } from '../shared/triage/Breaks.tsx'
import { identityFacts } from '../shared/triage/identity-facts.tsx'
import { alertQuery } from '../shared/triage/queries.ts'
import { Reasons } from '../shared/triage/Reasons.tsx'
import { Why } from '../shared/triage/Why.tsx'
import { whyBlocked } from '../shared/triage/why-blocked.ts'
import { Button } from '../ui/Button.tsx'
import { Drawer } from '../ui/Drawer.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { Facts, Section, Unknown } from '../ui/layout.tsx'
import { LoadingState } from '../ui/states.tsx'
import { Time } from '../ui/Time.tsx'
import { QUEUE_KEYS } from './queue-keys.ts'

interface PreviewProps {
  readonly row: AlertRow
  readonly sizePx: number
  readonly onResize: (sizePx: number) => void
  readonly onClose: () => void
  readonly onOpen: () => void
  readonly onPropose: () => void
  /** Why this person cannot propose; null if they can. */
  readonly proposeRefusal: string | null
}

/** Why it fired, whose it is, what breaks, why this tier; the action last, since it is an answer. */
export function Preview(props: PreviewProps) {
  const { row, sizePx, onResize, onClose, onOpen, onPropose, proposeRefusal } = props
  const detail = useQuery(alertQuery(useBackend(), row.id))
  return (
    <Drawer
      label={words.previewOf(alertName(row.number))}
      sizePx={sizePx}
      onResize={onResize}
      onClose={onClose}
      header={
        <>
          <span className="font-mono">{alertName(row.number)}</span>
          <span className="truncate">{words.signalsSince(row.count, <Time at={row.firstSeenAt} look="clock" />)}</span>
        </>
      }
      footer={
        <SmallestAction
          row={row}
          detail={detail.data}
          onOpen={onOpen}
          onPropose={onPropose}
          proposeRefusal={proposeRefusal}
        />
      }
    >
      <h2 className="text-title">
        <HostileText text={row.title} />
      </h2>
      <p className="mt-1.5 mb-3 flex flex-wrap items-center gap-x-4 gap-y-1">
        <SeverityMark severity={row.severity} />
        <TierMark tier={row.tier} was={row.uncapped === row.tier ? undefined : row.uncapped} />
        {row.containment === null ? null : <VerificationMark state={row.containment} />}
        {row.status === 'closed' ? <span>{words.closed(DISPOSITION_WORDS[row.disposition])}</span> : null}
      </p>
      {row.suppression === null ? null : (
        <div className="-mx-4 mb-3 border-t border-line">
          <SuppressedBy number={row.suppression} />
        </div>
      )}
      {detail.data !== undefined ? (
        <Sections detail={detail.data} />
      ) : detail.error === null ? (
        <LoadingState label={words.loadingTheAlert} />
      ) : (
        <QueryFailed error={detail.error} onRetry={() => void detail.refetch()} />
      )}
    </Drawer>
  )
}

function Sections({ detail }: { readonly detail: AlertDetail }) {
  const { row, decision, identity, records, similar, triggerRecord } = detail
  const at = (record: AlertDetail['records'][number]) => record.observedAt ?? record.receivedAt
  const latest = records.toSorted((a, b) => at(a) - at(b)).slice(-6)
  const option = decision.options.find(({ action }) => action === decision.action)
  return (
    <>
      <Section
        title={words.whyItFired}
        aside={
          row.trigger === null ? (
            <HostileText text={row.vendor} />
          ) : (
            <span className="font-mono">{words.triggerVersion(row.trigger.id, row.trigger.version)}</span>
          )
        }
      >
        <p className="text-text-2">
          <Why sentence={detail.why} signal={detail.signal} />
        </p>
        {triggerRecord === null || triggerRecord.judged === 0 ? null : (
          <p className="mt-1 text-small text-text-3">
            {words.rightInOfJudged(triggerRecord.truePositives, triggerRecord.judged)}
          </p>
        )}
      </Section>
      <Section
        title={words.whoseItIs}
        aside={
          identity === null ? undefined : (
            <Link
              to="/identities/$identityId"
              params={{ identityId: identity.id }}
              className="text-accent hover:underline"
            >
              <HostileText text={identity.name} mono maxLength={22} />
            </Link>
          )
        }
      >
        {identity === null ? (
          <p>
            <Unknown>{words.namesNoIdentity}</Unknown>
          </p>
        ) : (
          <Facts facts={identityFacts(identity).slice(0, 4).concat(identityFacts(identity).slice(7, 8))} />
        )}
      </Section>
      <Section
        title={words.whatBreaks}
        aside={
          identity?.consumersExplain === null || identity === null
            ? undefined
            : words.mapExplainsOfUse(identity.consumersExplain)
        }
      >
        {option === undefined ? (
          <p className="text-text-2">{words.noActionIsProposed}</p>
        ) : (
          <Breaks disruption={option.disruption} />
        )}
      </Section>
      <Section title={words.whyThisTier} aside={words.policyVersion(decision.policyVersion)}>
        <Axes decision={decision} disruption={option?.disruption ?? null} />
        <div className="mt-2">
          <Reasons decision={decision} about={['need', 'cap', 'gate']} first={4} />
        </div>
      </Section>
      <div className="hidden wide:block">
        <Section title={words.whatHappened} aside={words.records(detail.recordTotal)}>
          <ul>
            {latest.map((record) => (
              <li key={record.id} className="flex items-baseline gap-3 py-0.5">
                <span className="w-24 shrink-0 truncate text-small">
                  <Time at={at(record)} look="clock" />
                </span>
                <span className="min-w-0 grow truncate">
                  <HostileText text={record.title} />
                </span>
                <span className="shrink-0 text-text-3">
                  {record.from === null ? null : <HostileText text={record.from} mono maxLength={24} />}
                </span>
              </li>
            ))}
          </ul>
        </Section>
        <Section title={words.seenBefore} aside={similar.length === 0 ? undefined : words.alerts(similar.length)}>
          {similar.length === 0 ? <p className="text-text-2">{words.nothingLike}</p> : null}
          <ul>
            {similar.slice(0, 5).map((other) => (
              <li key={other.id} className="flex items-baseline gap-3 py-0.5">
                <span className="shrink-0 font-mono text-small text-text-3">{alertName(other.number)}</span>
                <span className="min-w-0 grow truncate">
                  {other.status === 'closed' ? DISPOSITION_WORDS[other.disposition] : STATUS_WORDS[other.status]}
                  {' · '}
                  <HostileText text={other.because} />
                </span>
                <Time at={other.lastSeenAt} look="age" />
              </li>
            ))}
          </ul>
        </Section>
      </div>
    </>
  )
}

interface SmallestActionProps extends Pick<PreviewProps, 'row' | 'onOpen' | 'onPropose' | 'proposeRefusal'> {
  readonly detail: AlertDetail | undefined
}

function SmallestAction({ row, detail, onOpen, onPropose, proposeRefusal }: SmallestActionProps) {
  const action = row.action === null ? null : actionOf(row.action)
  const hint = useKeyHint(QUEUE_KEYS)
  const feasible = detail?.decision.options.filter(({ isFeasible, suffices }) => isFeasible && suffices).length
  const running = detail?.plans.find(({ state }) => ['pending', 'approved', 'running', 'paused'].includes(state))
  const blockedBy =
    row.gate !== 'blocked' ? null : detail === undefined ? words.alertSaysWhy : whyBlocked(detail.decision)
  const underWay = running === undefined ? null : words.planIsUnderWay(running.number)
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-baseline justify-between gap-4">
        <h3 className="font-title">
          {action !== null
            ? words.smallestSafeAction
            : row.tier <= 1
              ? words.noActionIsNeeded
              : words.noActionIsPossible}
        </h3>
        <span className="text-micro text-text-3">
          {action === null || feasible === undefined ? null : words.howManySuffice(feasible)}
        </span>
      </div>
      {action === null ? (
        <p className="text-small text-text-2">
          {row.tier <= 1 ? (
            words.theEvidenceAsks
          ) : (
            <HostileText text={detail?.decision.unblock[0] ?? words.nothingOnThePlaybook} />
          )}
        </p>
      ) : (
        <>
          <p className="flex items-baseline justify-between gap-4">
            <span className="font-strong">{action.title}</span>
            <GateMark gate={row.gate} />
          </p>
          <p className="text-small text-text-2">
            {words.survives(
              action.reversible
                ? words.undo(action.undoSeconds === null ? '' : ` ≈ ${secondsText(action.undoSeconds)}`)
                : words.cannotBeUndone,
              action.survives[0] ?? words.nothingThatIsKnown,
            )}
          </p>
        </>
      )}
      <div className="flex items-center gap-2">
        {action === null ? null : (
          <Button
            look="ink"
            keys={hint('propose')}
            onClick={onPropose}
            disabledBecause={blockedBy ?? underWay ?? proposeRefusal}
          >
            {words.proposeToApprovers}
          </Button>
        )}
        <Button onClick={onOpen} keys={['↵']} icon={<Maximize2 aria-hidden size={13} />}>
          {words.open}
        </Button>
      </div>
    </div>
  )
}
