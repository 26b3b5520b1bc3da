import { expect, test } from 'vitest'
import { BackendError } from '../port.ts'
import { createRemote, type RemoteOptions } from './remote.ts'

interface Sent {
  readonly url: string
  readonly method: string
  readonly headers: Headers
  readonly body: unknown
}

type Reply = Response | 'no answer'

/** A gateway that gives these answers in turn and remembers what it was asked. */
function setup(...replies: Reply[]) {
  const sent: Sent[] = []
  const waits: number[] = []
  let key = 0
  const fetchReply: typeof fetch = async (input, init) => {
    sent.push({
      url: typeof input === 'string' ? input : '',
      method: init?.method ?? 'GET',
      headers: new Headers(init?.headers),
      body: init?.body,
    })
    init?.signal?.throwIfAborted()
    const reply = replies.shift()
    if (reply === undefined || reply === 'no answer') throw new TypeError('fetch failed')
    return reply
  }
  const world: NonNullable<RemoteOptions['world']> = {
    newKey: () => `key-${++key}`,
    sleep: (ms) => {
      waits.push(ms)
      return Promise.resolve()
    },
  }
  return { backend: createRemote({ fetch: fetchReply, baseUrl: 'http://gateway', world }), sent, waits }
}

function problem(status: number, type: string, more: object = {}, headers: Record<string, string> = {}): Response {
  const body = { type: `/problems/${type}`, title: 'A title', status, detail: 'What to do.', ...more }
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/problem+json', ...headers },
  })
}

async function refusal(work: Promise<unknown>): Promise<BackendError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof BackendError)) throw new Error(`expected a BackendError, got ${String(error)}`)
  return error
}

const proposal = { alertId: 'a1', action: 'revoke-session' as const, reason: 'Replay confirmed', exceedsCap: false }

test.each([
  [400, 'invalid-request', 'invalid'],
  [401, 'signed-out', 'signed-out'],
  [403, 'forbidden', 'forbidden'],
  [403, 'sign-in-refused', 'forbidden'],
  [404, 'not-found', 'not-found'],
  [409, 'stale', 'stale'],
  [412, 'precondition-failed', 'stale'],
  [413, 'too-large', 'too-large'],
  [415, 'media-type', 'invalid'],
  [422, 'cannot-do', 'invalid'],
  [429, 'too-many', 'busy'],
  [500, 'fault', 'fault'],
  [503, 'unavailable', 'busy'],
])('%i %s is told as %s, with its title and what to do', async (status, type, kind) => {
  const { backend } = setup(problem(status, type))
  const error = await refusal(backend.getAlert('a1'))
  expect(error).toMatchObject({ kind, type: `/problems/${type}`, message: 'A title', detail: 'What to do.' })
})

test('wrong fields and the time to wait come with the refusal', async () => {
  const issues = [{ at: '/reason', message: 'too short' }]
  const { backend } = setup(problem(429, 'too-many', { issues }, { 'Retry-After': '7' }))
  expect(await refusal(backend.listAlerts({}))).toMatchObject({ issues, retryAfterSeconds: 7 })
})

test("a proxy's error page is a refusal too, and its markup is shown to nobody", async () => {
  const { backend } = setup(new Response('<h1>Bad gateway</h1>', { status: 500 }))
  const error = await refusal(backend.getAlert('a1'))
  expect(error.kind).toBe('fault')
  expect(`${error.message} ${error.detail}`).not.toContain('<')
})

test('a success that is not JSON did not come from the gateway', async () => {
  const { backend } = setup(new Response('<html>Sign in to the network</html>'))
  expect(await refusal(backend.tallyAlerts())).toMatchObject({ kind: 'fault', type: '/problems/unreadable' })
})

test('a refusal names its rule, and one that names none has none', async () => {
  const { backend } = setup(problem(403, 'forbidden', { rule: 'vote.requester' }), problem(403, 'forbidden'))
  expect(await refusal(backend.getAlert('a1'))).toMatchObject({ kind: 'forbidden', rule: 'vote.requester' })
  expect(await refusal(backend.getAlert('a1'))).toMatchObject({ kind: 'forbidden', rule: null })
})

test("a browser's fetch is called without a receiver, as it demands", async () => {
  const backend = createRemote({
    baseUrl: '',
    fetch: function strictFetch(this: unknown) {
      if (this !== undefined) throw new TypeError('Illegal invocation')
      return Promise.resolve(Response.json({ session: null, personas: [], isSampleComing: false }))
    },
  })
  await expect(backend.session()).resolves.toBeNull()
})

test('a write that nothing answered is sent again under the same key', async () => {
  const { backend, sent, waits } = setup('no answer', 'no answer', Response.json({ id: 'p1' }, { status: 201 }))
  await expect(backend.propose(proposal)).resolves.toEqual({ id: 'p1' })
  expect(sent.map(({ headers }) => headers.get('Idempotency-Key'))).toEqual(['key-1', 'key-1', 'key-1'])
  expect(waits).toEqual([250, 1250])
})

test('two proposals are two intents and carry two keys', async () => {
  const { backend, sent } = setup(Response.json({}), Response.json({}))
  await backend.propose(proposal)
  await backend.propose(proposal)
  expect(sent.map(({ headers }) => headers.get('Idempotency-Key'))).toEqual(['key-1', 'key-2'])
})

test('a repetition waits for its own first try while the gateway still works on it', async () => {
  const working = problem(409, 'in-progress', {}, { 'Retry-After': '2' })
  const { backend, sent, waits } = setup('no answer', working, Response.json({ id: 'p1' }))
  await expect(backend.propose(proposal)).resolves.toEqual({ id: 'p1' })
  expect(sent).toHaveLength(3)
  expect(waits).toEqual([250, 2000])
})

test('after three silences a person decides', async () => {
  const { backend, sent } = setup('no answer', 'no answer', 'no answer', Response.json({}))
  expect(await refusal(backend.listPeople())).toMatchObject({ kind: 'offline' })
  expect(sent).toHaveLength(3)
})

test.each([
  [403, 'forbidden'],
  [409, 'stale'],
  [429, 'too-many'],
  [500, 'fault'],
  [503, 'unavailable'],
])('a vote that was answered with %i %s is not sent again', async (status, type) => {
  const { backend, sent } = setup(problem(status, type), Response.json({}))
  await refusal(backend.vote('p1', 'approve', 'digest', 'Seen'))
  expect(sent).toHaveLength(1)
})

test('a change names the version that was on the screen, and is not repeated by itself', async () => {
  const { backend, sent } = setup('no answer', Response.json({}))
  const error = await refusal(backend.changeAlert('a1', { assignee: 'me' }, 7))
  expect(error.kind).toBe('offline')
  expect(sent).toHaveLength(1)
  expect(sent[0]).toMatchObject({ method: 'PATCH', url: 'http://gateway/api/alerts/a1' })
  expect(sent[0]?.headers.get('If-Match')).toBe('"7"')
})

test('what the caller gave up on ends with its own reason', async () => {
  const { backend, sent } = setup('no answer')
  const stop = AbortSignal.abort('left the page')
  await expect(backend.listAlerts({}, stop)).rejects.toBe('left the page')
  expect(sent).toHaveLength(1)
})

test('an id is one segment of the address, whatever it holds', async () => {
  const { backend, sent } = setup(Response.json({}))
  await backend.getIdentity('../plans?x=1')
  expect(sent[0]?.url).toBe('http://gateway/api/identities/..%2Fplans%3Fx%3D1')
})

test('filters of the queue become one address; empty ones leave no trace', async () => {
  const { backend, sent } = setup(Response.json({}))
  await backend.listAlerts({ status: ['new', 'acknowledged'], tier: [2, 3], gate: [], text: 'a & b', after: null })
  expect(sent[0]?.url).toBe('http://gateway/api/alerts?status=new%2Cacknowledged&tier=2%2C3&text=a+%26+b')
})

test('an upload tells how far it is, what the bytes are, and answers the report', async () => {
  const { backend, sent } = setup(Response.json({ accepted: 2 }))
  const progress: [number, number][] = []
  const lines = new Blob(['{"a":1}\n{"a":2}\n'])
  await expect(backend.ingest('auto', lines, (...told) => progress.push(told))).resolves.toEqual({ accepted: 2 })
  expect(progress.at(-1)).toEqual([16, 16])
  expect(sent[0]?.headers.get('Content-Type')).toBe('application/x-ndjson')
})

test.each([
  ['a gzip file', new Blob([new Uint8Array([0x1f, 0x8b, 8, 0])]), 'application/gzip'],
  ['one object over several lines', new Blob(['{\n  "Records": []\n}\n']), 'application/json'],
  ['an array', new Blob(['[{"a":1}]']), 'application/json'],
])('%s is announced as what it is', async (_, content, type) => {
  const { backend, sent } = setup(Response.json({}))
  await backend.ingest('auto', content)
  expect(sent[0]?.headers.get('Content-Type')).toBe(type)
})

test('a refused upload says why', async () => {
  const { backend } = setup(problem(413, 'too-large'))
  expect(await refusal(backend.ingest('auto', new Blob(['{}'])))).toMatchObject({ kind: 'too-large' })
})
