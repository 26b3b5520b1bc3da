import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AuditCode, AuditEntry } from '../../domain/audit/entry.ts'
import type { PlanState } from '../../domain/plan/plan.ts'
import type { PlanView } from '../../domain/views/plan-views.ts'
import { createTwin } from '../connectors/twin/twin-connector.ts'
import { expirePlans } from '../plans/end-plan.ts'
import type { RunnerPoint } from '../runner/runner.ts'
import { logTrouble } from './audit-check.ts'
import { type Faults, LOST_ANSWER, NEVER_ARRIVED, withFaults } from './faulty-connector.ts'
import type { OpenWorld } from './gateway-kit.ts'
import { openScene, type Scene } from './plan-world.ts'

type Move =
  | { readonly kind: 'vote'; readonly who: 'ines' | 'noor' | 'tomo'; readonly choice: 'approve' | 'reject' }
  | { readonly kind: 'run'; readonly holder: 'a' | 'b'; readonly dies: RunnerPoint | null }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'fault'; readonly fault: keyof typeof FAULTS }
  | { readonly kind: 'cancel' | 'expire' | 'change-identity' | 'race' }

const FAULTS = {
  none: {},
  lost: { execute: LOST_ANSWER },
  'never-arrived': { execute: NEVER_ARRIVED },
} as const satisfies Record<string, Faults>

const vote = fc.record({
  kind: fc.constant('vote' as const),
  who: fc.constantFrom('ines' as const, 'noor' as const, 'tomo' as const),
  choice: fc.constantFrom('approve' as const, 'approve' as const, 'approve' as const, 'reject' as const),
})
const run = fc.record({
  kind: fc.constant('run' as const),
  holder: fc.constantFrom('a' as const, 'b' as const),
  dies: fc.constantFrom(null, null, null, 'claimed' as const, 'recorded-as-sent' as const, 'answered' as const),
})
const wait = fc.record({ kind: fc.constant('wait' as const), ms: fc.constantFrom(500, 5_000, 13_000, 31 * 60_000) })
const fault = fc.record({
  kind: fc.constant('fault' as const),
  fault: fc.constantFrom('none' as const, 'lost' as const, 'never-arrived' as const),
})
const rare = fc.constantFrom<Move>(
  { kind: 'cancel' },
  { kind: 'expire' },
  { kind: 'change-identity' },
  { kind: 'race' },
)
const moves: fc.Arbitrary<readonly Move[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: vote },
    { weight: 6, arbitrary: run },
    { weight: 3, arbitrary: wait },
    { weight: 1, arbitrary: fault },
    { weight: 1, arbitrary: rare },
  ),
  { minLength: 4, maxLength: 14 },
)

/** Always among the runs: the straight way, and a crash with a lost answer on it. */
const STRAIGHT: [readonly Move[], number][] = [
  [
    [
      { kind: 'vote', who: 'noor', choice: 'approve' },
      { kind: 'run', holder: 'a', dies: null },
    ],
    3,
  ],
  [
    [
      { kind: 'vote', who: 'noor', choice: 'approve' },
      { kind: 'vote', who: 'tomo', choice: 'approve' },
      { kind: 'fault', fault: 'lost' },
      { kind: 'run', holder: 'a', dies: 'answered' },
      { kind: 'wait', ms: 13_000 },
      { kind: 'run', holder: 'b', dies: null },
    ],
    5,
  ],
]

/**
 * Whatever people, gateways, targets and the clock do, and in whatever order: the lines that are never crossed hold.
 */
export function describeInterleavings(openWorld: OpenWorld, runs: number): void {
  describe('interleavings', () => {
    test('I1 I2 I3 I4 I7 hold for random orders of votes, cancellations, expiry, crashes and faults', async () => {
      const reached = new Set<string>()
      await fc.assert(
        fc.asyncProperty(moves, fc.constantFrom(3, 5), async (chosen, criticality) => {
          const scene = await openScene(openWorld, { identity: { criticality } })
          const faults: { now: Faults } = { now: {} }
          const twin = createTwin({ store: scene.world.store, now: scene.world.gateway.now })
          scene.connectors.set(
            'twin',
            withFaults(twin, () => faults.now),
          )
          const plan = await scene.propose()
          for (const move of chosen) await play(scene, plan, move, faults)
          const end = await scene.view(plan.summary.id)
          reached.add(end.state)
          await holds(scene, plan, end)
        }),
        { numRuns: runs, endOnFailure: true, examples: STRAIGHT },
      )
      // A run in which nothing was ever carried out would prove nothing about carrying out.
      expect([...reached]).toContain('done')
    })
  })
}

async function play(scene: Scene, plan: PlanView, move: Move, faults: { now: Faults }): Promise<void> {
  const { world } = scene
  switch (move.kind) {
    case 'vote':
      await scene.vote(move.who, plan, move.choice)
      break
    case 'run': {
      const { dies } = move
      const reach = (point: RunnerPoint) => (point === dies ? Promise.reject(new Error('killed')) : Promise.resolve())
      await scene.runner({ holder: move.holder, reach }).tick().catch(onlyKilled)
      break
    }
    case 'wait':
      world.clock.now += move.ms
      break
    case 'fault':
      faults.now = FAULTS[move.fault]
      break
    case 'cancel':
      await world.send('ines', 'POST', `/api/plans/${plan.summary.id}/cancel`, { reason: 'Stop' })
      break
    case 'expire':
      await expirePlans(world.gateway)
      break
    case 'change-identity':
      await scene.changeIdentity({ description: 'Described anew' })
      break
    case 'race':
      await Promise.all([
        scene.vote('noor', plan),
        scene.vote('tomo', plan),
        scene.runner({ holder: 'a' }).tick(),
        scene.runner({ holder: 'b' }).tick(),
        expirePlans(world.gateway),
      ])
      break
  }
}

function onlyKilled(error: unknown): void {
  if (!(error instanceof Error) || error.message !== 'killed') throw error
}

async function holds(scene: Scene, plan: PlanView, end: PlanView): Promise<void> {
  const entries = (await scene.entries()).filter((entry) => entry.subjects.some(({ id }) => id === plan.summary.id))
  const effects = await scene.effects()
  const of = (code: AuditCode) => entries.filter((entry) => entry.code === code)
  const sent = of('step.sent')

  // I1: at most one effect, and exactly one where we say that it is ours.
  expect(effects).toBeLessThanOrEqual(1)
  expect(end.containment === 'contained' ? effects : 1).toBe(1)
  // I2: no effect without the approvals before it in the log, each of another person.
  const approvedAt = of('plan.approved')[0]?.sequence ?? Number.POSITIVE_INFINITY
  expect(effects === 0 || sent.length > 0).toBe(true)
  expect(sent.every((entry) => entry.sequence > approvedAt)).toBe(true)
  const voters = approversBefore(of('vote.cast'), approvedAt)
  expect(sent.length === 0 || voters.size >= plan.body.gate.quorum).toBe(true)
  // I3: the state is the one that the last entry about it says.
  expect(stateAfter(entries)).toContain(end.state)
  // I4: what was sent is what was voted on.
  expect(new Set([...sent, ...of('vote.cast')].map((entry) => entry.detail['digest']))).toEqual(
    new Set(sent.length + of('vote.cast').length === 0 ? [] : [plan.digest]),
  )
  // E2: the log of all this is whole.
  expect(await logTrouble(scene.world)).toBeNull()
  // I7: nothing counted after its time, nor of the requester.
  expect(of('vote.cast').every((entry) => entry.at < plan.body.expiresAt)).toBe(true)
  expect(of('vote.cast').some((entry) => entry.actor.id === plan.body.requestedBy.id)).toBe(false)
}

function approversBefore(votes: readonly AuditEntry[], sequence: number): ReadonlySet<string> {
  const counted = votes.filter((entry) => entry.sequence < sequence && entry.detail['choice'] === 'approve')
  return new Set(counted.map((entry) => entry.actor.id))
}

/** The states that a plan can be in after its newest entry that speaks of its state. */
function stateAfter(entries: readonly AuditEntry[]): readonly PlanState[] {
  const telling = entries.findLast((entry) => Object.hasOwn(AFTER, entry.code))
  if (telling === undefined) return []
  if (telling.code === 'plan.finished') return [telling.detail['state'] as PlanState]
  return AFTER[telling.code] ?? []
}

const AFTER: Readonly<Partial<Record<AuditCode, readonly PlanState[]>>> = {
  'plan.proposed': ['pending'],
  'plan.approved': ['approved'],
  'plan.rejected': ['rejected'],
  'plan.expired': ['expired'],
  'plan.cancelled': ['cancelled'],
  'plan.paused': ['paused'],
  'plan.void': ['void'],
  'plan.resumed': ['running'],
  'step.started': ['running'],
  'plan.finished': ['done', 'failed'],
}
