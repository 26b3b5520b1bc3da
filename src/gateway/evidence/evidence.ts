import type { Facts } from '../../domain/evidence/fields.ts'
import { mergeHistories } from '../../domain/evidence/identity-history.ts'
import { credentialIn, secretOf } from '../../domain/evidence/secret.ts'
import { carrierOf } from '../../domain/evidence/session-history.ts'
import { type Histories, subjectOf, weigh } from '../../domain/evidence/weigh.ts'
import type { Dependency, Identity } from '../../domain/identity/identity.ts'
import { isLasting } from '../../domain/identity/lasting-name.ts'
import type { IdentityRef, Signal } from '../../domain/signal/signal.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import { digestText } from '../hash.ts'
import type { Resolver } from '../identities/resolver.ts'
import type { Tx } from '../store/store.ts'
import { createHistoryRows } from './history-rows.ts'

/** What is known around the records of one part of a delivery. */
export interface Evidence {
  /** The facts of a record, which then belongs to the past of those that follow. In the order of the delivery. */
  weigh(signal: Signal): Facts
  /** Writes what was learned, in the transaction of the part: one that fails leaves no trace. */
  save(now: EpochMs): Promise<void>
}

interface Context {
  readonly tenant: string
  readonly resolver: Resolver
  /** The sample estate has a past of its own: neither learns from the other. */
  readonly isSample: boolean
}

/** Reads everything that these records are to be weighed against, in a handful of queries. */
export async function gatherEvidence(tx: Tx, context: Context, signals: readonly Signal[]): Promise<Evidence> {
  const { tenant, resolver, isSample } = context
  await resolver.prepare([
    ...signals.flatMap((signal) => subjectOf(signal) ?? []),
    ...signals.flatMap((signal) => credentialName(secretOf(signal)?.id ?? null)),
  ])
  const hash = remembered(digestText)
  const places = new Map(signals.map((signal) => [signal, placeOf(signal, resolver, hash)]))
  const rows = createHistoryRows(tx, tenant, isSample)
  await rows.load([...places.values()].flatMap(({ keys }) => Object.values(keys).filter((key) => key !== null)))
  const holders = [...places.values()].flatMap(({ credential }) => credential?.holder ?? [])
  const dependencies = await readDependencies(tx, tenant, holders)
  const digest = (text: string) => hash(text).slice(0, SHORT_DIGEST)

  return {
    weigh: (signal) => {
      const { keys, identity, credential } = places.get(signal) ?? placeOf(signal, resolver, hash)
      const { identity: key, stranger, session, secret } = keys
      if (key !== null && stranger !== null && key !== stranger && rows.has(stranger)) {
        rows.put('identity', key, mergeHistories(rows.get('identity', key), rows.get('identity', stranger)))
        rows.drop(stranger)
      }
      const before: Histories = {
        identity: rows.get('identity', key ?? ''),
        session: rows.get('session', session ?? ''),
        secret: rows.get('secret', secret ?? ''),
      }
      const described =
        credential === null
          ? null
          : {
              credential: credential.credential,
              holderId: credential.holder.id,
              dependencies: dependencies.get(credential.holder.id) ?? [],
            }
      const { facts, after } = weigh(signal, { key, identity, secret: described }, before, digest)
      if (key !== null && after.identity !== before.identity) rows.put('identity', key, after.identity)
      if (session !== null && after.session !== before.session) rows.put('session', session, after.session)
      if (secret !== null && after.secret !== before.secret) rows.put('secret', secret, after.secret)
      return facts
    },
    save: (now) => rows.save(now),
  }
}

/** Where a record belongs: the keys of its histories, and what the inventory has about it. */
interface Place {
  readonly keys: {
    readonly identity: string | null
    /** Under which it was known before somebody described it. */
    readonly stranger: string | null
    readonly session: string | null
    readonly secret: string | null
  }
  readonly identity: Identity | null
  readonly credential: ReturnType<typeof credentialIn>
}

function placeOf(signal: Signal, resolver: Resolver, hash: (text: string) => string): Place {
  const ref = subjectOf(signal)
  const id = ref === null ? null : resolver.match(ref).identityId
  const named = id === null ? null : resolver.identity(id)
  const secret = secretOf(signal)?.id ?? null
  // A credential is described where its holder is: the subject of the record, or whoever bears its id as a name.
  const holders = secret === null ? [] : [...(named === null ? [] : [named]), ...resolver.holdersOf(secret)]
  const credential = secret === null ? null : credentialIn(holders, secret)
  const identity = ref === null && signal.form === 'finding' ? (credential?.holder ?? null) : named
  const stranger = ref === null ? null : strangerKey(ref, hash)
  const carrier = carrierOf(signal)
  return {
    keys: {
      identity: identity?.claimed === true ? identity.id : stranger,
      stranger,
      session: carrier === null ? null : `session/${hash(`${carrier.kind}\n${carrier.id}`)}`,
      secret: secret === null ? null : `secret/${hash(secret)}`,
    },
    identity,
    credential,
  }
}

/**
 * By a lasting name, which is the same in every record of that source. Not by the identity that an alert makes of it: facts
 * must not depend on whether one was made earlier in the same part or in the part before.
 */
function strangerKey(ref: IdentityRef, hash: (text: string) => string): string {
  return keyOfName((ref.names.find(isLasting) ?? ref.names[0])?.value ?? '', hash)
}

/** The key in the facts of records of somebody who was known by this name alone. */
export function keyOfName(name: string, hash: (text: string) => string): string {
  return `~${hash(name)}`
}

function credentialName(id: string | null): Pick<IdentityRef, 'names'>[] {
  return id === null ? [] : [{ names: [{ kind: 'token-id', value: id }] }]
}

async function readDependencies(
  tx: Tx,
  tenant: string,
  holders: readonly Identity[],
): Promise<ReadonlyMap<string, readonly Dependency[]>> {
  const ids = [...new Set(holders.map(({ id }) => id))]
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('dependency')
    .select(['identity_id', 'body'])
    .where('tenant', '=', tenant)
    .where('identity_id', 'in', ids)
    .execute()
  const edges = Map.groupBy(rows, (row) => row.identity_id)
  return new Map([...edges].map(([id, of]) => [id, of.map((row) => JSON.parse(row.body) as Dependency)]))
}

/** Hex digits: 80 bits. Nobody makes two values of one identity meet, and a history stays small. */
const SHORT_DIGEST = 20

/** A part shows few values many times, and hashing is what weighing costs. */
function remembered(digest: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>()
  return (text) => {
    const found = known.get(text) ?? digest(text)
    known.set(text, found)
    return found
  }
}
