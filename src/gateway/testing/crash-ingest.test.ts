import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { IngestReport } from '../../domain/views/other-views.ts'
import { digestBytes } from '../hash.ts'
import { openFolder } from '../store/open-folder.ts'
import { createStore } from '../store/store.ts'
import { logTrouble } from './audit-check.ts'
import { guardDutyFinding } from './records.ts'
import { type ServerProcess, startServer } from './server-process.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sluicegate-crash-'))
const running: ServerProcess[] = []
afterAll(async () => {
  for (const server of running) await server.kill()
  fs.rmSync(folder, { recursive: true, force: true })
})

async function start(): Promise<ServerProcess> {
  const server = await startServer(folder)
  running.push(server)
  return server
}

async function addSource(server: ServerProcess): Promise<string> {
  const answer = await fetch(`${server.origin}/api/sources`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'Idempotency-Key': crypto.randomUUID(),
      Cookie: await server.signIn(),
    },
    body: JSON.stringify({ name: 'feed', format: 'guardduty' }),
  })
  return ((await answer.json()) as { token: string }).token
}

/** Two findings in one delivery. */
function bodyOf(index: number): string {
  const user = `svc-${index % 7}`
  return JSON.stringify([guardDutyFinding(`f-${index}-a`, { user }), guardDutyFinding(`f-${index}-b`, { user })])
}

async function deliver(server: ServerProcess, token: string, index: number): Promise<IngestReport | null> {
  const answer = await fetch(`${server.origin}/api/ingest/guardduty`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
    body: bodyOf(index),
  }).catch(() => null)
  return answer?.status === 200 ? ((await answer.json().catch(() => null)) as IngestReport | null) : null
}

test('I5 a server that is killed in the middle of ingest has every acknowledged record after the restart', {
  timeout: 300_000,
}, async () => {
  const first = await start()
  const token = await addSource(first)
  const acknowledged = new Map<number, IngestReport>()
  let next = 0
  const senders = Array.from({ length: 4 }, async () => {
    for (;;) {
      next += 1
      const index = next
      const report = await deliver(first, token, index)
      if (report === null) return
      acknowledged.set(index, report)
      if (acknowledged.size === 40) await first.kill()
    }
  })
  await Promise.all(senders)
  expect(acknowledged.size).toBeGreaterThanOrEqual(40)
  expect(next).toBeGreaterThan(acknowledged.size)

  const second = await start()
  for (const [index, report] of acknowledged)
    expect(await deliver(second, token, index), `delivery ${index}`).toEqual(report)
  // What was under way when it died is sent again by its source, and lands once.
  for (let index = 1; index <= next; index += 1) await deliver(second, token, index)
  await second.kill()

  const opened = await openFolder(folder)
  try {
    const store = await createStore(opened)
    const records = await store.read.selectFrom('record').select(['signal_id', 'digest', 'bytes']).execute()
    const ids = records.map((record) => record.signal_id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.length).toBe(2 * next)
    for (const record of records) expect(digestBytes(new Uint8Array(record.bytes))).toBe(record.digest)
    const alerts = await store.read.selectFrom('alert').select('count').execute()
    expect(alerts.length).toBe(2 * next)
    expect(alerts.every((alert) => alert.count === 1)).toBe(true)
    expect(await logTrouble({ store })).toBeNull()
  } finally {
    await opened.close()
  }
})
