import fs from 'node:fs'
import { parseArgs } from 'node:util'
import { printable } from '../domain/json/read-json.ts'
import type { Command, Io } from './command.ts'
import { deliveriesOf } from './ingest-deliveries.ts'

/** `ingest --url … --token … FILE…`: sends files to a gateway, piece by piece, and says what became of the records. */
export const ingest: Command = {
  name: 'ingest',
  summary: 'send files of alerts and events to a running gateway',
  run,
}

const USAGE = [
  'Usage: npm run -s cli -- ingest --url URL [--token TOKEN] [--format NAME] [--event-at POINTER] FILE…',
  '',
  '  --url URL           where the gateway answers, e.g. http://localhost:4747',
  '  --token TOKEN       token of a source; better in SLUICEGATE_TOKEN, where no process list shows it',
  '  --format NAME       format of the records (default auto)',
  '  --event-at POINTER  JSON Pointer to the record inside each object',
  '',
  'Lines of JSON are sent a few thousand at a time, other files whole; - is standard input. What is cut off may be sent again:',
  'the same records twice change nothing. Prints one JSON object a file. Exit status: 0 all taken, 1 some refused, 2 misuse.',
].join('\n')

const COUNTS = ['records', 'accepted', 'duplicates', 'conflicts', 'refused', 'alertsOpened', 'alertsUpdated'] as const
type Totals = Record<(typeof COUNTS)[number], number>

interface Wishes {
  readonly url: URL
  readonly token: string
  readonly format: string
  readonly eventAt: string | null
  readonly files: readonly string[]
}

async function run(args: readonly string[], io: Io): Promise<number> {
  const wishes = readArgs(args)
  if (typeof wishes === 'string') {
    const isHelp = wishes === 'help'
    await (isHelp ? io.out(`${USAGE}\n`) : io.err(`ingest: ${printable(wishes)}\n\n${USAGE}\n`))
    return isHelp ? 0 : 2
  }
  let isAllTaken = true
  for (const file of wishes.files) {
    const done = await sendFile(file, wishes, io)
    isAllTaken &&= done
  }
  return isAllTaken ? 0 : 1
}

function readArgs(args: readonly string[]): Wishes | string {
  let parsed
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        url: { type: 'string' },
        token: { type: 'string' },
        format: { type: 'string', default: 'auto' },
        'event-at': { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
  } catch (error) {
    return error instanceof Error ? error.message : 'the options cannot be read'
  }
  const { values, positionals } = parsed
  if (values.help) return 'help'
  if (values.url === undefined || !URL.canParse(values.url)) return '--url is missing or no address'
  const token = values.token ?? process.env['SLUICEGATE_TOKEN']
  if (token === undefined || token === '') return 'no token: --token or SLUICEGATE_TOKEN'
  if (positionals.length === 0) return 'no file'
  const missing = positionals.find((file) => file !== '-' && !fs.existsSync(file))
  if (missing !== undefined) return `there is no file ${missing}`
  const eventAt = values['event-at'] ?? null
  return { url: new URL(values.url), token, format: values.format, eventAt, files: positionals }
}

/** True where every record was taken or was there before. */
async function sendFile(file: string, wishes: Wishes, io: Io): Promise<boolean> {
  const totals = Object.fromEntries(COUNTS.map((name) => [name, 0])) as Totals
  const stream = file === '-' ? process.stdin : fs.createReadStream(file)
  const size = file === '-' ? null : fs.statSync(file).size
  let trouble: string | null = null
  for await (const delivery of deliveriesOf(stream)) {
    const answer = await send(delivery.body, delivery.type, wishes)
    if (typeof answer === 'string') {
      trouble = answer
      break
    }
    for (const name of COUNTS) totals[name] += answer[name]
    const share = size === null || size === 0 ? '' : ` (${Math.min(100, Math.floor((100 * delivery.end) / size))} %)`
    await io.err(`${printable(file)}: ${totals.records} records sent${share}\n`)
  }
  await io.out(
    `${printable(JSON.stringify({ file, ok: trouble === null, ...totals, ...(trouble === null ? {} : { trouble }) }))}\n`,
  )
  return trouble === null && totals.refused === 0
}

const TRIES = 6

/** The report, or why it was refused. Repeats where the gateway is busy or silent: a delivery twice is a delivery once. */
async function send(body: Uint8Array, type: string, wishes: Wishes): Promise<Totals | string> {
  const address = new URL(`/api/ingest/${encodeURIComponent(wishes.format)}`, wishes.url)
  if (wishes.eventAt !== null) address.searchParams.set('event-at', wishes.eventAt)
  let last = 'the gateway does not answer'
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const answer = await fetch(address, {
      method: 'POST',
      redirect: 'error',
      headers: { Authorization: `Bearer ${wishes.token}`, 'Content-Type': type },
      body: body.slice(),
    }).catch((error: unknown) => {
      last = error instanceof Error ? `${error.message}${causeOf(error)}` : last
      return null
    })
    if (answer?.ok) return (await answer.json()) as Totals
    if (answer !== null) last = await problemOf(answer)
    if (answer !== null && answer.status !== 429 && answer.status < 500) return last
    if (attempt === TRIES) break
    const wait = Number(answer?.headers.get('Retry-After') ?? 0) || 2 ** (attempt - 1)
    await new Promise((resolve) => setTimeout(resolve, Math.min(60, wait) * 1000))
  }
  return last
}

function causeOf(error: Error): string {
  return error.cause instanceof Error ? `: ${error.cause.message}` : ''
}

async function problemOf(answer: Response): Promise<string> {
  const body: unknown = await answer.json().catch(() => null)
  const detail = typeof body === 'object' && body !== null && 'detail' in body ? body.detail : null
  return typeof detail === 'string' ? detail : `the gateway answered ${answer.status}`
}
