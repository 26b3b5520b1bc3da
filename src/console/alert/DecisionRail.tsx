import { OctagonMinus } from 'lucide-react'
import * as words from '#words/alert.tsx'
import type { ActionId } from '../../domain/action/action.ts'
import { actionOf } from '../../domain/action/catalogue.ts'
import { playbookById } from '../../domain/action/playbooks.ts'
import type { AlertDetail } from '../../domain/views/alert-views.ts'
import { useKeyHint } from '../shared/keys/my-keys.ts'
import { GateMark } from '../shared/marks/GateMark.tsx'
import { TierMark } from '../shared/marks/TierMark.tsx'
import { Axes } from '../shared/triage/Axes.tsx'
import { secondsText } from '../shared/triage/Breaks.tsx'
import { Reasons } from '../shared/triage/Reasons.tsx'
import { Button } from '../ui/Button.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { Section } from '../ui/layout.tsx'
import { Time } from '../ui/Time.tsx'
import { ActionChoice } from './ActionChoice.tsx'
import { ALERT_KEYS } from './alert-keys.ts'
import { WhatWouldChange } from './WhatWouldChange.tsx'

interface DecisionRailProps {
  readonly detail: AlertDetail
  readonly chosen: ActionId | null
  readonly onChoose: (action: ActionId) => void
  readonly onPropose: () => void
  readonly onClose: () => void
  /** Why the chosen action cannot be proposed now; null if it can. */
  readonly proposeRefusal: string | null
  readonly closeRefusal: string | null
}

/** The decision, apart from the evidence: three axes, tier and gate with their reasons, the actions, and what would change it. */
export function DecisionRail(props: DecisionRailProps) {
  const { detail, chosen, onChoose, onPropose, onClose, proposeRefusal, closeRefusal } = props
  const { decision } = detail
  const hint = useKeyHint(ALERT_KEYS)
  const option = decision.options.find(({ action }) => action === chosen)
  return (
    <aside
      id="drawer"
      tabIndex={-1}
      aria-label={words.decision}
      className="flex w-full shrink-0 flex-col bg-surface px-4 py-1 outline-none desk:w-106 desk:overflow-y-auto desk:border-s desk:border-line"
    >
      <Section
        title={words.decision}
        aside={words.policyAndTime(decision.policyVersion, <Time at={decision.decidedAt} look="clock" />)}
      >
        <Axes decision={decision} disruption={option?.disruption ?? null} />
        <p className="mt-2 text-small text-text-3">{words.neverAdded}</p>
        <details className="mt-1 text-small">
          <summary className="w-fit rounded-s text-text-2 hover:text-text">{words.whereNumbersComeFrom}</summary>
          <div className="mt-1">
            <Reasons decision={decision} about={['confidence', 'urgency']} first={20} />
          </div>
        </details>
      </Section>

      <section className="border-t border-line py-3.5">
        <div className="mb-2 flex items-center justify-between gap-4">
          <h2 className="text-title">
            <TierMark tier={decision.need.tier} size="heading" was={was(detail)} />
          </h2>
          <GateMark gate={decision.gate} />
        </div>
        <Reasons decision={decision} about={['need', 'cap', 'action', 'gate']} first={6} />
        {detail.row.trigger === null ? (
          <p className="mt-2 text-small text-text-3">
            {words.threatIsRead(decision.threat, playbookById(decision.playbook.id)?.title ?? decision.playbook.id)}
          </p>
        ) : null}
        {decision.unblock.length === 0 ? null : (
          <div className="mt-2 rounded-m border border-doubt/55 px-3 py-2 text-small">
            <p className="flex items-center gap-2 font-title text-doubt">
              <OctagonMinus aria-hidden size={14} /> {words.whatWouldUnblock}
            </p>
            <ul className="mt-1 ps-5.5 text-text-2">
              {decision.unblock.map((step) => (
                <li key={step}>
                  <HostileText text={step} />
                </li>
              ))}
            </ul>
          </div>
        )}
      </section>

      <ActionChoice decision={decision} chosen={chosen} onChoose={onChoose} />
      {chosen === null ? null : <Consequences action={chosen} />}
      <div className="flex flex-wrap items-center gap-2 pb-3.5">
        {chosen === null ? null : (
          <Button look="ink" size="large" keys={hint('propose')} onClick={onPropose} disabledBecause={proposeRefusal}>
            {chosen === decision.action && decision.gate === 'auto' ? words.showAndRun : words.proposeToApprovers}
          </Button>
        )}
        <span className="ms-auto">
          <Button look="ghost" keys={hint('close')} onClick={onClose} disabledBecause={closeRefusal}>
            {words.closeIt}
          </Button>
        </span>
      </div>

      <WhatWouldChange alertId={detail.row.id} />
    </aside>
  )
}

function was({ decision: { need } }: AlertDetail) {
  return need.uncapped === need.tier ? undefined : need.uncapped
}

/** What goes on working and how it is taken back: said before anybody asks for it. */
function Consequences({ action: id }: { readonly action: ActionId }) {
  const action = actionOf(id)
  return (
    <dl className="flex flex-col gap-1 py-2 text-small text-text-2">
      <div>
        <dt className="inline font-title text-text">{words.survives} </dt>
        <dd className="inline">
          {action.survives.length === 0 ? words.nothingThatIsKnown : action.survives.join(' ')}
        </dd>
      </div>
      <div>
        <dt className="inline font-title text-text">{words.undo} </dt>
        <dd className="inline">
          {action.rollback === null ? (
            action.reversible ? (
              words.endsByItself
            ) : (
              words.cannotBeUndone
            )
          ) : (
            <>
              <span className="font-mono">{action.rollback}</span>
              {action.undoSeconds === null ? '' : `, ≈ ${secondsText(action.undoSeconds)}`}.
            </>
          )}{' '}
          {words.doesNotBringBack(action.undoCannotRestore.length, lowerFirst(action.undoCannotRestore.join(' ')))}
        </dd>
      </div>
    </dl>
  )
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
