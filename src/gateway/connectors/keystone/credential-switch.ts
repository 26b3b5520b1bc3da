import * as z from 'zod'
import { printable } from '../../../domain/json/read-json.ts'
import type { Delivered } from '../outbound/deliver.ts'
import { executionOf, parseAnswer } from '../outbound/read-answer.ts'
import { httpSwitch, onlyOne } from '../target/http-switch.ts'
import type { HttpTarget } from '../target/http-target.ts'
import {
  type Aim,
  type Reading,
  type SwitchDriver,
  unreadableAnswer,
  unreadableFault,
} from '../target/switch-connector.ts'
import { isMissing, REMEMBERED, type Session, signIn, WHO } from './session.ts'
import { findUser } from './user-switch.ts'

const Answer = z.object({
  application_credential: z.object({
    id: z.string(),
    name: z.string(),
    user_id: z.string(),
    project_id: z.string(),
    expires_at: z.string().nullish(),
    unrestricted: z.boolean().nullish(),
    roles: z.array(z.object({ name: z.string() })),
  }),
})
type ApplicationCredential = z.infer<typeof Answer>['application_credential']
const Ref = z.object({ user: z.string(), credential: z.string() })

/** Deletes an application credential. `target` is asked without our token, as whoever signs in asks it. */
export function credentialSwitch(
  session: Session,
  target: HttpTarget,
  { domain, own }: { readonly domain: string; readonly own: string },
): SwitchDriver {
  const driver = httpSwitch(session, {
    who: WHO,
    close: 'revoke-grants',
    open: null,
    survives: [
      'What was made with the credential, further application credentials too if it was unrestricted, and all else that its user holds.',
      REMEMBERED,
    ],
    undoCannotRestore: ['The credential: its user has to make another, and whoever used it has to be given that.'],
    aim: async ({ account, credentialIds }, signal) => {
      const only = onlyOne(credentialIds, 'application credential')
      if (typeof only === 'string' || 'notSetUp' in only) return only
      if (!/^[0-9a-f]{32}$/.test(only.one)) return `${only.one} is no id of an application credential.`
      if (only.one === own) return 'That is the application credential of this connector itself.'
      const user = await findUser(session, domain, account, signal)
      if (typeof user === 'string') return user
      const aim = { account, ref: { user: user.id, credential: only.one } }
      const answer = await session.ask('GET', pathOf(aim), signal).catch(() => null)
      const isThere = answer !== null && credentialIn(answer, aim) !== null
      return isThere ? aim : `${WHO} knows no application credential ${only.one} of ${account}, or did not answer.`
    },
    change: (aim) => ({ method: 'DELETE', path: pathOf(aim) }),
    look: (aim) => ({ method: 'GET', path: pathOf(aim) }),
    understand: (answer, aim) => {
      if (isMissing(answer)) return CLOSED
      const found = credentialIn(answer, aim)
      return found === null ? null : { ...STILL_OPEN, detail: inWords(found) }
    },
    // Somebody else may have been first; reading tells.
    judge: (answer) =>
      answer.status === 404 ? { kind: 'unknown', reason: `${WHO} answered 404.` } : executionOf(answer, WHO),
  })
  return {
    ...driver,
    read: async (aim, signal) => {
      const reading = await driver.read(aim, signal)
      return reading.kind === 'known' && reading.isClosed ? tried(target, aim, signal) : reading
    },
  }
}

const CLOSED: Reading = {
  kind: 'known',
  isClosed: true,
  containment: 'contained',
  detail: 'It is listed no more, and signing in finds it no more.',
  mark: null,
}
const STILL_OPEN = { kind: 'known', isClosed: false, containment: 'not-contained', mark: null } as const

/**
 * What signing in says: Keystone answers 404 where it has no such credential, and 401 where it has one and the secret is
 * wrong, as ours is. Only a credential that is listed no more is tried, so none gets a failed sign-in on record by us.
 */
async function tried(target: HttpTarget, aim: Aim, signal: AbortSignal): Promise<Reading> {
  try {
    const answer = await signIn(target, { id: refOf(aim).credential, secret: 'none' }, signal)
    if (isMissing(answer)) return CLOSED
    return answer.status === 401 || answer.status === 201
      ? { ...STILL_OPEN, detail: 'It is listed no more, but signing in still finds it.' }
      : unreadableAnswer(answer, WHO)
  } catch (error) {
    return unreadableFault(error, WHO)
  }
}

/** The credential that is aimed at; null where the answer holds none or another one. */
function credentialIn(answer: Delivered, aim: Aim): ApplicationCredential | null {
  const read = Answer.safeParse(answer.status === 200 ? parseAnswer(answer) : null)
  if (!read.success) return null
  const { application_credential: found } = read.data
  const { user, credential } = refOf(aim)
  return found.id === credential && found.user_id === user ? found : null
}

/** All that making it again would take: once it is deleted, this is on record here only. */
function inWords({ name, roles, project_id, unrestricted, expires_at }: ApplicationCredential): string {
  const names = roles.map((role) => role.name).sort()
  const rights = `${names.join(', ')} on project ${project_id}`
  const kind = unrestricted === true ? 'unrestricted' : 'restricted'
  return printable(`${name} is listed: ${rights}, ${kind}, ${expires_at == null ? 'no end' : `until ${expires_at}`}.`)
}

function refOf({ ref }: Aim): z.infer<typeof Ref> {
  return Ref.parse(ref)
}

function pathOf(aim: Aim): string {
  const { user, credential } = refOf(aim)
  return `/users/${encodeURIComponent(user)}/application_credentials/${encodeURIComponent(credential)}`
}
