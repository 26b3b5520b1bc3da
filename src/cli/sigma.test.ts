import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Io } from './command.ts'
import { sigma } from './sigma.ts'

const MAIN = path.resolve(import.meta.dirname, 'main.ts')
const FIXTURES = path.resolve(import.meta.dirname, '../../mocks/fixtures/sigma')

let folder = ''
beforeAll(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'sigma-'))
})
afterAll(() => fs.rm(folder, { recursive: true, force: true }))

async function aFile(name: string, content: string | Uint8Array): Promise<string> {
  const file = path.join(folder, name)
  await fs.mkdir(path.dirname(file), { recursive: true })
  await fs.writeFile(file, content)
  return file
}

const RULE = 'title: Ping\nlogsource: {product: x}\ndetection: {s: {a: b}, condition: s}\n'

const aCase = (over: Readonly<Record<string, unknown>>) =>
  `${JSON.stringify({ id: 'one', rule: RULE, event: { a: 'b' }, expected: true, ...over })}\n`

/** Runs the command on a pretended world, whose output closes after so many writes. */
async function run(
  args: string[],
  closesAfter = Number.POSITIVE_INFINITY,
): Promise<{ status: number; out: string; err: string }> {
  let out = ''
  let err = ''
  let writes = 0
  const io: Io = {
    out: async (text) => {
      out += text
      writes += 1
    },
    err: async (text) => {
      err += text
    },
    isClosed: () => writes >= closesAfter,
    isInputTerminal: true,
    readInput: async () => new Uint8Array(),
  }
  const status = await sigma.run(args, io)
  return { status, out: out.replaceAll(folder, ''), err: err.replaceAll(folder, '') }
}

const check = async (content: string) => run(['check', await aFile('cases.jsonl', content)])

test('cases that all pass are one line and status 0', async () => {
  expect(await check(aCase({}) + aCase({ event: {}, expected: false }))).toEqual({
    status: 0,
    out: '2 passed, 0 failed\n',
    err: '',
  })
})

test('a case that fails is printed with its place and both answers, and the status is 1', async () => {
  expect(await check(aCase({}) + aCase({ id: 'two', expected: false }))).toEqual({
    status: 1,
    out: 'FAILED two (/cases.jsonl:2)\n  expected: {"matches":false}\n  answered: {"matches":true}\n1 passed, 1 failed\n',
    err: '',
  })
})

test('a case without a kind is a detection, and empty lines, CRLF and a byte order mark are no cases', async () => {
  const { out } = await check(`\ufeff${aCase({}).replace('\n', '\r\n')}\r\n   \n`)
  expect(out).toBe('1 passed, 0 failed\n')
})

test('of several rules those that match are counted and named', async () => {
  const rule = `${RULE}---\n${RULE.replace('Ping', 'Pong')}`
  const right = { kind: 'ruleset', rule, expected_count: 2, expected_titles: ['Pong', 'Ping'] }
  expect((await check(aCase(right))).out).toBe('1 passed, 0 failed\n')
  expect((await check(aCase({ ...right, expected_count: 1, expected_titles: ['Ping'] }))).out).toBe(
    'FAILED one (/cases.jsonl:1)\n  expected: {"count":1}\n  answered: {"count":2}\n' +
      '  expected: {"titles":["Ping"]}\n  answered: {"titles":["Ping","Pong"]}\n0 passed, 1 failed\n',
  )
})

test('a rule that is refused answers with the place and what would be right', async () => {
  const rule = RULE.replace('a: b', 'a|contians: b')
  const { out } = await check(
    aCase({ rule }) + aCase({ kind: 'validation', rule, expected: 'error', event: undefined }),
  )
  expect(out).toContain(
    'expected: an answer to the event\n  answered: the rule is refused: 3:17 the modifier `contians` is not known; should be `contains`',
  )
  expect(out).toContain('1 passed, 1 failed\n')
})

test('a rule that should have been refused says that it is read', async () => {
  const { out } = await check(aCase({ kind: 'validation', expected: 'error', event: undefined }))
  expect(out).toContain('expected: error\n  answered: the rule is read\n')
})

test('a sequence tells what each record brought', async () => {
  const rule = `${RULE.replace('title: Ping', 'title: Ping\nname: ping')}---\ntitle: Many\ncorrelation: {type: event_count, rules: [ping], group-by: [u], timespan: 1m, condition: {gte: 2}}\n`
  const event = (ts: number, expect: unknown) => ({ ts, event: { a: 'b', u: 'x' }, expect })
  const sequence = (events: readonly unknown[]) => aCase({ kind: 'correlation', rule, events, event: undefined })
  expect(
    (await check(sequence([event(0, { correlations: 0, detections: 1 }), event(59, { correlations: '>0' })]))).out,
  ).toBe('1 passed, 0 failed\n')
  expect((await check(sequence([event(0, {}), event(60, { correlations: 1 })]))).out).toContain(
    '  expected: event 2: correlations 1\n  answered: event 2: correlations 0\n',
  )
})

test.each([
  ['no JSON', '{"rule": \n', 'not JSON'],
  ['an unknown kind', aCase({ kind: 'riddle' }), 'kind'],
  ['a case without a rule', aCase({ rule: undefined }), 'rule'],
  ['a case without an event', aCase({ event: undefined }), 'event'],
  ['the same key twice', '{"rule": "a", "rule": "b", "event": {}}\n', 'rule'],
])('%s is a failed case that says why, and the others are checked', async (_, line, why) => {
  const { status, out } = await check(line + aCase({}))
  expect(status).toBe(1)
  expect(out).toContain('FAILED no case (/cases.jsonl:1)\n  expected: a case\n')
  expect(out).toContain(why)
  expect(out.endsWith('1 passed, 1 failed\n')).toBe(true)
})

test('nothing of a case is printed as it is: control characters are shown', async () => {
  const { out } = await check(aCase({ id: 'evil\u001b[2J', expected: false }))
  expect(out).not.toContain('\u001b')
  expect(out).toContain('FAILED evil')
})

test('a file that cannot be read is named, and the status is 2', async () => {
  const { status, out, err } = await run(['check', path.join(folder, 'nowhere.jsonl')])
  expect({ status, out }).toEqual({ status: 2, out: '' })
  expect(err).toContain('/nowhere.jsonl: ENOENT')
})

test('without a verb or a file the usage is shown, and the status is 2; with --help it is 0', async () => {
  for (const args of [[], ['check'], ['lint'], ['chek', 'x']]) {
    const { status, err } = await run(args)
    expect(status).toBe(2)
    expect(err).toContain('Usage: npm run -s cli -- sigma check FILE.jsonl...')
  }
  for (const args of [['--help'], ['check', '--help']]) {
    const { status, out } = await run(args)
    expect(status).toBe(0)
    expect(out).toContain('"N passed, N failed"')
  }
})

test('a reader that goes away ends the command', async () => {
  const { out } = await run(['check', await aFile('many.jsonl', aCase({ expected: false }).repeat(50))], 2)
  expect(out.match(/FAILED/g)).toHaveLength(1)
})

test('a real pipe that is closed ends the process quietly', async () => {
  const file = await aFile('pipe.jsonl', aCase({ id: 'x'.repeat(2_000), expected: false }).repeat(2_000))
  const child = spawn(process.execPath, [MAIN, 'sigma', 'check', file], { stdio: ['ignore', 'pipe', 'pipe'] })
  let err = ''
  child.stderr.on('data', (chunk: Buffer) => {
    err += String(chunk)
  })
  await once(child.stdout, 'data')
  child.stdout.destroy()
  const [status] = (await once(child, 'exit')) as [number | null]
  expect({ status, err }).toEqual({ status: 1, err: '' })
})

test('lint says of every file below a folder what is wrong and where, and counts', async () => {
  await aFile('rules/a/good.yml', RULE)
  await aFile('rules/warned.yaml', `${RULE}autor: x\n`)
  await aFile('rules/b/wrong.yml', RULE.replace('condition: s', 'condition: t'))
  await aFile('rules/notes.txt', 'no rule')
  const { status, out } = await run(['lint', path.join(folder, 'rules')])
  expect(status).toBe(1)
  expect(out.split('\n')).toEqual([
    '/rules/b/wrong.yml:3:35 no detection `t`; should be one of s',
    expect.stringMatching(/^\/rules\/warned\.yaml:4:1 `autor` is no key of a rule: nothing reads it; .* \(warning\)$/),
    '2 read (1 with warnings), 1 refused',
    '',
  ])
})

test('lint reads a correlation whose rules stand in other files, with a warning', async () => {
  const { status, out } = await run([
    'lint',
    path.join(FIXTURES, 'rules/specification-examples/correlation/event_count.yml'),
  ])
  expect(status).toBe(0)
  expect(out).toContain('`5638f7c0-ac70-491d-8465-2a65075e0d86` refers to no rule here')
  expect(out).toContain('1 read (1 with warnings), 0 refused\n')
})

test('lint refuses bytes that are no UTF-8 instead of replacing them', async () => {
  const bytes = new Uint8Array(
    [...new TextEncoder().encode(RULE.replace('Ping', 'P_ng'))].map((b) => (b === 0x5f ? 0xff : b)),
  )
  const { status, out } = await run(['lint', await aFile('latin.yml', bytes)])
  expect(status).toBe(1)
  expect(out).toBe(
    '/latin.yml:1:1 the file holds bytes that are no UTF-8; should be the file saved as UTF-8\n0 read (0 with warnings), 1 refused\n',
  )
})

test('lint refuses what is too large to be a rule, and names what is not there', async () => {
  const { out } = await run(['lint', await aFile('large.yml', '#'.repeat(1_000_001))])
  expect(out).toContain('/large.yml:1:1 the file is too large; should be at most 1000000 bytes\n')
  const { status, err } = await run(['lint', path.join(folder, 'nowhere')])
  expect(status).toBe(2)
  expect(err).toContain('/nowhere: ENOENT')
})
