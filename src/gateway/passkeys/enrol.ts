import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import type { AuditDraft } from '../../domain/audit/chain.ts'
import { toBase64Url } from '../../domain/json/base64url.ts'
import { utf8 } from '../../domain/json/utf8.ts'
import type { Assertion, Attestation, PasskeyPlace } from '../../domain/people/passkey.ts'
import type { Person } from '../../domain/people/person.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { Gateway } from '../gateway.ts'
import { Problem } from '../http/problem.ts'
import { appendAudit } from '../store/audit-log.ts'
import { personActor } from '../store/estate.ts'
import type { Tx } from '../store/store.ts'
import { CHALLENGE_MS, challengeIn, giveChallenge, isFramed, takeChallenge } from './challenges.ts'
import { standingKeys } from './passkey-rows.ts'
import { verifyAssertion } from './verify-assertion.ts'

type Place = Extract<PasskeyPlace, { ok: true }>

/** EdDSA, ES256, RS256: what authenticators have today. */
const ALGORITHMS = [-8, -7, -257]
const KEYS_AT_ONCE = 10

/**
 * What the browser needs to make a key, and, where the person has keys here already, to confirm it with one of them: a
 * session that somebody else got hold of is then not enough to add a key.
 */
export async function beginEnrolment(gateway: Gateway, person: Person, place: Place) {
  const { store, random } = gateway
  const now = await gateway.now(store.read)
  const keys = await standingKeys(store.read, store.tenant, person.id)
  if (keys.length >= KEYS_AT_ONCE) {
    throw new Problem(
      'cannot-do',
      `You have ${KEYS_AT_ONCE} keys. Revoke one that you no longer use, then add another.`,
    )
  }
  const here = keys.filter((key) => key.rp_id === place.rpId)
  const creation = await generateRegistrationOptions({
    rpName: 'Sluicegate',
    rpID: place.rpId,
    userName: person.name,
    userDisplayName: person.name,
    userID: utf8(person.id),
    challenge: new Uint8Array(random(32)),
    timeout: CHALLENGE_MS,
    attestationType: 'none',
    excludeCredentials: here.map(({ id }) => ({ id })),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
    supportedAlgorithmIDs: ALGORITHMS,
  })
  const confirmation =
    here.length === 0
      ? null
      : await requestOf(
          place,
          new Uint8Array(random(32)),
          here.map(({ id }) => id),
        )
  await store.write(async (tx) => {
    const asked = { person_id: person.id, subject: '', expiresAt: now + CHALLENGE_MS }
    await giveChallenge(tx, store.tenant, place, { ...asked, purpose: 'enrol', challenge: creation.challenge }, now)
    if (confirmation === null) return
    const { challenge } = confirmation
    await giveChallenge(tx, store.tenant, place, { ...asked, purpose: 'confirm', challenge }, now)
  })
  return { creation: optionsJson(creation), confirmation: confirmation === null ? null : optionsJson(confirmation) }
}

/** Options as they travel: without members that are not set. */
export function optionsJson(options: { readonly challenge: string }): { challenge: string } {
  return JSON.parse(JSON.stringify(options)) as { challenge: string }
}

/** What the browser needs to sign this challenge with one of these keys, its holder verified. */
export async function requestOf(place: Place, challenge: Uint8Array, keyIds: readonly string[]) {
  return generateAuthenticationOptions({
    rpID: place.rpId,
    challenge: new Uint8Array(challenge),
    timeout: CHALLENGE_MS,
    userVerification: 'required',
    allowCredentials: keyIds.map((id) => ({ id })),
  })
}

export interface Enrolment {
  readonly name: string
  readonly attestation: Attestation
  readonly confirmation: Assertion | null
}

type Outcome =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly rule: string; readonly because: string }

/** Adds the key that was made, with its entry. Throws `forbidden` where an answer does not hold; that is in the log too. */
export async function finishEnrolment(gateway: Gateway, person: Person, enrolment: Enrolment): Promise<string> {
  const { store } = gateway
  const outcome = await store.write(async (tx): Promise<Outcome> => {
    const now = await gateway.now(tx)
    const result = await enrol(gateway, tx, person, enrolment, now)
    if (result.ok) return result
    const { rule, because } = result
    await appendAudit(tx, store.tenant, now, [
      { code: 'passkey.refused', actor: personActor(person), subjects: [subject(person)], detail: { rule, because } },
    ])
    return result
  })
  if (!outcome.ok) throw new Problem('forbidden', outcome.because, { rule: outcome.rule })
  return outcome.id
}

async function enrol(gateway: Gateway, tx: Tx, person: Person, enrolment: Enrolment, now: EpochMs): Promise<Outcome> {
  const { tenant } = gateway.store
  const challengeId = challengeIn(enrolment.attestation.response.clientDataJSON)
  const taken = await takeChallenge(tx, tenant, challengeId, person.id, 'enrol', now)
  if (!taken.ok) return taken
  const { rp_id: rpId, origin, id: challenge } = taken.challenge
  const keys = (await standingKeys(tx, tenant, person.id)).filter((key) => key.rp_id === rpId)
  let confirmedBy: string | null = null
  if (keys.length > 0) {
    if (enrolment.confirmation === null) {
      return refused('passkey.not-confirmed', 'Confirm the new key with one that you have here.')
    }
    const confirmed = await verifyAssertion(tx, tenant, person.id, 'confirm', enrolment.confirmation, now)
    if (!confirmed.ok) return confirmed
    confirmedBy = `confirmed with “${confirmed.passkey.name}”`
  }
  const made = await verifyMade(enrolment.attestation, challenge, origin, rpId)
  if (typeof made === 'string') return refused('passkey.wrong', `The key’s answer does not hold: ${made}`)
  const { credential, credentialBackedUp } = made
  const publicKey = toBase64Url(credential.publicKey)
  const inserted = await insert(tx, {
    tenant,
    id: credential.id,
    person_id: person.id,
    name: enrolment.name,
    public_key: publicKey,
    counter: credential.counter,
    transports: JSON.stringify(enrolment.attestation.response.transports ?? []),
    rp_id: rpId,
    is_synced: credentialBackedUp,
    added_at: now,
    last_used_at: null,
    revoked_at: null,
    revoked_because: null,
  })
  if (!inserted)
    return refused('passkey.known', 'This key is enrolled already, here or for somebody else. Use another.')
  const entry: AuditDraft = {
    code: 'passkey.added',
    actor: personActor(person),
    subjects: [subject(person)],
    detail: {
      name: enrolment.name,
      passkey: credential.id,
      publicKey,
      rpId,
      ...(confirmedBy === null ? {} : { confirmedBy }),
    },
  }
  await appendAudit(tx, tenant, now, [entry])
  return { ok: true, id: credential.id }
}

async function insert(tx: Tx, row: Parameters<ReturnType<typeof tx.insertInto<'passkey'>>['values']>[0]) {
  const inserted = await tx
    .insertInto('passkey')
    .values(row)
    .onConflict((oc) => oc.columns(['tenant', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

async function verifyMade(attestation: Attestation, challenge: string, origin: string, rpId: string) {
  const { transports: _, ...response } = attestation.response
  if (isFramed(response.clientDataJSON)) return 'it was made in a page inside a page of another site.'
  try {
    const made = await verifyRegistrationResponse({
      response: { ...attestation, response, clientExtensionResults: {} },
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: rpId,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    })
    return made.verified ? made.registrationInfo : 'it was not made for this request.'
  } catch (error) {
    return error instanceof Error ? `${error.message.slice(0, 300)}.` : 'unknown.'
  }
}

function subject(person: Person) {
  return { kind: 'person' as const, id: person.id, label: person.name }
}

function refused(rule: string, because: string): Outcome {
  return { ok: false, rule, because }
}
