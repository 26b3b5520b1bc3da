import type { KnownIdentity } from '../../domain/identity/identity-difference.ts'
import { canonicalJson } from '../../domain/json/canonical-json.ts'
import type { AlertCase } from './load-case.ts'
import type { StoredPlan } from './plan-rows.ts'

/** Of a map with more edges than this only what the plan itself breaks is kept, in its body. */
const MOST_EDGES = 500

/** What the proposal was seen against, so that a later change can be shown beside it. It binds nothing: the body does. */
export function snapshotOf({ identity, decided }: AlertCase): string {
  const { decision, input } = decided
  const dependencies = input.dependencies.length > MOST_EDGES ? null : input.dependencies
  return canonicalJson({ identity, dependencies, gate: decision.gate, reasons: decision.reasons })
}

/**
 * The identity as it was known when the plan was proposed; null where what was kept is not of the version that the plan is bound
 * to. Plans of before their consumers were kept have none.
 */
export function knownThen({ row, body }: StoredPlan): KnownIdentity | null {
  const kept = JSON.parse(row.snapshot) as Partial<KnownIdentity>
  const { identity, dependencies } = kept
  if (identity?.id !== body.identity.id || identity.version !== body.identity.version) return null
  return { identity, dependencies: dependencies ?? null }
}
