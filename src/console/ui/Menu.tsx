import { type ComponentType, cloneElement, type ReactElement, type ReactNode } from 'react'
import { later } from './later.ts'
import { usePlainFirst } from './plain-first.ts'
import type { Because } from './refusable.tsx'

const MenuFrame = later(() => import('./MenuParts.tsx').then((module) => module.MenuFrame))

/** A button that opens a list of verbs or settings. `trigger` is the button itself: it is there before the list is. */
export function Menu({ trigger, children }: { readonly trigger: ReactElement; readonly children: ReactNode }) {
  const { isAsked, hasFocus, handlers } = usePlainFirst()
  const isFrameHere = MenuFrame.useIsHere(isAsked)
  // A menu that opens before its items are there has none under the keys.
  const areItemsHere = MenuItem.useIsHere(isAsked)
  if (!isFrameHere || !areItemsHere) return cloneElement(trigger, handlers)
  return (
    <MenuFrame trigger={trigger} isOpenAtOnce={isAsked} hasFocus={hasFocus}>
      {children}
    </MenuFrame>
  )
}

export interface MenuItemProps {
  readonly onSelect: () => void
  readonly icon?: ReactNode
  readonly keys?: readonly string[] | undefined
  /** As of a Button: it stays in its place, and says why under its name. */
  readonly disabledBecause?: Because
  readonly children: ReactNode
}

export const MenuItem = later(() => import('./MenuParts.tsx').then((module) => module.MenuItem))

export function MenuLabel({ children }: { readonly children: ReactNode }) {
  return <div className="px-2 pt-2 pb-1 text-micro text-text-3">{children}</div>
}

export const MenuSeparator = later(() => import('./MenuParts.tsx').then((module) => module.MenuSeparator))

export interface MenuChoiceProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly onChange: (value: Value) => void
  readonly choices: readonly { readonly value: Value; readonly label: string }[]
}

const Choice = later(() => import('./MenuParts.tsx').then((module) => module.MenuChoice))

/** One of a few. The menu stays open, so that the effect can be seen and another one tried. */
export function MenuChoice<Value extends string>(props: MenuChoiceProps<Value>) {
  return <Choice {...(props as unknown as MenuChoiceProps<string>)} />
}

export interface MenuSwitchProps {
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
  readonly children: ReactNode
}

export const MenuSwitch: ComponentType<MenuSwitchProps> = later(() =>
  import('./MenuParts.tsx').then((module) => module.MenuSwitch),
)
