import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AuditEntry } from '../../domain/audit/entry.ts'
import { isFinalPlanState, isFinalStepState } from '../../domain/plan/plan-machine.ts'
import { waitsFor } from '../../domain/plan/step-order.ts'
import type { PlanView } from '../../domain/views/plan-views.ts'
import { aCredential } from '../../testing/builders.ts'
import { expirePlans } from '../plans/end-plan.ts'
import type { RunnerPoint } from '../runner/runner.ts'
import { logTrouble } from './audit-check.ts'
import type { OpenWorld } from './gateway-kit.ts'
import { createLedgerTarget, type LedgerTarget } from './ledger-target.ts'
import { openScene, type Scene } from './plan-world.ts'

/** What can happen to a plan of several steps, by people, gateways, the target and the clock. */
type Move =
  | { readonly kind: 'run'; readonly holders: readonly ('a' | 'b' | 'c')[]; readonly dies: RunnerPoint | null }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'target'; readonly does: 'all' | 'loses' | 'refuses'; readonly ordinal: number }
  | { readonly kind: 'stop' | 'expire' | 'change-identity' }

const dies = fc.constantFrom<RunnerPoint | null>(
  null,
  null,
  null,
  null,
  'claimed',
  'recorded-as-sent',
  'answered',
  'answer-recorded',
)
const moves: fc.Arbitrary<readonly Move[]> = fc.array(
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({
        kind: fc.constant('run' as const),
        holders: fc.subarray(['a', 'b', 'c'] as const, { minLength: 1 }),
        dies,
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.constantFrom(500, 5_000, 13_000) }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('target' as const),
        does: fc.constantFrom('all' as const, 'loses' as const, 'refuses' as const),
        ordinal: fc.integer({ min: 1, max: 4 }),
      }),
    },
    { weight: 1, arbitrary: fc.constantFrom<Move>({ kind: 'stop' }, { kind: 'expire' }, { kind: 'change-identity' }) },
  ),
  { minLength: 3, maxLength: 12 },
)

const run = (...holders: ('a' | 'b' | 'c')[]): Move => ({ kind: 'run', holders, dies: null })
/** Always among the runs: the straight way, a branch that fails beside another, and a stop in the midst. */
const EXAMPLES: [readonly Move[]][] = [
  [[run('a'), run('a', 'b'), run('a', 'b')]],
  [[run('a'), { kind: 'target', does: 'refuses', ordinal: 2 }, run('a', 'b')]],
  [
    [
      run('a'),
      { kind: 'target', does: 'loses', ordinal: 3 },
      { kind: 'run', holders: ['a', 'b'], dies: 'answered' },
      { kind: 'stop' },
    ],
  ],
]

/** Plans of several steps under random orders of everything: the lines that are never crossed hold for each step and for the whole. */
export function describeStepInterleavings(openWorld: OpenWorld, runs: number): void {
  describe('interleavings of steps', () => {
    test('I1 I2 I3 I6 hold for random orders of runners, deaths, refusals, stops and expiry', async () => {
      const reached = new Set<string>()
      await fc.assert(
        fc.asyncProperty(moves, async (chosen) => {
          const target = createLedgerTarget()
          const scene = await openTree(openWorld, target)
          const plan = await approved(scene)
          for (const move of chosen) await play(scene, target, plan, move)
          target.between = (_key, act) => Promise.resolve(act())
          // Whatever it was left as: gateways in good health bring it to an end.
          const runners = ['a', 'b'].map((holder) => scene.runner({ holder, recheckMs: 500 }))
          for (let round = 0; round < 60 && !(await isOver(scene, plan)); round += 1) {
            await Promise.all(runners.map((runner) => runner.tick()))
            scene.world.clock.now += 15_000
            await expirePlans(scene.world.gateway)
          }
          const end = await scene.view(plan.summary.id)
          reached.add(end.state)
          await holds(scene, target, plan, end)
        }),
        { numRuns: runs, endOnFailure: true, examples: EXAMPLES },
      )
      expect([...reached]).toEqual(expect.arrayContaining(['done', 'failed', 'cancelled']))
    })
  })
}

async function openTree(openWorld: OpenWorld, target: LedgerTarget): Promise<Scene> {
  const credential = (id: string, below?: string) => aCredential({ id, ...(below === undefined ? {} : { below }) })
  const credentials = [credential('key'), credential('b', 'key'), credential('c', 'key'), credential('d', 'c')]
  return openScene(
    openWorld,
    {
      identity: { kind: 'service-account', credentials },
      signal: { sessions: [], credentials: [{ id: 'key', kind: 'access-key' }] },
      dependencies: [],
      account: null,
    },
    { connectors: new Map([['ledger', target.connector]]) },
  )
}

async function approved(scene: Scene): Promise<PlanView> {
  const plan = await scene.propose('rotate-secret')
  for (const who of ['noor', 'tomo'] as const) await scene.vote(who, plan)
  return plan
}

async function play(scene: Scene, target: LedgerTarget, plan: PlanView, move: Move): Promise<void> {
  const { world } = scene
  switch (move.kind) {
    case 'run': {
      const reach = (point: RunnerPoint) =>
        point === move.dies ? Promise.reject(new Error('killed')) : Promise.resolve()
      await Promise.all(move.holders.map((holder) => scene.runner({ holder, reach }).tick().catch(onlyKilled)))
      break
    }
    case 'wait':
      world.clock.now += move.ms
      break
    case 'target':
      target.between = (key, act) => {
        if (move.does === 'all' || !key.endsWith(`-${move.ordinal}`)) return Promise.resolve(act())
        if (move.does === 'refuses') return Promise.resolve({ kind: 'refused', reason: 'No.' })
        act()
        return Promise.resolve({ kind: 'unknown', reason: 'The connection broke.' })
      }
      break
    case 'stop':
      await world.send('ines', 'POST', `/api/plans/${plan.summary.id}/cancel`, { reason: 'Stop' })
      break
    case 'expire':
      await expirePlans(world.gateway)
      break
    case 'change-identity':
      await scene.changeIdentity({ description: 'Described anew' })
      break
  }
}

async function isOver(scene: Scene, plan: PlanView): Promise<boolean> {
  const { state, steps } = await scene.view(plan.summary.id)
  return isFinalPlanState(state) && steps.every((step) => isFinalStepState(step.state))
}

function onlyKilled(error: unknown): void {
  if (!(error instanceof Error) || error.message !== 'killed') throw error
}

async function holds(scene: Scene, target: LedgerTarget, plan: PlanView, end: PlanView): Promise<void> {
  const entries = (await scene.entries()).filter((entry) => entry.subjects.some(({ id }) => id === plan.summary.id))
  const of = (code: AuditEntry['code'], ordinal: number) =>
    entries.filter((entry) => entry.code === code && entry.detail['ordinal'] === ordinal)
  const first = (code: AuditEntry['code']) => entries.find((entry) => entry.code === code)?.sequence ?? Infinity

  // I6: everything came to an end, each step as well.
  expect(isFinalPlanState(end.state), end.state).toBe(true)
  expect(end.steps.every(({ state }) => state === 'done' || state === 'failed' || state === 'skipped')).toBe(true)
  // A plan is done exactly when all of it is.
  expect(end.state === 'done').toBe(end.steps.every(({ state }) => state === 'done'))
  for (const step of plan.body.steps) {
    const effects = target.effects.get(`${plan.summary.id}-${step.ordinal}`) ?? 0
    const state = end.steps.find(({ ordinal }) => ordinal === step.ordinal)?.state
    const sent = of('step.sent', step.ordinal)
    // I1: at most one effect, one where we say so, none where nothing was sent.
    expect(effects).toBeLessThanOrEqual(1)
    expect(state === 'done' ? effects : 1).toBe(1)
    expect(sent.length === 0 ? effects : 0).toBe(0)
    // I2: after the approval, and after each step that it waits for was read back.
    const sentAt = sent[0]?.sequence ?? Infinity
    expect(sentAt).toBeGreaterThan(first('plan.approved'))
    for (const before of waitsFor(step, plan.body.steps)) {
      const readAt = of('step.verified', before)[0]?.sequence ?? Infinity
      expect(sentAt === Infinity || readAt < sentAt).toBe(true)
    }
    // D11: once somebody stopped it, or a step failed, no step is sent for the first time.
    const halted = Math.min(first('plan.stopping'), first('step.failed'), first('plan.void'), first('plan.cancelled'))
    expect(sentAt === Infinity || sentAt < halted).toBe(true)
  }
  // I3, I8: one end, in a log that is whole.
  const ends = entries.filter(({ code }) => ENDS.has(code))
  expect(ends).toHaveLength(1)
  expect(await logTrouble(scene.world)).toBeNull()
}

const ENDS: ReadonlySet<string> = new Set(['plan.finished', 'plan.cancelled', 'plan.expired', 'plan.void'])
