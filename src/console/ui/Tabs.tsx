import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react'
import { countText } from './number-text.ts'
import { scrollToSee } from './tab-scroll.ts'

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

/**
 * Views of one screen. Lives in a 44 px bar: the line under the open one is the bar's own lower edge. One stop of the Tab key;
 * arrows, Home and End move along the tabs, Enter or Space opens the one that has the focus (opening may load a screen).
 */
export function Tabs<Value extends string>({ label, value, onChange, tabs, children }: TabsProps<Value>) {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  // A count that comes later moves every tab after it, and so does the typeface.
  const counts = tabs.map(({ count }) => count).join()
  useEffect(() => {
    const box = list.current
    const open = box?.querySelector<HTMLElement>('[aria-selected="true"]')
    if (box == null || open == null || value === undefined || counts === undefined) return undefined
    const show = () => {
      const tab = { start: open.offsetLeft - box.offsetLeft, size: open.offsetWidth }
      box.scrollLeft = scrollToSee(tab, { start: box.scrollLeft, size: box.clientWidth }, box.scrollWidth)
    }
    const sizes = new ResizeObserver(show)
    sizes.observe(open)
    return () => sizes.disconnect()
  }, [value, counts])
  const onKeyDown = (event: KeyboardEvent) => {
    const all = [...(list.current?.querySelectorAll<HTMLElement>('[role="tab"]') ?? [])]
    const at = all.findIndex((tab) => tab === document.activeElement)
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key]
    if (next === undefined || at < 0 || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    all.at(next % all.length)?.focus()
  }
  // None is open where the view has no name: the way in is then the first.
  const stop = tabs.some((tab) => tab.value === value) ? value : tabs[0]?.value
  return (
    <>
      <div
        ref={list}
        role="tablist"
        aria-label={label}
        className="flex h-full min-w-0 items-stretch gap-1 overflow-x-auto"
      >
        {tabs.map((tab) => (
          <button
            key={tab.value}
            type="button"
            role="tab"
            id={`${id}-${tab.value}`}
            aria-selected={tab.value === value}
            aria-controls={children === undefined || tab.value !== value ? undefined : `${id}-panel`}
            tabIndex={tab.value === stop ? 0 : -1}
            data-ring="inside"
            onClick={() => onChange(tab.value)}
            onKeyDown={onKeyDown}
            className="flex min-h-(--bar) shrink-0 items-center gap-1.5 border-b-2 border-transparent px-2.5 text-text-2 transition-colors hover:text-text aria-selected:border-text aria-selected:font-title aria-selected:text-text"
          >
            {tab.label}
            {tab.count === undefined ? null : (
              <span className="font-text text-text-3 tabular-nums">{countText(tab.count)}</span>
            )}
          </button>
        ))}
      </div>
      {children === undefined ? null : (
        <div
          role="tabpanel"
          id={`${id}-panel`}
          aria-labelledby={`${id}-${value}`}
          // A panel may hold nothing that takes the focus, and must still be reachable to be scrolled.
          tabIndex={0}
          className="min-h-0 grow outline-none"
        >
          {children}
        </div>
      )}
    </>
  )
}
