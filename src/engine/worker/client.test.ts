import { expect, test } from 'vitest'
import type { HistoryRecord } from '../../domain/views/record-views.ts'
import { createTriggerLab, FAILURES, type LabStatus } from './client.ts'
import type { Answer, FromLab, LabPort, ToLab } from './protocol.ts'

/** A worker that does nothing by itself: the test says what it answers, and when it dies. */
class FakeWorker implements LabPort {
  onmessage: LabPort['onmessage'] = null
  onerror: LabPort['onerror'] = null
  isTerminated = false
  readonly got: ToLab[] = []
  postMessage(message: ToLab) {
    this.got.push(message)
  }
  terminate() {
    this.isTerminated = true
  }
  say(message: FromLab) {
    this.onmessage?.({ data: message })
  }
  get wish(): number {
    const asked = this.got.findLast((message) => message.type === 'ask')
    if (asked === undefined) throw new Error('it was asked nothing')
    return asked.wish
  }
  answer(answer: Answer = tried(0)) {
    this.say({ type: 'answer', wish: this.wish, answer })
  }
}

function setup() {
  const workers: FakeWorker[] = []
  const statuses: LabStatus['kind'][] = []
  let ring: (() => void) | null = null
  const lab = createTriggerLab({
    open: () => {
      const worker = new FakeWorker()
      workers.push(worker)
      return worker
    },
    alarm: (_, callback) => {
      ring = callback
      return () => {
        ring = null
      }
    },
    onStatus: ({ kind }) => statuses.push(kind),
  })
  return {
    lab,
    statuses,
    workers,
    worker: () => {
      const last = workers.at(-1)
      if (last === undefined) throw new Error('no worker was opened')
      return last
    },
    /** The silence lasts too long. Answers whether anybody was waiting for that. */
    silence: () => {
      const callback = ring
      callback?.()
      return callback !== null
    },
  }
}

const NO_WORDS = {
  fields: {},
  evidence: [],
  logSources: [],
  modifiers: [],
  keys: [],
  levels: [],
  tags: [],
  response: {},
}

function tried(firedCount: number): Answer {
  const result = {
    id: 'a',
    verdicts: new Uint8Array(),
    baseVerdicts: null,
    firedCount,
    readCount: 0,
    tests: [],
    unseenCount: 0,
  }
  return { kind: 'try', problems: [], computeMs: 1, result }
}

function aRecord(id: string): HistoryRecord {
  return {
    id,
    format: 'cloudtrail',
    title: id,
    receivedAt: 0,
    observedAt: 0,
    bytes: 2,
    record: {},
    redactedAt: [],
    signal: null,
    facts: {},
    alert: null,
    isIntact: true,
  }
}

const asked = (text: string) => ({ kind: 'try', text, base: null, tests: [] }) as const
const texts = (worker: FakeWorker) =>
  worker.got.flatMap((message) => (message.type === 'ask' && message.ask.kind === 'try' ? [message.ask.text] : []))

test('while one wish is under way, only the latest of those that follow is carried out', async () => {
  const { lab, worker } = setup()
  const outcomes = [lab.ask(asked('a')), lab.ask(asked('ab')), lab.ask(asked('abc')), lab.ask(asked('abcd'))]
  expect(texts(worker())).toEqual(['a'])
  worker().say({ type: 'cancelled', wish: worker().wish })
  worker().answer(tried(4))
  expect((await Promise.all(outcomes)).map(({ kind }) => kind)).toEqual([
    'superseded',
    'superseded',
    'superseded',
    'answered',
  ])
  expect(texts(worker())).toEqual(['a', 'abcd'])
})

test('a later wish asks the worker to leave the one under way, and an answer that comes first still counts', async () => {
  const { lab, worker } = setup()
  const first = lab.ask(asked('a'))
  const second = lab.ask(asked('b'))
  expect(worker().got.at(-1)).toEqual({ type: 'cancel', wish: worker().wish })
  worker().answer(tried(1))
  expect((await first).kind).toBe('answered')
  worker().answer(tried(2))
  expect(await second).toMatchObject({ answer: { result: { firedCount: 2 } } })
})

test('an answer to another wish is dropped', async () => {
  const { lab, worker } = setup()
  const outcome = lab.ask(asked('a'))
  worker().say({ type: 'answer', wish: worker().wish + 7, answer: tried(99) })
  worker().say({ type: 'answer', wish: worker().wish - 1, answer: tried(99) })
  worker().answer(tried(1))
  expect(await outcome).toMatchObject({ answer: { result: { firedCount: 1 } } })
})

test('an explanation does not push a try aside: it waits its turn', async () => {
  const { lab, worker } = setup()
  const tryIt = lab.ask(asked('a'))
  const explain = lab.ask({ kind: 'explain', text: 'a', record: aRecord('r') })
  worker().answer(tried(1))
  expect((await tryIt).kind).toBe('answered')
  worker().answer({ kind: 'explain', explanation: null })
  expect((await explain).kind).toBe('answered')
})

test('a worker that falls silent is ended, and the next one has the same history', async () => {
  const { lab, workers, worker, silence } = setup()
  lab.add([aRecord('1'), aRecord('2')])
  const hostile = lab.ask(asked('(a+)+$'))
  lab.add([aRecord('3')])
  expect(silence()).toBe(true)
  expect(await hostile).toEqual({ kind: 'stopped', because: 'hang' })
  expect(workers[0]?.isTerminated).toBe(true)
  const harmless = lab.ask(asked('b'))
  const seeded = worker().got.flatMap((message) => (message.type === 'add' ? message.records : []))
  expect(seeded.map(({ id }) => id)).toEqual(['1', '2', '3'])
  worker().answer()
  expect((await harmless).kind).toBe('answered')
})

test('the text that a worker hung on is not tried again by itself; what waited behind it is', async () => {
  const { lab, workers, worker, silence } = setup()
  const hostile = lab.ask(asked('hostile'))
  const vocabulary = lab.ask({ kind: 'vocabulary' })
  silence()
  expect((await hostile).kind).toBe('stopped')
  expect(workers).toHaveLength(2)
  expect(texts(worker())).toEqual([])
  worker().answer({ kind: 'vocabulary', vocabulary: NO_WORDS })
  expect((await vocabulary).kind).toBe('answered')
})

test('a worker that works for long and says so is left alone', () => {
  const { lab, workers, worker, silence } = setup()
  void lab.ask(asked('slow'))
  for (let i = 0; i < 50; i += 1) worker().say({ type: 'alive', wish: worker().wish })
  expect(workers).toHaveLength(1)
  expect(workers[0]?.isTerminated).toBe(false)
  worker().answer()
  expect(silence(), 'nobody waits for silence when nothing is asked').toBe(false)
})

test('a worker that dies is replaced', async () => {
  const { lab, workers, worker } = setup()
  const outcome = lab.ask(asked('a'))
  worker().onerror?.(new Error('out of memory'))
  expect(await outcome).toEqual({ kind: 'stopped', because: 'crash' })
  void lab.ask(asked('b'))
  expect(workers).toHaveLength(2)
})

test('workers that die one after the other are not replaced for ever; everybody is told, and a person can try again', async () => {
  const { lab, workers, worker, statuses } = setup()
  for (let i = 0; i < FAILURES; i += 1) {
    const outcome = lab.ask(asked('a'))
    worker().onerror?.(null)
    expect((await outcome).kind).toBe('stopped')
  }
  expect(statuses.at(-1)).toBe('gone')
  expect((await lab.ask(asked('b'))).kind).toBe('stopped')
  expect(workers).toHaveLength(FAILURES)
  lab.restart()
  expect(statuses.at(-1)).toBe('idle')
  const outcome = lab.ask(asked('c'))
  worker().answer()
  expect((await outcome).kind).toBe('answered')
})

test('a wish that throws is a failed wish, not a dead worker', async () => {
  const { lab, workers, worker } = setup()
  const outcome = lab.ask(asked('a'))
  worker().say({ type: 'failed', wish: worker().wish, message: 'too deep' })
  expect(await outcome).toEqual({ kind: 'failed', message: 'too deep' })
  expect(workers).toHaveLength(1)
})

test('closing settles everybody, and a message that comes later reaches nobody', async () => {
  const { lab, worker, silence } = setup()
  const outcomes = [lab.ask(asked('a')), lab.ask({ kind: 'vocabulary' })]
  const last = worker()
  const { wish } = last
  lab.close()
  expect((await Promise.all(outcomes)).map(({ kind }) => kind)).toEqual(['superseded', 'superseded'])
  last.say({ type: 'answer', wish, answer: tried(1) })
  expect(last.isTerminated).toBe(true)
  expect(silence()).toBe(false)
})
