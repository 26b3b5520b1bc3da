import { BackendError } from '../port.ts'
import { offlineError, toBackendError, unreadableError } from './problem.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export interface CallOptions {
  readonly query?: Readonly<Record<string, string | number | boolean | readonly (string | number)[] | null | undefined>>
  readonly json?: unknown
  /** Sent as it is. */
  readonly body?: Blob
  readonly contentType?: string
  /** The version that was on the screen: sent as If-Match. */
  readonly seenVersion?: number
  /** Of what is held already: sent as If-None-Match, and 304 is an answer then. */
  readonly knownTag?: string | null | undefined
  readonly signal?: AbortSignal | undefined
}

export interface Transport {
  readonly fetch: typeof fetch
  /** Before `/api`, without a slash at the end; empty for the page's own origin. */
  readonly baseUrl: string
  readonly newKey: () => string
  readonly sleep: (ms: number) => Promise<void>
}

/** Waits before the repetitions of a request that nothing answered. Together under two seconds: after that a person decides. */
const REPEAT_AFTER_MS = [250, 1250]

/**
 * One request of the API. Reads and keyed writes are repeated when nothing answered, writes with the same Idempotency-Key,
 * so that they take effect once. A write with If-Match is never repeated: if its first try arrived, the second would
 * report our own change as somebody else's.
 * Rejects with a BackendError, or with the signal's reason when the caller gave up.
 */
export async function call(
  transport: Transport,
  method: Method,
  path: string,
  options: CallOptions,
): Promise<Response> {
  const url = `${transport.baseUrl}/api${path}${queryText(options.query)}`
  const headers = new Headers({ Accept: 'application/json' })
  if (options.json !== undefined) headers.set('Content-Type', 'application/json')
  if (options.contentType !== undefined) headers.set('Content-Type', options.contentType)
  if (options.seenVersion !== undefined) headers.set('If-Match', `"${options.seenVersion}"`)
  if (typeof options.knownTag === 'string') headers.set('If-None-Match', options.knownTag)
  if (method !== 'GET') headers.set('Idempotency-Key', transport.newKey())
  const init: RequestInit = { method, headers, credentials: 'same-origin' }
  if (options.json !== undefined) init.body = JSON.stringify(options.json)
  if (options.body !== undefined) init.body = options.body
  if (options.signal !== undefined) init.signal = options.signal

  const waits = options.seenVersion === undefined ? REPEAT_AFTER_MS : []
  for (let attempt = 0; ; attempt++) {
    const outcome = await once(transport, url, init)
    if (!(outcome instanceof BackendError)) return outcome
    const waitMs = waits[attempt]
    if (waitMs === undefined || !mayRepeat(outcome, attempt)) throw outcome
    await transport.sleep(outcome.retryAfterSeconds === null ? waitMs : outcome.retryAfterSeconds * 1000)
    options.signal?.throwIfAborted()
  }
}

/** The body of a success as JSON. What is not JSON did not come from the gateway. */
export async function readJson<T>(answer: Response): Promise<T> {
  try {
    return (await answer.json()) as T
  } catch {
    throw unreadableError()
  }
}

async function once(transport: Transport, url: string, init: RequestInit): Promise<Response | BackendError> {
  let answer: Response
  try {
    answer = await transport.fetch(url, init)
  } catch (error) {
    init.signal?.throwIfAborted()
    if (error instanceof BackendError) return error
    return offlineError()
  }
  if (answer.ok || answer.status === 304) return answer
  // A gateway in the same page answers also where nobody waits any more: the caller's own reason comes first.
  init.signal?.throwIfAborted()
  const body = await answer.text().catch(() => '')
  return toBackendError(answer.status, body, answer.headers.get('Retry-After'))
}

/** After a repetition, "still being worked on" speaks of our own first try: its answer is what we wait for. */
function mayRepeat(error: BackendError, attempt: number): boolean {
  return error.kind === 'offline' || (attempt > 0 && error.type === '/problems/in-progress')
}

function queryText(query: CallOptions['query']): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value === undefined || value === null || value === '') continue
    if (Array.isArray(value)) {
      if (value.length > 0) params.set(name, value.join(','))
    } else {
      params.set(name, String(value))
    }
  }
  const text = params.toString()
  return text === '' ? '' : `?${text}`
}
