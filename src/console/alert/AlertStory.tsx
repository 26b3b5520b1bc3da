import { List, Waypoints } from 'lucide-react'
import type { ReactNode } from 'react'
import * as words from '#words/alert.tsx'
import { DISPOSITION_WORDS, KIND_WORDS } from '#words/shared/triage.ts'
import type { ActionId } from '../../domain/action/action.ts'
import { actionOf } from '../../domain/action/catalogue.ts'
import type { AlertDetail, RecordRow } from '../../domain/views/alert-views.ts'
import { Guide } from '../shared/Guide.tsx'
import { useKeyHint } from '../shared/keys/my-keys.ts'
import { Lately } from '../shared/Lately.tsx'
import { BreakMap, MapLegend, MapList } from '../shared/map/BreakMap.tsx'
import { mapGraph } from '../shared/map/map-graph.ts'
import { SeverityMark } from '../shared/marks/SeverityMark.tsx'
import { TierMark } from '../shared/marks/TierMark.tsx'
import { VerificationMark } from '../shared/marks/VerificationMark.tsx'
import { Link } from '../shared/router/Link.tsx'
import { identityFacts } from '../shared/triage/identity-facts.tsx'
import { Why } from '../shared/triage/Why.tsx'
import { Button } from '../ui/Button.tsx'
import { ExternalLink } from '../ui/ExternalLink.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { Facts, Section, Unknown } from '../ui/layout.tsx'
import { Tag } from '../ui/Tag.tsx'
import { Time } from '../ui/Time.tsx'
import { ALERT_KEYS } from './alert-keys.ts'
import { CaseHint } from './CaseHint.tsx'
import { Notes } from './Notes.tsx'
import { PlansOfAlert } from './PlansOfAlert.tsx'
import { Records } from './Records.tsx'
import { Similar } from './Similar.tsx'
import { StoryHint, StoryTimeline } from './StoryTimeline.tsx'
import { WhatWeKnew } from './WhatWeKnew.tsx'

interface AlertStoryProps {
  readonly detail: AlertDetail
  readonly chosen: ActionId | null
  readonly isList: boolean
  readonly onChoose: (action: ActionId) => void
  readonly onList: (isList: boolean) => void
  readonly onRecord: (record: RecordRow) => void
  readonly tags: ReactNode
  /** Why this person cannot write a note now; null if they can. */
  readonly noteRefusal: string | null
}

/** The evidence in the order in which it is judged: why, whose, what breaks, what happened, what it is like. */
export function AlertStory({ detail, chosen, isList, onChoose, onList, onRecord, tags, noteRefusal }: AlertStoryProps) {
  const { row, signal, triggerRecord, identity, records, recordTotal, similar, plans } = detail
  return (
    <article className="min-w-0 grow px-4 py-4 tablet:px-6 desk:overflow-y-auto">
      <h1 className="text-lead">
        <HostileText text={row.title} />
      </h1>
      <p className="mt-1 mb-3.5 flex flex-wrap items-center gap-x-5 gap-y-1">
        <SeverityMark severity={row.severity} size="heading" />
        <TierMark tier={row.tier} size="heading" />
        {row.containment === null ? null : <VerificationMark state={row.containment} size="heading" />}
        {row.status === 'closed' ? <Ended row={row} /> : null}
        <span className="text-text-2">{words.firstSeen(<Time at={row.firstSeenAt} look="both" />)}</span>
        {row.count > 1 ? <span className="text-text-2">{words.merged(row.count)}</span> : null}
        <CaseHint caseOf={detail.caseOf} />
        <StoryHint alertId={row.id} />
        {row.isSample ? <Tag>{words.sample}</Tag> : null}
        {signal.isSample ? <Tag tone="doubt">{words.isATest}</Tag> : null}
      </p>
      <div className="mb-3.5">{tags}</div>

      {plans.length === 0 ? null : <PlansOfAlert plans={plans} options={detail.decision.options} onChoose={onChoose} />}

      <Section
        title={words.whyItFired}
        aside={
          <>
            {row.trigger === null ? (
              words.noTriggerOfOurs(<HostileText text={row.vendor} />)
            ) : (
              <span className="font-mono">{words.triggerVersion(row.trigger.id, row.trigger.version)}</span>
            )}
            {triggerRecord === null || triggerRecord.judged === 0
              ? row.trigger === null
                ? ''
                : words.notJudgedYet
              : words.rightInOfJudged(triggerRecord.truePositives, triggerRecord.judged)}
          </>
        }
      >
        <p className="max-w-200 leading-6 text-text-2">
          <Why sentence={detail.why} signal={signal} />
        </p>
        <SignalFacts detail={detail} />
      </Section>

      <WhatWeKnew records={records} onRecord={onRecord} />

      <Section title={words.whoseItIs} aside={words.everyFactHasASource}>
        {identity === null ? (
          <p>
            <Unknown>{words.namesNoIdentity}</Unknown>
          </p>
        ) : (
          <>
            <p className="mb-2 flex flex-wrap items-baseline gap-x-3">
              <Link
                to="/identities/$identityId"
                params={{ identityId: identity.id }}
                className="rounded-s text-accent underline-offset-2 hover:underline"
              >
                <HostileText text={identity.name} mono maxLength={80} />
              </Link>
              <span className="text-small text-text-3">{KIND_WORDS[identity.kind]}</span>
              {identity.claimed ? null : <Tag tone="doubt">{words.isUnclaimed}</Tag>}
            </p>
            <div className="desk:[&_dl>div:nth-child(even)]:ps-6">
              <Facts facts={identityFacts(identity)} columns={2} />
            </div>
          </>
        )}
      </Section>

      <Guide guide={detail.guide} />
      <WhatBreaks detail={detail} chosen={chosen} isList={isList} onList={onList} />
      <StoryTimeline alertId={row.id} />
      <Notes alertId={row.id} notes={detail.notes} refusal={noteRefusal} />
      <Records records={records} total={recordTotal} signal={signal} onOpen={onRecord} />
      <Similar similar={similar} />
      <Lately about={row.id} />
    </article>
  )
}

/** What it turned out to be, and in whose words. */
function Ended({ row: { disposition, closure } }: Pick<AlertDetail, 'row'>) {
  return (
    <span>
      {words.closedAs(
        DISPOSITION_WORDS[disposition],
        closure === null ? null : (
          <span className="text-text-2">
            {' '}
            {words.byWhom(
              <HostileText text={closure.by.name} />,
              <Time at={closure.at} />,
              closure.reason === '' ? null : (
                <>
                  : <HostileText text={closure.reason} maxLength={200} />
                </>
              ),
            )}
          </span>
        ),
      )}
    </span>
  )
}

function SignalFacts({ detail: { signal } }: { readonly detail: AlertDetail }) {
  const parts = [
    [words.signalType, signal.type],
    [words.signalAccount, signal.account],
    [words.signalRegion, signal.region],
    [words.userAgent, signal.userAgent],
  ].filter((part): part is [string, string] => part[1] !== null && part[1] !== undefined)
  return (
    <p className="mt-2 flex flex-wrap items-baseline gap-x-5 gap-y-1 text-small">
      {parts.map(([label, value]) => (
        <span key={label} className="max-w-full truncate">
          <span className="text-text-3">{label}</span> <HostileText text={value} mono maxLength={72} />
        </span>
      ))}
      {signal.attacks.length === 0 ? null : (
        <span>
          <span className="text-text-3">{words.attack}</span> {signal.attacks.join(', ')}
        </span>
      )}
      {signal.link === null ? null : <ExternalLink url={signal.link} label={words.atTheSource} />}
    </p>
  )
}

type WhatBreaksProps = Pick<AlertStoryProps, 'detail' | 'chosen' | 'isList' | 'onList'>

function WhatBreaks({ detail, chosen, isList, onList }: WhatBreaksProps) {
  const { identity, dependencies, decision, signal } = detail
  const hint = useKeyHint(ALERT_KEYS)
  const option = decision.options.find(({ action }) => action === chosen)
  const action = chosen === null ? null : actionOf(chosen)
  if (identity === null) {
    return (
      <Section title={words.whatBreaks}>
        <p className="text-text-2">{words.noMap}</p>
      </Section>
    )
  }
  const isHeldCut = option !== undefined && option.isFeasible && (action?.covers.includes(decision.threat) ?? false)
  const graph = mapGraph({
    identity,
    dependencies,
    action,
    broken: option?.disruption.consumers ?? [],
    held: heldThings(detail),
    isHeldCut: isHeldCut && (action?.cuts.length ?? 0) > 0,
  })
  const label = action === null ? words.whoUses : words.whatBreaksBy(action.title.toLowerCase())
  return (
    <Section
      title={label}
      aside={
        <span className="flex items-center gap-4">
          <MapLegend fates={[...new Set(graph.edges.map(({ fate }) => fate))]} />
          <Button
            look="ghost"
            keys={hint('map')}
            aria-pressed={isList}
            icon={isList ? <Waypoints aria-hidden size={13} /> : <List aria-hidden size={13} />}
            onClick={() => onList(!isList)}
          >
            {isList ? words.sameAsMap : words.sameAsList}
          </Button>
        </span>
      }
    >
      {isList ? <MapList label={label} graph={graph} /> : <BreakMap label={label} graph={graph} />}
      <p className="mt-2 text-small text-text-3">
        {words.mapBasis(
          dependencies.length,
          identity.consumersKnown,
          new Set(dependencies.map(({ consumer }) => consumer.id)).size,
          identity.consumersExplain,
        )}{' '}
        {signal.form === 'event' ? words.fromTelemetry : ''}
      </p>
    </Section>
  )
}

/** Sessions and credentials that the evidence names are in somebody else's hands, if the alert is right. */
function heldThings({ signal }: AlertDetail) {
  const from = signal.network.ip
  return [
    ...signal.sessions.map(({ id }) => ({ id, via: 'session' as const, from })),
    ...signal.credentials.map(({ id }) => ({ id, via: 'credential' as const, from })),
  ]
}
