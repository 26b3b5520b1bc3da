import { clsx } from 'clsx'
import type { ComponentProps, ReactNode } from 'react'
import { Kbd } from './Kbd.tsx'
import { type Because, type NeverMute, useRefusable } from './refusable.tsx'
import { Spinner } from './Spinner.tsx'

export interface ButtonProps
  extends Omit<ComponentProps<'button'>, 'disabled' | 'aria-disabled' | 'children'>,
    NeverMute {
  /** `ink` is the one primary button of a view. There is no red one: danger is said in words. */
  readonly look?: 'ink' | 'edge' | 'ghost'
  readonly size?: 'control' | 'large'
  readonly icon?: ReactNode
  readonly children: ReactNode
  readonly keys?: readonly string[] | undefined
  /** The label stays and the width with it; a second click does nothing. */
  readonly isBusy?: boolean
  /**
   * Why it cannot be used: the rule, and who could. The button stays focusable, so that the keyboard reaches the reason.
   * Null or undefined: it can be used.
   */
  readonly disabledBecause?: Because
}

const LOOKS = {
  // The border is for forced colours, where grounds vanish and a transparent edge becomes a visible one.
  ink: 'border border-transparent bg-ink text-on-ink font-title hover:bg-[color-mix(in_oklab,var(--ink)_90%,var(--bg))] active:bg-[color-mix(in_oklab,var(--ink)_80%,var(--bg))]',
  edge: 'border border-line bg-surface text-text font-strong hover:bg-hover active:bg-select',
  ghost: 'text-text-2 font-strong hover:bg-hover hover:text-text active:bg-select',
}
const DISABLED = {
  ink: 'bg-raised text-disabled font-title border border-line',
  edge: 'border border-line text-disabled font-strong',
  ghost: 'text-disabled font-strong',
}

export function Button(props: ButtonProps) {
  const { look = 'edge', size = 'control', icon, children, keys, isBusy = false, disabledBecause, ...rest } = props
  const { className, onClick, ...attributes } = rest
  const { isRefused, press, withReason, ...refusal } = useRefusable(disabledBecause, isBusy)

  return withReason(
    <button
      type="button"
      {...attributes}
      {...refusal.attributes}
      onClick={press(onClick)}
      className={clsx(
        'inline-flex shrink-0 items-center justify-center gap-2 rounded-m whitespace-nowrap transition-colors',
        size === 'large' ? 'min-h-10 px-4 text-body' : 'min-h-(--control) px-2.5 text-small',
        isRefused ? DISABLED[look] : LOOKS[look],
        className,
      )}
    >
      {isBusy ? <Spinner /> : icon}
      {children}
      {keys === undefined ? null : (
        // On a phone there is no board to find them on.
        <span className="inline-flex touch:hidden">
          <Kbd keys={keys} onInk={look === 'ink' && !isRefused} />
        </span>
      )}
    </button>,
  )
}

export interface IconButtonProps
  extends Omit<ComponentProps<'button'>, 'disabled' | 'aria-disabled' | 'children'>,
    NeverMute {
  /** What it does, as a verb: the accessible name and the tooltip. */
  readonly label: string
  readonly icon: ReactNode
  readonly keys?: readonly string[] | undefined
  /** As of a Button. */
  readonly disabledBecause?: Because
}

export function IconButton({ label, icon, keys, disabledBecause, className, onClick, ...rest }: IconButtonProps) {
  const { isRefused, attributes, press, withReason } = useRefusable(disabledBecause)
  return withReason(
    <button
      type="button"
      aria-label={label}
      {...rest}
      {...attributes}
      onClick={press(onClick)}
      className={clsx(
        'inline-flex size-(--control) shrink-0 items-center justify-center rounded-m transition-colors',
        isRefused ? 'text-disabled' : 'text-text-2 hover:bg-hover hover:text-text active:bg-select',
        className,
      )}
    >
      {icon}
    </button>,
    <span className="inline-flex items-center gap-2">
      {label}
      {keys === undefined ? null : <Kbd keys={keys} />}
    </span>,
  )
}
