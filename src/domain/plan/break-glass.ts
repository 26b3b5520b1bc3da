import * as z from 'zod'
import { Person } from '../people/person.ts'
import type { Policy } from '../policy/policy.ts'
import type { PlanGate } from './plan.ts'

const someone = Person.pick({ id: true, name: true, team: true })

export const GLASS_VERDICTS = ['justified', 'not-justified'] as const

/** One use of break-glass: somebody let a plan run without the approvals that its gate asks for. */
export const BreakGlass = z.object({
  planId: z.string(),
  planNumber: z.number().int(),
  title: z.string(),
  person: someone,
  reason: z.string(),
  /** The digest of the plan that they let run; it holds for this one only. */
  digest: z.string(),
  /** The passkey that signed it, as it stands today; null where the policy asked for none. */
  passkey: z.object({ name: z.string(), isRevoked: z.boolean() }).nullable(),
  /** Epoch ms UTC. */
  at: z.number().int(),
  reviewDueAt: z.number().int(),
  review: z
    .object({
      by: Person.pick({ id: true, name: true }),
      verdict: z.enum(GLASS_VERDICTS),
      reason: z.string(),
      at: z.number().int(),
    })
    .nullable(),
})
export type BreakGlass = z.infer<typeof BreakGlass>

/** Whether breaking the glass for a plan is signed with a passkey, and if it is not, what lets it be so. */
export const GLASS_SIGNATURES = ['passkey', 'none-by-policy', 'none-of-sample'] as const
export type GlassSignature = (typeof GLASS_SIGNATURES)[number]

/**
 * Where approvals are signed, so is the glass. Else the policy says; only of the sample, which acts on invented accounts and has to work
 * for whoever looks at it without a key, nothing is asked. Read from the policy of the moment, never from the plan: stricter counts at once.
 */
export function glassSignature(
  { gate }: Pick<Policy, 'gate'>,
  plan: { readonly gate: Pick<PlanGate, 'passkey'>; readonly isSample: boolean },
): GlassSignature {
  if (plan.gate.passkey) return 'passkey'
  if (gate.glassPasskey === 'as-approvals') return 'none-by-policy'
  return plan.isSample ? 'none-of-sample' : 'passkey'
}

/**
 * Why a broken glass does not let this plan run (any more), or null where it does. Judged anew before every step, as votes are:
 * the role may be gone, the key revoked, the plan another one.
 */
export function whyGlassFails(
  glass: Pick<BreakGlass, 'digest' | 'person' | 'passkey'>,
  plan: { readonly digest: string; readonly needsPasskey: boolean },
  people: readonly Person[],
): string | null {
  const person = people.find(({ id }) => id === glass.person.id)
  if (glass.digest !== plan.digest) return 'Break-glass was used for another plan than this one is.'
  if (person === undefined || !person.roles.includes('break-glass')) {
    return `${glass.person.name} may not break the glass any more.`
  }
  if (plan.needsPasskey && glass.passkey === null) {
    return `${glass.person.name} broke the glass without a passkey, and the policy asks for one.`
  }
  if (plan.needsPasskey && glass.passkey?.isRevoked === true) {
    return `The key that ${glass.person.name} signed with does not stand any more.`
  }
  return null
}
