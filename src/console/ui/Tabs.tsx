import { Tabs as Base } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'

export interface TabChoice<Value extends string> {
  readonly value: Value
  readonly label: string
  /** Undefined: not counted. Zero is a count. */
  readonly count?: number
}

export interface TabsProps<Value extends string> {
  /** Names the list: "Approvals". */
  readonly label: string
  readonly value: Value
  readonly onChange: (value: Value) => void
  readonly tabs: readonly TabChoice<Value>[]
  /** The panel of the tab that is open. Without it the tabs are views of what stands below. */
  readonly children?: ReactNode
}

/** Views of one screen. Lives in a 44 px bar: the line under the open one is the bar's own lower edge. */
export function Tabs<Value extends string>({ label, value, onChange, tabs, children }: TabsProps<Value>) {
  return (
    <Base.Root value={value} onValueChange={(next: Value) => onChange(next)} className="contents">
      <Base.List aria-label={label} className="flex h-full min-w-0 items-stretch gap-1 overflow-x-auto">
        {tabs.map((tab) => (
          <Base.Tab
            key={tab.value}
            value={tab.value}
            data-ring="inside"
            className="flex min-h-(--bar) shrink-0 items-center gap-1.5 border-b-2 border-transparent px-2.5 text-text-2 transition-colors hover:text-text data-active:border-text data-active:font-title data-active:text-text"
          >
            {tab.label}
            {tab.count === undefined ? null : (
              <span className="font-text text-text-3 tabular-nums">{tab.count.toLocaleString('en')}</span>
            )}
          </Base.Tab>
        ))}
      </Base.List>
      {children === undefined ? null : (
        <Base.Panel value={value} className="min-h-0 grow outline-none">
          {children}
        </Base.Panel>
      )}
    </Base.Root>
  )
}
