import { GATES, type Gate } from '../../domain/decision/decision.ts'
import type { WhatIfResult } from '../../engine/worker/whatif-client.ts'
import { type ShownDays, shownDays, votesADay } from './shown-days.ts'

const CELLS = 21
const TIERS = 5

/** The numbers that a draft is judged by first. */
export interface Headline {
  /** Tier 2 and above, with an action. */
  readonly contained: number
  /** Of them without a vote. */
  readonly automatic: number
  /** Votes a day, in tenths. */
  readonly votesPerDay: number
  readonly peak: { readonly votes: number; readonly at: number }
  /** Contained alerts whose action would break much. */
  readonly breaks: { readonly high: number; readonly severe: number }
  readonly missed: number
}

const MINUTE_MS = 60_000

/** `days`: those of both results that are compared. */
function headlineOf({ breaks, triggers, approvals, missed }: WhatIfResult, days: ShownDays): Headline {
  return {
    contained: breaks.reduce((sum, count) => sum + count, 0),
    automatic: triggers.reduce((sum, { automatic }) => sum + automatic, 0),
    votesPerDay: votesADay(approvals, days),
    peak: { votes: approvals.peak.votes, at: approvals.peak.minute * MINUTE_MS },
    breaks: { high: breaks[2] ?? 0, severe: breaks[3] ?? 0 },
    missed,
  }
}

/** Before and after, over the same days. */
export function headlinesOf({ before, after }: { readonly before: WhatIfResult; readonly after: WhatIfResult }) {
  const days = shownDays(after.approvals, before.approvals)
  return { was: headlineOf(before, days), is: headlineOf(after, days) }
}

/** What a flow tells apart: response tiers, or gates. The last place is "no alert". */
export type FlowBy = 'tier' | 'gate'

export function placesOf(by: FlowBy): number {
  return (by === 'tier' ? TIERS : GATES.length) + 1
}

export interface Stream {
  readonly from: number
  readonly to: number
  readonly alerts: number
}

/** Alerts by tier, or by gate; the last place is "no alert". */
export function byPlace(cells: Uint32Array, by: FlowBy): readonly number[] {
  const counts = Array.from({ length: placesOf(by) }, () => 0)
  for (const [cell, alerts] of cells.entries()) {
    const place = placeOf(cell, by)
    counts[place] = (counts[place] ?? 0) + alerts
  }
  return counts
}

function placeOf(cell: number, by: FlowBy): number {
  if (cell === CELLS - 1) return placesOf(by) - 1
  return by === 'tier' ? Math.floor(cell / GATES.length) : cell % GATES.length
}

/** Alerts by where they come from and where they go; streams of none are left out. */
export function streamsOf(migration: Uint32Array, by: FlowBy): readonly Stream[] {
  const places = placesOf(by)
  const counts = new Map<number, number>()
  for (const [index, alerts] of migration.entries()) {
    if (alerts === 0) continue
    const key = placeOf(Math.floor(index / CELLS), by) * places + placeOf(index % CELLS, by)
    counts.set(key, (counts.get(key) ?? 0) + alerts)
  }
  return [...counts]
    .map(([key, alerts]) => ({ from: Math.floor(key / places), to: key % places, alerts }))
    .sort((a, b) => a.from - b.from || a.to - b.to)
}

/** Alerts whose tier rose and fell. An alert that would no longer exist fell, one that would come into being rose. */
export function movedUpAndDown(migration: Uint32Array): { readonly up: number; readonly down: number } {
  let up = 0
  let down = 0
  for (const { from, to, alerts } of streamsOf(migration, 'tier')) {
    // "No alert" stands last and is less than any tier.
    const height = (place: number) => (place === TIERS ? -1 : place)
    if (height(to) > height(from)) up += alerts
    if (height(to) < height(from)) down += alerts
  }
  return { up, down }
}

export function gateAt(place: number): Gate | null {
  return GATES[place] ?? null
}

/** Judged alerts of a row of counts by disposition (undetermined, true, benign, false). */
export function judgedOf(dispositions: readonly number[]): { readonly judged: number; readonly right: number } {
  const right = dispositions[1] ?? 0
  return { judged: right + (dispositions[2] ?? 0) + (dispositions[3] ?? 0), right }
}
