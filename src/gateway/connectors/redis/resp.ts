import { printable } from '../../../domain/json/read-json.ts'
import type { ReadOne } from '../target/exchange.ts'

/** What Redis answers in its protocol, version 2. */
export type Reply = string | number | null | RedisError | readonly Reply[]

/** An answer that begins with `-`: the command was not carried out. */
export class RedisError {
  /** The first word: NOPERM, WRONGPASS, NOAUTH, ERR. */
  readonly code: string
  readonly message: string

  constructor(line: string) {
    this.message = printable(line).slice(0, 200)
    this.code = line.split(' ', 1)[0] ?? ''
  }
}

/** A command as an array of byte strings: whatever a word holds, it is that word and nothing else. */
export function encodeCommand(words: readonly string[]): Buffer {
  const parts = words.flatMap((word) => {
    const bytes = Buffer.from(word, 'utf8')
    return [Buffer.from(`$${bytes.length}\r\n`), bytes, Buffer.from('\r\n')]
  })
  return Buffer.concat([Buffer.from(`*${words.length}\r\n`), ...parts])
}

/** Throws for bytes that are no reply, and for arrays deeper or longer than any that is asked for. */
export const readReply: ReadOne<Reply> = (bytes) => readAt(bytes, 0, 0)

/** The list of some ten thousand connections. */
export const MOST_REPLY_BYTES = 4 * 1024 * 1024
const MOST_ITEMS = 100_000
const DEEPEST = 8

function readAt(bytes: Buffer, start: number, depth: number): { value: Reply; length: number } | null {
  const end = bytes.indexOf('\r\n', start)
  if (end < 0) return null
  const kind = String.fromCharCode(bytes[start] ?? 0)
  const line = bytes.toString('utf8', start + 1, end)
  const after = end + 2
  if (kind === '+') return { value: line, length: after }
  if (kind === '-') return { value: new RedisError(line), length: after }
  const count = Number(line)
  if (!Number.isSafeInteger(count) || !':$*'.includes(kind)) throw new Error('it does not answer as Redis does')
  if (kind === ':') return { value: count, length: after }
  if (count === -1) return { value: null, length: after }
  if (count < 0) throw new Error('it does not answer as Redis does')
  if (kind === '$') {
    if (count > MOST_REPLY_BYTES) throw new Error('the answer is too large')
    if (bytes.length < after + count + 2) return null
    return { value: bytes.toString('utf8', after, after + count), length: after + count + 2 }
  }
  if (count > MOST_ITEMS || depth >= DEEPEST) throw new Error('the answer is too large')
  return readItems(bytes, after, count, depth)
}

function readItems(bytes: Buffer, start: number, count: number, depth: number) {
  const items: Reply[] = []
  let at = start
  for (let i = 0; i < count; i += 1) {
    const item = readAt(bytes, at, depth + 1)
    if (item === null) return null
    items.push(item.value)
    at = item.length
  }
  return { value: items, length: at }
}
