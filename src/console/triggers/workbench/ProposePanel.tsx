import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Mode } from '../../../domain/change/change.ts'
import { MODES } from '../../../domain/change/change-words.ts'
import type { ChangeDraft, TriggerDetail } from '../../../domain/views/change-views.ts'
import { useBackend } from '../../shared/backend.tsx'
import { failureWords } from '../../shared/backend-error.ts'
import { QueryFailed } from '../../shared/QueryFailed.tsx'
import { RADIO } from '../../shared/triage/radio.ts'
import { useRefusal } from '../../shared/use-refusal.ts'
import { announce } from '../../ui/announce.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { onConfirmKey } from '../../ui/confirm-key.ts'
import { HostileText } from '../../ui/HostileText.tsx'
import { Section } from '../../ui/layout.tsx'
import { plural } from '../../ui/number-text.ts'
import { useUiSettings } from '../../ui/settings.tsx'
import { LoadingState } from '../../ui/states.tsx'
import { TextArea, TextField } from '../../ui/TextField.tsx'
import { BacktestView } from '../changes/BacktestView.tsx'
import { LineDiff } from '../changes/LineDiff.tsx'
import { changeName, MODE_MEANINGS, MODE_WORDS } from '../trigger-words.ts'
import { activationAt } from './activation.ts'

interface ProposePanelProps {
  /** Null for a trigger that does not exist. */
  readonly base: TriggerDetail | null
  /** The version that the text was begun from. */
  readonly baseVersion: number
  /** The trigger's name as the text has it; null while it cannot be read. */
  readonly id: string | null
  readonly text: string
  readonly problemCount: number
  readonly failingTests: number
  readonly onProposed: (changeId: string) => void
}

/** Hands what is written to a second person, with what it would have done. Nothing here is in force by itself. */
export function ProposePanel(props: ProposePanelProps) {
  const { base, baseVersion, id, text, problemCount, failingTests, onProposed } = props
  const backend = useBackend()
  const queries = useQueryClient()
  const { zone } = useUiSettings()
  const refusal = useRefusal('propose-change')
  const [mode, setMode] = useState<Mode>(base?.trigger.mode ?? 'shadow')
  const [when, setWhen] = useState('')
  const [restoreAutomation, setRestoreAutomation] = useState(false)
  const [reason, setReason] = useState('')
  const [isTried, setIsTried] = useState(false)
  const activation = activationAt(when, zone)
  const isUnchanged = base !== null && text === base.text && mode === base.trigger.mode && !restoreAutomation
  const impossible =
    refusal ??
    (problemCount > 0 ? `The text has ${plural(problemCount, 'problem')}. Mend them first.` : null) ??
    (id === null ? 'The text has no name yet.' : null) ??
    (base !== null && id !== base.trigger.id ? `The name is the trigger’s id: it stays ${base.trigger.id}.` : null) ??
    (isUnchanged ? 'Nothing is changed.' : null)
  const draft = (why: string): ChangeDraft => ({
    kind: 'trigger',
    id: id ?? '',
    baseVersion,
    text,
    mode,
    activateAt: activation.ok ? activation.at : null,
    restoreAutomation,
    reason: why,
  })
  const canTry = problemCount === 0 && id !== null && refusal === null
  const trial = useQuery({
    queryKey: ['changes', 'trial', id, baseVersion, text, mode],
    queryFn: ({ signal }) => backend.tryChange({ ...draft('only tried'), activateAt: null }, signal),
    enabled: canTry,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  const proposal = useMutation({
    mutationFn: () => backend.proposeChange(draft(reason.trim())),
    onSuccess: async ({ change }) => {
      announce(`${changeName(change.number)} proposed. It waits for somebody else.`)
      await queries.invalidateQueries({ queryKey: ['changes', 'list'] })
      void queries.invalidateQueries({ queryKey: ['triggers'] })
      onProposed(change.id)
    },
  })
  const isShort = reason.trim().length < 3
  const propose = () => {
    setIsTried(true)
    if (impossible === null && !isShort && activation.ok && !proposal.isPending) proposal.mutate()
  }
  const issues = proposal.error === null ? null : failureWords(proposal.error)

  return (
    <div className="flex min-h-0 grow flex-col">
      <form className="min-h-0 grow overflow-y-auto px-4" onSubmit={(event) => event.preventDefault()}>
        <Section title="Mode">
          <div role="radiogroup" aria-label="Mode" className="flex flex-col gap-1">
            {MODES.map((value) => (
              <label key={value} className="flex items-center gap-2">
                <input
                  type="radio"
                  name="mode"
                  className={RADIO}
                  checked={mode === value}
                  onChange={() => setMode(value)}
                />
                <span>
                  {MODE_WORDS[value]} <span className="text-text-2">{MODE_MEANINGS[value]}</span>
                </span>
              </label>
            ))}
          </div>
          {base?.trigger.automation.lost === null || base === null ? null : (
            <div className="mt-3">
              <p className="mb-1 text-doubt">
                <HostileText text={`Its automation was taken away: ${base.trigger.automation.lost.because}`} />
              </p>
              <Checkbox isChecked={restoreAutomation} onChange={setRestoreAutomation}>
                Give it back with this change
              </Checkbox>
            </div>
          )}
        </Section>
        <Section title="What it would have done" aside="counted by the gateway">
          {failingTests > 0 ? (
            <p className="mb-2 text-doubt">
              {failingTests === 1 ? 'One of your own tests fails.' : `${failingTests} of your own tests fail.`}
            </p>
          ) : null}
          {!canTry ? (
            <p className="text-text-2">It is counted once the text can be read.</p>
          ) : trial.isPending ? (
            <LoadingState label="Trying it over stored evidence" />
          ) : trial.data === undefined ? (
            <QueryFailed error={trial.error} onRetry={() => void trial.refetch()} />
          ) : trial.data.backtest === null ? (
            <p className="text-text-2">{trial.data.problems[0]?.message ?? 'Nothing to count.'}</p>
          ) : (
            <BacktestView backtest={trial.data.backtest} />
          )}
        </Section>
        {base === null || base.text === text ? null : (
          <Section title="What it changes">
            <LineDiff label={`Version ${base.trigger.version} and what is written`} before={base.text} after={text} />
          </Section>
        )}
        <Section title="When and why">
          <div className="flex flex-col gap-3">
            <TextField
              label={`In force at (${zone === 'utc' ? 'UTC' : 'local time'})`}
              type="datetime-local"
              value={when}
              onChange={setWhen}
              hint="Empty: as soon as somebody else has approved it."
              error={isTried && !activation.ok ? activation.because : null}
            />
            <TextArea
              label="Why"
              value={reason}
              onChange={setReason}
              onKeyDown={onConfirmKey(propose)}
              maxLength={2000}
              hint="The reviewer reads it first, and it stands in the record."
              error={isTried && isShort ? 'Say in a few words what this mends.' : null}
            />
          </div>
        </Section>
      </form>
      <footer className="flex shrink-0 flex-col gap-2 border-t border-line p-4">
        {issues === null ? null : (
          <Banner tone="bad" isUrgent title={`Not proposed. ${issues.title}.`}>
            <HostileText text={issues.detail} />
          </Banner>
        )}
        <Button
          look="ink"
          size="large"
          keys={['Ctrl', '↵']}
          isBusy={proposal.isPending}
          disabledBecause={impossible}
          onClick={propose}
        >
          Propose this change
        </Button>
        {impossible === null ? null : (
          <p className="text-small text-text-3">
            <HostileText text={impossible} />
          </p>
        )}
      </footer>
    </div>
  )
}
