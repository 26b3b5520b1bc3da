import type { Identity } from '../identity/identity.ts'
import type { IdentityRef, Signal } from '../signal/signal.ts'
import type { EpochMs } from '../time/instant.ts'
import { agentFacts } from './agent.ts'
import type { Facts } from './fields.ts'
import { identityFacts } from './identity-facts.ts'
import { dormantDays, type IdentityHistory, learnUse, noveltyFacts } from './identity-history.ts'
import { type DescribedSecret, learnSecret, type SecretHistory, secretFacts, secretOf } from './secret.ts'
import { carrierOf, learnSession, type SessionHistory, sessionFacts, sessionUse } from './session-history.ts'
import { type Digest, traitsOf } from './traits.ts'

/** Everything that was seen so far which a record is weighed against. */
export interface Histories {
  readonly identity: IdentityHistory
  readonly session: SessionHistory
  readonly secret: SecretHistory
}

/** Who a record is about, and what the inventory has. */
export interface Surroundings {
  /**
   * Of the identity that `subjectOf` names, the same in every record of it. Where a finding names none, of the one that holds
   * the secret it is about; else null.
   */
  readonly key: string | null
  /** As described at the time of receipt; null where nobody has. */
  readonly identity: Identity | null
  readonly secret: DescribedSecret | null
}

/** Whom the facts are about: who acted; for a finding, on whom it was found, since the one who acted there is the attacker. */
export function subjectOf({ form, actor, affected }: Signal): IdentityRef | null {
  if (form === 'event') return actor
  return affected.find(({ kind }) => kind !== 'human') ?? actor ?? affected[0] ?? null
}

/**
 * The facts of one record, and the histories after it. Only its own clock is asked: the same records in the same order give
 * the same facts, whenever that is and however they are delivered. A finding is weighed and teaches nothing: what its
 * detector saw is not the identity's habit.
 */
export function weigh(
  signal: Signal,
  { key, identity, secret }: Surroundings,
  before: Histories,
  digest: Digest,
): { readonly facts: Facts; readonly after: Histories } {
  const at = trustedTime(signal)
  const hasFailed = signal.call?.outcome === 'failure'
  const subject = subjectOf(signal)
  const traits = traitsOf(signal, digest)
  const carrier = carrierOf(signal)
  const use = sessionUse(signal, at, digest)
  const named = secretOf(signal)
  const user = key === null || signal.form === 'finding' || named?.isUse !== true ? null : digest(key)
  const facts: Facts = {
    ...(key === null
      ? {}
      : {
          'identity.key': key,
          ...identityFacts(identity, subject?.kind ?? 'unknown', at),
          ...dormancyFacts(before.identity, identity, at),
          ...noveltyFacts(before.identity, traits),
          ...agentFacts(identity, signal.tool, at),
        }),
    ...(carrier === null ? {} : sessionFacts(carrier, before.session, use)),
    ...(named === null
      ? {}
      : secretFacts(named, before.secret, secret, {
          identityId: identity?.id ?? null,
          user,
          at,
          firstSeenAt: signal.firstSeenAt,
        })),
  }
  if (signal.form === 'finding') return { facts, after: before }
  return {
    facts,
    after: {
      identity: key === null ? before.identity : learnUse(before.identity, { traits, at, hasFailed }),
      session: carrier === null ? before.session : learnSession(before.session, use),
      secret: user === null || hasFailed ? before.secret : learnSecret(before.secret, user),
    },
  }
}

/** The source's time, where it can be believed: a wrong clock must not age a history. */
function trustedTime(signal: Signal): EpochMs | null {
  return signal.timeFlags.includes('out-of-window') ? null : (signal.lastSeenAt ?? signal.observedAt)
}

function dormancyFacts(history: IdentityHistory, identity: Identity | null, at: EpochMs | null): Facts {
  const described = identity?.claimed === true ? identity.lastUsedAt : null
  const days = dormantDays({ lastAt: history.lastAt ?? described }, at)
  return days === null ? {} : { 'identity.dormant_days': days }
}
