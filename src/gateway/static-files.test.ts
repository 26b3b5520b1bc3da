import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { Hono } from 'hono'
import { afterAll, expect, test } from 'vitest'
import { serveBuiltPage, writeCompressedCopies } from './static-files.ts'

const SCRIPT = 'console.log("the gate is closed")\n'.repeat(100)
const PAGE = '<!doctype html><title>Sluicegate</title>'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sluicegate-page-'))
fs.mkdirSync(path.join(folder, 'assets'))
fs.writeFileSync(path.join(folder, 'index.html'), PAGE)
fs.writeFileSync(path.join(folder, 'assets/queue.js'), SCRIPT)
fs.writeFileSync(path.join(folder, 'assets/font.woff2'), Buffer.alloc(5_000))
afterAll(() => fs.rmSync(folder, { recursive: true }))

async function ask(
  address: string,
  accepted: string,
): Promise<{ status: number; encoding: string | null; body: Buffer }> {
  const app = new Hono().get('*', serveBuiltPage(folder))
  const answer = await app.request(address, { headers: { 'Accept-Encoding': accepted } })
  const { status } = answer
  return { status, encoding: answer.headers.get('Content-Encoding'), body: Buffer.from(await answer.arrayBuffer()) }
}

test('a page that was built without copies is sent as it is', async () => {
  const { encoding, body } = await ask('/assets/queue.js', 'gzip, deflate, br')
  expect(encoding).toBeNull()
  expect(body.toString()).toBe(SCRIPT)
})

test('what the build compressed is sent to whoever takes it, and to others the file itself', async () => {
  await writeCompressedCopies(folder)
  const best = await ask('/assets/queue.js', 'gzip, deflate, br')
  expect(best.encoding).toBe('br')
  expect(brotliDecompressSync(best.body).toString()).toBe(SCRIPT)
  const older = await ask('/assets/queue.js', 'gzip')
  expect(older.encoding).toBe('gzip')
  expect(gunzipSync(older.body).toString()).toBe(SCRIPT)
  expect(await ask('/assets/queue.js', '')).toEqual({ status: 200, encoding: null, body: Buffer.from(SCRIPT) })
})

test('a copy has no address of its own, and what is small or compressed already has no copy', async () => {
  await writeCompressedCopies(folder)
  expect((await ask('/assets/queue.js.br', 'br')).status).toBe(404)
  expect(fs.readdirSync(path.join(folder, 'assets')).sort()).toEqual([
    'font.woff2',
    'queue.js',
    'queue.js.br',
    'queue.js.gz',
  ])
  expect((await ask('/assets/font.woff2', 'br')).encoding).toBeNull()
  expect((await ask('/any/screen', 'br')).body.toString()).toBe(PAGE)
})
