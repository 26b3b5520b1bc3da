import { Menu as Base } from '@base-ui/react/menu'
import { Check } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { Kbd } from './Kbd.tsx'

const ITEM =
  'flex min-h-7 cursor-default items-center gap-2 rounded-s px-2 text-small outline-none data-highlighted:bg-select data-disabled:text-disabled touch:min-h-11'

/** A button that opens a list of verbs or settings. `trigger` is the button itself. */
export function Menu({ trigger, children }: { readonly trigger: ReactElement; readonly children: ReactNode }) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={4} collisionPadding={8} className="z-50">
          <Base.Popup className="max-h-(--available-height) min-w-48 overflow-y-auto rounded-l bg-raised p-1 text-text shadow-popover outline-none">
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

export interface MenuItemProps {
  readonly onSelect: () => void
  readonly icon?: ReactNode
  readonly keys?: readonly string[]
  readonly children: ReactNode
}

export function MenuItem({ onSelect, icon, keys, children }: MenuItemProps) {
  return (
    <Base.Item className={ITEM} onClick={onSelect}>
      {icon}
      <span className="grow">{children}</span>
      {keys === undefined ? null : <Kbd keys={keys} />}
    </Base.Item>
  )
}

export function MenuLabel({ children }: { readonly children: ReactNode }) {
  return <div className="px-2 pt-2 pb-1 text-micro text-text-3">{children}</div>
}

export function MenuSeparator() {
  return <Base.Separator className="my-1 h-px bg-line" />
}

export interface MenuChoiceProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly onChange: (value: Value) => void
  readonly choices: readonly { readonly value: Value; readonly label: string }[]
}

/** One of a few. The menu stays open, so that the effect can be seen and another one tried. */
export function MenuChoice<Value extends string>({ label, value, onChange, choices }: MenuChoiceProps<Value>) {
  return (
    <Base.RadioGroup value={value} onValueChange={(next: Value) => onChange(next)}>
      <Base.Group>
        <Base.GroupLabel className="px-2 pt-2 pb-1 text-micro text-text-3">{label}</Base.GroupLabel>
        {choices.map((choice) => (
          <Base.RadioItem key={choice.value} value={choice.value} className={ITEM}>
            <span className="inline-flex w-3.5">
              <Base.RadioItemIndicator render={<Check aria-hidden size={14} />} />
            </span>
            {choice.label}
          </Base.RadioItem>
        ))}
      </Base.Group>
    </Base.RadioGroup>
  )
}

export interface MenuSwitchProps {
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
  readonly children: ReactNode
}

export function MenuSwitch({ isOn, onChange, children }: MenuSwitchProps) {
  return (
    <Base.CheckboxItem checked={isOn} onCheckedChange={onChange} className={ITEM}>
      <span className="inline-flex w-3.5">
        <Base.CheckboxItemIndicator render={<Check aria-hidden size={14} />} />
      </span>
      {children}
    </Base.CheckboxItem>
  )
}
