import { type MouseEvent, type ReactElement, type ReactNode, useId } from 'react'
import { HostileText } from './HostileText.tsx'
import { describeHostile } from './hostile-text.ts'
import { Tooltip } from './Tooltip.tsx'

/** Why a control cannot be used: the rule or the state, and who could or what to do first. Null or undefined: it can be used. */
export type Because = string | null | undefined

/**
 * What a control of ours does not take: `disabled` would take it out of the tab order, and either of them says that it cannot be
 * used without saying why. JSX lets any hyphenated attribute through that is not named, hence by name.
 */
export interface NeverMute {
  readonly disabled?: never
  readonly 'aria-disabled'?: never
}

interface Refusable {
  readonly isRefused: boolean
  /** After the control's own attributes: what it says of itself gives way to the reason. */
  readonly attributes: {
    readonly 'aria-disabled'?: true
    readonly 'aria-busy'?: true
    readonly 'aria-describedby'?: string
  }
  /** A press that does nothing while the control is refused or busy, not even what a form or a menu would make of it. */
  readonly press: (
    onClick: ((event: MouseEvent<HTMLButtonElement>) => void) | undefined,
  ) => (event: MouseEvent<HTMLButtonElement>) => void
  /**
   * The control with its reason: on hover and focus for the eye, as its description for a screen reader. The same elements stand
   * there either way, so that the focus stays where a press refuses the very control that was pressed. `more` is its usual tooltip.
   */
  readonly withReason: (control: ReactElement<object>, more?: ReactNode) => ReactNode
}

/** The one way in which a control of the console is disabled: with a reason, within reach of the keyboard. */
export function useRefusable(because: Because, isBusy = false): Refusable {
  const reasonId = useId()
  const isRefused = because !== null && because !== undefined
  return {
    isRefused,
    attributes: {
      ...(isRefused || isBusy ? { 'aria-disabled': true } : {}),
      ...(isBusy ? { 'aria-busy': true } : {}),
      ...(isRefused ? { 'aria-describedby': reasonId } : {}),
    },
    press: (onClick) => (event) => {
      if (isRefused || isBusy) event.preventDefault()
      else onClick?.(event)
    },
    withReason: (control, more = null) => (
      <>
        <Tooltip
          content={
            isRefused && more !== null ? (
              <>
                {more}
                <div className="text-text-2">
                  <HostileText text={because} />
                </div>
              </>
            ) : isRefused ? (
              <HostileText text={because} />
            ) : (
              more
            )
          }
        >
          {control}
        </Tooltip>
        {isRefused ? (
          <span id={reasonId} className="sr-only">
            {describeHostile(because)}
          </span>
        ) : null}
      </>
    ),
  }
}
