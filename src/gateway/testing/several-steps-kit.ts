import { describe, expect, test } from 'vitest'
import type { PlanView } from '../../domain/views/plan-views.ts'
import { aCredential, aDependency } from '../../testing/builders.ts'
import type { Execution } from '../connectors/connector.ts'
import type { RunnerPoint } from '../runner/runner.ts'
import { auditEntries, logTrouble } from './audit-check.ts'
import type { OpenWorld } from './gateway-kit.ts'
import type { LedgerTarget } from './ledger-target.ts'
import type { Scene, Situation } from './plan-world.ts'
import { askedOfLedger, TREE } from './several-steps-world.ts'

/** Plans of several steps: in dependency order, beside each other where nothing stands between, and what becomes of a part. */
export function describeSeveralSteps(openWorld: OpenWorld): void {
  const asked = (situation?: Situation) => askedOfLedger(openWorld, situation)
  const statesOf = (plan: PlanView) => plan.steps.map((step) => step.state)
  const sentOrder = async (scene: Scene) =>
    (await auditEntries(scene.world))
      .filter((entry) => entry.code === 'step.sent')
      .map((entry) => entry.detail['ordinal'])
  const refuse = (target: LedgerTarget, ordinal: number) => {
    target.between = (key, act) =>
      Promise.resolve(key.endsWith(`-${ordinal}`) ? ({ kind: 'refused', reason: 'No.' } satisfies Execution) : act())
  }

  describe('plans of several steps', () => {
    test('a key goes before what was issued with it, each with a step of its own, and what is not below it stays', async () => {
      const { plan } = await asked()
      expect(plan.body.steps.map(({ target, after }) => [target.credentialIds, after])).toEqual([
        [['key'], []],
        [['grant-b'], [1]],
        [['grant-a'], [1]],
        [['replica'], [3]],
      ])
      expect(plan.summary.title).toMatch(/^Rotates secrets key, grant-b, grant-a and 1 more of /)
    })

    test('D11 steps run in that order, each once, and the plan is done with the last of them', async () => {
      const { scene, target, id } = await asked()
      const done = await scene.run(id)
      expect(done).toMatchObject({ state: 'done', containment: 'contained', summary: { steps: { done: 4, all: 4 } } })
      const order = await sentOrder(scene)
      expect(order).toHaveLength(4)
      expect(order.indexOf(1)).toBe(0)
      expect(order.indexOf(4)).toBeGreaterThan(order.indexOf(3))
      expect([...target.effects.values()]).toEqual([1, 1, 1, 1])
    })

    test('branches that do not wait for each other are with their targets at the same time', async () => {
      const { scene, target, id } = await asked()
      const both = Promise.withResolvers<void>()
      const atTarget = new Set<string>()
      target.between = async (key, act) => {
        atTarget.add(key.slice(-1))
        if (atTarget.has('2') && atTarget.has('3')) both.resolve()
        if (key.endsWith('-2') || key.endsWith('-3')) await both.promise
        return act()
      }
      await scene.runner().tick()
      await Promise.all(['a', 'b'].map((holder) => scene.runner({ holder }).tick()))
      expect(await scene.run(id)).toMatchObject({ state: 'done' })
      expect([...atTarget].toSorted()).toEqual(['1', '2', '3', '4'])
    })

    test('two branches that end at the same moment end the plan once', async () => {
      const { scene, id } = await asked({
        ...TREE,
        identity: { kind: 'service-account', credentials: [aCredential({ id: 'key' }), aCredential({ id: 'two' })] },
        signal: { sessions: [], credentials: ['key', 'two'].map((id) => ({ id, kind: 'access-key' })) },
      })
      await Promise.all(['a', 'b'].map((holder) => scene.runner({ holder }).tick()))
      expect(await scene.run(id)).toMatchObject({ state: 'done' })
      expect((await scene.codes(id)).filter((code) => code === 'plan.finished')).toHaveLength(1)
    })

    test('D11 where one fails nothing more is sent, what is done stays and is named, and undo takes back just that', async () => {
      const { scene, target, id } = await asked()
      refuse(target, 3)
      const failed = await scene.run(id)
      expect(failed.state).toBe('failed')
      expect(failed.steps[0]).toMatchObject({ state: 'done', containment: 'contained' })
      expect(failed.steps[2]).toMatchObject({ state: 'failed', trouble: 'The target refused: No.' })
      expect(failed.steps[3]).toMatchObject({ state: 'skipped' })
      expect(failed.stateReason).toMatch(/^Step 3 failed\. .* [12] of 4 steps are done\.$/)
      expect(failed.containment).toBe('not-contained')
      const answer = await scene.world.send('ines', 'POST', `/api/plans/${id}/rollback`, { reason: 'Start anew' })
      expect(answer.status).toBe(201)
      const undo = (await answer.json()) as PlanView
      const done = failed.steps.filter((step) => step.state === 'done').map((step) => step.ordinal)
      expect(undo.body.steps).toHaveLength(done.length)
      for (const who of ['noor', 'tomo'] as const) await scene.vote(who, undo)
      expect(await scene.run(undo.summary.id)).toMatchObject({ state: 'done', containment: 'not-contained' })
      expect(await logTrouble(scene.world)).toBeNull()
    })

    test('D11 a branch that is with its target when another one fails is read back before the plan is over', async () => {
      const { scene, target, id } = await asked()
      await scene.runner().tick()
      const atTarget = Promise.withResolvers<void>()
      const answer = Promise.withResolvers<void>()
      target.between = async (key, act) => {
        if (key.endsWith('-3')) {
          await atTarget.promise
          return { kind: 'refused', reason: 'No.' }
        }
        const done = act()
        atTarget.resolve()
        await answer.promise
        return done
      }
      // Either of the two may get the step that hangs; the other one is through first.
      const ticks = ['a', 'b'].map((holder) => scene.runner({ holder }).tick())
      await atTarget.promise
      await Promise.race(ticks)
      const between = await scene.view(id)
      expect(between.state).toBe('running')
      expect(between.stateReason).toMatch(/^Step 3 failed\..*What is under way is read back first\.$/)
      answer.resolve()
      await Promise.all(ticks)
      expect(await scene.run(id)).toMatchObject({
        state: 'failed',
        steps: [{ state: 'done' }, { state: 'done' }, {}, {}],
      })
    })

    test('D11 a plan is stopped between two steps: the next is never sent, and the log says who stopped it', async () => {
      const { scene, target, id } = await asked()
      await scene.runner().tick()
      expect(await scene.view(id)).toMatchObject({ state: 'running', summary: { steps: { done: 1, all: 4 } } })
      const stopped = await scene.world.send('ines', 'POST', `/api/plans/${id}/cancel`, { reason: 'The owner does it' })
      expect(stopped.status).toBe(200)
      expect(await scene.run(id)).toMatchObject({ state: 'cancelled', mayRollBack: { allowed: true } })
      expect(statesOf(await scene.view(id))).toEqual(['done', 'skipped', 'skipped', 'skipped'])
      expect(target.effects.size).toBe(1)
      expect((await scene.codes(id)).slice(-2)).toEqual(['plan.stopping', 'plan.cancelled'])
      expect((await scene.view(id)).stateReason).toBe('Stopped by Ines: The owner does it. 1 of 4 steps are done.')
    })

    test('D11 one that is stopped while a step is with its target reads that step back first', async () => {
      const { scene, target, id } = await asked()
      const atTarget = Promise.withResolvers<void>()
      const answer = Promise.withResolvers<void>()
      target.between = async (_key, act) => {
        const done = act()
        atTarget.resolve()
        await answer.promise
        return done
      }
      const working = scene.runner().tick()
      await atTarget.promise
      await scene.world.send('ines', 'POST', `/api/plans/${id}/cancel`, { reason: 'The owner does it' })
      expect(await scene.view(id)).toMatchObject({ state: 'running' })
      answer.resolve()
      await working
      expect(await scene.view(id)).toMatchObject({ state: 'cancelled', steps: [{ state: 'done' }, {}, {}, {}] })
    })

    for (const point of [
      'claimed',
      'recorded-as-sent',
      'answered',
      'answer-recorded',
    ] as const satisfies RunnerPoint[]) {
      test(`D1 a gateway that dies in the midst of the second step (${point}) leaves one effect of each`, async () => {
        const { scene, target, id } = await asked()
        await scene.runner().tick()
        const dead = scene.runner({
          holder: 'dead',
          reach: (reached) => (reached === point ? Promise.reject(new Error('killed')) : Promise.resolve()),
        })
        await expect(dead.tick()).rejects.toThrow('killed')
        scene.world.clock.now += 40_000
        expect(await scene.run(id)).toMatchObject({ state: 'done' })
        expect([...target.effects.values()]).toEqual([1, 1, 1, 1])
      })
    }

    test('the next secret is cut only when who signs in by themselves is back; if they do not come, a person looks', async () => {
      const identityId = 'id_1'
      const edge = (id: string, via: string) =>
        aDependency(
          { identityId, from: identityId, via: 'credential', viaId: via },
          { id, name: id, recovery: 'self', recoverySeconds: 30 },
        )
      const { scene, target, id } = await asked({ ...TREE, dependencies: [edge('exporter', 'key')] })
      target.consumers = [{ name: 'exporter', state: 'recovering' }]
      const runner = scene.runner({ recheckMs: 500 })
      const rounds = async (count: number) => {
        for (let i = 0; i < count; i += 1) {
          await runner.tick()
          scene.world.clock.now += 2_000
        }
      }
      await rounds(10)
      expect(statesOf(await scene.view(id))).toEqual(['done', 'waiting', 'waiting', 'waiting'])
      expect((await scene.view(id)).state).toBe('running')
      await rounds(60)
      const paused = await scene.view(id)
      expect(paused.state).toBe('paused')
      expect(paused.stateReason).toContain('After step 1 not back yet: exporter.')
      target.consumers = [{ name: 'exporter', state: 'working' }]
      await rounds(40)
      expect(await scene.view(id)).toMatchObject({ state: 'done' })
    })

    test('many small steps are judged as the whole they are', async () => {
      const identityId = 'id_1'
      const edges = ['key', 'grant-a', 'grant-b', 'replica'].map((via) =>
        aDependency(
          { identityId, from: identityId, via: 'credential', viaId: via },
          { id: `user-of-${via}`, name: `user of ${via}`, recovery: 'manual', criticality: 5 },
        ),
      )
      const { plan } = await asked({ ...TREE, dependencies: edges })
      expect(plan.body.steps.map(({ predicted }) => predicted.level)).not.toContain('severe')
      expect(plan.body.gate).toMatchObject({ kind: 'two-approvals' })
      expect(plan.body.gate.reasons.map(({ rule }) => rule)).toContain('gate.severe-disruption')
    })
  })
}
