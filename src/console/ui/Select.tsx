import { clsx } from 'clsx'
import { ChevronDown } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { later } from './later.ts'
import { usePlainFirst } from './plain-first.ts'

export interface SelectProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly onChange: (value: Value) => void
  readonly choices: readonly { readonly value: Value; readonly label: ReactNode }[]
  /** Shows the label before the value inside the control instead of only telling it to screen readers. */
  readonly isLabelShown?: boolean
  readonly className?: string | undefined
}

const SelectPopup = later(() => import('./SelectPopup.tsx').then((module) => module.SelectPopup))

/** One of a list, for settings and filters. The words are the choices' own; arrows, type-ahead and Escape work. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const id = useId()
  const { isAsked, hasFocus, handlers } = usePlainFirst()
  const of = props as unknown as SelectProps<string>
  if (SelectPopup.useIsHere(isAsked)) return <SelectPopup of={of} isOpenAtOnce={isAsked} hasFocus={hasFocus} />
  return (
    <button
      type="button"
      role="combobox"
      aria-controls={id}
      aria-label={props.label}
      className={selectLook(props.className)}
      {...handlers}
      aria-haspopup="listbox"
      aria-expanded={false}
    >
      <SelectFace of={of} />
    </button>
  )
}

export function selectLook(className: string | undefined): string {
  return clsx(
    'inline-flex min-h-(--control) items-center gap-2 rounded-m border border-line-strong bg-surface px-2.5 text-small font-strong',
    'hover:bg-hover',
    className,
  )
}

/** What stands inside the control. */
export function SelectFace({
  of: { label, value, choices, isLabelShown = false },
}: {
  readonly of: SelectProps<string>
}) {
  return (
    <>
      {isLabelShown ? <span className="text-text-3">{label}</span> : null}
      <span className="grow truncate text-start">{choices.find((choice) => choice.value === value)?.label}</span>
      <ChevronDown aria-hidden size={14} className="text-text-3" />
    </>
  )
}
