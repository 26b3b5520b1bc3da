import type { Policy } from '../../domain/policy/policy.ts'
import type { Draft } from './draft.ts'
import { evaluate, type Lookups } from './evaluate.ts'
import { lookupsOf } from './lookups.ts'
import { ANSWER_MASK } from './outcome.ts'
import type { Tables } from './tables.ts'

interface Asked {
  readonly tables: Tables
  readonly baseline: Draft
  readonly draft: Draft
  /** Those of the baseline. */
  readonly lookups: Lookups
}

/** One difference between baseline and draft, and the baseline with only that. */
interface Factor {
  readonly path: string
  readonly lookups: Lookups
}

const factorsOfDraft = new WeakMap<Draft, readonly Factor[]>()

/**
 * The one difference between baseline and draft that alone brings the case to the draft's answer: a path like
 * `policy.need.matrix`, `trigger stolen-session` or `identities`. Null where none does alone: then it takes several.
 */
export function factorOf(asked: Asked, index: number, packed: number): string | null {
  const factors = factorsOfDraft.get(asked.draft) ?? differences(asked)
  factorsOfDraft.set(asked.draft, factors)
  const alone = factors.find(({ lookups }) => ((evaluate(asked.tables, lookups, index) ^ packed) & ANSWER_MASK) === 0)
  return alone?.path ?? null
}

function differences({ tables, baseline, draft, lookups }: Asked): readonly Factor[] {
  const drafts = [...policyDifferences(baseline, draft), ...triggerDifferences(baseline, draft)]
  if (draft.identities !== baseline.identities && draft.identities.size + baseline.identities.size > 0) {
    drafts.push({ path: 'identities', draft: { ...baseline, identities: draft.identities } })
  }
  if (JSON.stringify(draft.exercised ?? []) !== JSON.stringify(baseline.exercised ?? [])) {
    drafts.push({ path: 'exercised', draft: { ...baseline, exercised: draft.exercised ?? [] } })
  }
  return drafts.map(({ path, draft: one }) => ({ path, lookups: lookupsOf(tables, one, { draft: baseline, lookups }) }))
}

interface OneChange {
  readonly path: string
  readonly draft: Draft
}

/** Numbers that belong together (a band's ends, the weights) count as one difference. */
function policyDifferences(baseline: Draft, draft: Draft): OneChange[] {
  const found: OneChange[] = []
  for (const part of ['confidence', 'urgency', 'need', 'disruption', 'gate'] as const) {
    const before: Readonly<Record<string, unknown>> = baseline.policy[part]
    const after: Readonly<Record<string, unknown>> = draft.policy[part]
    for (const key of Object.keys(after)) {
      if (JSON.stringify(before[key]) === JSON.stringify(after[key])) continue
      const policy: Policy = { ...baseline.policy, [part]: { ...before, [key]: after[key] } }
      found.push({ path: `policy.${part}.${key}`, draft: { ...baseline, policy } })
    }
  }
  return found
}

function triggerDifferences(baseline: Draft, draft: Draft): OneChange[] {
  return draft.triggers.flatMap((one, i): OneChange[] => {
    const before = baseline.triggers[i]
    if (before === undefined || one === before || JSON.stringify(one) === JSON.stringify(before)) return []
    const triggers = baseline.triggers.with(i, one)
    return [{ path: `trigger ${one.trigger.id}`, draft: { ...baseline, triggers } }]
  })
}
