import { randomUUID } from 'node:crypto'
import type { RunningGateway } from './gateway.ts'

/** A program that talks to the API as one of the sample's people, without a browser. */
export interface Caller {
  /** As it travels: `name=value`. */
  readonly cookie: string
  /** Any call; a body that is no text goes as JSON. Answers whatever the status is. */
  call(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Response>
  /** A call that must succeed, and the JSON it answers. */
  ask<T>(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<T>
}

export async function callAs(gateway: RunningGateway, persona: string): Promise<Caller> {
  const signedIn = await fetch(`${gateway.origin}/api/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ persona }),
  })
  const cookie = signedIn.headers.getSetCookie()[0]?.split(';', 1)[0]
  if (cookie === undefined) throw new Error(`${persona} could not sign in: ${await signedIn.text()}`)
  const call: Caller['call'] = (method, path, body, headers = {}) =>
    fetch(`${gateway.origin}${path}`, {
      method,
      headers: { Cookie: cookie, 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID(), ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
  return {
    cookie,
    call,
    ask: async <T>(...request: Parameters<Caller['call']>) => {
      const answer = await call(...request)
      const text = await answer.text()
      if (!answer.ok) throw new Error(`${request[0]} ${request[1]}: ${answer.status} ${text}`)
      return JSON.parse(text) as T
    },
  }
}

/** What became of a delivery, as the gateway reports it. */
export interface Report {
  readonly accepted: number
  readonly refused: number
  readonly alertsOpened: number
}

/** Delivers records as a source does. */
export function deliver(
  caller: Caller,
  format: string,
  records: readonly unknown[],
  headers: Readonly<Record<string, string>> = {},
): Promise<Report> {
  const body = records.map((record) => (typeof record === 'string' ? record : JSON.stringify(record))).join('\n')
  return caller.ask('POST', `/api/ingest/${format}`, body, { 'Content-Type': 'application/x-ndjson', ...headers })
}
