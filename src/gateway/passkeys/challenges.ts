import type { Selectable } from 'kysely'
import { fromBase64Url } from '../../domain/json/base64url.ts'
import type { PasskeyPlace } from '../../domain/people/passkey.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import { Problem } from '../http/problem.ts'
import type { Tx } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'

export type Challenge = Selectable<Tables['passkey_challenge']>

/** Long enough to find a key and touch it. */
export const CHALLENGE_MS = 5 * 60_000
/** More than anybody asks for at once; a loop that asks for them is stopped here. */
const OPEN_AT_ONCE = 20
/** Used and expired ones are kept this long, so that a replay is told from a challenge that was never ours. */
const KEPT_MS = 24 * 60 * 60_000

type Asked = Pick<Challenge, 'person_id' | 'purpose' | 'subject'> & {
  /** base64url. */
  readonly challenge: string
  readonly expiresAt: EpochMs
}

/** Remembers that this challenge was given to this person, for this purpose and place. */
export async function giveChallenge(
  tx: Tx,
  tenant: string,
  place: Extract<PasskeyPlace, { ok: true }>,
  asked: Asked,
  now: EpochMs,
): Promise<void> {
  await tx
    .deleteFrom('passkey_challenge')
    .where('tenant', '=', tenant)
    .where('expires_at', '<', now - KEPT_MS)
    .execute()
  const open = await tx
    .selectFrom('passkey_challenge')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('tenant', '=', tenant)
    .where('person_id', '=', asked.person_id)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirstOrThrow()
  if (open.count >= OPEN_AT_ONCE) {
    throw new Problem('too-many', `${OPEN_AT_ONCE} requests to your keys are open. Answer one, or wait five minutes.`, {
      retryAfterSeconds: CHALLENGE_MS / 1000,
    })
  }
  await tx
    .insertInto('passkey_challenge')
    .values({
      tenant,
      id: asked.challenge,
      person_id: asked.person_id,
      purpose: asked.purpose,
      subject: asked.subject,
      rp_id: place.rpId,
      origin: place.origin,
      expires_at: asked.expiresAt,
      used_at: null,
    })
    .execute()
}

export type Taken =
  | { readonly ok: true; readonly challenge: Challenge }
  | { readonly ok: false; readonly rule: string; readonly because: string }

/**
 * Uses a challenge up: one conditional write lets one answer through, whatever becomes of it afterwards. The library would
 * verify the same answer as often as it is asked; that it counts once is decided here.
 */
export async function takeChallenge(
  tx: Tx,
  tenant: string,
  id: string | null,
  personId: string,
  purpose: Challenge['purpose'],
  now: EpochMs,
): Promise<Taken> {
  const never = refused('passkey.unknown-challenge', 'The key answered something that was not asked here. Try again.')
  if (id === null) return never
  const taken = await tx
    .updateTable('passkey_challenge')
    .set({ used_at: now })
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .where('person_id', '=', personId)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returningAll()
    .executeTakeFirst()
  if (taken !== undefined) return { ok: true, challenge: taken }
  const known = await tx
    .selectFrom('passkey_challenge')
    .select('used_at')
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .where('person_id', '=', personId)
    .where('purpose', '=', purpose)
    .executeTakeFirst()
  if (known === undefined) return never
  return known.used_at === null
    ? refused('passkey.too-late', 'The key answered after the time for it was over. Try again.')
    : refused('passkey.used', 'This answer of the key was used before: each one counts once. Sign again.')
}

function refused(rule: string, because: string): Taken {
  return { ok: false, rule, because }
}

/** The challenge that the browser says it signed; only a key to look up by, never trusted. */
export function challengeIn(clientDataJSON: string): string | null {
  const { challenge } = clientData(clientDataJSON)
  return typeof challenge === 'string' && /^[A-Za-z0-9_-]{1,200}$/.test(challenge) ? challenge : null
}

/**
 * Whether the browser says that it was asked in a page inside a page of another site. The library compares the inner page's origin
 * and not this, and whoever draws the outer page decides what a person believes to be signing.
 */
export function isFramed(clientDataJSON: string): boolean {
  const { crossOrigin, topOrigin } = clientData(clientDataJSON)
  return (crossOrigin !== undefined && crossOrigin !== false) || topOrigin !== undefined
}

interface ClientData {
  readonly challenge?: unknown
  readonly crossOrigin?: unknown
  readonly topOrigin?: unknown
}

function clientData(clientDataJSON: string): ClientData {
  const bytes = fromBase64Url(clientDataJSON)
  if (bytes === null) return {}
  try {
    const client: unknown = JSON.parse(new TextDecoder().decode(bytes))
    return typeof client === 'object' && client !== null ? client : {}
  } catch {
    return {}
  }
}
