import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Io } from './command.ts'
import { normalize } from './normalize.ts'

const FIXTURES = path.resolve(import.meta.dirname, '../../mocks/fixtures')
const MAIN = path.resolve(import.meta.dirname, 'main.ts')
const guardDuty = path.join(FIXTURES, 'guardduty/aws-samples-iam-finding.json')
const falco = path.join(FIXTURES, 'falco/falco-website-alerts.ndjson')

let folder = ''
beforeAll(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'normalize-'))
})
afterAll(() => fs.rm(folder, { recursive: true, force: true }))

async function aFile(name: string, content: string | Uint8Array): Promise<string> {
  const file = path.join(folder, name)
  await fs.writeFile(file, content)
  return file
}

/** Runs the command on a pretended world; `input` null is a person at a terminal. */
async function run(
  args: string[],
  input: string | null = null,
): Promise<{ status: number; lines: unknown[]; out: string; err: string }> {
  let out = ''
  let err = ''
  const io: Io = {
    out: async (text) => {
      out += text
    },
    err: async (text) => {
      err += text
    },
    isClosed: () => false,
    isInputTerminal: input === null,
    readInput: async () => new TextEncoder().encode(input ?? ''),
  }
  const status = await normalize.run(args, io)
  const lines = args.includes('--help')
    ? []
    : out.split('\n').flatMap((line): unknown[] => (line === '' ? [] : [JSON.parse(line)]))
  return { status, lines, out, err }
}

test('a finding becomes one line with its format and signal, and all well is 0', async () => {
  const { status, lines } = await run([guardDuty])
  expect(status).toBe(0)
  expect(lines).toMatchObject([
    { ok: true, format: 'guardduty', signal: { id: '30bf285e52a1e405084ff6ec28e06e17' }, file: guardDuty },
  ])
})

test('wrapped records are opened with --event-at; one that is refused makes 1 and says why and where', async () => {
  const { status, lines } = await run(['--event-at', '/event', '--format', 'falco', falco])
  expect(status).toBe(1)
  expect(lines).toHaveLength(9)
  expect(lines.filter((line) => JSON.stringify(line).startsWith('{"ok":false'))).toMatchObject([
    { format: 'falco', at: '/rule', reason: expect.stringMatching(/not an alert/), position: { line: 8 } },
  ])
})

test('several files, gzip, CloudTrail delivery and standard input are read alike', async () => {
  const zipped = await aFile('findings.json.gz', gzipSync(await fs.readFile(guardDuty)))
  const delivered = path.join(FIXTURES, 'cloudtrail/invictus-one-delivered-file.json')
  const { status, lines } = await run([zipped, delivered, '-'], await fs.readFile(guardDuty, 'utf8'))
  expect(status).toBe(0)
  expect(lines).toMatchObject([
    { format: 'guardduty' },
    { format: 'cloudtrail' },
    { format: 'guardduty', file: 'standard input' },
  ])
})

test('a body without records is one refused line, not silence', async () => {
  expect(await run([], '')).toMatchObject({
    status: 1,
    lines: [{ ok: false, format: null, reason: 'the body is empty', at: '' }],
  })
})

test('misuse is 2, says what is wrong on the error channel, and prints no record', async () => {
  const cases: [string[], RegExp][] = [
    [['--fromat', 'x', guardDuty], /--fromat/],
    [['--format', 'no-such', guardDuty], /no format "no-such"\. Known: auto, /],
    [['--event-at', 'event', guardDuty], /JSON Pointer such as \/event/],
    [[guardDuty, '/no/such/file'], /no file "\/no\/such\/file"/],
    [[folder], /is a folder/],
    [[], /name a file/],
    [['-', '-'], /can be read once/],
    [['--mapping', '/no/such/file', guardDuty], /cannot be read/],
  ]
  for (const [args, reason] of cases) {
    const { status, out, err } = await run(args)
    expect({ status, out }).toEqual({ status: 2, out: '' })
    expect(err).toMatch(reason)
  }
})

test('help is an answer, not a mistake, and lists the formats', async () => {
  const { status, out } = await run(['--help'])
  expect(status).toBe(0)
  expect(out).toMatch(/guardduty {2,}Amazon GuardDuty/)
})

test('no control character reaches the terminal, whether from a record, a file name or an option', async () => {
  const evil = '\u001b[2J\u009b31m\u0007\r\n\u202e\u2028\u007f'
  const record = JSON.stringify({ rule: evil, priority: evil, output: evil, output_fields: { [evil]: evil } })
  const outputs = [
    (await run([], record)).out,
    (await run([], '[{"a":"\u0007"}]')).out,
    (await run([`--format=${evil}`, guardDuty])).err,
  ]
  const raw = Array.from(outputs.join(''))
  // Editors hide such characters, so they are compared by number.
  const bad = raw
    .map((character) => character.codePointAt(0) ?? 0)
    .filter((code) => (code < 32 && code !== 10) || (code >= 127 && code < 160) || code === 0x202e || code === 0x2028)
  expect(bad).toEqual([])
  expect((await run([], record)).out.trimEnd().split('\n')).toHaveLength(1)
})

test('a mapping document is one more format', async () => {
  const mapping = {
    name: 'acme',
    title: 'Acme',
    vendor: 'Acme',
    product: 'Vault',
    form: 'finding',
    recognise: [{ at: '/acme', equals: true }],
    fields: {
      id: '/n',
      type: { constant: 'leak' },
      title: '/n',
      severity: { from: { constant: 'high' } },
      observedAt: { from: '/t', unit: 's' },
    },
  }
  const good = await aFile('good.json', JSON.stringify(mapping))
  const { status, lines } = await run(['--mapping', good], '{"acme":true,"n":7,"t":1767225600}')
  expect({ status, lines }).toMatchObject({
    status: 0,
    lines: [{ format: 'acme', signal: { id: '7', severity: 'high', observedAt: 1_767_225_600_000 } }],
  })
  const bad = await aFile('bad.json', JSON.stringify({ ...mapping, name: 'Not A Name' }))
  expect((await run(['--mapping', bad], '{}')).err).toMatch(/is wrong:\n {2}\/name: a format is named in lower case/)
  const taken = await aFile('taken.json', JSON.stringify({ ...mapping, name: 'wazuh' }))
  expect((await run(['--mapping', taken], '{}')).err).toMatch(/two formats are named wazuh/)
})

test('the program itself answers with the exit status and knows its commands', async () => {
  const exec = promisify(execFile)
  const { stdout } = await exec(process.execPath, [MAIN, 'normalize', guardDuty])
  expect(JSON.parse(stdout)).toMatchObject({ ok: true, format: 'guardduty' })
  await expect(exec(process.execPath, [MAIN, 'normalize', '/no/such/file'])).rejects.toMatchObject({ code: 2 })
  await expect(exec(process.execPath, [MAIN, 'dance'])).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/no command "dance"/),
  })
  expect((await exec(process.execPath, [MAIN, '--help'])).stdout).toMatch(/normalize/)
})

test('a reader who goes away ends it quietly', async () => {
  const story = path.join(FIXTURES, 'cloudtrail/invictus-story.ndjson')
  const child = spawn(process.execPath, [MAIN, 'normalize', story, story, story], { stdio: ['ignore', 'pipe', 'pipe'] })
  let err = ''
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString()
  })
  await once(child.stdout, 'data')
  child.stdout.destroy()
  const [status]: unknown[] = await once(child, 'close')
  expect({ status, err }).toEqual({ status: 0, err: '' })
})
