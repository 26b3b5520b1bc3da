import { beforeEach, expect, test } from 'vitest'
import { type Fault, withFaults } from './faults.ts'

let fault: Fault | null = null
let served = 0
const waited: number[] = []
const ask = withFaults(
  (request) => {
    served += 1
    return Response.json({ path: new URL(request.url).pathname, served }, { headers: { 'X-Mark': 'gateway' } })
  },
  () => fault,
  (ms) => {
    waited.push(ms)
    return Promise.resolve()
  },
)
const get = (path: string) => ask(new Request(`http://localhost${path}`))
const post = (path: string) => ask(new Request(`http://localhost${path}`, { method: 'POST' }))

beforeEach(() => {
  fault = null
  served = 0
  waited.length = 0
})

test('a sound line changes nothing', async () => {
  const answer = await get('/api/alerts')
  expect(answer.headers.get('X-Mark')).toBe('gateway')
  expect(await answer.json()).toEqual({ path: '/api/alerts', served: 1 })
})

test('a slow line waits before the gateway is asked, and then answers the truth', async () => {
  fault = { kind: 'slow', delayMs: 4_000 }
  expect(await (await get('/api/slow')).json()).toEqual({ path: '/api/slow', served: 1 })
  expect(waited).toEqual([4_000])
})

test('a stale line repeats its last answer to reads, and lets writes through', async () => {
  await get('/api/stale')
  await get('/api/stale')
  fault = { kind: 'stale' }
  expect(await (await get('/api/stale')).json()).toEqual({ path: '/api/stale', served: 2 })
  expect(await (await get('/api/stale')).json()).toEqual({ path: '/api/stale', served: 2 })
  expect(await (await post('/api/stale')).json()).toEqual({ path: '/api/stale', served: 3 })
  fault = null
  expect(await (await get('/api/stale')).json()).toEqual({ path: '/api/stale', served: 4 })
})

test('an unavailable gateway answers 503 with when to come back, and has done nothing', async () => {
  fault = { kind: 'unavailable', retryAfterSeconds: 7 }
  const answer = await post('/api/plans')
  expect(answer.status).toBe(503)
  expect(answer.headers.get('Retry-After')).toBe('7')
  expect(answer.headers.get('Content-Type')).toBe('application/problem+json')
  expect(served).toBe(0)
})

test('a line cut before or after looks the same from here, and is not the same there', async () => {
  fault = { kind: 'cut', at: 'before' }
  await expect(post('/api/plans')).rejects.toThrow(TypeError)
  expect(served).toBe(0)
  fault = { kind: 'cut', at: 'after' }
  await expect(post('/api/plans')).rejects.toThrow(TypeError)
  expect(served).toBe(1)
})

test('a line cut in the middle gives half of an answer and then breaks', async () => {
  fault = { kind: 'cut', at: 'middle' }
  const answer = await get('/api/alerts')
  expect(answer.status).toBe(200)
  const reader = answer.body?.getReader()
  const first = await reader?.read()
  expect(new TextDecoder().decode(first?.value)).toBe('{"path":"/api/al')
  await expect(reader?.read()).rejects.toThrow(TypeError)
})

test('a tampered answer carries other words under the same status', async () => {
  fault = { kind: 'tampered', from: '"served":1', to: '"served":9' }
  const answer = await get('/api/alerts')
  expect(answer.status).toBe(200)
  expect(await answer.json()).toEqual({ path: '/api/alerts', served: 9 })
})

test('a fault may be about some requests only', async () => {
  fault = { kind: 'cut', at: 'before', only: (request) => request.url.includes('/audit/') }
  await expect(get('/api/audit/leaves')).rejects.toThrow(TypeError)
  expect((await get('/api/alerts')).status).toBe(200)
})
