import { ACTION_OWNERS } from '../../domain/action/action-words.ts'
import { CAPS } from '../../domain/decision/decision.ts'
import type { QuorumRules, StageRule } from '../../domain/policy/quorum-rules.ts'
import { GATE_OF_KIND, JOINT_WORDS, KINDS_OF_ANSWER, MOVES_WORDS, PLANE, planeWords } from '../kernel/layout.ts'
import { asksOwner, createApprovals, createVotes, type Votes } from './approvals.ts'
import { DISPOSITIONS } from './history.ts'
import type { Machine } from './machine.ts'
import { BLOCKS, CELLS, NO_ALERT_CELL } from './outcome.ts'
import type { TriggerCounts, WhatIfResult } from './result.ts'

const KINDS = DISPOSITIONS.length
const NOBODY_ASKED = new Int32Array(0)
const TRUE_POSITIVE = DISPOSITIONS.indexOf('true-positive')
const TIERS = 5
const KINDS_OF_TIER = 16
const { one: ONE, two: TWO, blocked: BLOCKED, below: BELOW, absent: ABSENT } = KINDS_OF_ANSWER

/** Tier × 16 + kind of every answer that there can be. */
const ANSWERS = Uint8Array.from([
  ABSENT,
  BELOW,
  KINDS_OF_TIER + BELOW,
  ...[2, 3, 4].flatMap((tier) => Array.from({ length: BELOW }, (_, kind) => tier * KINDS_OF_TIER + kind)),
])

type ByAnswer = Pick<WhatIfResult, 'triggers' | 'breaks' | 'blocked' | 'missed'>

/** What is counted by lane, kind of answer and disposition. */
export function countsByAnswer({ words, at, lanes }: Machine): ByAnswer {
  const from = (at.counters + at.joint) >> 2
  const breaks = new Uint32Array(4)
  const blocked = new Uint32Array(BLOCKS.length)
  let missed = 0
  // Few of a lane's answers are given: the others are told by one look at all their words.
  const given = new Uint8Array(ANSWERS.length)
  const triggers = Array.from({ length: lanes }, (_, lane): TriggerCounts => {
    const own = from + lane * JOINT_WORDS
    let count = 0
    for (let n = 0; n < ANSWERS.length; n += 1) {
      const answer = ANSWERS[n] ?? 0
      const place = own + answer * KINDS
      const any = (words[place] ?? 0) | (words[place + 1] ?? 0) | (words[place + 2] ?? 0) | (words[place + 3] ?? 0)
      given[count] = answer
      if (any !== 0) count += 1
    }
    const sums = { alerts: 0, contained: 0, automatic: 0 }
    const dispositions = Array.from({ length: KINDS }, () => 0)
    const automaticDispositions = Array.from({ length: KINDS }, () => 0)
    for (let n = 0; n < count; n += 1) {
      const answer = given[n] ?? 0
      const place = own + answer * KINDS
      const kind = answer % KINDS_OF_TIER
      if (kind >= BLOCKED) missed += words[place + TRUE_POSITIVE] ?? 0
      if (kind === ABSENT) continue
      const alerts = addAll(dispositions, words, place)
      sums.alerts += alerts
      if (kind >= BLOCKED) {
        if (kind < BELOW) blocked[kind - BLOCKED] = (blocked[kind - BLOCKED] ?? 0) + alerts
        continue
      }
      sums.contained += alerts
      const level = kind - (kind < ONE ? 0 : kind < TWO ? ONE : TWO)
      breaks[level] = (breaks[level] ?? 0) + alerts
      if (kind < ONE) sums.automatic += addAll(automaticDispositions, words, place)
    }
    return { ...sums, dispositions, automaticDispositions }
  })
  return { triggers, breaks, blocked, missed }
}

/** Answers what was added. */
function addAll(sums: number[], words: Uint32Array, place: number): number {
  let all = 0
  for (let kind = 0; kind < KINDS; kind += 1) {
    const own = words[place + kind] ?? 0
    sums[kind] = (sums[kind] ?? 0) + own
    all += own
  }
  return all
}

/** From the baseline to the draft, and what of it moved. */
export function countsByMove({ words, at }: Machine): Pick<WhatIfResult, 'cells' | 'migration' | 'moved'> {
  const from = (at.counters + at.moves) >> 2
  const cells = new Uint32Array(CELLS)
  const migration = new Uint32Array(CELLS * CELLS)
  for (let place = 0; place < MOVES_WORDS; place += 1) {
    const alerts = words[from + place] ?? 0
    if (alerts === 0) continue
    const answer = place % (TIERS * KINDS_OF_TIER)
    const kind = answer % KINDS_OF_TIER
    const tier = Math.floor(answer / KINDS_OF_TIER)
    const cell = kind === ABSENT ? NO_ALERT_CELL : tier * 4 + (GATE_OF_KIND[kind] ?? 0)
    const moved = Math.floor(place / (TIERS * KINDS_OF_TIER)) * CELLS + cell
    cells[cell] = (cells[cell] ?? 0) + alerts
    migration[moved] = (migration[moved] ?? 0) + alerts
  }
  const moved = (at.counters + at.moved) >> 2
  return { cells, migration, moved: { cases: words[moved] ?? 0, alerts: words[moved + 1] ?? 0 } }
}

export function countsByCap({ words, at }: Machine): Uint32Array {
  const from = (at.counters + at.caps) >> 2
  return Uint32Array.from(CAPS, (_, cap) => {
    const own = from + cap * 4
    return (words[own] ?? 0) + (words[own + 1] ?? 0) + (words[own + 2] ?? 0) + (words[own + 3] ?? 0)
  })
}

/** Votes and automatic steps by hour, summed anew only where they changed. */
export interface Hours {
  approvals(quorums: QuorumRules): WhatIfResult['approvals']
  /** Whether automatic steps changed since `over` was asked. */
  areStepsOther(): boolean
  /** Automatic steps beyond budgets, by lane. */
  over(budgets: readonly number[]): number
}

export function createHours(machine: Machine, teams: readonly string[]): Hours {
  const sum = createApprovals(machine.firstHour, machine.hours)
  const { words, at, hours, lanes, planes } = machine
  const placeOf = (index: number) => ((at.counters + at.planes) >> 2) + index * planeWords(hours)
  const plane = (index: number) => words.subarray(placeOf(index), placeOf(index) + hours)
  const isDirty = (index: number) => ((words[placeOf(index) + hours] ?? 0) & PLANE.isChanged) !== 0
  const clean = (index: number) => {
    words[placeOf(index) + hours] = (words[placeOf(index) + hours] ?? 0) & ~PLANE.isChanged
  }
  /** What of each plane is in the sums. */
  const summed = new Map<number, Uint32Array>()
  const ones = new Int32Array(hours)
  const twos = new Int32Array(hours)
  const byOwner = () => ACTION_OWNERS.map(() => new Int32Array(hours))
  const [onesByOwner, twosByOwner, twosOfNobody] = [byOwner(), byOwner(), byOwner()]
  /** Those that were ever written into. */
  const written = new Set<Int32Array>()
  const ofWritten = (all: readonly Int32Array[]) => all.map((steps) => (written.has(steps) ? steps : NOBODY_ASKED))
  let summedFor = ''
  const seats = new Map<string, Votes>()
  let approvals: WhatIfResult['approvals'] | null = null
  const steps = Array.from({ length: lanes }, () => ({ budget: -1, over: 0 }))

  const take = (index: number, steps: Int32Array, seat: Votes | null) => {
    if (!isDirty(index)) return
    clean(index)
    written.add(steps)
    const before = summed.get(index) ?? new Uint32Array(hours)
    const now = plane(index)
    for (let hour = 0; hour < hours; hour += 1) {
      const more = (now[hour] ?? 0) - (before[hour] ?? 0)
      if (more === 0) continue
      steps[hour] = (steps[hour] ?? 0) + more
      if (seat !== null) seat.byHour[hour] = (seat.byHour[hour] ?? 0) + more
    }
    before.set(now)
    summed.set(index, before)
    if (seat !== null) seat.isSummed = false
    approvals = null
  }

  const ofOwners = (rules: readonly StageRule[], first: number, all: readonly Int32Array[]) => {
    if (!asksOwner(rules)) return null
    for (const [owner, own] of all.entries()) take(first + owner, own, null)
    return all
  }

  return {
    approvals(quorums) {
      take(planes.one, ones, null)
      for (const [owner, own] of twosOfNobody.entries()) take(planes.twoOfNobody + owner, own, null)
      for (const [place, team] of teams.entries()) {
        const index = planes.two + place
        if (!isDirty(index)) continue
        const seat = seats.get(team) ?? createVotes(hours)
        seats.set(team, seat)
        take(index, twos, seat)
      }
      const one = ofOwners(quorums['one-approval'], planes.oneByOwner, onesByOwner) ?? [ones]
      const two = ofOwners(quorums['two-approvals'], planes.twoByOwner, twosByOwner) ?? [twos]
      const asked = JSON.stringify(quorums)
      if (approvals !== null && summedFor === asked) return approvals
      summedFor = asked
      approvals = sum(quorums, {
        one: ofWritten(one),
        two: ofWritten(two),
        twoOfTeams: seats,
        twoOfNobody: ofWritten(twosOfNobody),
      })
      return approvals
    },
    areStepsOther() {
      for (let lane = 0; lane < lanes; lane += 1) if (isDirty(planes.automatic + lane)) return true
      return false
    },
    over(budgets) {
      let sum = 0
      for (const [lane, budget] of budgets.entries()) {
        const own = steps[lane]
        if (own === undefined) continue
        const index = planes.automatic + lane
        if (own.budget !== budget || isDirty(index)) {
          clean(index)
          own.budget = budget
          own.over = machine.kernel.past(placeOf(index) * 4, hours, budget)
        }
        sum += own.over
      }
      return sum
    },
  }
}
