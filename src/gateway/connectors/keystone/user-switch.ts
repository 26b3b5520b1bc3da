import * as z from 'zod'
import { canonicalJson } from '../../../domain/json/canonical-json.ts'
import type { Json } from '../../../domain/json/json.ts'
import { digestText } from '../../hash.ts'
import type { Delivered } from '../outbound/deliver.ts'
import { parseAnswer, reasonOf } from '../outbound/read-answer.ts'
import { httpSwitch } from '../target/http-switch.ts'
import { jsonBody } from '../target/http-target.ts'
import { type Aim, refText, type SwitchDriver } from '../target/switch-connector.ts'
import { isMissing, REMEMBERED, type Session, WHO } from './session.ts'

const User = z.looseObject({ id: z.string(), name: z.string(), domain_id: z.string(), enabled: z.boolean() })
type User = z.infer<typeof User>
const Users = z.object({ users: z.array(User) })
const OneUser = z.object({ user: User })

/** Disables a user: no password and no credential of it signs in, and every token that it has is refused. */
export function userSwitch(session: Session, domain: string): SwitchDriver {
  return httpSwitch(session, {
    who: WHO,
    close: 'disable-identity',
    open: 'enable-identity',
    survives: [REMEMBERED],
    undoCannotRestore: ['Tokens that it had: they stay refused when it is enabled again.'],
    aim: async ({ account }, signal) => {
      const user = await findUser(session, domain, account, signal)
      if (typeof user === 'string') return user
      const ourselves = await session.ourselves(signal).catch(() => null)
      if (ourselves === null) return `${WHO} did not answer.`
      return ourselves.userId === user.id
        ? `${account} is the user of this connector itself.`
        : { account, ref: user.id }
    },
    change: (aim, way) => ({
      method: 'PATCH',
      path: userPath(aim),
      body: jsonBody({ user: { enabled: way === 'open' } }),
    }),
    look: (aim) => ({ method: 'GET', path: userPath(aim) }),
    understand: (answer, aim) => {
      if (isMissing(answer)) return { kind: 'gone', detail: `${WHO} knows no such user any more.` }
      const read = OneUser.safeParse(answer.status === 200 ? parseAnswer(answer) : null)
      if (!read.success || read.data.user.id !== aim.ref || read.data.user.name !== aim.account) return null
      const { enabled, links: _, ...user } = read.data.user
      return {
        kind: 'known',
        isClosed: !enabled,
        containment: enabled ? 'not-contained' : 'contained',
        detail: `The user is ${enabled ? 'enabled' : 'disabled'}.`,
        mark: digestText(canonicalJson(user as Json)),
      }
    },
  })
}

/** The one user of exactly this name in the domain, or why there is none. */
export async function findUser(
  session: Session,
  domain: string,
  name: string,
  signal: AbortSignal,
): Promise<User | string> {
  try {
    const answer = await session.ask('GET', usersPath(domain, name), signal)
    if (!isListOfUsers(answer)) return `${WHO} answered ${answer.status} when it was asked for ${name}.`
    const { users } = Users.parse(parseAnswer(answer))
    // Its database may compare without regard to case; an approval does not.
    const [user, second] = users.filter((one) => one.name === name && one.domain_id === domain)
    if (user === undefined) return `${WHO} knows no user ${name} in the domain ${domain}.`
    return second === undefined ? user : `${WHO} knows more than one user ${name}.`
  } catch (error) {
    return `${WHO} did not answer: ${reasonOf(error)}`
  }
}

export function isListOfUsers(answer: Delivered): boolean {
  return answer.status === 200 && Users.safeParse(parseAnswer(answer)).success
}

export function usersPath(domain: string, name: string): string {
  return `/users?${new URLSearchParams({ domain_id: domain, name }).toString()}`
}

function userPath(aim: Aim): string {
  return `/users/${encodeURIComponent(refText(aim))}`
}
