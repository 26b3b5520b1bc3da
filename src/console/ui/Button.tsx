import { clsx } from 'clsx'
import { type ComponentProps, type ReactNode, useId } from 'react'
import { HostileText } from './HostileText.tsx'
import { describeHostile } from './hostile-text.ts'
import { Kbd } from './Kbd.tsx'
import { Spinner } from './Spinner.tsx'
import { Tooltip } from './Tooltip.tsx'

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'disabled' | 'children'> {
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
  readonly disabledBecause?: string | null | undefined
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
  const reasonId = useId()
  const isDisabled = disabledBecause !== null && disabledBecause !== undefined

  const button = (
    <button
      type="button"
      {...attributes}
      aria-disabled={isDisabled || isBusy || undefined}
      aria-busy={isBusy || undefined}
      aria-describedby={isDisabled ? reasonId : attributes['aria-describedby']}
      onClick={(event) => {
        if (isDisabled || isBusy) {
          event.preventDefault()
          return
        }
        onClick?.(event)
      }}
      className={clsx(
        'inline-flex shrink-0 items-center justify-center gap-2 rounded-m whitespace-nowrap transition-colors',
        size === 'large' ? 'min-h-10 px-4 text-body' : 'min-h-(--control) px-2.5 text-small',
        isDisabled ? DISABLED[look] : LOOKS[look],
        className,
      )}
    >
      {isBusy ? <Spinner /> : icon}
      {children}
      {keys === undefined ? null : (
        // On a phone there is no board to find them on.
        <span className="inline-flex touch:hidden">
          <Kbd keys={keys} onInk={look === 'ink' && !isDisabled} />
        </span>
      )}
    </button>
  )
  if (!isDisabled) return button
  return (
    <>
      <Tooltip content={<HostileText text={disabledBecause} />}>{button}</Tooltip>
      <span id={reasonId} className="sr-only">
        {describeHostile(disabledBecause)}
      </span>
    </>
  )
}

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'disabled' | 'children'> {
  /** What it does, as a verb: the accessible name and the tooltip. */
  readonly label: string
  readonly icon: ReactNode
  readonly keys?: readonly string[] | undefined
}

export function IconButton({ label, icon, keys, className, ...attributes }: IconButtonProps) {
  return (
    <Tooltip
      content={
        <span className="inline-flex items-center gap-2">
          {label}
          {keys === undefined ? null : <Kbd keys={keys} />}
        </span>
      }
    >
      <button
        type="button"
        aria-label={label}
        {...attributes}
        className={clsx(
          'inline-flex size-(--control) shrink-0 items-center justify-center rounded-m text-text-2 transition-colors',
          'hover:bg-hover hover:text-text active:bg-select',
          className,
        )}
      >
        {icon}
      </button>
    </Tooltip>
  )
}
