import { CAPS } from '../../domain/decision/decision.ts'
import { createApprovals, createVotes, type Votes } from './approvals.ts'
import { DISPOSITIONS } from './history.ts'
import { ANSWER_MASK, BLOCKS, blockOf, CELLS, cellOf, NO_ALERT } from './outcome.ts'
import type { TriggerCounts, WhatIfResult } from './result.ts'
import type { RowStats } from './row-stats.ts'
import { type IdentityTable, IS_AMBIGUOUS, type Tables } from './tables.ts'
import { teamCounts } from './team-counts.ts'

const KINDS = DISPOSITIONS.length
const TRUE_POSITIVE = DISPOSITIONS.indexOf('true-positive')
const AUTO = 0
const ONE = 1
const TWO = 2
const BLOCKED = 3
const AMBIGUOUS_CAP = 1 << CAPS.indexOf('ambiguous-telemetry')

/** Running counts over all cases. A case is taken out with the outcome it had and put in with the one it has. */
export interface Tally {
  /**
   * `sign` 1 puts the case in, -1 takes it out; `packed` is its answer, `was` that of the baseline, `level` what its action
   * would break.
   */
  count(index: number, packed: number, was: number, level: number, sign: 1 | -1): void
  /** The result so far, with the values and the hourly budgets (by trigger) of the draft. */
  result(values: { confidence: Uint8Array; urgency: Uint8Array }, budgets: readonly number[]): WhatIfResult
}

/**
 * Everything that is counted is a sum over cases, so a draft that moves a hundred cases costs a hundred. Automatic steps are
 * counted by trigger and hour, too: what an hourly budget would stop is read from there.
 */
export function createTally(tables: Tables, stats: RowStats, identities: IdentityTable): Tally {
  const { cases, triggers } = tables.history
  const lanes = triggers.length + 1
  const cells = new Uint32Array(CELLS)
  const contained = new Uint32Array(lanes)
  const automatic = new Uint32Array(lanes)
  const alertsOf = new Uint32Array(lanes)
  const dispositions = new Uint32Array(lanes * KINDS)
  const automaticDispositions = new Uint32Array(lanes * KINDS)
  const breaks = new Uint32Array(4)
  const caps = new Uint32Array(CAPS.length)
  const blocked = new Uint32Array(BLOCKS.length)
  const ofKey = new Uint32Array(tables.confidenceKeys.length)
  const ofIdentity = new Uint32Array(identities.kind.length)
  const migration = new Uint32Array(CELLS * CELLS)
  const moved = { alerts: 0, cases: 0 }
  const summed = createApprovals(stats.firstHour)
  const votes = createVotes(stats.hours)
  /** Of the seats that are a team's: by its place. */
  const seats: (Votes | undefined)[] = []
  const seatsOfTeams = new Map<string, Votes>()
  const steps = triggers.map(() => createStepCount(stats))
  const touchedBy = new Uint32Array(identities.kind.length)
  let missed = 0
  const truePositives = sumOf(stats.dispositions, TRUE_POSITIVE)
  const judged = sumOf(stats.dispositions, 1) + sumOf(stats.dispositions, 2) + sumOf(stats.dispositions, 3)

  /** Null where nobody is known to sit there. */
  const seatOf = (team: number): Votes | null => {
    const name = identities.teams[team - 1]
    if (name === undefined) return null
    const known = seats[team] ?? createVotes(stats.hours)
    seats[team] = known
    seatsOfTeams.set(name, known)
    return known
  }

  return {
    count(index, packed, was, level, sign) {
      const alerts = (stats.alerts[index] ?? 0) * sign
      const at = cases.trigger[index] ?? -1
      const lane = at < 0 ? lanes - 1 : at
      const cell = cellOf(packed)
      add(cells, cell, alerts)
      add(migration, cellOf(was) * CELLS + cell, alerts)
      if (((was ^ packed) & ANSWER_MASK) !== 0) {
        moved.cases += sign
        moved.alerts += alerts
      }
      const base = index * KINDS
      const isThere = (packed & NO_ALERT) === 0
      const tier = packed & 7
      const gate = (packed >> 6) & 3
      const acts = isThere && tier >= 2 && ((packed >> 8) & 31) !== 0
      const isContained = acts && gate !== BLOCKED
      const trues = (stats.dispositions[base + TRUE_POSITIVE] ?? 0) * sign
      if (!isContained) missed += trues
      if (!isThere) return
      add(alertsOf, lane, alerts)
      add(ofKey, tables.confidenceKey[index] ?? 0, alerts)
      add(ofIdentity, (cases.identity[index] ?? -1) + 1, alerts)
      for (let kind = 0; kind < KINDS; kind += 1) {
        add(dispositions, lane * KINDS + kind, (stats.dispositions[base + kind] ?? 0) * sign)
      }
      const who = (cases.identity[index] ?? -1) + 1
      if (tier < ((packed >> 3) & 7)) {
        const own = (identities.caps[who] ?? 0) | ((tables.flags[index] ?? 0) & IS_AMBIGUOUS ? AMBIGUOUS_CAP : 0)
        for (let cap = 0; cap < CAPS.length; cap += 1) if ((own & (1 << cap)) !== 0) add(caps, cap, alerts)
      }
      if (tier >= 2 && gate === BLOCKED) add(blocked, blockOf(packed), alerts)
      if (!isContained) return
      add(contained, lane, alerts)
      add(breaks, level, alerts)
      if (gate === AUTO) {
        add(automatic, lane, alerts)
        add(touchedBy, who, alerts)
        for (let kind = 0; kind < KINDS; kind += 1) {
          add(automaticDispositions, lane * KINDS + kind, (stats.dispositions[base + kind] ?? 0) * sign)
        }
      }
      const weight = gate === ONE ? 1 : gate === TWO ? 2 : 0
      if (weight === 0) {
        steps[lane]?.add(index, sign)
        return
      }
      votes.isSummed = false
      addHours(votes.byHour, stats, index, weight * sign)
      if (weight === 2) {
        const seat = seatOf(identities.team[who] ?? 0)
        if (seat === null) return
        seat.isSummed = false
        addHours(seat.byHour, stats, index, sign)
      }
    },
    result(values, budgets) {
      return {
        alerts: tables.history.rows.count,
        cells: cells.slice(),
        migration: migration.slice(),
        triggers: Array.from(
          { length: lanes },
          (_, lane): TriggerCounts => ({
            alerts: alertsOf[lane] ?? 0,
            contained: contained[lane] ?? 0,
            automatic: automatic[lane] ?? 0,
            dispositions: Array.from(dispositions.subarray(lane * KINDS, (lane + 1) * KINDS)),
            automaticDispositions: Array.from(automaticDispositions.subarray(lane * KINDS, (lane + 1) * KINDS)),
          }),
        ),
        teams: teamCounts(identities, (who) => touchedBy[who] ?? 0),
        approvals: summed(votes, seatsOfTeams),
        breaks: breaks.slice(),
        caps: caps.slice(),
        blocked: blocked.slice(),
        confidence: histogram(values.confidence, ofKey),
        urgency: histogram(values.urgency, ofIdentity),
        missed,
        truePositives,
        judged,
        overBudget: budgets.reduce((sum, budget, lane) => sum + (steps[lane]?.over(budget) ?? 0), 0),
        moved: { ...moved },
      }
    },
  }
}

function add(counts: Uint32Array | Int32Array, at: number, amount: number): void {
  counts[at] = (counts[at] ?? 0) + amount
}

/** Adds so many for each alert of a case to the hour in which it was first seen. */
function addHours(byHour: Int32Array, { from, hour, inHour }: RowStats, index: number, each: number): void {
  const to = from[index + 1] ?? 0
  for (let entry = from[index] ?? 0; entry < to; entry += 1) {
    const at = hour[entry] ?? 0
    byHour[at] = (byHour[at] ?? 0) + (inHour[entry] ?? 0) * each
  }
}

/** How many alerts have each value 0–100. */
function histogram(values: Uint8Array, alerts: Uint32Array): Uint32Array {
  const counts = new Uint32Array(101)
  for (let i = 0; i < alerts.length; i += 1) add(counts, values[i] ?? 0, alerts[i] ?? 0)
  return counts
}

function sumOf(dispositions: Uint32Array, kind: number): number {
  let sum = 0
  for (let i = kind; i < dispositions.length; i += KINDS) sum += dispositions[i] ?? 0
  return sum
}

/** Automatic steps of one trigger by hour. What goes past a budget is summed again only when either changed. */
function createStepCount(stats: RowStats) {
  let steps: Int32Array | null = null
  let known: { readonly budget: number; readonly over: number } | null = null
  return {
    add(index: number, sign: 1 | -1) {
      steps ??= new Int32Array(stats.hours)
      addHours(steps, stats, index, sign)
      known = null
    },
    over(budget: number): number {
      if (steps === null) return 0
      if (known?.budget !== budget) {
        known = { budget, over: steps.reduce((sum, count) => sum + Math.max(0, count - budget), 0) }
      }
      return known.over
    },
  }
}
