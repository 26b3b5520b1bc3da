import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { policies } from '../../testing/arbitraries.ts'
import type { Draft } from './draft.ts'
import type { History } from './history.ts'
import type { Crew } from './machine.ts'
import { openSession } from './session.ts'
import { createHelper, type SharedPlan, STATES, type ToHelper } from './shared-pass.ts'
import { openCrewInNode } from './testing/crew-in-node.ts'
import { draftOf, histories, longHistories } from './testing/worlds.ts'
import { createChoice } from './turn-choice.ts'

const SHARED = { leastShared: 1 }
const ALWAYS = { ...SHARED, choice: { isCalled: () => true, learn: () => {} } }
let ids = 0

/** A helper in this very thread, which works exactly when it is told to. */
function crewWith(tell: Crew['tell']): Crew {
  let clock = 0
  return { tell, nextId: () => (ids += 1), now: () => (clock += 1) }
}

function finishedBy(helped: readonly SharedPlan[]): number {
  return helped
    .flatMap(({ memory, claims, pieces }) => [...new Int32Array(memory.buffer, claims, pieces)])
    .filter((word) => word % 8 === STATES.done).length
}

/** With a map of identities of its own, so that everything is counted anew whether or not most answers are others. */
function countedAnew(history: History, policy: Draft['policy']): Draft {
  return { ...draftOf(history, policy, [], []), identities: new Map() }
}

const drafts = fc.array(policies, { minLength: 1, maxLength: 3 })

/** Everything that the drafts answer, one after the other, is what they answer in one thread. */
function expectAsAlone(history: History, tried: readonly Draft[], how: object): void {
  const [baseline] = tried
  if (baseline === undefined) throw new Error('nothing is tried')
  const alone = openSession(history, baseline)
  const helped = openSession(history, baseline, { ...ALWAYS, ...how })
  for (const draft of [...tried, baseline]) {
    expect(helped.run(draft)).toEqual(alone.run(draft))
    expect(helped.moved(200)).toEqual(alone.moved(200))
  }
  helped.close()
}

test.each([
  ['the kernel', false],
  ['its twin', true],
])('a helper that does everything, or half, or hangs after any piece changes no answer with %s', (_, isTwin) => {
  let [finished, cut] = [0, 0]
  fc.assert(
    fc.property(longHistories, drafts, fc.nat(8), (history, tried, most) => {
      let pieces = 0
      const held: SharedPlan[] = []
      const help = createHelper(() => {
        pieces += 1
        if (pieces % 9 <= most) return false
        cut += 1
        return true
      })
      const crew = crewWith((message) => {
        if (message.type === 'hold') held.push(message.plan)
        help(message)
      })
      expectAsAlone(
        history,
        tried.map((policy) => countedAnew(history, policy)),
        { crew, isTwin },
      )
      finished += finishedBy(held)
    }),
    { numRuns: 30 },
  )
  expect(Math.min(finished, cut)).toBeGreaterThan(0)
})

test('a helper that never hears, or hears everything too late, changes no answer', () => {
  fc.assert(
    fc.property(histories, drafts, fc.array(fc.nat(6), { minLength: 1, maxLength: 20 }), (history, tried, delays) => {
      const help = createHelper()
      const waiting: ToHelper[] = []
      let told = 0
      const crew = crewWith((message) => {
        waiting.push(message)
        told += 1
        // What was said before is heard now, in its order, and what is said now perhaps never.
        for (let n = delays[told % delays.length] ?? 0; n > 0 && waiting.length > 1; n -= 1) {
          const heard = waiting.shift()
          if (heard !== undefined) help(heard)
        }
      })
      expectAsAlone(
        history,
        tried.map((policy) => countedAnew(history, policy)),
        { crew },
      )
    }),
    { numRuns: 60 },
  )
})

let thread: ReturnType<typeof openCrewInNode> | undefined
beforeAll(() => {
  thread = openCrewInNode()
})
afterAll(async () => {
  await thread?.close()
})

test('a helper in another thread counts along, and changes no answer', () => {
  const crew = thread
  if (crew === undefined) throw new Error('no thread was opened')
  const held: SharedPlan[] = []
  const watched: Crew = {
    ...crew,
    tell: (message) => {
      if (message.type === 'hold') held.push(message.plan)
      crew.tell(message)
      // Time to hear it: a pass over so few cases is over before.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3)
    },
  }
  fc.assert(
    fc.property(longHistories, drafts, (history, tried) => {
      expectAsAlone(
        history,
        tried.map((policy) => countedAnew(history, policy)),
        { crew: watched },
      )
    }),
    { numRuns: 20 },
  )
  expect(finishedBy(held)).toBeGreaterThan(0)
})

const all = (tier: 0 | 4) => ({ low: tier, medium: tier, high: tier, critical: tier })
const matrix = (tier: 0 | 4) => ({ low: all(tier), medium: all(tier), high: all(tier), confirmed: all(tier) })

test('of turns that the helper never gets a core for, hardly any call it', () => {
  fc.assert(
    fc.property(longHistories, policies, (history, policy) => {
      let [turns, calls, clock] = [0, 0, 0]
      // Whoever calls waits for it: turns that call are the longer ones.
      const tell: Crew['tell'] = ({ type }) => {
        if (type !== 'help') return
        calls += 1
        clock += 1
      }
      const choice = createChoice()
      const counted = (kind: number) => {
        turns += 1
        return choice.isCalled(kind)
      }
      const crew: Crew = { tell, nextId: () => (ids += 1), now: () => (clock += 1) }
      const draft = (tier: 0 | 4) =>
        draftOf(history, { ...policy, need: { ...policy.need, matrix: matrix(tier), capAt: 4 } }, [], [])
      const both = [draft(0), draft(4)] as const
      const session = openSession(history, both[0], {
        ...SHARED,
        crew,
        choice: { isCalled: counted, learn: (turn) => choice.learn(turn) },
      })
      for (let turn = 0; turn < 200; turn += 1) session.run(both[turn % 2 === 0 ? 1 : 0])
      expect(turns).toBeGreaterThan(100)
      expect(calls).toBeLessThan(10)
    }),
    { numRuns: 5 },
  )
})
