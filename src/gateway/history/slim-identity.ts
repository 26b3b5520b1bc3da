import type { Dependency, Identity } from '../../domain/identity/identity.ts'
import type { HistoryIdentity } from '../../engine/whatif/history.ts'

/**
 * An identity as decisions read it, without what they never look at: names, descriptions, grants, where each fact comes from.
 * That is most of its bytes, and none of it has to leave the gateway for a what-if.
 */
export function slimIdentity(identity: Identity, dependencies: readonly Dependency[]): HistoryIdentity {
  return {
    identity: {
      ...identity,
      names: [],
      description: null,
      account: null,
      workload: null,
      grants: [],
      credentials: identity.credentials.map((credential) => ({ ...credential, lastUsedAt: null })),
      lastUsedAt: null,
      agent: identity.agent && { approvedTools: identity.agent.approvedTools, windows: [] },
      consumersExplain: null,
      provenance: {},
    },
    dependencies: dependencies.map((edge) => ({
      ...edge,
      consumer: { ...edge.consumer, recoverySeconds: null, consequence: null },
      source: '',
      observedAt: 0,
    })),
  }
}
