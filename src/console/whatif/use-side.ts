import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import * as words from '#words/whatif.tsx'
import type { PolicyDetail } from '../../domain/views/change-views.ts'
import type { ScenarioContent } from '../../domain/views/history-views.ts'
import { useBackend } from '../shared/backend.tsx'
import { policyVersionQuery, scenarioQuery } from './queries.ts'
import { onlyPolicy, type Side } from './sides.ts'

export interface SideContent {
  /** Null for the draft, whose content is the tab's own, and while it is on its way. */
  readonly content: ScenarioContent | null
  readonly name: string
  /** What went wrong, with the way to try again; null while nothing did. */
  readonly failed: UseQueryResult | null
}

/** What one end of a comparison says, and how it is called. */
export function useSide(side: Side, inForce: PolicyDetail): SideContent {
  const backend = useBackend()
  const current = inForce.policy.version
  const number = side.kind === 'version' ? side.number : current
  const version = useQuery({ ...policyVersionQuery(backend, number), enabled: number !== current })
  const id = side.kind === 'scenario' ? side.id : ''
  const scenario = useQuery({ ...scenarioQuery(backend, id), enabled: id !== '' })
  if (side.kind === 'draft') return { content: null, name: words.draft, failed: null }
  if (side.kind === 'scenario') {
    const { data } = scenario
    return {
      content: data?.content ?? null,
      name: data === undefined ? words.scenario : `S-${data.scenario.number}`,
      failed: scenario.isError && data === undefined ? scenario : null,
    }
  }
  const policy = number === current ? inForce.policy : (version.data?.policy ?? null)
  return {
    content: policy === null ? null : onlyPolicyOf(policy),
    name: `v${number}`,
    failed: number !== current && version.isError && version.data === undefined ? version : null,
  }
}

/** One object for one policy: what is asked is the same as long as it is the same object. */
const contents = new WeakMap<ScenarioContent['policy'], ScenarioContent>()

function onlyPolicyOf(policy: ScenarioContent['policy']): ScenarioContent {
  const known = contents.get(policy) ?? onlyPolicy(policy)
  contents.set(policy, known)
  return known
}
