import * as words from '#words/policy.tsx'
import type { Escalation } from '../../domain/plan/stage.ts'
import type { QuorumRules, SeatWish, StageRule } from '../../domain/policy/quorum-rules.ts'

export type AskingGate = keyof QuorumRules
export type Stages = readonly StageRule[]

/*
 * What the hand does to the stages of a gate. Whether the outcome is allowed, the policy says; here only what belongs together moves
 * together, so that every allowed gate can be reached by allowed ones.
 */

export function withStage(stages: Stages, at: number, change: Partial<StageRule>): Stages {
  return stages.map((stage, i) => (i === at ? { ...stage, ...change } : stage))
}

export function addStage(stages: Stages): Stages {
  return [...stages, { title: words.stage(stages.length + 1), need: 1, seats: ['anybody'], silence: null }]
}

/** A stage whose seats are all needed needs the new ones too. Seats are added as any approver’s and taken from the end. */
export function withSeatCount(stage: StageRule, count: number): StageRule {
  const { need, seats } = stage
  const more = Array.from({ length: Math.max(0, count - seats.length) }, (): SeatWish => 'anybody')
  const next = [...seats.slice(0, Math.max(0, count)), ...more]
  return { ...stage, seats: next, need: need === seats.length ? next.length : Math.min(need, next.length) }
}

export function withoutSeat(stage: StageRule, at: number): StageRule {
  const seats = without(stage.seats, at)
  return { ...stage, seats, need: Math.min(stage.need, seats.length) }
}

/** Who may take one seat. There is one seat of the owner’s team: given to another one, it leaves where it was. */
export function withWish(stages: Stages, { stage, seat }: { stage: number; seat: number }, wish: SeatWish): Stages {
  const before = stages[stage]?.seats[seat]
  return stages.map((one, s) => ({
    ...one,
    seats: one.seats.map((other, i) => {
      if (s === stage && i === seat) return wish
      return wish === 'owner-team' && other === 'owner-team' && before !== undefined ? before : other
    }),
  }))
}

export function without<Item>(items: readonly Item[], at: number): Item[] {
  return items.filter((_, i) => i !== at)
}

/** One place on or back; beyond the ends nothing changes. */
export function moved<Item>(items: readonly Item[], at: number, by: 1 | -1): readonly Item[] {
  const item = items[at]
  const other = items[at + by]
  if (item === undefined || other === undefined) return items
  return items.map((one, i) => (i === at ? other : i === at + by ? item : one))
}

/** A chain with one more step, half way between the last one and the end, where there is room for it. */
export function addTelling(chain: readonly Escalation[]): Escalation[] {
  const last = chain.at(-1)?.afterPercent ?? 0
  return [...chain, { afterPercent: Math.min(99, Math.ceil((last + 100) / 2)), tell: 'managers' }]
}
