import type { EpochMs } from '../time/instant.ts'
import type { Hurry, PersonHabits } from '../views/habit-views.ts'
import type { PlanBody } from './plan.ts'

/** A quick reader; whoever was faster than that cannot have read it all. */
export const READING_WORDS_PER_MINUTE = 500
/** Decisions that follow one another within this time are one sitting: marked one by one, then sent together. */
export const SITTING_GAP_MS = 20_000
const WINDOW_MS = 60 * 60_000
/** More decisions than that within an hour are more than a person weighs one by one. */
export const TIRING_PER_HOUR = 20
const SHOWN = 10

/** One decision of a person as the record has it. */
export interface Decided {
  readonly person: { readonly id: string; readonly name: string }
  readonly plan: { readonly id: string; readonly number: number }
  readonly choice: 'approve' | 'reject'
  /** Epoch ms UTC. */
  readonly at: EpochMs
  /** When it was asked for: nobody could read it before. */
  readonly readableFrom: EpochMs
  /** Words on its page: `wordsToRead`. */
  readonly words: number
}

/**
 * How each person decides, whoever decided most in a hurry first. Only what the record proves: how long somebody really looked is known to
 * nobody, but not for longer than since their decision before. So what is called hurried was hurried; what is not may have been.
 */
export function habitsOf(decisions: readonly Decided[]): readonly PersonHabits[] {
  return [...Map.groupBy(decisions, ({ person }) => person.id).values()]
    .map((own) => habitsOfPerson(own.toSorted((a, b) => a.at - b.at || (a.plan.id < b.plan.id ? -1 : 1))))
    .toSorted((a, b) => b.hurried - a.hurried || b.decisions - a.decisions || (a.person.id < b.person.id ? -1 : 1))
}

/** Words that an approver is to read: what is asked and why, what breaks, what survives, and every request. */
export function wordsToRead(body: Pick<PlanBody, 'alert' | 'reason' | 'steps' | 'gate'>): number {
  const texts = [
    body.alert.title,
    body.reason,
    ...body.gate.reasons.flatMap(({ input, effect }) => [input, effect]),
    ...body.steps.flatMap(({ request, predicted, survives, undo }) => [
      JSON.stringify(request),
      ...predicted.consumers.map(({ name }) => name),
      ...survives,
      ...undo.cannotRestore,
    ]),
  ]
  return texts.reduce((sum, text) => sum + (text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0), 0)
}

/** `own` by time, at least one. */
function habitsOfPerson(own: readonly Decided[]): PersonHabits {
  const hurries = sittingsOf(own).flatMap((sitting, i, all) => hurryOf(sitting, all[i - 1]?.at(-1)?.at ?? null))
  const busiest = busiestHour(own.map(({ at }) => at))
  return {
    person: own[0]?.person ?? { id: '', name: '' },
    decisions: own.length,
    approvals: own.filter(({ choice }) => choice === 'approve').length,
    hurried: hurries.reduce((sum, { plans }) => sum + plans.length, 0),
    busiest,
    isTiring: busiest.decisions > TIRING_PER_HOUR,
    hurries: hurries.toReversed().slice(0, SHOWN),
  }
}

function sittingsOf(own: readonly Decided[]): readonly (readonly Decided[])[] {
  const sittings: Decided[][] = []
  for (const decided of own) {
    const last = sittings.at(-1)
    if (last !== undefined && decided.at - (last.at(-1)?.at ?? 0) <= SITTING_GAP_MS) last.push(decided)
    else sittings.push([decided])
  }
  return sittings
}

function hurryOf(sitting: readonly Decided[], before: EpochMs | null): readonly Hurry[] {
  const at = sitting.at(-1)?.at ?? 0
  const readable = Math.min(...sitting.map(({ readableFrom }) => readableFrom))
  const hadMs = Math.max(0, at - Math.max(readable, before ?? readable))
  const words = sitting.reduce((sum, decided) => sum + decided.words, 0)
  const takesMs = Math.ceil((words * 60_000) / READING_WORDS_PER_MINUTE)
  if (hadMs >= takesMs) return []
  return [{ at, plans: sitting.map(({ plan }) => ({ ...plan })), hadMs, takesMs }]
}

/** `times` rise. The earliest of several that are as busy. */
function busiestHour(times: readonly EpochMs[]): PersonHabits['busiest'] {
  let best = { from: times[0] ?? 0, decisions: 0 }
  let end = 0
  for (const [start, from] of times.entries()) {
    while (end < times.length && (times[end] ?? 0) < from + WINDOW_MS) end += 1
    if (end - start > best.decisions) best = { from, decisions: end - start }
  }
  return best
}
