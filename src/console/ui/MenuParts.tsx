import { Menu as Base } from '@base-ui/react/menu'
import { clsx } from 'clsx'
import { Check } from 'lucide-react'
import { type ReactElement, type ReactNode, useEffect, useEffectEvent, useId } from 'react'
import { HostileText } from './HostileText.tsx'
import { Kbd } from './Kbd.tsx'
import type { MenuChoiceProps, MenuItemProps, MenuSwitchProps } from './Menu.tsx'
import { useFocusKept } from './plain-first.ts'

const ITEM =
  'flex min-h-7 cursor-default items-center gap-2 rounded-s px-2 text-small outline-none data-highlighted:bg-select touch:min-h-11 [&>svg]:shrink-0'

interface MenuFrameProps {
  readonly trigger: ReactElement
  readonly children: ReactNode
  /** Somebody asked for it before it was there. */
  readonly isOpenAtOnce: boolean
  /** The plain button that stood here until now had the focus. */
  readonly hasFocus: boolean
}

export function MenuFrame({ trigger, children, isOpenAtOnce, hasFocus }: MenuFrameProps) {
  const button = useFocusKept(hasFocus)
  // As a key does it: a menu that is open from the beginning has no first item under the keys.
  const openAtOnce = useEffectEvent(() => {
    if (isOpenAtOnce) button.current?.click()
  })
  useEffect(() => openAtOnce(), [])
  return (
    <Base.Root>
      <Base.Trigger ref={button} render={trigger} />
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

export function MenuItem({ onSelect, icon, keys, disabledBecause, children }: MenuItemProps) {
  const nameId = useId()
  const reasonId = useId()
  if (disabledBecause === null || disabledBecause === undefined) {
    return (
      <Base.Item className={ITEM} onClick={onSelect}>
        {icon}
        <span className="grow">{children}</span>
        {keys === undefined ? null : <Kbd keys={keys} />}
      </Base.Item>
    )
  }
  // A tooltip over a menu would cover what one reads next: the reason stands in the item itself.
  return (
    <Base.Item
      className={clsx(ITEM, 'max-w-80 items-start! py-1 [&>svg]:mt-0.5')}
      closeOnClick={false}
      aria-disabled
      aria-labelledby={nameId}
      aria-describedby={reasonId}
    >
      {icon}
      <span className="grow">
        <span id={nameId} className="block text-disabled">
          {children}
        </span>
        <span id={reasonId} className="block text-text-3">
          <HostileText text={disabledBecause} />
        </span>
      </span>
    </Base.Item>
  )
}

export function MenuSeparator() {
  return <Base.Separator className="my-1 h-px bg-line" />
}

export function MenuChoice({ label, value, onChange, choices }: MenuChoiceProps<string>) {
  return (
    <Base.RadioGroup value={value} onValueChange={(next: string) => onChange(next)}>
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
