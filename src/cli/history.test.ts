import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { STARTING_POLICY } from '../domain/policy/policy.ts'
import { asItIs } from '../engine/whatif/draft.ts'
import { openSession } from '../engine/whatif/session.ts'
import { encodeHistory } from '../engine/whatif/wire.ts'
import { estateHistory } from '../gateway/history/testing/estate-history.ts'
import type { Io } from './command.ts'
import { history } from './history.ts'

let folder = ''

beforeEach(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'cli-history-'))
})

afterEach(() => fs.rm(folder, { recursive: true, force: true }))

async function call(...args: readonly string[]) {
  const said = { out: '', err: '' }
  const io: Io = {
    out: (text) => Promise.resolve(void (said.out += text)),
    err: (text) => Promise.resolve(void (said.err += text)),
    isClosed: () => false,
    isInputTerminal: true,
    readInput: () => Promise.resolve(new Uint8Array()),
  }
  const status = await history.run(args, io)
  const lines = said.out.split('\n').filter((line) => line.startsWith('{'))
  return { ...said, status, answers: lines.map((line) => JSON.parse(line) as Record<string, unknown>) }
}

test('what a gateway answered becomes files, and a policy is tried on them: first the sample, then all', async () => {
  const past = estateHistory({ alerts: 3_000, identities: 60, days: 40 })
  const bytes = path.join(folder, 'history.bin')
  await fs.writeFile(bytes, encodeHistory(past))
  const files = path.join(folder, 'files')
  const written = await call('export', '--bytes', bytes, files)
  expect(written).toMatchObject({ status: 0, answers: [{ alerts: 3_000, kept: 0 }] })

  const bold = structuredClone(STARTING_POLICY)
  bold.confidence.bands = { medium: 10, high: 30, confirmed: 50 }
  const policy = path.join(folder, 'policy.json')
  await fs.writeFile(policy, JSON.stringify(bold))
  const { status, answers, err } = await call('run', '--policy', policy, '--threads', '2', files)
  expect(status).toBe(0)
  const expected = openSession(past, asItIs(past, STARTING_POLICY)).run(asItIs(past, bold))
  expect(answers).toMatchObject([
    { exact: false, alerts: 3_000 },
    {
      exact: true,
      counted: 3_000,
      moved: expected.moved.alerts,
      missed: expected.missed,
      approvals: { total: expected.approvals.total },
      decisions: { 'T2 one-approval': expected.cells[9] },
    },
  ])
  expect(err).toContain('3000 of 3000 alerts read')

  const sampled = await call('run', '--policy', policy, '--sample', files)
  expect(sampled.answers).toEqual(answers.slice(0, 1))
})

test('a folder without a history, a policy that is none, and bytes that are none are said to be so', async () => {
  expect(await call('run', folder)).toMatchObject({ status: 1, err: expect.stringContaining('there is no history in') })
  const file = path.join(folder, 'p.json')
  await fs.writeFile(file, '{"version":1}')
  expect(await call('run', '--policy', file, folder)).toMatchObject({
    status: 1,
    err: expect.stringContaining('is no policy'),
  })
  expect(await call('export', '--bytes', file, folder)).toMatchObject({
    status: 1,
    err: expect.stringContaining('these bytes are no history'),
  })
})

test.each([
  [[], 'say export, upload or run'],
  [['upload', 'a'], 'HISTORY_URL names no ClickHouse'],
  [['run'], 'name one folder'],
  [['run', 'a', 'b'], 'name one folder'],
  [['export', 'a'], 'name either --url or --bytes'],
  [['export', '--url', 'http://localhost:1', 'a'], 'SLUICEGATE_SESSION'],
  [['run', '--threads', '0', 'a'], '--threads'],
  [['run', '--nonsense', 'a'], 'nonsense'],
])('%j is misuse', async (args, said) => {
  const { status, err } = await call(...args)
  expect(status).toBe(2)
  expect(err).toContain(said)
})
