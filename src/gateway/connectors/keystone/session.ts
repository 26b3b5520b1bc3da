import * as z from 'zod'
import type { ConnectorTools } from '../kind.ts'
import type { Delivered } from '../outbound/deliver.ts'
import { parseAnswer } from '../outbound/read-answer.ts'
import { type HttpTarget, jsonBody } from '../target/http-target.ts'

export const WHO = 'Keystone'

/** What every service of OpenStack does, however fast Keystone is. */
export const REMEMBERED =
  'Services that asked about a token and remember the answer, for five minutes as they are shipped.'

/** An application credential by which somebody signs in. */
export interface Credential {
  readonly id: string
  readonly secret: string
}

/** Who a token says that we are. */
export interface Ourselves {
  readonly userId: string
  /** Such a credential may not delete others. */
  readonly isRestricted: boolean
}

export interface Session extends HttpTarget {
  /** Null where signing in is refused; rejects where the line breaks. */
  ourselves(signal: AbortSignal): Promise<Ourselves | null>
}

const Signed = z.object({
  token: z.object({
    issued_at: z.string(),
    expires_at: z.string(),
    user: z.object({ id: z.string() }),
    application_credential: z.object({ restricted: z.boolean() }),
  }),
})

const Missing = z.object({ error: z.object({ code: z.literal(404) }) })

interface Held extends Ourselves {
  readonly token: string
  /** By our clock, epoch ms. */
  readonly until: number
}

/** One try to sign in: answered 201 with a token, 401 for a wrong secret, 404 where there is no such credential. */
export function signIn(target: HttpTarget, { id, secret }: Credential, signal: AbortSignal): Promise<Delivered> {
  const identity = { methods: ['application_credential'], application_credential: { id, secret } }
  // Without the catalogue of services, which takes most of the answer in a large cloud.
  return target.ask('POST', '/auth/tokens?nocatalog', signal, jsonBody({ auth: { identity } }))
}

/**
 * Calls under a token of our own, which is held for half its life. Keystone answers 404 both for what is not there and for a
 * token whose credential was deleted, so a 404 is believed only under a token that was got just before. A sign-in
 * that fails is the answer to the call.
 */
export function openSession(target: HttpTarget, own: Credential, { now }: Pick<ConnectorTools, 'now'>): Session {
  let held: Held | null = null

  async function enter(signal: AbortSignal): Promise<Held | Delivered> {
    held = null
    const answer = await signIn(target, own, signal)
    if (answer.status >= 200 && answer.status < 300) {
      held = heldOf(answer, await now())
      return held
    }
    // The caller takes a 404 for an answer about what it asked for.
    return answer.status === 404 ? { ...answer, status: 401 } : answer
  }

  async function stillHeld(): Promise<Held | null> {
    return held !== null && (await now()) < held.until ? held : null
  }

  return {
    ask: async (method, path, signal, body, headers) => {
      const under = async (token: Held | Delivered): Promise<Delivered> =>
        'token' in token ? target.ask(method, path, signal, body, { ...headers, 'x-auth-token': token.token }) : token
      const old = await stillHeld()
      if (old !== null) {
        const answer = await under(old)
        if (answer.status !== 401 && answer.status !== 404) return answer
      }
      return under(await enter(signal))
    },
    ourselves: async (signal) => {
      const token = (await stillHeld()) ?? (await enter(signal))
      return 'token' in token ? token : null
    },
  }
}

/** Whether Keystone itself says that there is no such thing, and not something before it that finds no Keystone. */
export function isMissing(answer: Delivered): boolean {
  return answer.status === 404 && Missing.safeParse(parseAnswer(answer)).success
}

/** Throws where the answer is none to go on with. */
function heldOf(answer: Delivered, now: number): Held {
  const token = answer.headers['x-subject-token'] ?? ''
  const signed = Signed.safeParse(parseAnswer(answer))
  if (!signed.success || !/^[\x21-\x7e]+$/.test(token)) throw new Error('it let us sign in and gave no token')
  const { issued_at, expires_at, user, application_credential } = signed.data.token
  // How long, by the target's clock alone: it need not agree with ours.
  const lifeMs = Date.parse(expires_at) - Date.parse(issued_at)
  return {
    token,
    until: now + (Number.isFinite(lifeMs) ? lifeMs / 2 : 0),
    userId: user.id,
    isRestricted: application_credential.restricted,
  }
}
