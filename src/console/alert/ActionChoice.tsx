import { clsx } from 'clsx'
import * as words from '#words/alert.tsx'
import type { ActionId } from '../../domain/action/action.ts'
import { actionOf } from '../../domain/action/catalogue.ts'
import type { ActionOption, Decision, Disruption } from '../../domain/decision/decision.ts'
import { RADIO } from '../shared/triage/radio.ts'
import { HostileText } from '../ui/HostileText.tsx'
import { Section } from '../ui/layout.tsx'
import { Tag } from '../ui/Tag.tsx'

interface ActionChoiceProps {
  readonly decision: Decision
  readonly chosen: ActionId | null
  readonly onChoose: (action: ActionId) => void
}

/** By disruption, the decision's own choice marked; what cannot be done stays in sight with the reason. */
export function ActionChoice({ decision, chosen, onChoose }: ActionChoiceProps) {
  const options = sortedOptions(decision)
  const sufficient = options.filter(({ isFeasible, suffices }) => isFeasible && suffices).length
  return (
    <Section title={words.smallestSafeAction} aside={words.actionsMeetTheNeed(sufficient)}>
      <fieldset>
        <legend className="sr-only">{words.actionToLook}</legend>
        {options.map((option) => (
          <Choice
            key={option.action}
            option={option}
            isChosen={option.action === chosen}
            isProposed={option.action === decision.action}
            onChoose={() => onChoose(option.action)}
          />
        ))}
      </fieldset>
    </Section>
  )
}

/** What meets the need first, by disruption; then what is too weak, then what cannot be done. The keys 1 to 4 count them so. */
export function sortedOptions(decision: Decision): readonly ActionOption[] {
  return decision.options.toSorted(
    (a, b) =>
      Number(b.isFeasible) - Number(a.isFeasible) ||
      Number(b.suffices) - Number(a.suffices) ||
      a.disruption.score - b.disruption.score ||
      actionOf(a.action).strength - actionOf(b.action).strength,
  )
}

interface ChoiceProps {
  readonly option: ActionOption
  readonly isChosen: boolean
  readonly isProposed: boolean
  readonly onChoose: () => void
}

function Choice({ option, isChosen, isProposed, onChoose }: ChoiceProps) {
  const { action, isFeasible, suffices, reason, disruption } = option
  return (
    <label
      className={clsx(
        'flex min-h-8 items-center gap-2.5 border-b border-line py-1 last:border-b-0 touch:min-h-11',
        'has-focus-visible:outline-2 has-focus-visible:outline-focus',
        isFeasible ? 'hover:bg-hover' : 'text-text-3',
      )}
      title={actionOf(action).title}
    >
      <input type="radio" name="action" checked={isChosen} onChange={onChoose} className={RADIO} />
      <span className="shrink-0 font-mono text-small">{action}</span>
      {isProposed ? <Tag>{words.proposed}</Tag> : null}
      <span className={clsx('min-w-0 grow text-small', isFeasible && suffices ? 'text-text-2' : 'text-text-3')}>
        {isFeasible && suffices ? breaksText(disruption) : <HostileText text={reason ?? words.doesNotMeet} />}
      </span>
      <span className="shrink-0 text-end font-title tabular-nums">
        {isFeasible ? disruption.score : <span aria-hidden>—</span>}
      </span>
    </label>
  )
}

/** "stops 1, 3 come back"; what is unknown is said to be unknown. */
function breaksText({ consumers, isComplete }: Disruption): string {
  const count = (outcome: string) => consumers.filter((consumer) => consumer.outcome === outcome).length
  const parts = [
    count('stops') > 0 ? words.stopsSome(count('stops')) : null,
    count('unknown') > 0 ? words.someUnknown(count('unknown')) : null,
    count('comes-back') > 0 ? words.someComeBack(count('comes-back')) : null,
    isComplete ? null : words.mapIncomplete,
  ].filter((part) => part !== null)
  return parts.length === 0 ? words.breaksNothing : parts.join(', ')
}
