import { clsx } from 'clsx'
import { useId } from 'react'
import * as words from '#words/whatif.tsx'
import type { Policy } from '../../domain/policy/policy.ts'
import {
  type Changed,
  type ControlGroup,
  differs,
  mostOf,
  type NumberControl,
  valueOf,
  withValue,
} from '../shared/policy/policy-controls.ts'
import { Button } from '../ui/Button.tsx'
import { Section } from '../ui/layout.tsx'
import { useLingering } from '../ui/use-lingering.ts'
import { type DraftStore, useDraft } from './draft-store.ts'
import { NumberRow } from './NumberRow.tsx'
import { NumberRows } from './NumberRows.tsx'
import type { Refused } from './PolicyPanel.tsx'
import { Refusal } from './Refusal.tsx'

interface NumberGroupProps {
  readonly group: ControlGroup
  readonly draft: DraftStore
  readonly was: Policy
  readonly refused: Refused | null
  readonly onTake: (id: string, next: (policy: Policy) => Changed, gesture: string | null) => void
}

/** Numbers that belong together. Each row is subscribed to its own number. */
export function NumberGroup({ group, draft, was, refused, onTake }: NumberGroupProps) {
  const reasonId = useId()
  const own = group.controls.find(({ id }) => id === refused?.id)
  const isChanged = useLingering(
    useDraft(draft, ({ policy }) => group.controls.some(({ id }) => differs(policy, was, id))),
  )
  return (
    <Section
      title={group.title}
      aside={
        // Both stand there, and one is seen: the hand passes the value that it began with, and the page would be laid out each time.
        <span className="inline-grid items-baseline justify-items-end *:[grid-area:1/1]">
          <span className={clsx(isChanged && 'invisible')}>{group.rule}</span>
          <Button
            look="ghost"
            className={clsx('min-h-5! px-1!', !isChanged && 'invisible')}
            onClick={() =>
              draft.change((present) => ({ ...present, policy: restored(present.policy, was, group.controls) }))
            }
          >
            {words.reset(<span className="sr-only">{group.title}</span>)}
          </Button>
        </span>
      }
    >
      <NumberRows count={group.controls.length}>
        {group.controls.map((control) => (
          <PolicyNumber
            key={control.id}
            control={control}
            title={group.title}
            draft={draft}
            was={was}
            refusalId={refused?.id === control.id ? reasonId : null}
            onTake={onTake}
          />
        ))}
      </NumberRows>
      {own === undefined || refused === null ? null : (
        <Refusal id={reasonId} text={`${own.label}: ${refused.because}`} />
      )}
    </Section>
  )
}

interface PolicyNumberProps {
  readonly control: NumberControl
  readonly title: string
  readonly draft: DraftStore
  readonly was: Policy
  readonly refusalId: string | null
  readonly onTake: NumberGroupProps['onTake']
}

function PolicyNumber({ control, title, draft, was, refusalId, onTake }: PolicyNumberProps) {
  const value = useDraft(draft, ({ policy }) => valueOf(policy, control))
  const max = useDraft(draft, ({ policy }) => mostOf(policy, control))
  return (
    <NumberRow
      name={`${title}: ${control.label}`}
      label={control.label}
      value={value}
      was={valueOf(was, control)}
      min={control.min}
      max={max}
      unit={control.unit}
      refusalId={refusalId}
      onChange={(next, gesture) => onTake(control.id, (policy) => withValue(policy, control, next), gesture)}
    />
  )
}

/** The group as it was. All of it at once, since a part of it alone may break a rule on the way. */
function restored(policy: Policy, was: Policy, controls: readonly NumberControl[]): Policy {
  return controls.reduce<Policy>((all, { id }) => {
    const [part = '', key = ''] = id.split('.')
    const now = all as unknown as Record<string, Record<string, unknown>>
    const before = was as unknown as Record<string, Record<string, unknown>>
    return { ...all, [part]: { ...now[part], [key]: before[part]?.[key] } }
  }, policy)
}
