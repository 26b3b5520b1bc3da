import * as z from 'zod'
import type { Json } from '../../../domain/json/json.ts'
import { own } from '../../../domain/json/json.ts'
import type { Execution } from '../connector.ts'
import { addressField, type ConnectorKind, secretField } from '../kind.ts'
import { brokenExecution, executionOf, parseAnswer, reasonOf } from '../outbound/read-answer.ts'
import { addressOf, type HttpTarget, headerSecret, httpTarget, jsonBody } from '../target/http-target.ts'
import {
  type Aim,
  createSwitch,
  type Reading,
  type SwitchDriver,
  unreadableAnswer,
  unreadableFault,
} from '../target/switch-connector.ts'

const WHO = 'The SCIM service'
const SCIM_JSON = 'application/scim+json'
const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

const User = z.object({
  id: z.string(),
  userName: z.string(),
  active: z.boolean().optional(),
  meta: z.object({ version: z.string().optional(), lastModified: z.string().optional() }).optional(),
})
const Found = z.object({ Resources: z.array(z.unknown()).default([]) })

/** Deactivates an account over SCIM 2.0 (RFC 7644): one `replace` of `active`, read back from the user itself. */
export const SCIM: ConnectorKind = {
  id: 'scim',
  title: 'SCIM 2.0 service',
  purpose: 'Deactivates and reactivates accounts in an identity provider or an application that speaks SCIM 2.0.',
  actions: ['disable-identity', 'enable-identity'],
  fields: [
    addressField('baseUrl', 'Base address', 'Without /Users, e.g. https://idp.example.com/scim/v2'),
    secretField('token', 'Bearer token', 'Sent as Authorization: Bearer …'),
  ],
  leastPrivilege: ['Read users: GET /Users', 'Change `active` of users: PATCH /Users/{id}; neither create nor delete'],
  triedAgainst: 'SCIMMY 1.3 over HTTP. It does not end sessions, as most SCIM services do not.',
  isTried: true,
  create(config, tools) {
    const base = addressOf(config, 'baseUrl', tools)
    const target = httpTarget(
      base,
      { authorization: `Bearer ${headerSecret(config, 'token')}`, accept: SCIM_JSON },
      tools,
    )
    return createSwitch({
      title: config.name,
      verifyWithinMs: 30_000,
      undoSeconds: 60,
      drivers: [activeSwitch(target)],
      find: async (names, signal) => {
        for (const name of names) if (typeof (await findUser(target, name, signal)) === 'object') return name
        return null
      },
      health: async (signal) => {
        try {
          const answer = await target.ask('GET', '/ServiceProviderConfig', signal)
          const isScim = own(parseAnswer(answer) as Json, 'schemas') !== undefined
          if (answer.status === 200 && isScim) return { ok: true, detail: 'It answers and takes our token.' }
          return { ok: false, detail: `${WHO} answered ${answer.status}${isScim ? '' : ', and not as SCIM does'}.` }
        } catch (error) {
          return { ok: false, detail: `${WHO} did not answer: ${reasonOf(error)}` }
        }
      },
    })
  },
}

function activeSwitch(target: HttpTarget): SwitchDriver {
  const bodyOf = (way: 'close' | 'open') => ({
    schemas: [PATCH_OP],
    Operations: [{ op: 'replace', path: 'active', value: way === 'open' }],
  })
  return {
    close: 'disable-identity',
    open: 'enable-identity',
    survives: ['Sessions and tokens that the account already holds: SCIM ends none of them.'],
    undoCannotRestore: [],
    aim: async ({ account }, signal) => {
      const user = await findUser(target, account, signal)
      return typeof user === 'string' ? user : { account, ref: user.id }
    },
    describe: (aim, way) => ({ method: 'PATCH', path: pathOf(aim), body: bodyOf(way) }),
    read: (aim, signal) => readUser(target, aim, signal),
    send: async (aim, way, signal): Promise<Execution> => {
      try {
        return executionOf(await target.ask('PATCH', pathOf(aim), signal, jsonBody(bodyOf(way), SCIM_JSON)), WHO)
      } catch (error) {
        return brokenExecution(error, WHO)
      }
    },
  }
}

async function readUser(target: HttpTarget, aim: Aim, signal: AbortSignal): Promise<Reading> {
  try {
    const answer = await target.ask('GET', pathOf(aim), signal)
    if (answer.status === 404) return { kind: 'gone', detail: `${WHO} knows no such account any more.` }
    const user = User.safeParse(parseAnswer(answer))
    if (answer.status !== 200 || !user.success) return unreadableAnswer(answer, WHO)
    const { userName, active = true, meta } = user.data
    if (userName !== aim.account) {
      return { kind: 'unreadable', reason: `${WHO} answered for another account under the id that was approved.` }
    }
    return {
      kind: 'known',
      isClosed: !active,
      containment: active ? 'not-contained' : 'new-sessions-only',
      detail: active
        ? 'The account is active.'
        : 'The account is inactive: nobody signs in anew. Sessions are not ended by it.',
      mark: meta?.version ?? meta?.lastModified ?? null,
    }
  } catch (error) {
    return unreadableFault(error, WHO)
  }
}

/** The one user of exactly this name, or why there is none. Services that ignore the filter are filtered again. */
async function findUser(target: HttpTarget, name: string, signal: AbortSignal): Promise<z.infer<typeof User> | string> {
  try {
    const filter = encodeURIComponent(`userName eq ${JSON.stringify(name)}`)
    const filtered = await usersAt(target, `filter=${filter}&count=${PAGE}`, signal)
    // Some services cannot read a quoted quote; they are asked for everybody instead, within bounds.
    const users = filtered === 400 ? await everybody(target, signal) : filtered
    if (typeof users === 'number') return `${WHO} answered ${users} when it was asked for ${name}.`
    const [user, second] = users.filter(({ userName }) => userName === name)
    if (user === undefined) return `${WHO} knows no account ${name}.`
    return second === undefined ? user : `${WHO} knows more than one account ${name}.`
  } catch (error) {
    return `${WHO} did not answer: ${reasonOf(error)}`
  }
}

const PAGE = 100
const MOST_PAGES = 50

async function everybody(target: HttpTarget, signal: AbortSignal): Promise<z.infer<typeof User>[] | number> {
  const all: z.infer<typeof User>[] = []
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const users = await usersAt(target, `startIndex=${page * PAGE + 1}&count=${PAGE}`, signal)
    if (typeof users === 'number') return users
    all.push(...users)
    if (users.length < PAGE) break
  }
  return all
}

/** Users on one page, or the status of an answer that is none. */
async function usersAt(
  target: HttpTarget,
  query: string,
  signal: AbortSignal,
): Promise<z.infer<typeof User>[] | number> {
  const answer = await target.ask('GET', `/Users?${query}`, signal)
  const found = Found.safeParse(parseAnswer(answer))
  if (answer.status !== 200 || !found.success) return answer.status
  return found.data.Resources.flatMap((one) => {
    const user = User.safeParse(one)
    return user.success ? [user.data] : []
  })
}

function pathOf({ ref }: Aim): string {
  return `/Users/${encodeURIComponent(typeof ref === 'string' ? ref : '')}`
}
