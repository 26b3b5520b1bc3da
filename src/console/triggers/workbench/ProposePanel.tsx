import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { lengthSentence } from '#words/dry-run.tsx'
import { changeName, MODE_MEANINGS, MODE_WORDS } from '#words/triggers.tsx'
import * as words from '#words/workbench.tsx'
import type { Mode } from '../../../domain/change/change.ts'
import { MODES } from '../../../domain/change/change-words.ts'
import type { ChangeDraft, TriggerDetail } from '../../../domain/views/change-views.ts'
import { useBackend } from '../../shared/backend.tsx'
import { failureWords } from '../../shared/backend-error.ts'
import { CONFIRM_CAPS } from '../../shared/keys/confirm-caps.ts'
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
import { useUiSettings } from '../../ui/settings.tsx'
import { LoadingState } from '../../ui/states.tsx'
import { TextArea, TextField } from '../../ui/TextField.tsx'
import { BacktestView } from '../changes/BacktestView.tsx'
import { LineDiff } from '../changes/LineDiff.tsx'
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
    (problemCount > 0 ? words.theTextHasProblems(problemCount) : null) ??
    (id === null ? words.theTextHasNoName : null) ??
    (base !== null && id !== base.trigger.id ? words.nameStays(base.trigger.id) : null) ??
    (isUnchanged ? words.nothingIsChanged : null)
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
    queryFn: ({ signal }) => backend.tryChange({ ...draft(words.onlyTried), activateAt: null }, signal),
    enabled: canTry,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  const proposal = useMutation({
    mutationFn: () => backend.proposeChange(draft(reason.trim())),
    onSuccess: async ({ change }) => {
      announce(words.proposedItWaits(changeName(change.number)))
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
        <Section title={words.mode}>
          <div role="radiogroup" aria-label={words.mode} className="flex flex-col gap-1">
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
          {base?.trigger.mode === 'on' && text === base.text && base.trigger.automation.awaitsDryRun ? (
            <div className="mt-3">
              {base.dryRun?.isLongEnough === true ? (
                <Checkbox isChecked={restoreAutomation} onChange={setRestoreAutomation}>
                  {words.letItAct}
                </Checkbox>
              ) : base.dryRun === null ? null : (
                <p className="text-text-2">{lengthSentence(base.dryRun)}</p>
              )}
            </div>
          ) : null}
          {base?.trigger.automation.lost === null || base === null ? null : (
            <div className="mt-3">
              <p className="mb-1 text-doubt">
                <HostileText text={words.itsAutomation(base.trigger.automation.lost.because)} />
              </p>
              <Checkbox isChecked={restoreAutomation} onChange={setRestoreAutomation}>
                {words.giveItBack}
              </Checkbox>
            </div>
          )}
        </Section>
        <Section title={words.whatItWouldHaveDone} aside={words.countedByTheGateway}>
          {failingTests > 0 ? <p className="mb-2 text-doubt">{words.ownTestsFail(failingTests)}</p> : null}
          {!canTry ? (
            <p className="text-text-2">{words.itIsCountedOnce}</p>
          ) : trial.isPending ? (
            <LoadingState label={words.tryingItOverStored} />
          ) : trial.data === undefined ? (
            <QueryFailed error={trial.error} onRetry={() => void trial.refetch()} />
          ) : trial.data.backtest === null ? (
            <p className="text-text-2">{trial.data.problems[0]?.message ?? words.nothingToCount}</p>
          ) : (
            <BacktestView backtest={trial.data.backtest} />
          )}
        </Section>
        {base === null || base.text === text ? null : (
          <Section title={words.whatItChanges}>
            <LineDiff label={words.versionAndText(base.trigger.version)} before={base.text} after={text} />
          </Section>
        )}
        <Section title={words.whenAndWhy}>
          <div className="flex flex-col gap-3">
            <TextField
              label={words.inForceAtUtc(zone === 'utc')}
              type="datetime-local"
              value={when}
              onChange={setWhen}
              hint={words.emptyAsSoonAsSomebody}
              error={isTried && !activation.ok ? activation.because : null}
            />
            <TextArea
              label={words.why}
              value={reason}
              onChange={setReason}
              onKeyDown={onConfirmKey(propose)}
              maxLength={2000}
              hint={words.theReviewerReads}
              error={isTried && isShort ? words.sayInAFewWords : null}
            />
          </div>
        </Section>
      </form>
      <footer className="flex shrink-0 flex-col gap-2 border-t border-line p-4">
        {issues === null ? null : (
          <Banner tone="bad" isUrgent title={words.notProposed(issues.title)}>
            <HostileText text={issues.detail} />
          </Banner>
        )}
        <Button
          look="ink"
          size="large"
          keys={CONFIRM_CAPS}
          isBusy={proposal.isPending}
          disabledBecause={impossible}
          onClick={propose}
        >
          {words.proposeThisChange}
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
