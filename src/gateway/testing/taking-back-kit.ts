import { describe, expect, test } from 'vitest'
import type { PlanView } from '../../domain/views/plan-views.ts'
import { restorePlans } from '../plans/restore-plans.ts'
import { auditEntries } from './audit-check.ts'
import { exercise } from './exercise-world.ts'
import type { OpenWorld } from './gateway-kit.ts'
import { createLedgerTarget } from './ledger-target.ts'
import { MINUTE_MS, openScene, problemOf, type Scene } from './plan-world.ts'
import { askedOfLedger, TREE } from './several-steps-world.ts'

const HOUR_MS = 60 * MINUTE_MS

/** Taking back what was done: by hand, and by itself at the time that was approved with it. */
export function describeTakingBack(openWorld: OpenWorld): void {
  describe('what was taken back', () => {
    test('what was taken back says so of each of its steps, and what somebody else had done before stands', async () => {
      const { scene, target, id } = await askedOfLedger(openWorld)
      const [first] = (await scene.view(id)).body.steps
      if (first === undefined) throw new Error('there is no step')
      const theirs = { idempotencyKey: 'somebody-else', fence: 1 }
      await target.connector.execute(first, theirs, AbortSignal.timeout(1_000))
      const done = await scene.run(id)
      expect(done.steps.map(({ containment }) => containment)).toEqual([
        'already-contained',
        'contained',
        'contained',
        'contained',
      ])
      const answer = await scene.world.send('ines', 'POST', `/api/plans/${id}/rollback`, { reason: 'Start anew' })
      const undo = (await answer.json()) as PlanView
      expect(undo.body.steps).toHaveLength(3)
      for (const who of ['noor', 'tomo'] as const) await scene.vote(who, undo)
      // It is taken back once it is, and not as soon as somebody wants it.
      expect((await scene.view(id)).steps.map(({ isTakenBack }) => isTakenBack)).toEqual(Array(4).fill(false))
      await scene.run(undo.summary.id)
      expect((await scene.view(id)).steps.map((step) => [step.isTakenBack, step.containment])).toEqual([
        [false, 'already-contained'],
        [true, 'not-contained'],
        [true, 'not-contained'],
        [true, 'not-contained'],
      ])
      const last = await scene.view(undo.summary.id)
      expect(last.steps.map(({ isTakenBack }) => isTakenBack)).toEqual([false, false, false])
    })
  })

  describe('temporary containment', () => {
    const temporary = async () => {
      const asking = await askedOfLedger(openWorld, TREE, 4 * HOUR_MS)
      const done = await asking.scene.run(asking.id)
      return { ...asking, done }
    }
    const undoOf = async (scene: Scene, id: string) => {
      const { undoneBy } = await scene.view(id)
      return undoneBy === null ? null : scene.view(undoneBy)
    }

    test('it is in what is approved, counted from when it was done, and carried out by nobody’s hand', async () => {
      const { scene, plan, id, done } = await temporary()
      expect(plan.body.restoreAfterMs).toBe(4 * HOUR_MS)
      expect(done.restore.at).toBe((done.steps.at(-1)?.finishedAt ?? 0) + 4 * HOUR_MS)
      scene.world.clock.now = (done.restore.at ?? 0) - 1
      await scene.runner().tick()
      expect(await undoOf(scene, id)).toBeNull()
      scene.world.clock.now += 1
      await scene.runner().tick()
      const undo = await undoOf(scene, id)
      expect(undo).toMatchObject({ body: { undoes: id, gate: { kind: 'auto' }, requestedBy: { id: 'gateway' } } })
      expect(undo?.body.gate.reasons[0]?.input).toContain('approved together with being taken back after 4 hours')
      expect(await scene.run(undo?.summary.id ?? '')).toMatchObject({ state: 'done' })
      // It is open because somebody wanted it open: nothing more is proposed, and who took it back stands there.
      expect(await scene.view(id)).toMatchObject({
        containment: 'not-contained',
        restore: { at: null },
        next: null,
        takenBack: { number: undo?.body.number, state: 'done', reason: undo?.body.reason },
      })
      const order = (await auditEntries(scene.world))
        .filter((entry) => entry.code === 'step.sent' && entry.detail['digest'] === undo?.digest)
        .map((entry) => entry.detail['account'])
      expect(order).toHaveLength(4)
    })

    test('somebody else confirms it, and it stays; whoever asked for it does not', async () => {
      const { scene, id, done } = await temporary()
      const confirm = (who: 'ines' | 'noor' | 'ari') =>
        scene.world.send(who, 'POST', `/api/plans/${id}/confirmation`, { reason: 'The leak is still open' })
      await problemOf(await confirm('ines'), 403)
      await problemOf(await confirm('ari'), 403)
      expect((await confirm('noor')).status).toBe(200)
      await problemOf(await confirm('noor'), 403)
      scene.world.clock.now = (done.restore.at ?? 0) + HOUR_MS
      await scene.runner().tick()
      const after = await scene.view(id)
      expect(after).toMatchObject({
        undoneBy: null,
        containment: 'contained',
        restore: { confirmed: { name: 'Noor' } },
      })
      expect(await scene.codes(id)).toContain('plan.confirmed')
    })

    test('one that was confirmed while the undo was already approved is not taken back any more', async () => {
      const { scene, id, done } = await temporary()
      scene.world.clock.now = done.restore.at ?? 0
      // Stored and approved, not begun.
      expect(await restorePlans(scene.world.gateway)).toBe(1)
      await scene.world.store.read
        .updateTable('plan')
        .set({ confirmed: JSON.stringify({ id: 'pe_noor', name: 'Noor', at: 0, reason: 'Stays' }) })
        .where('tenant', '=', scene.world.store.tenant)
        .where('id', '=', id)
        .execute()
      const undo = await undoOf(scene, id)
      const paused = await scene.run(undo?.summary.id ?? '')
      expect(paused.state).toBe('paused')
      expect(paused.stateReason).toMatch(/Gate: Now/)
    })

    test('one that was taken back by hand is not counted down any more, and nobody confirms that it stays', async () => {
      const { scene, id } = await temporary()
      const answer = await scene.world.send('ines', 'POST', `/api/plans/${id}/rollback`, { reason: 'The owner did it' })
      const undo = (await answer.json()) as PlanView
      for (const who of ['noor', 'tomo'] as const) await scene.vote(who, undo)
      // Until it is through, the deadline stands.
      expect((await scene.view(id)).restore.at).not.toBeNull()
      expect(await scene.run(undo.summary.id)).toMatchObject({ state: 'done' })
      expect(await scene.view(id)).toMatchObject({ restore: { at: null, note: null }, summary: { restoreAt: null } })
      const late = { reason: 'The leak is still open' }
      await problemOf(await scene.world.send('noor', 'POST', `/api/plans/${id}/confirmation`, late), 403)
      expect(await scene.codes(id)).not.toContain('plan.confirmed')
    })

    test('of several gateways one asks for it, however often they try', async () => {
      const { scene, id, done } = await temporary()
      scene.world.clock.now = done.restore.at ?? 0
      await Promise.all(['a', 'b', 'c'].map((holder) => scene.runner({ holder }).tick()))
      const plans = await scene.world.store.read
        .selectFrom('plan')
        .select('id')
        .where('tenant', '=', scene.world.store.tenant)
        .where('undoes', '=', id)
        .execute()
      expect(plans).toHaveLength(1)
    })

    test('where nothing can be taken back nothing is sent; it says why, once in the log, and tries again', async () => {
      const { scene, target, id, done } = await temporary()
      target.refusesUndo = 'It is not as we left it.'
      scene.world.clock.now = done.restore.at ?? 0
      const runner = scene.runner()
      for (let i = 0; i < 3; i += 1) {
        await runner.tick()
        scene.world.clock.now += 6 * MINUTE_MS
      }
      const noted = await scene.view(id)
      expect(noted.restore.note).toContain('It is not as we left it.')
      expect((await scene.codes(id)).filter((code) => code === 'plan.restore-failed')).toHaveLength(1)
      target.refusesUndo = null
      await runner.tick()
      expect(await undoOf(scene, id)).not.toBeNull()
    })

    test('what cannot be undone cannot be temporary, and a time that is none is refused', async () => {
      const scene = await openScene(
        openWorld,
        { identity: { kind: 'oauth-app' }, account: null },
        { connectors: new Map([['ledger', createLedgerTarget().connector]]) },
      )
      await exercise(scene.world, 'stolen-session')
      const draft = (query: string) => scene.world.request('ines', `/api/alerts/${scene.alertId}/draft?action=${query}`)
      const lasting = await problemOf(await draft(`revoke-grants&restoreAfterMs=${HOUR_MS}`), 422)
      expect(lasting.detail).toContain('cannot be taken back, so it cannot be temporary')
      expect((await draft('revoke-grants&restoreAfterMs=1000')).status).toBe(400)
      expect((await draft('revoke-grants')).status).toBe(200)
    })
  })
}
