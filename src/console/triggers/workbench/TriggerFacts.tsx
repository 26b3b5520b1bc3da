import { useState } from 'react'
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
import { THREAT_WORDS } from '../trigger-words.ts'

/** How the trigger in force does, in one line above its text. */
export function TriggerFacts({ trigger }: { readonly trigger: TriggerView }) {
  const { mode, version, level, response, hits, shadowHits, hitsPerDay, lastFiredAt, automation, openChangeId } =
    trigger
  const shown = mode === 'shadow' ? shadowHits : hits
  return (
    <>
      <div className="flex min-h-9 shrink-0 flex-wrap items-center gap-x-5 gap-y-1 border-b border-line px-4 py-1 text-small">
        <ModeMark mode={mode} />
        <span className="text-text-2">version {version}</span>
        <SeverityMark severity={severityOf(level)} />
        {response === null ? null : <span>{THREAT_WORDS[response.threatens]}</span>}
        <span className="flex items-center gap-2 tabular-nums">
          <span className="text-text-3">24 h / 7 d / 30 d</span> {countText(shown.day)} / {countText(shown.week)} /{' '}
          {countText(shown.month)}
          <Sparkline counts={hitsPerDay} label={`Hits of 30 days, at most ${Math.max(0, ...hitsPerDay)} in a day`} />
        </span>
        <span className="flex items-center gap-2">
          <span className="text-text-3">declared → right</span> <Precision trigger={trigger} />
        </span>
        <span className="flex items-center gap-2">
          <span className="text-text-3">automation</span> <Automation automation={automation} />
        </span>
        {lastFiredAt === null ? null : (
          <span>
            <span className="text-text-3">last hit</span> <Time at={lastFiredAt} />
          </span>
        )}
      </div>
      {automation.lost === null ? null : (
        <Banner
          tone="doubt"
          title={
            <>
              It lost its automation <Time at={automation.lost.at} />.
            </>
          }
        >
          <HostileText text={automation.lost.because} /> A reviewed change gives it back.
        </Banner>
      )}
      {openChangeId === null ? null : (
        <Banner
          tone="plain"
          title="A change of it is open."
          action={
            <Link
              to="/triggers"
              search={{ tab: 'changes', change: openChangeId }}
              className="shrink-0 px-2 text-accent hover:underline"
            >
              Read it
            </Link>
          }
        >
          Another one can be proposed once it is decided.
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
    'it is taken away',
  )
  const steps = (['shadow', 'off'] as const).filter(
    (step) => trigger.mode === 'on' || (trigger.mode === 'shadow' && step === 'off'),
  )
  return (
    <span className="flex gap-1">
      {steps.map((step) => (
        <Button key={step} look="ghost" disabledBecause={refusal} onClick={() => setTo(step)}>
          {step === 'shadow' ? 'To shadow now' : 'Off now'}
        </Button>
      ))}
      {to === null ? null : (
        <ReasonDialog
          title={to === 'shadow' ? 'To shadow, at once' : 'Off, at once'}
          description={
            to === 'shadow'
              ? 'It goes on counting, raises no alert any more and never acts. The way back is a change that somebody else reviews.'
              : 'It is not evaluated any more. The way back is a change that somebody else reviews.'
          }
          confirm={to === 'shadow' ? 'Take it to shadow' : 'Take it off'}
          isBusy={change.isPending}
          error={change.error}
          onClose={() => setTo(null)}
          onConfirm={(reason) => change.mutate(reason, { onSuccess: () => setTo(null) })}
        />
      )}
    </span>
  )
}
