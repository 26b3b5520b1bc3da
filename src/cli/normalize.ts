import { createHash } from 'node:crypto'
import fs from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { printable } from '../domain/json/read-json.ts'
import { normaliseBatch, type NormalisedBatch, type NormalisedRecord } from '../formats/normalise-batch.ts'
import { READ_BOUNDS } from '../formats/read-records.ts'
import { FORMATS } from '../formats/registry.ts'
import type { Command, Io } from './command.ts'

/**
 * `normalize [--format NAME] [--event-at POINTER] FILE…`: one line of JSON for every record. Whatever a record holds,
 * the terminal gets it escaped: a line is one record and no control character is ever sent as itself.
 */
export const normalize: Command = {
  name: 'normalize',
  summary: 'read alerts and events in any known format, print one JSON object a record',
  run,
}

interface Wishes {
  readonly format: string
  readonly eventAt: string | null
  readonly files: readonly string[]
}

async function run(args: readonly string[], io: Io): Promise<number> {
  const wishes = readArgs(args)
  if (wishes === 'help') {
    await io.out(`${USAGE}\n`)
    return 0
  }
  const misuse = typeof wishes === 'string' ? wishes : await misuseOf(wishes, io)
  if (misuse !== null || typeof wishes === 'string') {
    await io.err(`normalize: ${printable(misuse ?? '')}\n\nUsage: ${USAGE_LINE}\n`)
    return 2
  }
  let isAllOk = true
  for (const file of wishes.files.length === 0 ? ['-'] : wishes.files) {
    const batch = await read(file, wishes, io)
    for (const line of linesOf(batch, file)) {
      if (io.isClosed()) return isAllOk ? 0 : 1
      isAllOk &&= line.ok
      await io.out(`${printable(JSON.stringify(line))}\n`)
    }
  }
  return isAllOk ? 0 : 1
}

/** What was asked for, `help`, or what is wrong with the question. */
function readArgs(args: readonly string[]): Wishes | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        format: { type: 'string', default: 'auto' },
        'event-at': { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
    if (values.help) return 'help'
    return { format: values.format, eventAt: values['event-at'] ?? null, files: positionals }
  } catch (error) {
    return error instanceof Error ? error.message : 'the options cannot be read'
  }
}

/** Everything that can be wrong with the question is found before the first line of the answer. */
async function misuseOf(wishes: Wishes, io: Io): Promise<string | null> {
  if (wishes.format !== 'auto' && !FORMATS.some((format) => format.name === wishes.format)) {
    return `there is no format ${JSON.stringify(wishes.format)}. Known: auto, ${FORMATS.map((format) => format.name).join(', ')}`
  }
  if (wishes.eventAt !== null && wishes.eventAt !== '' && !wishes.eventAt.startsWith('/')) {
    return `--event-at takes a JSON Pointer such as /event, not ${JSON.stringify(wishes.eventAt)}`
  }
  if (wishes.files.length === 0 && io.isInputTerminal) return 'name a file, or pipe records into it'
  if (wishes.files.filter((file) => file === '-').length > 1) return 'standard input can be read once'
  for (const file of wishes.files.filter((name) => name !== '-')) {
    const stat = await fs.stat(file).catch(() => null)
    if (stat === null) return `there is no file ${JSON.stringify(file)}`
    if (stat.isDirectory()) return `${JSON.stringify(file)} is a folder; name the files in it`
    const isReadable = await fs.access(file, fs.constants.R_OK).then(
      () => true,
      () => false,
    )
    if (!isReadable) return `${JSON.stringify(file)} may not be read`
  }
  return null
}

async function read(file: string, wishes: Wishes, io: Io): Promise<NormalisedBatch> {
  const body = file === '-' ? await io.readInput(READ_BOUNDS.maxBytes) : await readFile(file)
  return normaliseBatch(body, {
    format: wishes.format,
    headers: {},
    digest: (text) => createHash('sha256').update(text, 'utf8').digest('hex'),
    ...(wishes.eventAt === null ? {} : { eventAt: wishes.eventAt }),
  })
}

/** At most one byte more than the bound, which is enough for the reader to refuse it by size. */
async function readFile(file: string): Promise<Uint8Array> {
  const handle = await fs.open(file)
  try {
    const chunks: Uint8Array[] = []
    let length = 0
    for await (const chunk of handle.createReadStream({ end: READ_BOUNDS.maxBytes, autoClose: false })) {
      const bytes: Uint8Array = typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk
      chunks.push(bytes)
      length += bytes.length
    }
    return Buffer.concat(chunks, length)
  } finally {
    await handle.close()
  }
}

type Line = { readonly ok: boolean } & Readonly<Record<string, unknown>>

function linesOf(batch: NormalisedBatch, file: string): readonly Line[] {
  const name = file === '-' ? 'standard input' : file
  if (!batch.ok) return [{ ok: false, format: null, reason: batch.reason, at: '', file: name }]
  return batch.records.map((record) => lineOf(record, name))
}

function lineOf(record: NormalisedRecord, file: string): Line {
  const { position } = record
  return record.ok
    ? { ok: true, format: record.format, certainty: record.certainty, signal: record.signal, file, position }
    : { ok: false, format: record.format, reason: record.reason, at: record.at, file, position }
}

const USAGE_LINE = 'npm run -s cli -- normalize [--format NAME] [--event-at POINTER] FILE…'

const USAGE = `Usage: ${USAGE_LINE}

Reads records and prints one JSON object a record:
  {"ok":true,"format":…,"signal":…} or {"ok":false,"format":…,"reason":…,"at":…}
FILE is JSON, an array, NDJSON or {"Records":[…]}, also in gzip; - or no file is standard input.

  --format NAME       one of the formats below, or auto (the default): detected record by record
  --event-at POINTER  JSON Pointer to the record inside each object, e.g. /event
  -h, --help          this text

Exit status: 0 every record was read, 1 some were not, 2 the question was wrong.

Formats:
${FORMATS.map((format) => `  ${format.name.padEnd(24)}${format.title}`).join('\n')}`
