import type { ConnectorConfig, ConnectorTools } from '../kind.ts'
import { WrongSetting } from '../kind.ts'
import { whyNotUrl } from '../outbound/address.ts'
import type { Delivered, Delivery } from '../outbound/deliver.ts'

export interface HttpTarget {
  /** One exchange; `path` is appended to the base and every part of it was encoded by whoever made it. */
  ask(
    method: Delivery['method'],
    path: string,
    signal: AbortSignal,
    body?: HttpBody,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Delivered>
}

export interface HttpBody {
  readonly text: string
  readonly contentType: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Calls below one address, always with the same headers. The base carries neither query nor a slash at its end. */
export function httpTarget(
  base: string,
  headers: Readonly<Record<string, string>>,
  { deliver }: Pick<ConnectorTools, 'deliver'>,
): HttpTarget {
  return {
    ask: (method, path, signal, body, more) => {
      const text = body?.text ?? ''
      const own: Record<string, string> = {
        accept: 'application/json',
        'user-agent': 'sluicegate/1',
        ...headers,
        ...more,
      }
      if (body !== undefined) {
        Object.assign(own, body.headers)
        own['content-type'] = body.contentType
      }
      if (body !== undefined || method !== 'GET') own['content-length'] = String(new TextEncoder().encode(text).length)
      return deliver({ method, url: `${base}${path}`, headers: own, body: text }, signal)
    },
  }
}

export function jsonBody(value: unknown, contentType = 'application/json'): HttpBody {
  return { text: JSON.stringify(value), contentType }
}

export function formBody(fields: Readonly<Record<string, string>>): HttpBody {
  return { text: new URLSearchParams(fields).toString(), contentType: 'application/x-www-form-urlencoded' }
}

/** The address in a field, judged as every call will judge it. */
export function addressOf(
  { values }: ConnectorConfig,
  field: string,
  { reach }: Pick<ConnectorTools, 'reach'>,
): string {
  const text = (values[field] ?? '').trim().replace(/\/+$/, '')
  const problem = whyNotUrl(text, reach)
  if (problem !== null) {
    throw new WrongSetting(
      field,
      `${problem} Internal addresses are called only where SLUICEGATE_OUTBOUND allows them.`,
    )
  }
  return text
}

/** A secret for a header: printable ASCII, or a line break in it could begin another header. */
export function headerSecret({ values }: ConnectorConfig, field: string): string {
  const text = (values[field] ?? '').trim()
  if (!/^[\x21-\x7e][\x20-\x7e]{0,8191}$/.test(text)) {
    throw new WrongSetting(field, 'It is empty or holds characters that no header can carry.')
  }
  return text
}

/** As OAuth wants it: both parts percent-encoded first (RFC 6749, 2.3.1). */
export function basicAuthorization(user: string, password: string): string {
  return basicOf(encodeURIComponent(user), encodeURIComponent(password))
}

/** As everybody else does (RFC 7617). The name holds no colon. */
export function basicOf(user: string, password: string): string {
  return `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode(`${user}:${password}`)))}`
}
