import type { WhatIfResult } from '../../engine/worker/whatif-client.ts'
import { countText } from '../ui/number-text.ts'
import { dateText, type Zone } from '../ui/time-text.ts'

type Approvals = WhatIfResult['approvals']

/** Both ends of a comparison. */
export interface ApprovalsOfBoth {
  readonly is: Approvals
  readonly was: Approvals
}

/** The coordinates of the drawing; it is stretched to where it stands. */
export const DAYS_WIDTH = 520
export const DAYS_HEIGHT = 72
const DAY_MS = 24 * 60 * 60_000

/** Votes of the busiest day of both, at least one. */
export function mostVotes({ is, was }: ApprovalsOfBoth): number {
  return Math.max(1, ...is.perDay, ...was.perDay)
}

/** One path for all columns: a hundred elements would cost more than all the counting. A day with few votes is still seen. */
export function columnsOf(perDay: Uint32Array, most: number): string {
  const step = DAYS_WIDTH / Math.max(1, perDay.length)
  const width = Math.max(0.6, step * 0.7)
  let path = ''
  for (const [i, votes] of perDay.entries()) {
    if (votes === 0) continue
    const top = Math.min(heightOf(votes, most), DAYS_HEIGHT - 2)
    path += `M${(i + 0.15) * step} ${DAYS_HEIGHT}V${top}h${width}V${DAYS_HEIGHT}z`
  }
  return path
}

export function lineOf(perDay: Uint32Array, most: number): string {
  const step = DAYS_WIDTH / Math.max(1, perDay.length)
  return [...perDay].map((votes, i) => `${i === 0 ? 'M' : 'L'}${(i + 0.5) * step} ${heightOf(votes, most)}`).join('')
}

function heightOf(votes: number, most: number): number {
  return DAYS_HEIGHT - (votes / most) * (DAYS_HEIGHT - 4)
}

/** The day at a share (0-1) of the width; days before the first and after the last are those. */
export function dayAt({ perDay }: Approvals, share: number): number {
  return Math.min(perDay.length - 1, Math.max(0, Math.floor(share * perDay.length)))
}

export function dayText({ firstDay }: Approvals, day: number, zone: Zone): string {
  return dateText((firstDay + day) * DAY_MS, zone)
}

export function dayWords({ is, was }: ApprovalsOfBoth, day: number, zone: Zone): string {
  return `${dayText(is, day, zone)}: ${countText(is.perDay[day] ?? 0)}, before ${countText(was.perDay[day] ?? 0)}`
}

/** The whole drawing in two sentences. */
export function daysSentence({ is, was }: ApprovalsOfBoth, zone: Zone): string {
  const busiest = is.perDay.indexOf(Math.max(...is.perDay))
  return `${countText(is.total)} votes in ${is.perDay.length} days, before ${countText(was.total)}. Busiest day ${dayText(is, busiest, zone)} with ${countText(is.perDay[busiest] ?? 0)}.`
}
