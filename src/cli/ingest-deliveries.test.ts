import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Delivery, deliveriesOf } from './ingest-deliveries.ts'

async function* chunked(bytes: Uint8Array, size: number): AsyncIterable<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.slice(start, start + size)
}

async function all(bytes: Uint8Array, size = 65_536): Promise<Delivery[]> {
  const found: Delivery[] = []
  for await (const delivery of deliveriesOf(chunked(bytes, size))) found.push(delivery)
  return found
}

const encode = (text: string) => new TextEncoder().encode(text)

test('lines are cut between lines only, and together they are the file', async () => {
  const line = `${JSON.stringify({ text: 'x'.repeat(1_000) })}\n`
  const file = encode(line.repeat(12_000))
  const deliveries = await all(file)
  expect(deliveries.length).toBeGreaterThan(1)
  for (const { body, type } of deliveries) {
    expect(type).toBe('application/x-ndjson')
    expect(body.at(-1)).toBe(0x0a)
  }
  expect(deliveries.at(-1)?.end).toBe(file.length)
  expect(deliveries.reduce((sum, { body }) => sum + body.length, 0)).toBe(file.length)
})

test('a document, gzip and an empty file are told apart', async () => {
  expect(await all(encode('{\n "a": 1\n}\n'))).toMatchObject([{ type: 'application/json' }])
  expect(await all(encode('[\n{"a":1}\n]'))).toMatchObject([{ type: 'application/json' }])
  expect(await all(new Uint8Array([0x1f, 0x8b, 8, 0]))).toMatchObject([{ type: 'application/gzip' }])
  expect(await all(encode(' \n\n'))).toEqual([])
})

test('however the bytes arrive, nothing is lost', async () => {
  const lines = fc.array(fc.record({ a: fc.string() }), { minLength: 1, maxLength: 30 })
  await fc.assert(
    fc.asyncProperty(lines, fc.integer({ min: 1, max: 40 }), async (records, size) => {
      const file = encode(records.map((record) => JSON.stringify(record)).join('\n'))
      const deliveries = await all(file, size)
      expect(Buffer.concat(deliveries.map(({ body }) => body)).equals(file)).toBe(true)
    }),
    { numRuns: 50 },
  )
})
