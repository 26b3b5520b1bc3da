import { createHash } from 'node:crypto'
import fs from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { printable, readJson } from '../domain/json/read-json.ts'
import type { Format } from '../formats/format.ts'
import { formatFromMapping } from '../formats/generic.ts'
import { type NormalisedBatch, type NormalisedRecord, normaliseBatch } from '../formats/normalise-batch.ts'
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
  /** Files with mapping documents: formats of one's own. */
  readonly mappings: readonly string[]
  readonly eventAt: string | null
  readonly files: readonly string[]
}

async function run(args: readonly string[], io: Io): Promise<number> {
  const wishes = readArgs(args)
  if (wishes === 'help') {
    await io.out(`${USAGE}\n`)
    return 0
  }
  if (typeof wishes === 'string') return misused(wishes, io)
  const formats = await formatsFor(wishes.mappings)
  if (typeof formats === 'string') return misused(formats, io)
  const misuse = await misuseOf(wishes, formats, io)
  if (misuse !== null) return misused(misuse, io)

  let isAllOk = true
  for (const file of wishes.files.length === 0 ? ['-'] : wishes.files) {
    const batch = await read(file, wishes, formats, io)
    for (const line of linesOf(batch, file)) {
      if (io.isClosed()) return isAllOk ? 0 : 1
      isAllOk &&= line.ok
      await io.out(`${printable(JSON.stringify(line))}\n`)
    }
  }
  return isAllOk ? 0 : 1
}

async function misused(reason: string, io: Io): Promise<number> {
  await io.err(`normalize: ${reason.split('\n').map(printable).join('\n')}\n\nUsage: ${USAGE_LINE}\n`)
  return 2
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
        mapping: { type: 'string', multiple: true, default: [] },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
    if (values.help) return 'help'
    return {
      format: values.format,
      mappings: values.mapping,
      eventAt: values['event-at'] ?? null,
      files: positionals,
    }
  } catch (error) {
    return error instanceof Error ? error.message : 'the options cannot be read'
  }
}

/** Everything that can be wrong with the question is found before the first line of the answer. */
async function misuseOf(wishes: Wishes, formats: readonly Format[], io: Io): Promise<string | null> {
  const names = formats.map((format) => format.name)
  if (wishes.format !== 'auto' && !names.includes(wishes.format)) {
    return `there is no format ${JSON.stringify(wishes.format)}. Known: auto, ${names.join(', ')}`
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

/** The product's formats and those of the mapping files, or what is wrong with one of these. */
async function formatsFor(mappings: readonly string[]): Promise<readonly Format[] | string> {
  const formats = [...FORMATS]
  for (const file of mappings) {
    const text = await fs.readFile(file, 'utf8').catch(() => null)
    if (text === null) return `the mapping ${JSON.stringify(file)} cannot be read`
    const document = readJson(text)
    if (!document.ok) return `the mapping ${JSON.stringify(file)} is not JSON: ${document.reason}`
    const read = formatFromMapping(document.value)
    if (!read.ok) {
      const problems = read.problems.map((problem) => `  ${problem.at || 'the whole document'}: ${problem.reason}`)
      return [`the mapping ${JSON.stringify(file)} is wrong:`, ...problems].join('\n')
    }
    if (formats.some((format) => format.name === read.format.name)) return `two formats are named ${read.format.name}`
    formats.push(read.format)
  }
  return formats
}

async function read(file: string, wishes: Wishes, formats: readonly Format[], io: Io): Promise<NormalisedBatch> {
  const body = file === '-' ? await io.readInput(READ_BOUNDS.maxBytes) : await readFile(file)
  return normaliseBatch(body, {
    format: wishes.format,
    formats,
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

const USAGE_LINE = 'npm run -s cli -- normalize [--format NAME] [--event-at POINTER] [--mapping FILE] FILE…'

const USAGE = `Usage: ${USAGE_LINE}

Reads records and prints one JSON object a record:
  {"ok":true,"format":…,"signal":…} or {"ok":false,"format":…,"reason":…,"at":…}
FILE is JSON, an array, NDJSON or {"Records":[…]}, also in gzip; - or no file is standard input.

  --format NAME       one of the formats below, or auto (the default): detected record by record
  --event-at POINTER  JSON Pointer to the record inside each object, e.g. /event
  --mapping FILE      a mapping document for a source of your own, as one more format; may be repeated
  -h, --help          this text

Exit status: 0 every record was read, 1 some were not, 2 the question was wrong.

Formats:
${FORMATS.map((format) => `  ${format.name.padEnd(24)}${format.title}`).join('\n')}`
