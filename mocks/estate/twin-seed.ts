import type { IdentityKind } from '../../src/domain/signal/signal.ts'
import type { EpochMs } from '../../src/domain/time/instant.ts'
import { DAY_MS, type Described } from './describe.ts'

/** The systems that the sample's identities live in, as they really are: the twin starts from this and then changes. */
export interface TwinSeed {
  readonly accounts: readonly TwinAccountSeed[]
}

export interface TwinAccountSeed {
  /** The name by which the twin is addressed: the identity's first name, which is its most lasting one. */
  readonly id: string
  readonly identityId: string
  readonly label: string
  readonly kind: IdentityKind
  readonly isEnabled: boolean
  readonly sessions: readonly {
    readonly id: string
    readonly startedAt: EpochMs
    readonly expiresAt: EpochMs
    /** Consumers that work through this session; empty where nobody of ours holds it. */
    readonly heldBy: readonly string[]
  }[]
  readonly credentials: readonly {
    readonly id: string
    readonly kind: string
    readonly state: 'active' | 'inactive' | 'revoked'
  }[]
  /** Tools that are switched on, for an agent. */
  readonly tools: readonly string[]
  readonly consumers: readonly TwinConsumerSeed[]
}

/** One consumer. Every one stands in the dependency map as well; here is what it really does when it is cut off. */
export interface TwinConsumerSeed {
  readonly id: string
  readonly name: string
  readonly via: 'session' | 'credential' | 'identity' | 'workload' | 'tool' | 'pipeline' | 'service'
  /** The credential, session or tool it uses, where it uses one of several. */
  readonly viaId: string | null
  /** The consumer it hangs on, for a `service`; null where it uses the identity itself. */
  readonly dependsOn: string | null
  /** Signs in again alone if it is let; false means that somebody has to restart it. */
  readonly recoversByItself: boolean
  readonly recoverySeconds: number
}

/**
 * The twin's accounts, one for each identity. Where the map does not know whether a consumer comes back by itself, the
 * twin does: every second one of those does not.
 */
export function twinOf(identities: readonly Described[], now: EpochMs): TwinSeed {
  return { accounts: identities.map((identity) => accountOf(identity, now)) }
}

function accountOf({ id, facts, dependencies, sessions }: Described, now: EpochMs): TwinAccountSeed {
  return {
    id: facts.names[0]?.value ?? facts.name,
    identityId: id,
    label: facts.name,
    kind: facts.kind,
    isEnabled: true,
    sessions: sessions.map((session) => ({
      ...session,
      expiresAt: Math.max(session.startedAt + DAY_MS / 2, now + DAY_MS / 4),
    })),
    credentials: facts.credentials.map(({ id: credentialId, kind, state }) => ({ id: credentialId, kind, state })),
    tools: facts.agent?.approvedTools ?? [],
    consumers: dependencies.map(({ consumer, via, viaId, from }, index) => ({
      id: consumer.id,
      name: consumer.name,
      via,
      viaId,
      dependsOn: from === id ? null : from,
      recoversByItself: consumer.recovery === null ? index % 2 === 1 : consumer.recovery === 'self',
      recoverySeconds: consumer.recoverySeconds ?? 60,
    })),
  }
}
