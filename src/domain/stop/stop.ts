import * as z from 'zod'
import { Person } from '../people/person.ts'
import { Verdict } from '../people/verdict.ts'

const someone = Person.pick({ id: true, name: true })

/**
 * What is held back. `everything`: no step of any plan is sent. `automation`: nothing runs that no person approved.
 */
export const StopScope = z.enum(['everything', 'automation'])
export type StopScope = z.infer<typeof StopScope>

export const StopView = z.object({
  id: z.string(),
  number: z.number().int(),
  scope: StopScope,
  reason: z.string(),
  /** Null where the circuit breaker pulled it. */
  by: someone.nullable(),
  /** Epoch ms UTC. */
  at: z.number().int(),
  /** Who has said so far that work may go on, in that order. */
  releases: z.array(z.object({ by: someone, reason: z.string(), at: z.number().int() })),
  /** How many people that takes. */
  needed: z.number().int(),
  mayRelease: Verdict,
})
export type StopView = z.infer<typeof StopView>

/** People whose word it takes before work goes on: a breaker asks one person, a stop of everything takes two. */
export function releasesNeeded(scope: StopScope): 1 | 2 {
  return scope === 'everything' ? 2 : 1
}

/** Whether distinct people enough said so. */
export function isReleased(scope: StopScope, by: readonly string[]): boolean {
  return new Set(by).size >= releasesNeeded(scope)
}

/** What the gateway counted since the breaker was last released, over at most an hour. */
export interface AutomaticLoad {
  readonly steps: number
  readonly failures: number
}

export interface BreakerLimits {
  readonly breakerStepsPerHour: number
  readonly breakerFailuresPerHour: number
}

/**
 * Why automation must stop and ask a person, or null. Budgets hold one trigger and one owner; this holds all of them
 * together: many triggers that are each within budget are a cascade all the same.
 */
export function whyBreak({ steps, failures }: AutomaticLoad, limits: BreakerLimits): string | null {
  if (failures >= limits.breakerFailuresPerHour) {
    return `${failures} automatic steps did not reach their effect within an hour, the limit is ${limits.breakerFailuresPerHour}.`
  }
  if (steps > limits.breakerStepsPerHour) {
    return `${steps} automatic steps within an hour, the limit over all triggers is ${limits.breakerStepsPerHour}.`
  }
  return null
}
