import { type PasskeyPlace, passkeyPlace } from '../../domain/people/passkey.ts'
import type { Gateway } from '../gateway.ts'
import type { ApiContext } from '../http/api.ts'
import { Problem } from '../http/problem.ts'

/**
 * The place for which keys are made and asked: the address that the operator named, else the one that the browser says it
 * is on. A browser cannot be made to say another one, and `refuseCrossSite` has compared it with the host that was asked.
 */
export function placeOf(gateway: Gateway, c: ApiContext): PasskeyPlace {
  return passkeyPlace(gateway.publicOrigin ?? c.req.header('Origin') ?? new URL(c.req.url).origin)
}

export function requirePlace(gateway: Gateway, c: ApiContext): Extract<PasskeyPlace, { ok: true }> {
  const place = placeOf(gateway, c)
  if (!place.ok) throw new Problem('cannot-do', place.because)
  return place
}
