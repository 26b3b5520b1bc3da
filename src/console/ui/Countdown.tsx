import { clsx } from 'clsx'
import { useEffect, useRef } from 'react'
import * as words from '#words/ui.ts'
import { announce } from './announce.ts'
import { useNow } from './clock.ts'
import { minuteCrossed } from './countdown-voice.ts'
import { leftText } from './time-text.ts'

export interface CountdownProps {
  /** Epoch ms UTC by the gateway's clock. */
  readonly until: number
  /** "Expires in": names the timer. */
  readonly label: string
  /** Shown once it is over. */
  readonly overText: string
  readonly size?: 'row' | 'heading'
  /** Reads out 10, 5 and 1 minutes. Only one countdown of a page may speak. */
  readonly speaks?: boolean
}

/** Ticks silently once a second. What it guards must be checked by the gateway again: this is only what a person sees. */
export function Countdown({ until, label, overText, size = 'row', speaks = false }: CountdownProps) {
  const now = useNow()
  const before = useRef(until - now)
  useEffect(() => {
    const leftMs = until - now
    const minute = minuteCrossed(before.current, leftMs)
    before.current = leftMs
    if (speaks && minute !== null && minute > 0) announce(`${label} ${minute} ${words.minutes(minute)}`)
    if (speaks && minute === 0) announce(overText, 'assertive')
  }, [until, now, speaks, label, overText])

  const leftMs = until - now
  const isOver = leftMs <= 0
  return (
    <span
      role="timer"
      aria-label={label}
      className={clsx('tabular-nums', size === 'heading' && 'text-lead font-title')}
    >
      {isOver ? (
        <span className="text-bad">{overText}</span>
      ) : (
        <span className={clsx(leftMs < 15 * 60_000 && 'font-title')}>{leftText(leftMs)}</span>
      )}
    </span>
  )
}
