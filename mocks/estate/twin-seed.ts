import type { TwinAccount } from '../../src/gateway/connectors/twin/twin-account.ts'
import type { Described } from './describe.ts'

/** The systems in which the sample's identities live, as they really are: the twin starts from this and then changes. */
export interface TwinSeed {
  /** One for each identity, in their order. The id is the identity's first name, which is its most lasting one. */
  readonly accounts: readonly TwinAccount[]
}

/**
 * The twin's accounts. Every consumer in it stands in the dependency map as well; where the map does not know whether one
 * comes back by itself, the twin does: every second one of those does not. A session without a holder is a thief's.
 */
export function twinOf(identities: readonly Described[]): TwinSeed {
  return { accounts: identities.map(accountOf) }
}

function accountOf({ id, facts, dependencies, sessions }: Described): TwinAccount {
  return {
    id: facts.names[0]?.value ?? facts.name,
    sessions: sessions.map((session) => ({
      id: session.id,
      credentialId: session.credentialId ?? null,
      holder: session.holder,
      issuedAt: session.startedAt,
      // Open until somebody ends it: the sample is looked at for days, and a story must not expire under the reader.
      expiresAt: null,
      isSelfContained: false,
    })),
    credentials: facts.credentials.map((credential) => ({ id: credential.id, kind: credential.kind })),
    tools: facts.agent?.approvedTools ?? [],
    hasPipeline: facts.kind === 'ci-pipeline',
    hasWorkload: facts.workload !== null,
    hasGrants: facts.kind === 'oauth-app',
    consumers: dependencies.map(({ consumer, via, viaId, from }, index) => ({
      id: consumer.id,
      name: consumer.name,
      via,
      viaId: from === id ? viaId : from,
      recovery: consumer.recovery ?? (index % 2 === 1 ? 'self' : 'manual'),
      recoverySeconds: consumer.recoverySeconds ?? 60,
      downSince: null,
    })),
    holds: [],
  }
}
