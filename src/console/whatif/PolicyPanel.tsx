import { useState } from 'react'
import { ENVIRONMENTS } from '../../domain/identity/identity-words.ts'
import type { Policy } from '../../domain/policy/policy.ts'
import { Button } from '../ui/Button.tsx'
import { Checkbox } from '../ui/Checkbox.tsx'
import { Section } from '../ui/layout.tsx'
import { NeedMatrix } from './NeedMatrix.tsx'
import { NumberRow } from './NumberRow.tsx'
import {
  type Changed,
  CONTROL_GROUPS,
  differs,
  type NumberControl,
  valueOf,
  withPart,
  withValue,
} from './policy-controls.ts'

interface PolicyPanelProps {
  readonly policy: Policy
  /** What the draft is compared with. */
  readonly was: Policy
  /** Shows only controls with these words; empty shows all. */
  readonly search: string
  readonly isOnlyChanged: boolean
  readonly onChange: (policy: Policy, gesture: string | null) => void
}

/** Every number of the policy as a control that belongs to it, in the order of the decision. */
export function PolicyPanel({ policy, was, search, isOnlyChanged, onChange }: PolicyPanelProps) {
  const [refused, setRefused] = useState<{ readonly id: string; readonly because: string } | null>(null)
  const take = (id: string, changed: Changed, gesture: string | null): string | null => {
    setRefused(changed.ok ? null : { id, because: changed.because })
    if (changed.ok) onChange(changed.policy, gesture)
    return changed.ok ? null : changed.because
  }
  const isShown = (title: string, { id, label, also }: Pick<NumberControl, 'id' | 'label' | 'also'>) =>
    matches(search, `${title} ${label} ${also} ${id}`) && (!isOnlyChanged || differs(policy, was, id))
  const groups = CONTROL_GROUPS.map((group) => ({
    ...group,
    controls: group.controls.filter((control) => isShown(group.title, control)),
  })).filter(({ controls }) => controls.length > 0)
  const isMatrixShown = isShown('Need matrix tier', { id: 'need.matrix', label: 'confidence urgency', also: '' })
  const areEnvironmentsShown = isShown('Gate and leash', {
    id: 'gate.autoEnvironments',
    label: 'Auto environments production staging',
    also: '',
  })
  if (groups.length === 0 && !isMatrixShown && !areEnvironmentsShown) return null
  return (
    <>
      {isMatrixShown ? (
        <Section title="Need" aside="confidence ↓ urgency →">
          <NeedMatrix
            matrix={policy.need.matrix}
            was={was.need.matrix}
            onChange={(path, tier) => take('need.matrix', withPart(policy, path, tier), null)}
          />
        </Section>
      ) : null}
      {groups.map((group) => (
        <Section
          key={group.id}
          title={group.title}
          aside={
            group.controls.some(({ id }) => differs(policy, was, id)) ? (
              <Button
                look="ghost"
                className="min-h-5! px-1!"
                onClick={() => onChange(restored(policy, was, group.controls), null)}
              >
                Reset <span className="sr-only">{group.title}</span>
              </Button>
            ) : (
              group.rule
            )
          }
        >
          {group.controls.map((control) => (
            <NumberRow
              key={control.id}
              name={`${group.title}: ${control.label}`}
              label={control.label}
              value={valueOf(policy, control)}
              was={valueOf(was, control)}
              min={control.min}
              max={control.max}
              unit={control.unit}
              refusal={refused?.id === control.id ? refused.because : null}
              onChange={(value, gesture) => void take(control.id, withValue(policy, control, value), gesture)}
            />
          ))}
        </Section>
      ))}
      {areEnvironmentsShown ? (
        <Section title="Where steps may run by themselves" aside="by environment">
          <fieldset className="flex flex-wrap gap-x-4">
            <legend className="sr-only">Environments with automatic steps</legend>
            {ENVIRONMENTS.map((environment) => {
              const { autoEnvironments } = policy.gate
              const isOn = autoEnvironments.includes(environment)
              const isChanged = isOn !== was.gate.autoEnvironments.includes(environment)
              return (
                <Checkbox
                  key={environment}
                  isChecked={isOn}
                  onChange={(next) => {
                    const kept = ENVIRONMENTS.filter((one) =>
                      one === environment ? next : autoEnvironments.includes(one),
                    )
                    take('gate.autoEnvironments', withPart(policy, 'gate.autoEnvironments', kept), null)
                  }}
                >
                  <span className={isChanged ? 'font-title' : ''}>{environment}</span>
                </Checkbox>
              )
            })}
          </fieldset>
        </Section>
      ) : null}
    </>
  )
}

/** The group as it was. All of it at once, since a part of it alone may break a rule on the way. */
function restored(policy: Policy, was: Policy, controls: readonly NumberControl[]): Policy {
  const changed = controls.reduce<Policy>((all, { id }) => {
    const path = id.split('.').slice(0, 2)
    const [part = '', key = ''] = path
    const now = all as unknown as Record<string, Record<string, unknown>>
    const before = was as unknown as Record<string, Record<string, unknown>>
    return { ...all, [part]: { ...now[part], [key]: before[part]?.[key] } }
  }, policy)
  return changed
}

export function matches(search: string, text: string): boolean {
  const low = text.toLowerCase()
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => low.includes(word))
}
