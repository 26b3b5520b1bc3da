import type { Credential, Dependency, Identity } from '../identity/identity.ts'
import type { Signal } from '../signal/signal.ts'
import type { EpochMs } from '../time/instant.ts'
import { type Facts, MOST_VALUES, type SecretState } from './fields.ts'
import { addValues, DAY_MS, type Seen } from './identity-history.ts'
import { ownCredential } from './session-history.ts'

/** Who was seen with a lasting credential so far, as digests. */
export interface SecretHistory {
  readonly users: Seen
}

export const NO_SECRET: SecretHistory = { users: [] }

/** The credential that a record is about. */
export interface NamedSecret {
  readonly id: string
  /** Whether the caller came with it, rather than did something to it; null where the record does not tell. */
  readonly isOwn: boolean | null
  /** Whether the record shows it in somebody's hands: presented, or fetched from its store. Switching a key off is no use of it. */
  readonly isUse: boolean
}

/**
 * The first credential that a record names and that is not the caller's own, else the caller's own. A temporary session is
 * none; `session.*` speaks of those. Null where the record names none.
 */
export function secretOf(signal: Signal): NamedSecret | null {
  const sessions = new Set(signal.sessions.map(({ id }) => id))
  const lasting = signal.credentials.filter(({ id, kind }) => !sessions.has(id) && !TEMPORARY.has(kind))
  const own = ownCredential(signal)
  const named = lasting.find(({ id }) => id !== own?.id) ?? lasting[0]
  if (named === undefined) return null
  const { id } = named
  const isOwn = own === undefined ? null : own.id === id
  return { id, isOwn, isUse: isOwn !== false || signal.resources.some((resource) => isNamed(resource.id, id)) }
}

/** Kinds of which each sign-in gets a new one. */
const TEMPORARY: ReadonlySet<string> = new Set(['aws-session-key', 'kubernetes-token', 'entra-token'])

/** A store lists what it holds by name, or by an address that ends in the name. */
function isNamed(resource: string, id: string): boolean {
  return resource === id || resource.endsWith(`:${id}`) || resource.endsWith(`/${id}`)
}

/** What the inventory has about one secret. */
export interface DescribedSecret {
  readonly credential: Credential
  readonly holderId: string
  /** Of the identity that holds it. */
  readonly dependencies: readonly Dependency[]
}

/** The described credential of that id, at the first of `holders` that has it. */
export function credentialIn(
  holders: readonly Identity[],
  id: string,
): { holder: Identity; credential: Credential } | null {
  for (const holder of holders) {
    const credential = holder.claimed ? holder.credentials.find((one) => one.id === id) : undefined
    if (credential !== undefined) return { holder, credential }
  }
  return null
}

/** Who acted and when, as far as the record tells. */
export interface SecretUse {
  readonly identityId: string | null
  /** The identity of the record as a digest, where the record shows the secret in its hands. */
  readonly user: string | null
  readonly at: EpochMs | null
  /** When the source first saw it, for a finding. */
  readonly firstSeenAt: EpochMs | null
}

export function secretFacts(
  named: NamedSecret,
  history: SecretHistory,
  described: DescribedSecret | null,
  { identityId, user, at, firstSeenAt }: SecretUse,
): Facts {
  const users = user === null ? history.users : addValues(history.users, [user])
  const facts: Record<string, Facts[string]> = {
    'secret.used_by': users === 'varied' ? MOST_VALUES : users.length,
  }
  const isOwn = named.isOwn ?? (described === null ? null : described.holderId === identityId)
  if (isOwn !== null) facts['secret.is_own'] = isOwn
  if (described === null) return facts
  const { credential, dependencies } = described
  facts['secret.state'] = stateOf(credential, at, firstSeenAt)
  const rotatedAt = pastRotationTime(credential, at)
  if (at !== null && rotatedAt !== null) facts['secret.days_since_rotated'] = Math.floor((at - rotatedAt) / DAY_MS)
  facts['secret.consumers'] = new Set(
    dependencies.filter((edge) => edge.viaId === credential.id).map((edge) => edge.consumer.id),
  ).size
  return facts
}

/**
 * One that was switched off after it had been rotated was replaced. One that keeps its id when its value changes is active,
 * but a value that was around before the change is the old one.
 */
function stateOf(credential: Credential, at: EpochMs | null, firstSeenAt: EpochMs | null): SecretState {
  const rotatedAt = pastRotationTime(credential, at)
  if (credential.state === 'revoked') return 'revoked'
  if (credential.state === 'inactive') return rotatedAt === null ? 'inactive' : 'rotated'
  return rotatedAt !== null && firstSeenAt !== null && firstSeenAt < rotatedAt ? 'rotated' : 'active'
}

/** A rotation that lies after the record had not happened yet. */
function pastRotationTime({ rotatedAt }: Credential, at: EpochMs | null): EpochMs | null {
  return rotatedAt !== null && (at === null || rotatedAt <= at) ? rotatedAt : null
}

/** The history with one more user. */
export function learnSecret(history: SecretHistory, user: string): SecretHistory {
  const users = addValues(history.users, [user])
  return users === history.users ? history : { users }
}
