import { verifyAuthenticationResponse } from '@simplewebauthn/server'
import { fromBase64Url, toBase64Url } from '../../domain/json/base64url.ts'
import { utf8 } from '../../domain/json/utf8.ts'
import type { Assertion } from '../../domain/people/passkey.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { Tx } from '../store/store.ts'
import { type Challenge, challengeIn, isFramed, takeChallenge } from './challenges.ts'
import type { PasskeyRow } from './passkey-rows.ts'

export type Signed =
  | { readonly ok: true; readonly challenge: Challenge; readonly passkey: PasskeyRow }
  | { readonly ok: false; readonly rule: string; readonly because: string }

/**
 * What a key's answer proves about this person, in the caller's transaction: the challenge is used up, the key is theirs
 * and stands, it signed for this place with its holder verified, and its counter went forward. Everything but success
 * leaves the challenge used and the key as it was.
 */
export async function verifyAssertion(
  tx: Tx,
  tenant: string,
  personId: string,
  purpose: Challenge['purpose'],
  assertion: Assertion,
  now: EpochMs,
): Promise<Signed> {
  const taken = await takeChallenge(tx, tenant, challengeIn(assertion.response.clientDataJSON), personId, purpose, now)
  if (!taken.ok) return taken
  const { challenge } = taken
  const passkey = await tx
    .selectFrom('passkey')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('id', '=', assertion.id)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  if (passkey === undefined || !isHandleOf(assertion, personId)) {
    return refused('passkey.unknown', 'This key is not one of yours. Use a key that stands under Your passkeys.')
  }
  if (passkey.revoked_at !== null) {
    return refused('passkey.revoked', `The key “${passkey.name}” was revoked: ${passkey.revoked_because ?? ''}`)
  }
  const answer = await verified(challenge, passkey, assertion)
  if (typeof answer === 'string') return refused('passkey.wrong', `The key’s answer does not hold: ${answer}`)
  await tx
    .updateTable('passkey')
    .set({ counter: answer.counter, is_synced: answer.isSynced, last_used_at: now })
    .where('tenant', '=', tenant)
    .where('id', '=', passkey.id)
    .execute()
  return { ok: true, challenge, passkey }
}

async function verified(challenge: Challenge, passkey: PasskeyRow, assertion: Assertion) {
  const publicKey = fromBase64Url(passkey.public_key)
  if (publicKey === null) return 'its public key cannot be read.'
  const { userHandle, ...response } = assertion.response
  if (isFramed(response.clientDataJSON)) return 'it was made in a page inside a page of another site.'
  try {
    const { verified: holds, authenticationInfo } = await verifyAuthenticationResponse({
      response: {
        ...assertion,
        response: { ...response, ...(userHandle === undefined ? {} : { userHandle }) },
        clientExtensionResults: {},
      },
      expectedChallenge: challenge.id,
      expectedOrigin: challenge.origin,
      expectedRPID: challenge.rp_id,
      credential: { id: passkey.id, publicKey: new Uint8Array(publicKey), counter: passkey.counter },
      requireUserVerification: true,
    })
    if (!holds) return 'the signature is not the key’s.'
    return { counter: authenticationInfo.newCounter, isSynced: authenticationInfo.credentialBackedUp }
  } catch (error) {
    return error instanceof Error ? `${error.message.slice(0, 300)}.` : 'unknown.'
  }
}

function isHandleOf({ response }: Assertion, personId: string): boolean {
  return response.userHandle === undefined || response.userHandle === toBase64Url(utf8(personId))
}

function refused(rule: string, because: string): Signed {
  return { ok: false, rule, because }
}
