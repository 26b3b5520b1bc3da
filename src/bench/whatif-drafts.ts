import type { Policy } from '../domain/policy/policy.ts'
import type { Draft } from '../engine/whatif/draft.ts'

/** What a hand does: each `n` is a draft that differs from the one before it. */
export interface Move {
  readonly task: string
  readonly draftOf: (base: Draft, n: number) => Draft
}

const MUCH = { low: 2, medium: 3, high: 3, critical: 4 } as const
const EVERYTHING = { low: MUCH, medium: MUCH, high: MUCH, confirmed: MUCH }

export const BAND_MOVES: Move = {
  task: 'a band of confidence moves',
  draftOf: (base, n) => withPolicy(base, { confidence: { bands: { medium: 30 + (n % 9) } } }),
}

export const FULL_PASS: Move = {
  task: 'full pass: nearly every answer is another',
  draftOf: (base, n) => (n % 2 === 0 ? base : withPolicy(base, { need: { matrix: EVERYTHING } })),
}

export const ONE_TRIGGER: Move = {
  task: 'one trigger is edited',
  draftOf: (base, n) => withTrigger(base, 3, 40 + (n % 40)),
}

export const MOVES: readonly Move[] = [
  BAND_MOVES,
  {
    task: 'weights of urgency move',
    draftOf: (base, n) => withPolicy(base, { urgency: { weights: weightsOf(n) } }),
  },
  {
    task: 'a level of disruption moves',
    draftOf: (base, n) => withPolicy(base, { disruption: { levels: { high: 10 + (n % 9) } } }),
  },
  {
    task: 'a limit of the gate moves',
    draftOf: (base, n) => withPolicy(base, { gate: { autoMaxCriticality: 1 + (n % 4) } }),
  },
  ONE_TRIGGER,
  FULL_PASS,
]

type Deep<T> = { readonly [K in keyof T]?: T[K] extends object ? Deep<T[K]> : T[K] }

function withPolicy(base: Draft, changes: Deep<Policy>): Draft {
  return { ...base, policy: merge(base.policy, changes) }
}

function merge<T extends object>(value: T, changes: Deep<T>): T {
  const merged: Record<string, unknown> = { ...(value as Record<string, unknown>) }
  for (const [key, change] of Object.entries(changes)) {
    const before = merged[key]
    const isMap = typeof before === 'object' && before !== null && !Array.isArray(before)
    merged[key] = isMap && typeof change === 'object' && change !== null ? merge(before, change) : change
  }
  return merged as T
}

function weightsOf(n: number): Policy['urgency']['weights'] {
  return { privilege: 30 - (n % 9), environment: 20 + (n % 9), criticality: 25, reach: 15, hygiene: 10 }
}

export function withTrigger(base: Draft, at: number, confidence: number): Draft {
  const one = base.triggers[at]
  if (one === undefined) return base
  const response = { ...one.trigger.response, confidence }
  return { ...base, triggers: base.triggers.with(at, { ...one, trigger: { ...one.trigger, response } }) }
}
