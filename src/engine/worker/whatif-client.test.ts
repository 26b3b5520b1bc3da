import { expect, test } from 'vitest'
import { STARTING_POLICY } from '../../domain/policy/policy.ts'
import type { ScenarioContent } from '../../domain/views/history-views.ts'
import type { WhatIfResult } from '../whatif/result.ts'
import { type Counted, writeCounted } from './counted-wire.ts'
import { createEarlyAnswer, layDown } from './early-answer.ts'
import { createWhatIfLab, WHATIF_FAILURES, type WhatIfStatus } from './whatif-client.ts'
import type { FromWhatIf, ToWhatIf, WhatIfPort } from './whatif-protocol.ts'

/** A worker that does nothing by itself: the test says what it answers, and when it dies. */
class FakeWorker implements WhatIfPort {
  onmessage: WhatIfPort['onmessage'] = null
  onerror: WhatIfPort['onerror'] = null
  isTerminated = false
  readonly got: ToWhatIf[] = []
  postMessage(message: ToWhatIf) {
    this.got.push(message)
  }
  terminate() {
    this.isTerminated = true
  }
  say(message: FromWhatIf) {
    this.onmessage?.({ data: message })
  }
  get asks() {
    return this.got.flatMap((message) => (message.type === 'ask' ? [message] : []))
  }
  get wish(): number {
    const asked = this.asks.at(-1)
    if (asked === undefined) throw new Error('it was asked nothing')
    return asked.wish
  }
  answer(answer: LookedUp = NO_LISTS) {
    this.say({ type: 'answer', wish: this.wish, answer })
  }
  count(counted: Counted) {
    this.say({ type: 'counted', wish: this.wish, bytes: writeCounted(counted) })
  }
}

type LookedUp = Extract<FromWhatIf, { type: 'answer' }>['answer']
const NO_LISTS: LookedUp = {
  kind: 'lists',
  moved: [],
  broken: { consumers: [], before: [], after: [] },
  head: [],
  breaker: { automatic: 0, pastTrigger: 0, pastOwner: 0 },
}
const BYTES = new Uint8Array([1, 2, 3])
const NO_VOTES = { perDay: Uint32Array.of(0, 3), total: 3, peak: { minute: 61, votes: 2 } }
const COUNTED: WhatIfResult = {
  alerts: 3,
  cells: Uint32Array.of(1, 2),
  migration: Uint32Array.of(4_294_967_295),
  triggers: [
    {
      alerts: 3,
      contained: 1,
      automatic: 0,
      dispositions: [1, 2, 0, 4_294_967_295],
      automaticDispositions: [0, 1, 0, 2],
    },
  ],
  teams: [{ team: null, automatic: 0, touched: 0, identities: 1 }],
  approvals: { ...NO_VOTES, firstDay: 20_000, groups: [{ group: [{ of: 'team', team: 'Zahlungen ü' }], ...NO_VOTES }] },
  breaks: Uint32Array.of(0, 1),
  caps: Uint32Array.of(0),
  blocked: Uint32Array.of(1),
  confidence: new Uint32Array(101),
  urgency: new Uint32Array(101),
  missed: 1,
  truePositives: 2,
  judged: 3,
  overBudget: 0,
  moved: { alerts: 1, cases: 1 },
}

function setup(memories: readonly SharedArrayBuffer[] = []) {
  let clock = 0
  const workers: FakeWorker[] = []
  const statuses: WhatIfStatus[] = []
  let ring: (() => void) | null = null
  const lab = createWhatIfLab({
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
    onStatus: (status) => statuses.push(status),
    share: () => memories.at(workers.length - 1) ?? null,
    now: () => (clock += 1),
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

function asking(version: number) {
  const policy = { ...STARTING_POLICY, version }
  const draft: ScenarioContent = { policy, triggers: [], identities: [], exercised: [] }
  return { kind: 'lists', baseline: { policy: STARTING_POLICY, modes: [] }, draft, limit: 10 } as const
}

const versions = (worker: FakeWorker) =>
  worker.asks.flatMap(({ ask }) => (ask.kind === 'facts' ? [] : [ask.draft.policy.version]))

test('while one draft is counted, only the latest of those that follow is counted next', async () => {
  const { lab, worker } = setup()
  const outcomes = [1, 2, 3, 4].map((version) => lab.ask(asking(version)))
  expect(versions(worker())).toEqual([1])
  worker().answer()
  worker().answer()
  expect((await Promise.all(outcomes)).map(({ kind }) => kind)).toEqual([
    'answered',
    'superseded',
    'superseded',
    'answered',
  ])
  expect(versions(worker())).toEqual([1, 4])
})

const running = { ...asking(1), kind: 'run', isTailHeldBack: false } as const
const SIDES = { before: COUNTED, after: { ...COUNTED, missed: 2 } }
const RUN: Counted = { edition: 1, run: SIDES, tail: null, computeMs: 1 }
const answered = ({ run, tail, computeMs }: Counted) => ({
  kind: 'answered',
  answer: { kind: 'run', run, tail, computeMs },
})

test('an answer that was laid down is taken before its message comes, which is then nothing to anybody', async () => {
  const memory = createEarlyAnswer(true)
  if (memory === null) throw new Error('memory is shared here')
  const { lab, worker } = setup([memory])
  const first = lab.ask(running)
  const second = lab.ask(running)
  const { wish } = worker()
  expect(layDown(memory, wish, writeCounted(RUN))).toBe(true)
  lab.takeEarly(10)
  expect(await first).toEqual(answered(RUN))
  expect(worker().asks).toHaveLength(2)
  worker().say({ type: 'counted', wish, bytes: null })
  lab.takeEarly(10)
  worker().count({ ...RUN, computeMs: 2 })
  expect(await second).toEqual(answered({ ...RUN, computeMs: 2 }))
})

test('an answer that nobody took early is picked up when its message comes', async () => {
  const memory = createEarlyAnswer(true)
  if (memory === null) throw new Error('memory is shared here')
  const { lab, worker } = setup([memory])
  const asked = lab.ask(running)
  layDown(memory, worker().wish, writeCounted(RUN))
  worker().say({ type: 'counted', wish: worker().wish, bytes: null })
  expect(await asked).toEqual(answered(RUN))
})

test('what is laid down for another wish, or for a worker that was replaced, is left there', async () => {
  const [old, fresh] = [createEarlyAnswer(true), createEarlyAnswer(true)]
  if (old === null || fresh === null) throw new Error('memory is shared here')
  const { lab, worker } = setup([old, fresh])
  void lab.ask(running)
  lab.stop()
  const asked = lab.ask(running)
  layDown(old, worker().wish, writeCounted(RUN))
  layDown(fresh, worker().wish - 1, writeCounted(RUN))
  lab.takeEarly(10)
  worker().count({ ...RUN, computeMs: 7 })
  expect(await asked).toEqual(answered({ ...RUN, computeMs: 7 }))
})

test('what a draft is compared with crosses once a worker, and is one object as long as it is the same', async () => {
  const { lab, worker, workers } = setup()
  const beforeOf = async (counted: Counted, ask: Parameters<typeof lab.ask<'run'>>[0] = running) => {
    const outcome = lab.ask<'run'>(ask)
    worker().count(counted)
    const settled = await outcome
    return settled.kind === 'answered' ? settled.answer.run.before : settled
  }
  const first = await beforeOf(RUN)
  const again = { ...RUN, run: { ...SIDES, before: null } }
  expect(await beforeOf(again)).toBe(first)
  const said = (at: number) => {
    const asked = worker().asks.at(at)
    return [asked?.ask.kind === 'run' && asked.ask.baseline !== null, asked?.knows]
  }
  expect([said(0), said(1)]).toEqual([
    [true, 0],
    [false, 1],
  ])
  // Of a held-back tail nothing is known yet.
  const tail = { ...RUN, tail: SIDES }
  await beforeOf(tail, { ...running, isTailHeldBack: true })
  expect(said(2)).toEqual([false, 0])
  expect(await beforeOf({ ...RUN, edition: 2 }, { ...running, baseline: { ...running.baseline } })).not.toBe(first)
  expect(said(3)).toEqual([true, 0])
  // Whoever begins anew has heard nothing.
  lab.stop()
  await beforeOf(RUN)
  expect(workers).toHaveLength(2)
  expect(said(0)).toEqual([true, 0])
})

test('a column that holds the same as in the answer before is the same object', async () => {
  const { lab, worker } = setup()
  const afterOf = async (missed: number, cells: Uint32Array) => {
    const outcome = lab.ask<'run'>(running)
    worker().count({ ...RUN, run: { ...SIDES, after: { ...COUNTED, missed, cells } } })
    const settled = await outcome
    if (settled.kind !== 'answered') throw new Error(settled.kind)
    return settled.answer.run.after
  }
  const first = await afterOf(1, Uint32Array.of(1, 2))
  const second = await afterOf(2, Uint32Array.of(1, 3))
  expect(second.confidence).toBe(first.confidence)
  expect([second.missed, [...second.cells]]).toEqual([2, [1, 3]])
})

test('an answer without what it is compared with, which nobody has, is no answer', async () => {
  const { lab, worker } = setup()
  const asked = lab.ask(running)
  worker().count({ ...RUN, run: { ...SIDES, before: null } })
  expect(await asked).toMatchObject({ kind: 'failed' })
})

test('where no memory is shared nothing is waited for', () => {
  const { lab, worker } = setup()
  void lab.ask(running)
  lab.takeEarly(1_000_000_000)
  expect(worker().got.map(({ type }) => type)).toEqual(['ask'])
})

test('counting a draft does not push aside a question of another kind', async () => {
  const { lab, worker } = setup()
  void lab.ask(asking(1))
  const facts = lab.ask({ kind: 'facts' })
  void lab.ask(asking(2))
  void lab.ask(asking(3))
  worker().answer()
  expect(worker().asks.at(-1)?.ask.kind).toBe('facts')
  worker().say({ type: 'failed', wish: worker().wish, message: 'no history was loaded' })
  expect(await facts).toEqual({ kind: 'failed', message: 'no history was loaded' })
  expect(versions(worker())).toEqual([1, 3])
})

test('an answer to another wish is dropped', async () => {
  const { lab, worker } = setup()
  const outcome = lab.ask(asking(1))
  worker().say({ type: 'answer', wish: worker().wish + 7, answer: NO_LISTS })
  worker().say({ type: 'failed', wish: worker().wish, message: 'mine' })
  expect(await outcome).toEqual({ kind: 'failed', message: 'mine' })
})

test('an answer from the history before is never shown for the history now', async () => {
  const { lab, worker } = setup()
  lab.load(BYTES)
  const before = lab.ask(asking(1))
  const old = worker().wish
  lab.load(new Uint8Array([4]))
  expect(await before).toEqual({ kind: 'superseded' })
  const after = lab.ask(asking(2))
  worker().say({ type: 'answer', wish: old, answer: NO_LISTS })
  worker().say({ type: 'failed', wish: worker().wish, message: 'of the new one' })
  expect(await after).toEqual({ kind: 'failed', message: 'of the new one' })
})

test('a worker that falls silent is replaced, and the next one gets the history first', async () => {
  const { lab, workers, worker, silence } = setup()
  lab.load(BYTES)
  const hung = lab.ask(asking(1))
  const next = lab.ask(asking(2))
  expect(silence()).toBe(true)
  expect(await hung).toEqual({ kind: 'stopped', because: 'hang' })
  expect(workers.map(({ isTerminated }) => isTerminated)).toEqual([true, false])
  expect(worker().got.map(({ type }) => type)).toEqual(['load', 'ask'])
  worker().answer()
  expect((await next).kind).toBe('answered')
})

test('a sign of life says what is done, and begins the waiting anew', () => {
  const { lab, worker, statuses, silence } = setup()
  void lab.ask(asking(1))
  worker().say({ type: 'alive', wish: worker().wish, stage: 'opening' })
  expect(statuses.at(-1)).toEqual({ kind: 'busy', stage: 'opening' })
  expect(silence(), 'it is still watched').toBe(true)
})

test('whoever stops ends the worker at its work, and the next draft begins with a fresh one', async () => {
  const { lab, workers, worker, statuses } = setup()
  lab.load(BYTES)
  const outcomes = [lab.ask(asking(1)), lab.ask({ kind: 'facts' })]
  lab.stop()
  expect((await Promise.all(outcomes)).map(({ kind }) => kind)).toEqual(['superseded', 'superseded'])
  expect(workers[0]?.isTerminated).toBe(true)
  expect(statuses.at(-1)).toEqual({ kind: 'idle' })
  void lab.ask(asking(2))
  expect(worker().got.map(({ type }) => type)).toEqual(['load', 'ask'])
})

test('after so many deaths in a row nothing is tried any more, until somebody asks for it', async () => {
  const { lab, workers, worker, statuses } = setup()
  for (let i = 0; i < WHATIF_FAILURES; i += 1) {
    const outcome = lab.ask(asking(i + 1))
    worker().onerror?.(null)
    expect(await outcome).toEqual({ kind: 'stopped', because: 'crash' })
  }
  expect(statuses.at(-1)).toEqual({ kind: 'gone' })
  expect((await lab.ask(asking(9))).kind).toBe('stopped')
  expect(workers).toHaveLength(WHATIF_FAILURES)
  lab.restart()
  const outcome = lab.ask(asking(10))
  worker().answer()
  expect((await outcome).kind).toBe('answered')
})

test('after closing nothing is under way and nothing begins', async () => {
  const { lab, worker } = setup()
  const open = lab.ask(asking(1))
  lab.close()
  expect((await open).kind).toBe('superseded')
  expect(worker().isTerminated).toBe(true)
  expect((await lab.ask(asking(2))).kind).toBe('superseded')
})
