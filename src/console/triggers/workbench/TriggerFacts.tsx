import { useState } from 'react'
import { THREAT_WORDS } from '#words/triggers.tsx'
import * as words from '#words/workbench.tsx'
import type { TriggerView } from '../../../domain/views/change-views.ts'
import { SeverityMark } from '../../shared/marks/SeverityMark.tsx'
import { ReasonDialog } from '../../shared/plan/ReasonDialog.tsx'
import { Link } from '../../shared/router/Link.tsx'
import { useRefusal } from '../../shared/use-refusal.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { HostileText } from '../../ui/HostileText.tsx'
import { countText } from '../../ui/number-text.ts'
import { Time } from '../../ui/Time.tsx'
import { Automation } from '../Automation.tsx'
import { useChange } from '../changes/use-change.ts'
import { ModeMark } from '../ModeMark.tsx'
import { Precision } from '../Precision.tsx'
import { Sparkline } from '../Sparkline.tsx'
import { severityOf } from '../trigger-columns.tsx'

/** How the trigger in force does, in one line above its text. */
export function TriggerFacts({ trigger }: { readonly trigger: TriggerView }) {
  const { mode, version, level, response, hits, shadowHits, hitsPerDay, lastFiredAt, automation, openChangeId } =
    trigger
  const shown = mode === 'shadow' ? shadowHits : hits
  return (
    <>
      <div className="flex min-h-9 shrink-0 flex-wrap items-center gap-x-5 gap-y-1 border-b border-line px-4 py-1 text-small">
        <ModeMark mode={mode} />
        <span className="text-text-2">{words.version(version)}</span>
        <SeverityMark severity={severityOf(level)} />
        {response === null ? null : <span>{THREAT_WORDS[response.threatens]}</span>}
        <span className="flex items-center gap-2 tabular-nums">
          <span className="text-text-3">{words.hitsHead}</span> {countText(shown.day)} / {countText(shown.week)} /{' '}
          {countText(shown.month)}
          <Sparkline counts={hitsPerDay} label={words.hitsOfThirtyDays(Math.max(0, ...hitsPerDay))} />
        </span>
        <span className="flex items-center gap-2">
          <span className="text-text-3">{words.declaredRight}</span> <Precision trigger={trigger} />
        </span>
        <span className="flex items-center gap-2">
          <span className="text-text-3">{words.automation}</span> <Automation automation={automation} />
        </span>
        {lastFiredAt === null ? null : (
          <span>
            <span className="text-text-3">{words.lastHit}</span> <Time at={lastFiredAt} />
          </span>
        )}
      </div>
      {automation.lost === null ? null : (
        <Banner tone="doubt" title={words.itLostItsAutomation(<Time at={automation.lost.at} />)}>
          {words.aReviewedChange(<HostileText text={automation.lost.because} />)}
        </Banner>
      )}
      {openChangeId === null ? null : (
        <Banner
          tone="plain"
          title={words.aChange}
          action={
            <Link
              to="/triggers"
              search={{ tab: 'changes', change: openChangeId }}
              className="shrink-0 px-2 text-accent hover:underline"
            >
              {words.readIt}
            </Link>
          }
        >
          {words.anotherOne}
        </Banner>
      )}
    </>
  )
}

/** One person may take a trigger away on the spot, never bring it back. */
export function Restrain({ trigger }: { readonly trigger: TriggerView }) {
  const [to, setTo] = useState<'shadow' | 'off' | null>(null)
  const refusal = useRefusal('restrain-trigger')
  const change = useChange(
    (backend, reason) => backend.switchTrigger(trigger.id, to ?? 'shadow', trigger.version, reason),
    words.itIsTakenAway,
  )
  const steps = (['shadow', 'off'] as const).filter(
    (step) => trigger.mode === 'on' || (trigger.mode === 'shadow' && step === 'off'),
  )
  return (
    <span className="flex gap-1">
      {steps.map((step) => (
        <Button key={step} look="ghost" disabledBecause={refusal} onClick={() => setTo(step)}>
          {step === 'shadow' ? words.toShadowNow : words.offNow}
        </Button>
      ))}
      {to === null ? null : (
        <ReasonDialog
          title={to === 'shadow' ? words.toShadowAtOnce : words.offAtOnce}
          description={to === 'shadow' ? words.itGoesOnCounting : words.itIsNotEvaluated}
          confirm={to === 'shadow' ? words.takeItToShadow : words.takeItOff}
          isBusy={change.isPending}
          error={change.error}
          onClose={() => setTo(null)}
          onConfirm={(reason) => change.mutate(reason, { onSuccess: () => setTo(null) })}
        />
      )}
    </span>
  )
}
