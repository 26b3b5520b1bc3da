import { Checkbox as Base } from '@base-ui/react/checkbox'
import { Switch as BaseSwitch } from '@base-ui/react/switch'
import { Check, Minus } from 'lucide-react'
import { type ReactNode, useId } from 'react'

export interface CheckboxProps {
  readonly isChecked: boolean
  /** Some of what it stands for is chosen, not all. */
  readonly isMixed?: boolean
  readonly onChange: (isChecked: boolean) => void
  readonly children: ReactNode
}

export function Checkbox({ isChecked, isMixed = false, onChange, children }: CheckboxProps) {
  const labelId = useId()
  return (
    <label className="inline-flex min-h-6 items-center gap-2 text-body touch:min-h-11">
      <Base.Root
        checked={isChecked}
        indeterminate={isMixed}
        onCheckedChange={onChange}
        aria-labelledby={labelId}
        className="inline-flex size-3.5 shrink-0 items-center justify-center rounded-s border border-line-strong bg-sunken in-data-[theme=light]:bg-surface text-on-ink data-checked:border-ink data-checked:bg-ink data-indeterminate:border-ink data-indeterminate:bg-ink"
      >
        <Base.Indicator className="flex">
          {isMixed ? <Minus aria-hidden size={12} strokeWidth={3} /> : <Check aria-hidden size={12} strokeWidth={3} />}
        </Base.Indicator>
      </Base.Root>
      <span id={labelId}>{children}</span>
    </label>
  )
}

export interface SwitchProps {
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
  readonly children: ReactNode
}

/** Takes effect at once; a Checkbox waits for a button. */
export function Switch({ isOn, onChange, children }: SwitchProps) {
  const labelId = useId()
  return (
    <label className="inline-flex min-h-6 items-center gap-2 text-small touch:min-h-11">
      <span id={labelId}>{children}</span>
      <BaseSwitch.Root
        checked={isOn}
        onCheckedChange={onChange}
        aria-labelledby={labelId}
        className="inline-flex h-3.5 w-6.5 items-center rounded-full border border-line-strong bg-sunken p-px data-checked:border-ink data-checked:bg-ink"
      >
        <BaseSwitch.Thumb className="size-2.5 rounded-full bg-text-3 transition-transform forced:bg-[CanvasText] data-checked:translate-x-3 data-checked:bg-on-ink" />
      </BaseSwitch.Root>
    </label>
  )
}
