import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Bindings } from '../src/gateway/http/api.ts'
import { openMemory } from '../src/gateway/store/open-pglite.ts'
import { type World, worldsIn } from '../src/gateway/testing/gateway-kit.ts'
import type { Fault } from './faults.ts'
import { gatewayHandlers } from './handlers.ts'

const ORIGIN = 'http://sluicegate.test'
let fault: Fault | null = null
let person: Bindings['person']
let world: World
const server = setupServer()

beforeAll(async () => {
  world = await worldsIn(await openMemory())()
  server.use(...gatewayHandlers(world.app, { fault: () => fault, person: () => person }))
  server.listen({ onUnhandledFrame: 'error' })
})
afterEach(() => {
  fault = null
  person = undefined
})
afterAll(() => server.close())

async function leaves(): Promise<{ texts: string[]; size: number }> {
  const answer = await fetch(`${ORIGIN}/api/audit/leaves?from=0&limit=100`)
  expect(answer.status).toBe(200)
  return (await answer.json()) as { texts: string[]; size: number }
}

test('the real gateway answers behind the fake network, and knows who asks', async () => {
  expect((await fetch(`${ORIGIN}/api/audit/leaves?from=0&limit=100`)).status).toBe(401)
  person = world.people.ari
  const { texts, size } = await leaves()
  expect(size).toBeGreaterThan(0)
  expect(texts).toHaveLength(size)
})

test('a cut line rejects the page’s own fetch', async () => {
  person = world.people.ari
  fault = { kind: 'cut', at: 'before' }
  await expect(leaves()).rejects.toThrow(TypeError)
})

test('an entry of the record can be altered on its way, and only there', async () => {
  person = world.people.ari
  const before = await leaves()
  fault = { kind: 'tampered', from: 'Noor', to: 'Ines' }
  const during = await leaves()
  expect(during.texts.join('\n')).not.toContain('Noor')
  expect(during.size).toBe(before.size)
  fault = null
  expect(await leaves()).toEqual(before)
})
