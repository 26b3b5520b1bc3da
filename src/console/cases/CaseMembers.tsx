import { Plus } from 'lucide-react'
import * as words from '#words/cases.ts'
import { alertName, DISPOSITION_WORDS, STATUS_WORDS } from '#words/shared/triage.ts'
import type { AlertRow } from '../../domain/views/alert-views.ts'
import type { CaseMember, CaseView } from '../../domain/views/case-views.ts'
import type { StoryAlert } from '../../domain/views/story-views.ts'
import { SeverityMark } from '../shared/marks/SeverityMark.tsx'
import { TierMark } from '../shared/marks/TierMark.tsx'
import { VerificationMark } from '../shared/marks/VerificationMark.tsx'
import { Link } from '../shared/router/Link.tsx'
import { Button } from '../ui/Button.tsx'
import { Checkbox } from '../ui/Checkbox.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { Section } from '../ui/layout.tsx'
import { Time } from '../ui/Time.tsx'

interface CaseMembersProps {
  readonly file: CaseView
  readonly chosen: ReadonlySet<string>
  readonly refusal: string | null
  readonly onToggle: (id: string) => void
  readonly onRemove: (alert: AlertRow) => void
  readonly onAdd: (alerts: readonly StoryAlert[]) => void
  readonly onAddByNumber: () => void
}

/** The alerts of a case, each with why it belongs there; and what hangs together with them and is in no case. */
export function CaseMembers(props: CaseMembersProps) {
  const { file, chosen, refusal, onToggle, onRemove, onAdd, onAddByNumber } = props
  const { members, offered, cautions } = file
  return (
    <>
      <Section title={words.members} aside={words.membersAside(file.openAlerts, file.alerts)}>
        <ul>
          {members.map((member) => (
            <Member
              key={member.alert.id}
              member={member}
              isChosen={chosen.has(member.alert.id)}
              isOnly={members.length === 1}
              refusal={refusal}
              onToggle={() => onToggle(member.alert.id)}
              onRemove={() => onRemove(member.alert)}
            />
          ))}
        </ul>
        <div className="mt-2">
          <Button look="ghost" icon={<Plus aria-hidden size={14} />} disabledBecause={refusal} onClick={onAddByNumber}>
            {words.addByNumber}
          </Button>
        </div>
      </Section>
      {offered.length === 0 ? null : (
        <Section title={words.offered} aside={words.offeredAside}>
          <ul>
            {offered.map((alert) => (
              <li key={alert.id} className="flex min-w-0 items-start gap-3 border-b border-line py-1.5 last:border-b-0">
                <AlertLink id={alert.id} number={alert.number} />
                <span className="min-w-0 grow">
                  <HostileText text={alert.title} />
                  <Because words={alert.because.map((one) => one.words)} />
                </span>
                <TierMark tier={alert.tier} words="short" />
                <Button
                  look="ghost"
                  aria-label={words.addOne(alertName(alert.number))}
                  icon={<Plus aria-hidden size={14} />}
                  disabledBecause={refusal}
                  onClick={() => onAdd([alert])}
                >
                  {words.addSend}
                </Button>
              </li>
            ))}
          </ul>
          {offered.length === 1 ? null : (
            <div className="mt-2">
              <Button disabledBecause={refusal} onClick={() => onAdd(offered)}>
                {words.add}
              </Button>
            </div>
          )}
        </Section>
      )}
      {cautions.map((caution) => (
        <p key={caution} className="py-1 text-small text-text-2">
          <HostileText text={caution} />
        </p>
      ))}
    </>
  )
}

interface MemberProps {
  readonly member: CaseMember
  readonly isChosen: boolean
  readonly isOnly: boolean
  readonly refusal: string | null
  readonly onToggle: () => void
  readonly onRemove: () => void
}

function Member({ member: { alert, because, added }, isChosen, isOnly, refusal, onToggle, onRemove }: MemberProps) {
  const name = alertName(alert.number)
  return (
    <li className="border-b border-line py-2 last:border-b-0">
      <div className="flex min-w-0 items-center gap-3">
        <Checkbox isChecked={isChosen} onChange={onToggle}>
          <span className="sr-only">{name}</span>
        </Checkbox>
        <AlertLink id={alert.id} number={alert.number} />
        <span className="min-w-0 grow truncate">
          <HostileText text={alert.title} />
        </span>
        <Button
          look="ghost"
          aria-label={`${words.remove}: ${name}`}
          disabledBecause={refusal ?? (isOnly ? words.isTheOnlyAlert : null)}
          onClick={onRemove}
        >
          {words.remove}
        </Button>
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-0.5 ps-6.5 text-small">
        <SeverityMark severity={alert.severity} />
        <TierMark tier={alert.tier} words="short" />
        {alert.containment === null ? null : <VerificationMark state={alert.containment} />}
        <span className="text-text-2">
          {alert.status === 'closed' ? DISPOSITION_WORDS[alert.disposition] : STATUS_WORDS[alert.status]}
          {alert.assignee === null ? null : (
            <>
              , <HostileText text={alert.assignee.name} />
            </>
          )}
        </span>
        {alert.identityName === null ? null : <HostileText text={alert.identityName} mono maxLength={40} />}
        <span className="text-text-3">
          <Time at={alert.firstSeenAt} look="clock" />
        </span>
      </div>
      <div className="ps-6.5">
        <Because words={because.map((one) => one.words)} />
        <p className="text-small text-text-3">
          {words.added} <Time at={added.at} look="ago" />, <HostileText text={added.by.name} />:{' '}
          <HostileText text={added.reason} maxLength={200} />
        </p>
      </div>
    </li>
  )
}

function AlertLink({ id, number }: { readonly id: string; readonly number: number }) {
  return (
    <Link
      to="/alerts/$alertId"
      params={{ alertId: id }}
      className="inline-flex min-h-6 shrink-0 items-center rounded-s font-mono text-small text-accent hover:underline"
    >
      {alertName(number)}
    </Link>
  )
}

function Because({ words: reasons }: { readonly words: readonly string[] }) {
  if (reasons.length === 0) return null
  return (
    <p className="text-small text-text-2">
      <HostileText text={reasons.join('; ')} maxLength={300} className="[overflow-wrap:anywhere] whitespace-normal!" />
    </p>
  )
}
