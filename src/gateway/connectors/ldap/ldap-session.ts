import { printable } from '../../../domain/json/read-json.ts'
import type { Execution } from '../connector.ts'
import { type ConnectorConfig, type ConnectorTools, required } from '../kind.ts'
import { DeliveryBroken } from '../outbound/deliver.ts'
import { reasonOf } from '../outbound/read-answer.ts'
import { endpointOf } from '../target/endpoint.ts'
import { exchange, type ReadOne } from '../target/exchange.ts'
import { openSocket } from '../target/open-socket.ts'
import type { Reading } from '../target/switch-connector.ts'
import { decode, decodeAll, decodeNumber, type Element, encode, encodeNumber, encodeText } from './ber.ts'

export const WHO = 'The directory'

/** Tags of RFC 4511. */
const TAG = {
  sequence: 0x30,
  set: 0x31,
  enumerated: 0x0a,
  boolean: 0x01,
  bind: 0x60,
  search: 0x63,
  entry: 0x64,
  searchDone: 0x65,
  reference: 0x73,
  modify: 0x66,
  password: 0x80,
  equals: 0xa3,
  present: 0x87,
} as const

/** The directory said no. `code` is of RFC 4511 appendix A. */
class LdapRefused extends Error {
  readonly code: number

  constructor(code: number, diagnostic: string) {
    super(`it answered ${code}${diagnostic === '' ? '' : `, ${printable(diagnostic).slice(0, 200)}`}`)
    this.name = 'LdapRefused'
    this.code = code
  }
}

export interface Entry {
  readonly dn: string
  /** By lower-case name. */
  readonly attributes: ReadonlyMap<string, readonly string[]>
}

export interface Ldap {
  /** Entries below `base` whose attribute is exactly `value`, at most two; with `value` null, the entry `base` itself. */
  search(base: string, attribute: string, value: string | null, wanted: readonly string[]): Promise<readonly Entry[]>
  /** Puts one value in place of whatever the attribute holds; null takes the attribute away. */
  replace(dn: string, attribute: string, value: string | null): Promise<void>
}

export type Work = <T>(signal: AbortSignal, work: (ldap: Ldap) => Promise<T>) => Promise<T>

/** Binds on a connection of its own, which is closed whatever happens. Values are bytes in the protocol, never text in a filter. */
export function ldapSession(config: ConnectorConfig, tools: ConnectorTools): Work {
  const endpoint = endpointOf(config, 636)
  const user = required(config, 'user')
  const password = required(config, 'password')
  return async (signal, work) => {
    const socket = await openSocket(endpoint, tools, signal)
    try {
      const send = exchange(socket, readMessage)
      let id = 0
      const ask = async (question: Buffer): Promise<readonly Element[]> => {
        id += 1
        const entries: Element[] = []
        let answer = await send(encode(TAG.sequence, encodeNumber(id), question))
        while (answer.tag === TAG.entry || answer.tag === TAG.reference) {
          if (answer.tag === TAG.entry) entries.push(answer)
          answer = await send(Buffer.alloc(0))
        }
        const [code, , diagnostic] = decodeAll(answer.content)
        const result = code === undefined ? -1 : decodeNumber(code)
        // A search that found more than it may answer did answer what it may.
        if (result !== 0 && !(answer.tag === TAG.searchDone && result === SIZE_LIMIT)) {
          throw new LdapRefused(result, diagnostic?.content.toString('utf8') ?? '')
        }
        return entries
      }
      await ask(encode(TAG.bind, encodeNumber(3), encodeText(user), encodeText(password, TAG.password)))
      return await work({
        search: async (base, attribute, value, wanted) =>
          (await ask(searchRequest(base, attribute, value, wanted))).map(readEntry),
        replace: async (dn, attribute, value) => {
          await ask(modifyRequest(dn, attribute, value))
        },
      })
    } finally {
      socket.destroy()
    }
  }
}

const SIZE_LIMIT = 4
const NO_SUCH_OBJECT = 32
const REPLACE = 2

function searchRequest(base: string, attribute: string, value: string | null, wanted: readonly string[]): Buffer {
  const isOneEntry = value === null
  const filter = isOneEntry
    ? encodeText('objectClass', TAG.present)
    : encode(TAG.equals, encodeText(attribute), encodeText(value))
  return encode(
    TAG.search,
    encodeText(base),
    encodeNumber(isOneEntry ? 0 : 2, TAG.enumerated),
    encodeNumber(0, TAG.enumerated),
    encodeNumber(2),
    encodeNumber(5),
    encode(TAG.boolean, Buffer.from([0])),
    filter,
    encode(TAG.sequence, ...wanted.map((name) => encodeText(name))),
  )
}

function modifyRequest(dn: string, attribute: string, value: string | null): Buffer {
  const values = encode(TAG.set, ...(value === null ? [] : [encodeText(value)]))
  const change = encode(
    TAG.sequence,
    encodeNumber(REPLACE, TAG.enumerated),
    encode(TAG.sequence, encodeText(attribute), values),
  )
  return encode(TAG.modify, encodeText(dn), encode(TAG.sequence, change))
}

/** The operation inside a message. A notice that nobody asked for ends the connection, as it does for the server. */
const readMessage: ReadOne<Element> = (bytes) => {
  const one = decode(bytes)
  if (one === null) return null
  const [id, operation] = one.element.tag === TAG.sequence ? decodeAll(one.element.content) : []
  if (id === undefined || operation === undefined || decodeNumber(id) === 0) {
    throw new Error('it does not answer as LDAP does')
  }
  return { value: operation, length: one.end }
}

function readEntry({ content }: Element): Entry {
  const [dn, list] = decodeAll(content)
  const attributes = decodeAll(list?.content ?? Buffer.alloc(0)).map(({ content: pair }) => {
    const [name, values] = decodeAll(pair)
    const texts = decodeAll(values?.content ?? Buffer.alloc(0)).map((one) => one.content.toString('utf8'))
    return [name?.content.toString('utf8').toLowerCase() ?? '', texts] as const
  })
  return { dn: dn?.content.toString('utf8') ?? '', attributes: new Map(attributes) }
}

/** Null where the directory has no such entry. */
export async function entryAt(ldap: Ldap, dn: string, wanted: readonly string[]): Promise<Entry | null> {
  try {
    return (await ldap.search(dn, 'objectClass', null, wanted))[0] ?? null
  } catch (error) {
    if (error instanceof LdapRefused && error.code === NO_SUCH_OBJECT) return null
    throw error
  }
}

export function brokenRequest(error: unknown): Execution {
  const reason = `${WHO}: ${reasonOf(error)}`
  return isRefusal(error) ? { kind: 'refused', reason } : { kind: 'unknown', reason }
}

export function unreadableEntry(error: unknown): Reading {
  return { kind: 'unreadable', reason: `${WHO} did not answer: ${reasonOf(error)}`, isRefused: isRefusal(error) }
}

/** Wrong credential, no right, no such attribute and the like; busy, unavailable and "other" may be answered better later. */
function isRefusal(error: unknown): boolean {
  if (error instanceof LdapRefused) return ![3, 51, 52, 80].includes(error.code)
  return error instanceof DeliveryBroken && error.stage === 'forbidden'
}
