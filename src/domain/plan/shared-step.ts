import type { PlanStep } from './plan.ts'

type Bound = Pick<PlanStep, 'ordinal' | 'action' | 'connector' | 'target'>

/**
 * The first of `steps` that one of `others` does as well: the same action on the same account of the same system, with a session,
 * credential or tool in common, or on the whole account. Null where each of them does something else.
 */
export function sharedStep<Step extends Bound>(steps: readonly Step[], others: readonly Bound[]): Step | null {
  return steps.find((step) => others.some((other) => isSame(step, other))) ?? null
}

function isSame(a: Bound, b: Bound): boolean {
  if (a.action !== b.action || a.connector !== b.connector || a.target.account !== b.target.account) return false
  const [ofA, ofB] = [partsOf(a), partsOf(b)]
  // A step that names no part of an account is about all of it.
  return ofA.size === 0 || ofB.size === 0 || [...ofA].some((part) => ofB.has(part))
}

function partsOf({ target }: Bound): ReadonlySet<string> {
  const named = { session: target.sessionIds, credential: target.credentialIds, tool: target.tools }
  return new Set(Object.entries(named).flatMap(([kind, ids]) => ids.map((id) => `${kind} ${id}`)))
}
