import { printable } from '../../domain/json/read-json.ts'
import { CLICKHOUSE_SESSION } from '../../engine/sql/dialect.ts'
import type { SqlEngine } from '../../engine/sql/session.ts'
import type { ClickHouseAddress } from './clickhouse-address.ts'
import { HistoryLost } from './long-history.ts'

/** ClickHouse over its HTTP interface: one session, in which tables live that nobody else sees. */
export interface ClickHouse extends SqlEngine {
  /** As `run`, for answers that hold text. */
  ask(statement: string, signal?: AbortSignal): Promise<readonly (readonly unknown[])[]>
  /** Rows go along as data in a format of ClickHouse (`Parquet`, `JSONEachRow`), never as part of a statement. */
  insert(into: string, format: string, rows: Blob | string, signal?: AbortSignal): Promise<void>
  /** Ends the session; its tables go with it. */
  close(): Promise<void>
}

export interface ClickHouseWorld {
  readonly fetch: typeof fetch
  readonly newId: () => string
  readonly wait: (ms: number) => Promise<void>
}

/** Seconds without a question after which the server forgets the session: the most it allows by default. */
const SESSION_S = 3_600
/** After a query was killed, its session stays locked for a moment. */
const LOCKED_TRIES = 20
const LOCKED_WAIT_MS = 100
/** What counts come to is small: an answer of this size is none of ours. */
const MOST_ANSWER_BYTES = 256 * 1024 * 1024
const MOST_WORDS = 300

/** Codes of ClickHouse: see `ErrorCodes.cpp`. */
const UNKNOWN_TABLE = 60
const SESSION_NOT_FOUND = 372
const SESSION_IS_LOCKED = 373

/** What the server refused, in its words. */
class ClickHouseError extends Error {
  override name = 'ClickHouseError'
  readonly code: number
  constructor(code: number, words: string) {
    super(`ClickHouse: ${printable(words.trim().slice(0, MOST_WORDS))}`)
    this.code = code
  }
}

/**
 * Opens a session. All questions of it have to reach the same server, so a balancer in front has to keep it there. User and password go
 * as headers, statements as the body; values that are text go as parameters. Rejects with `HistoryLost` where the server cannot be
 * reached or has forgotten the session.
 */
export function openClickHouseHttp(address: ClickHouseAddress, world: ClickHouseWorld): ClickHouse {
  const session = world.newId()
  let isBegun = false

  const post = async (
    parameters: Readonly<Record<string, string>>,
    body: Blob | string,
    signal: AbortSignal | undefined,
  ): Promise<string> => {
    const url = new URL(address.endpoint)
    url.search = new URLSearchParams({ database: address.database, ...parameters }).toString()
    let answer: Response
    try {
      answer = await world.fetch(url, {
        method: 'POST',
        body,
        redirect: 'error',
        headers: { 'X-ClickHouse-User': address.user, 'X-ClickHouse-Key': address.password },
        ...(signal === undefined ? {} : { signal }),
      })
    } catch (error) {
      signal?.throwIfAborted()
      throw new HistoryLost(`${url.host} cannot be reached`, { cause: error })
    }
    const text = await boundedText(answer)
    if (answer.ok) return text
    const code = Number(answer.headers.get('X-ClickHouse-Exception-Code') ?? /^Code: (\d+)/.exec(text)?.[1] ?? 0)
    throw new ClickHouseError(code, text)
  }

  const inSession = async (
    parameters: Readonly<Record<string, string>>,
    body: Blob | string,
    signal?: AbortSignal,
  ): Promise<string> => {
    signal?.throwIfAborted()
    const query = world.newId()
    const kill = () => {
      const killing = { param_id: query }
      // The question is given up either way; a server that does not hear of it ends it by its own limits.
      post(killing, 'KILL QUERY WHERE query_id = {id:String} ASYNC', AbortSignal.timeout(5_000)).catch(() => undefined)
    }
    const all = {
      session_id: session,
      session_timeout: String(SESSION_S),
      // A session that was forgotten is said to be, instead of beginning empty.
      ...(isBegun ? { session_check: '1' } : {}),
      query_id: query,
      // The state of the answer is then that of the whole query, not that of its beginning.
      wait_end_of_query: '1',
      default_format: 'JSONCompactEachRow',
      ...parameters,
    }
    signal?.addEventListener('abort', kill, { once: true })
    try {
      for (let tries = 1; ; tries += 1) {
        try {
          const text = await post(all, body, signal)
          isBegun = true
          return text
        } catch (error) {
          if (!(error instanceof ClickHouseError)) throw error
          if (error.code === SESSION_NOT_FOUND || error.code === UNKNOWN_TABLE) {
            throw new HistoryLost(error.message, { cause: error })
          }
          if (error.code !== SESSION_IS_LOCKED || tries === LOCKED_TRIES) throw error
          await world.wait(LOCKED_WAIT_MS)
          signal?.throwIfAborted()
        }
      }
    } finally {
      signal?.removeEventListener('abort', kill)
    }
  }

  const ask = async (statement: string, signal?: AbortSignal) => {
    const lines = (await inSession({}, statement, signal)).split('\n').filter((line) => line !== '')
    return lines.map((line) => JSON.parse(line) as readonly unknown[])
  }

  return {
    dialect: CLICKHOUSE_SESSION,
    ask,
    run: async (statement, signal) => (await ask(statement, signal)).map((row) => row.map(integer)),
    insert: async (into, format, rows, signal) => {
      await inSession({ query: `INSERT INTO ${into} FORMAT ${format}` }, rows, signal)
    },
    close: async () => {
      await post({ session_id: session, session_timeout: '1' }, 'SELECT 1', AbortSignal.timeout(5_000)).catch(() => '')
    },
  }
}

async function boundedText(answer: Response): Promise<string> {
  if (answer.body === null) return ''
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for await (const chunk of answer.body) {
    bytes += chunk.byteLength
    if (bytes > MOST_ANSWER_BYTES) throw new RangeError('ClickHouse answered more than counts can come to')
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

/** 64 bits come as text; what we count fits a double. */
function integer(value: unknown): number {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value
  if (typeof number !== 'number' || !Number.isSafeInteger(number))
    throw new RangeError('ClickHouse answered no integer')
  return number
}
