import * as z from 'zod'
import type { Json } from '../../../domain/json/json.ts'
import { digestText } from '../../hash.ts'
import type { Execution } from '../connector.ts'
import { addressField, type ConnectorKind, required, secretField, textField, WrongSetting } from '../kind.ts'
import type { Delivered } from '../outbound/deliver.ts'
import { brokenExecution, executionOf, parseAnswer } from '../outbound/read-answer.ts'
import { healthBy } from '../target/http-switch.ts'
import { addressOf, basicOf, type HttpTarget, httpTarget, jsonBody } from '../target/http-target.ts'
import {
  type Aim,
  createSwitch,
  type Reading,
  refText,
  type SwitchDriver,
  unreadableAnswer,
  unreadableFault,
} from '../target/switch-connector.ts'
import { algorithmAgainst, algorithmOf } from './password-hash.ts'

const WHO = 'RabbitMQ'
const User = z.object({
  name: z.string(),
  password_hash: z.string(),
  hashing_algorithm: z.string(),
  // A list since 3.9, one text before.
  tags: z.union([z.array(z.string()), z.string()]),
})
type User = z.infer<typeof User>
const Connections = z.array(z.object({ name: z.string() }))

/**
 * Shuts a user of RabbitMQ out: its password opens nothing any more and its connections are closed. The hash of the
 * password stays at the broker, under an algorithm that cannot have made it, so undo needs nothing that would have to be
 * kept here.
 */
export const RABBITMQ_USER: ConnectorKind = {
  id: 'rabbitmq-user',
  title: 'RabbitMQ user',
  purpose: 'Makes a user’s password open nothing, closes its connections, and lets it sign in again.',
  actions: ['disable-identity', 'enable-identity'],
  fields: [
    addressField('baseUrl', 'Address', 'Of the management plug-in, e.g. https://queue.corp.example:15671'),
    textField('user', 'Account', 'The user of this connector'),
    secretField('password', 'Password', 'Of that user'),
  ],
  leastPrivilege: [
    'The tag administrator, and no permission on any virtual host: RabbitMQ knows no lesser right that changes users',
  ],
  triedAgainst: 'RabbitMQ 3.10 (Debian 12), with an account that has the tag and may open no virtual host.',
  isTried: true,
  create(config, tools) {
    const own = required(config, 'user')
    if (own.includes(':')) throw new WrongSetting('user', 'A name with a colon cannot sign in over HTTP.')
    const authorization = basicOf(own, required(config, 'password'))
    const target = httpTarget(addressOf(config, 'baseUrl', tools), { authorization }, tools)
    return createSwitch({
      title: config.name,
      verifyWithinMs: 30_000,
      undoSeconds: 30,
      drivers: [userSwitch(target, own)],
      find: async (names, signal) => {
        for (const name of names) if ((await readUser(target, name, signal)).user !== null) return name
        return null
      },
      health: (signal) => healthBy(target, WHO, { method: 'GET', path: '/api/whoami' }, signal, isAdministrator),
    })
  },
}

function userSwitch(target: HttpTarget, own: string): SwitchDriver {
  return {
    close: 'disable-identity',
    open: 'enable-identity',
    survives: [
      'What it published, and shovels and federation links that other brokers run with its name.',
      'Signing in by certificate or token: RabbitMQ asks for no password then.',
    ],
    undoCannotRestore: ['Exclusive queues of the connections that are closed, and what was in them.'],
    aim: async ({ account }, signal) => {
      if (account === own) return `${account} is the account of this connector itself.`
      const { user } = await readUser(target, account, signal).catch(() => ({ user: null }))
      if (user === null) return `${WHO} knows no user ${account}, or did not answer.`
      if (user.password_hash === '') return `${account} has no password: it signs in by means that this cannot cut.`
      const ref = algorithmAgainst(user.password_hash)
      return ref === null ? `The password of ${account} is kept in a way that is not known here.` : { account, ref }
    },
    describe,
    read: async ({ account }, signal) => {
      try {
        return await reading(target, account, signal)
      } catch (error) {
        return unreadableFault(error, WHO)
      }
    },
    send: async (aim, way, signal) => {
      try {
        return await sending(target, aim, way, signal)
      } catch (error) {
        return brokenExecution(error, WHO)
      }
    },
  }
}

function describe(aim: Aim, way: 'close' | 'open'): Json {
  const change = (algorithm: string) => ({
    method: 'PUT',
    path: userPath(aim.account),
    body: { hashing_algorithm: algorithm, password_hash: '(as it stands there)', tags: '(as they stand there)' },
  })
  if (way === 'open') return { calls: [change('(the one that made the hash)')] }
  return { calls: [change(refText(aim)), { method: 'DELETE', path: connectionsPath(aim.account) }] }
}

async function reading(target: HttpTarget, account: string, signal: AbortSignal): Promise<Reading> {
  const { user, answer } = await readUser(target, account, signal)
  if (answer.status === 404) return { kind: 'gone', detail: `${WHO} knows no such user any more.` }
  if (user === null) return unreadableAnswer(answer, WHO)
  const listed = await target.ask('GET', connectionsPath(account), signal)
  const connections = Connections.safeParse(listed.status === 200 ? parseAnswer(listed) : null)
  if (!connections.success) return unreadableAnswer(listed, WHO)
  const open = connections.data.length
  const fits = algorithmOf(user.password_hash) === user.hashing_algorithm
  const isShut = user.password_hash === '' || (!fits && algorithmOf(user.password_hash) !== null)
  if (!isShut && !fits)
    return { kind: 'unreadable', reason: `${WHO} keeps the password in a way that is not known here.` }
  const isClosed = isShut && open === 0
  return {
    kind: 'known',
    isClosed,
    containment: !isShut ? 'not-contained' : isClosed ? 'contained' : 'new-sessions-only',
    detail: `Its password is ${isShut ? 'refused' : 'accepted'}; ${open} connections are open.`,
    mark: digestText(JSON.stringify([user.password_hash, user.hashing_algorithm, user.tags])),
  }
}

async function sending(target: HttpTarget, aim: Aim, way: 'close' | 'open', signal: AbortSignal): Promise<Execution> {
  const { account } = aim
  const { user, answer } = await readUser(target, account, signal)
  const hash = user?.password_hash ?? ''
  const algorithm = way === 'close' ? algorithmAgainst(hash) : algorithmOf(hash)
  if (user === null || algorithm === null)
    return { kind: 'unknown', reason: `${WHO} answered ${answer.status} and not with the user as it was.` }
  if (way === 'close' && algorithm !== refText(aim))
    return { kind: 'refused', reason: `The password of ${account} was set anew since this was approved.` }
  const body = jsonBody({ password_hash: hash, hashing_algorithm: algorithm, tags: user.tags })
  const done = executionOf(await target.ask('PUT', userPath(account), signal, body), WHO)
  if (way === 'open' || done.kind !== 'accepted') return done
  // Only now: whoever is cut off comes back at once, and must find the door shut.
  return executionOf(await target.ask('DELETE', connectionsPath(account), signal), WHO)
}

/** The user of exactly this name; null where there is none or the answer is none to tell by. */
async function readUser(
  target: HttpTarget,
  name: string,
  signal: AbortSignal,
): Promise<{ readonly user: User | null; readonly answer: Delivered }> {
  const answer = await target.ask('GET', userPath(name), signal)
  const read = User.safeParse(answer.status === 200 ? parseAnswer(answer) : null)
  return { user: read.success && read.data.name === name ? read.data : null, answer }
}

function isAdministrator(answer: Delivered): boolean {
  const read = User.pick({ tags: true }).safeParse(parseAnswer(answer))
  const tags = read.success ? read.data.tags : []
  return (typeof tags === 'string' ? tags.split(',') : tags).includes('administrator')
}

function userPath(name: string): string {
  return `/api/users/${encodeURIComponent(name)}`
}

function connectionsPath(name: string): string {
  return `/api/connections/username/${encodeURIComponent(name)}`
}
