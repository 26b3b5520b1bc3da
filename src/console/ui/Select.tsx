import { Select as Base } from '@base-ui/react/select'
import { clsx } from 'clsx'
import { Check, ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'

export interface SelectProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly onChange: (value: Value) => void
  readonly choices: readonly { readonly value: Value; readonly label: ReactNode }[]
  /** Shows the label before the value inside the control instead of only telling it to screen readers. */
  readonly isLabelShown?: boolean
  readonly className?: string
}

/** One of a list, for settings and filters. The words are the choices' own; arrows, type-ahead and Escape work. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { label, value, onChange, choices, isLabelShown = false, className } = props
  const items = choices.map((choice) => ({ value: choice.value, label: choice.label }))
  return (
    <Base.Root items={items} value={value} onValueChange={(next) => (next === null ? undefined : onChange(next))}>
      <Base.Trigger
        aria-label={label}
        className={clsx(
          'inline-flex min-h-(--control) items-center gap-2 rounded-m border border-line-strong bg-surface px-2.5 text-small font-strong',
          'hover:bg-hover',
          className,
        )}
      >
        {isLabelShown ? <span className="text-text-3">{label}</span> : null}
        <Base.Value className="grow truncate text-start" />
        <ChevronDown aria-hidden size={14} className="text-text-3" />
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} collisionPadding={8} alignItemWithTrigger={false} className="z-50">
          <Base.Popup className="max-h-(--available-height) min-w-(--anchor-width) overflow-y-auto rounded-l bg-raised p-1 text-text shadow-popover outline-none">
            {choices.map((choice) => (
              <Base.Item
                key={choice.value}
                value={choice.value}
                className="flex min-h-7 cursor-default items-center gap-2 rounded-s px-2 text-small outline-none data-highlighted:bg-select touch:min-h-11"
              >
                <span className="inline-flex w-3.5">
                  <Base.ItemIndicator render={<Check aria-hidden size={14} />} />
                </span>
                <Base.ItemText>{choice.label}</Base.ItemText>
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
