import { Timer, Users } from 'lucide-react'
import * as words from '#words/shared/work.tsx'
import { actionOf } from '../../../domain/action/catalogue.ts'
import { printable } from '../../../domain/json/read-json.ts'
import { stagesOf } from '../../../domain/plan/approval.ts'
import type { PlanBody, PlanStep } from '../../../domain/plan/plan.ts'
import { sayStage } from '../../../domain/plan/quorum.ts'
import { spell } from '../../../domain/plan/restoration.ts'
import { waitsFor } from '../../../domain/plan/step-order.ts'
import type { PlanDraft } from '../../../domain/views/plan-views.ts'
import { Code } from '../../ui/Code.tsx'
import { HostileText } from '../../ui/HostileText.tsx'
import { GateMark } from '../marks/GateMark.tsx'
import { Breaks, secondsText } from './Breaks.tsx'
import { ConnectorName } from './ConnectorName.tsx'

/** A plan before it is proposed: consequence first, then what survives and how it is undone, then the exact request. */
export function PlanPreview({ body, connectorTitles }: Pick<PlanDraft, 'body' | 'connectorTitles'>) {
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <GateMark gate={body.gate.kind} />
        <span className="text-text-2">
          <HostileText text={stagesOf(body.gate).map(sayStage).join('; ')} />
        </span>
        <span className="ms-auto text-small text-text-3">
          {words.planBasis(body.playbook.id, body.playbook.version, body.policyVersion, body.evidence.length)}
        </span>
      </div>
      <Restored body={body} />
      <Staged body={body} />
      {body.steps.map((step) => (
        <Step key={step.ordinal} step={step} of={body.steps} titles={connectorTitles} />
      ))}
    </div>
  )
}

/** What happens by itself later, said before anybody asks or signs. */
export function Restored({ body }: { readonly body: Pick<PlanBody, 'restoreAfterMs' | 'onFailure'> }) {
  const { restoreAfterMs, onFailure } = body
  if ((restoreAfterMs ?? null) === null && onFailure !== 'take-back') return null
  return (
    <p className="flex items-start gap-2">
      <Timer aria-hidden size={14} className="mt-1 shrink-0 text-text-3" />
      <span>
        {restoreAfterMs === undefined || restoreAfterMs === null ? '' : words.takenBackByItself(spell(restoreAfterMs))}
        {onFailure === 'take-back' ? words.ifAStepFails : ''}
      </span>
    </p>
  )
}

/** How long consumers are waited for, or who is not waited for. */
export function Staged({ body }: { readonly body: Pick<PlanBody, 'repointWithinMs' | 'overrides'> }) {
  const { repointWithinMs, overrides } = body
  const sentences = [
    repointWithinMs === undefined || repointWithinMs === null ? null : words.consumersHave(spell(repointWithinMs)),
    overrides === undefined ? null : words.retiresWithout(overrides.number, overrides.missing.join(', ')),
  ].filter((sentence) => sentence !== null)
  return sentences.map((sentence) => (
    <p key={sentence} className="flex items-start gap-2">
      <Users aria-hidden size={14} className="mt-1 shrink-0 text-text-3" />
      <HostileText text={sentence} />
    </p>
  ))
}

/** "Step 3 of 4: Rotate the secret, after step 1", "Step 2 of 4: Re-point a consumer (month-end), after step 1"; of a plan of one step nothing. */
export function stepHeading(step: PlanStep, steps: readonly PlanStep[]): string | null {
  if (steps.length === 1) return null
  const before = waitsFor(step, steps)
  const after = words.atOnce(before.length, before.join(words.and))
  const { title } = actionOf(step.action)
  const { consumer } = step.target
  const what = consumer === undefined ? title : words.actionOnConsumer(title, printable(consumer.name))
  return words.stepOf(step.ordinal, steps.length, what, after)
}

interface StepProps {
  readonly step: PlanStep
  readonly of: readonly PlanStep[]
  readonly titles: PlanDraft['connectorTitles']
}

function Step({ step, of, titles }: StepProps) {
  const heading = stepHeading(step, of)
  return (
    <section className="flex flex-col gap-3">
      {heading === null ? null : <h3 className="font-title">{heading}</h3>}
      <Breaks disruption={step.predicted} />
      <div className="grid gap-x-8 gap-y-3 tablet:grid-cols-2">
        <Sentences title={words.whatSurvives} sentences={step.survives} none={words.survivesNothing} />
        <Sentences
          title={words.howItIsUndone}
          sentences={[
            step.undo.action === null
              ? words.itCannotBeUndone
              : words.undoneBy(
                  step.undo.action,
                  step.undo.seconds === null ? '' : `, ≈ ${secondsText(step.undo.seconds)}`,
                ),
            ...step.undo.cannotRestore.map((lost) => words.doesNotBringBack(lost)),
          ]}
          none=""
        />
      </div>
      <Code
        label={words.requestExactly(step.ordinal)}
        title={
          <>
            <ConnectorName id={step.connector} titles={titles} />{' '}
            <HostileText text={step.target.account} mono maxLength={70} />
          </>
        }
        aside={words.readBackWithin(secondsText(Math.ceil(step.verifyWithinMs / 1000)))}
        text={JSON.stringify(step.request, null, 2)}
      />
    </section>
  )
}

interface SentencesProps {
  readonly title: string
  readonly sentences: readonly string[]
  readonly none: string
}

export function Sentences({ title, sentences, none }: SentencesProps) {
  return (
    <div>
      <h3 className="mb-1 text-small font-title">{title}</h3>
      {sentences.length === 0 ? (
        <p className="text-text-2">{none}</p>
      ) : (
        <ul className="flex flex-col gap-0.5 text-text-2">
          {sentences.map((sentence) => (
            <li key={sentence} className="flex gap-2">
              <span aria-hidden className="text-text-3">
                –
              </span>
              <HostileText text={sentence} />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
