import type { Facts } from '../../domain/evidence/fields.ts'
import { identityOfThen } from '../../domain/evidence/identity-facts.ts'
import type { Dependency, Identity } from '../../domain/identity/identity.ts'
import type { HistoryIdentity } from '../../engine/whatif/history.ts'
import { keyOfName } from '../evidence/evidence.ts'
import { digestText } from '../hash.ts'
import { slimIdentity } from './slim-identity.ts'

/** An identity as it is, and as the records of its alerts had it. */
export interface Remembered {
  readonly today: HistoryIdentity
  /** For what is read of it here; they stay here. */
  readonly names: Identity['names']
  /** Under which records spoke of it: its id, and keys of its names from before somebody described it. */
  readonly keys: ReadonlySet<string>
  /** By what the facts said. */
  readonly wasLike: Map<string, HistoryIdentity>
}

export function remember(identity: Identity, dependencies: readonly Dependency[]): Remembered {
  const names = identity.names.map(({ value }) => keyOfName(value, digestText))
  return {
    today: slimIdentity(identity, dependencies),
    names: identity.names,
    keys: new Set([identity.id, ...names]),
    wasLike: new Map(),
  }
}

/**
 * As the facts of a record had it. Null where they say nothing of it: recorded before facts were, or about somebody else than the
 * alert, whose subject its trigger chose. The same object for the same facts, and that of today where nothing differs.
 */
export function asRecorded({ today, keys, wasLike }: Remembered, facts: Facts): HistoryIdentity | null {
  const key = facts['identity.key']
  if (typeof key !== 'string' || !keys.has(key) || facts['identity.known'] === undefined) return null
  const said = JSON.stringify(SAID.map((field) => facts[field]))
  const known = wasLike.get(said)
  if (known !== undefined) return known
  const identity = identityOfThen(today.identity, facts)
  const one = identity === today.identity ? today : { ...today, identity, isOfThen: true }
  wasLike.set(said, one)
  return one
}

/** All that `identityOfThen` reads. */
const SAID = [
  'identity.known',
  'identity.kind',
  'identity.environment',
  'identity.privilege',
  'identity.tenancy',
  'identity.criticality',
  'identity.owner_known',
] as const
