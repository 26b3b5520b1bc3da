import { digestText } from '../../hash.ts'
import type { Execution, Health } from '../connector.ts'
import { type ConnectorConfig, type ConnectorTools, required } from '../kind.ts'
import { DeliveryBroken } from '../outbound/deliver.ts'
import { reasonOf } from '../outbound/read-answer.ts'
import { endpointOf } from '../target/endpoint.ts'
import { exchange } from '../target/exchange.ts'
import { openSocket } from '../target/open-socket.ts'
import type { Reading } from '../target/switch-connector.ts'
import { encodeCommand, MOST_REPLY_BYTES, RedisError, type Reply, readReply } from './resp.ts'

export const WHO = 'Redis'

/** Redis said no to a command. */
export class RedisRefused extends Error {
  readonly code: string

  constructor({ code, message }: RedisError) {
    super(message)
    this.name = 'RedisRefused'
    this.code = code
  }
}

/** Sends one command; rejects with `RedisRefused` where Redis says no. */
type Ask = (...words: readonly string[]) => Promise<Exclude<Reply, RedisError>>
export type Work = <T>(signal: AbortSignal, work: (ask: Ask) => Promise<T>) => Promise<T>

/** Signs in on a connection of its own, which is closed whatever happens. */
export function redisSession(config: ConnectorConfig, tools: ConnectorTools): Work {
  const endpoint = endpointOf(config, 6379)
  const user = required(config, 'user')
  const password = config.values['password'] ?? ''
  return async (signal, work) => {
    const socket = await openSocket(endpoint, tools, signal)
    try {
      const send = exchange(socket, readReply, MOST_REPLY_BYTES)
      const ask: Ask = async (...words) => {
        const reply = await send(encodeCommand(words))
        if (reply instanceof RedisError) throw new RedisRefused(reply)
        return reply
      }
      await ask('AUTH', user, password)
      return await work(ask)
    } finally {
      socket.destroy()
    }
  }
}

/** A user as `ACL GETUSER` tells it. */
export interface RedisUser {
  readonly isOn: boolean
  /** SHA-256 of each password that is accepted, in hex. */
  readonly passwords: readonly string[]
  /** Any password is accepted. */
  readonly takesAny: boolean
  /** Of everything that is told: another one means that somebody changed the user. */
  readonly mark: string
  readonly connections: number
  /** Refused attempts to sign in that stand in `ACL LOG`; null where our account may not read it. */
  readonly refusedSignIns: number | null
}

/** Null where there is none. */
export async function readUser(ask: Ask, name: string): Promise<RedisUser | null> {
  const told = await ask('ACL', 'GETUSER', name)
  if (!Array.isArray(told)) return null
  const fields = fieldsOf(told)
  const flags = texts(fields.get('flags'))
  const clients = await ask('CLIENT', 'LIST')
  return {
    isOn: flags.includes('on'),
    passwords: texts(fields.get('passwords')),
    takesAny: flags.includes('nopass'),
    mark: digestText(JSON.stringify(told)),
    connections: connectionsOf(typeof clients === 'string' ? clients : '', name),
    refusedSignIns: await refusedSignIns(ask, name),
  }
}

const MOST_LOGGED = '128'

/** Redis keeps the newest refusals only, and one entry counts those alike within a minute: the number is a lower bound. */
async function refusedSignIns(ask: Ask, name: string): Promise<number | null> {
  let told: Reply
  try {
    told = await ask('ACL', 'LOG', MOST_LOGGED)
  } catch (error) {
    if (error instanceof RedisRefused && error.code === 'NOPERM') return null
    throw error
  }
  if (!Array.isArray(told)) return null
  return told.map(fieldsOf).reduce((sum, entry) => {
    const isTheirs = entry.get('reason') === 'auth' && entry.get('username') === name
    return sum + (isTheirs ? Number(entry.get('count') ?? 0) : 0)
  }, 0)
}

/** What Redis tells as name, value, name, value. */
function fieldsOf(told: Reply): ReadonlyMap<string, Reply> {
  const fields = new Map<string, Reply>()
  if (!Array.isArray(told)) return fields
  for (let i = 0; i + 1 < told.length; i += 2) fields.set(String(told[i]), told[i + 1] ?? null)
  return fields
}

/** "2 refused attempts to sign in stand in ACL LOG.", with a space before it; nothing where there are none or nobody may look. */
export function refusedSaid({ refusedSignIns: count }: Pick<RedisUser, 'refusedSignIns'>): string {
  if (count === null || count === 0) return ''
  return count === 1
    ? ' 1 refused attempt to sign in stands in ACL LOG.'
    : ` ${count} refused attempts to sign in stand in ACL LOG.`
}

/** Open connections of a user, each with the name it gave itself and its age in seconds. */
export async function connectionsWithAge(ask: Ask, user: string): Promise<readonly { name: string; ageS: number }[]> {
  const clients = await ask('CLIENT', 'LIST')
  return (typeof clients === 'string' ? clients : '')
    .split('\n')
    .map((line) => line.split(' '))
    .filter((fields) => fields.includes(`user=${user}`))
    .map((fields) => {
      const valueOf = (key: string) => fields.find((field) => field.startsWith(`${key}=`))?.slice(key.length + 1) ?? ''
      return { name: valueOf('name'), ageS: Number(valueOf('age')) }
    })
}

/** No user's name holds a space, so the field of a client's line is the whole name. */
function connectionsOf(clients: string, name: string): number {
  return clients.split('\n').filter((line) => line.split(' ').includes(`user=${name}`)).length
}

function texts(reply: Reply | undefined): readonly string[] {
  return Array.isArray(reply) ? reply.filter((one) => typeof one === 'string') : []
}

/** Redis keeps no user with such a name, so nothing is asked. */
export function isUserName(name: string): boolean {
  return name !== '' && !/[\s\0]/.test(name)
}

export async function redisHealth(run: Work, signal: AbortSignal): Promise<Health> {
  try {
    await run(signal, async (ask) => {
      await ask('ACL', 'GETUSER', 'sluicegate-health')
      await ask('CLIENT', 'LIST')
    })
    return { ok: true, detail: 'It answers, takes our password and lets us read users and connections.' }
  } catch (error) {
    return { ok: false, detail: `${WHO} did not answer: ${reasonOf(error)}` }
  }
}

export function brokenCommand(error: unknown): Execution {
  const reason = `${WHO}: ${reasonOf(error)}`
  return isRefusal(error) ? { kind: 'refused', reason } : { kind: 'unknown', reason }
}

export function unreadableUser(error: unknown): Reading {
  return { kind: 'unreadable', reason: `${WHO} did not answer: ${reasonOf(error)}`, isRefused: isRefusal(error) }
}

/** Redis says no before it does anything; while it loads its data or is asked for too much it may say yes later. */
function isRefusal(error: unknown): boolean {
  if (error instanceof RedisRefused) return !['LOADING', 'BUSY', 'TRYAGAIN', 'MASTERDOWN'].includes(error.code)
  return error instanceof DeliveryBroken && error.stage === 'forbidden'
}
