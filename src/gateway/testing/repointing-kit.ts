import { describe, expect, test } from 'vitest'
import type { PlanView } from '../../domain/views/plan-views.ts'
import { aDependency } from '../../testing/builders.ts'
import { createPeople } from '../connectors/people/people-connector.ts'
import { expirePlans } from '../plans/end-plan.ts'
import type { OpenWorld } from './gateway-kit.ts'
import { MINUTE_MS, openScene, problemOf, type Scene } from './plan-world.ts'

const HOUR_MS = 60 * MINUTE_MS

/** A rotation in stages: issued, consumers re-pointed, retired; and what happens where somebody does not answer. */
export function describeRepointing(openWorld: OpenWorld): void {
  describe('rotation in stages', () => {
    test('nothing is retired before everybody is re-pointed: who signs in by themselves is seen, a person answers for the rest', async () => {
      const { scene, plan, id } = await begun(openWorld)
      expect(plan.body.steps.map(({ action, target }) => [action, target.consumer?.name ?? null])).toEqual([
        ['issue-secret', null],
        ['repoint-consumer', 'batch'],
        ['repoint-consumer', 'month-end'],
        ['retire-secret', null],
      ])
      let shown = await wait(scene, id, 3)
      expect(states(shown)).toEqual({ batch: 'done', 'month-end': 'asked' })
      expect(shown).toMatchObject({ state: 'running', containment: 'not-contained' })
      expect(shown.steps.at(-1)?.state).toBe('waiting')
      await problemOf(await say(scene, 'noor', shown, 3), 403)
      await problemOf(await say(scene, 'tomo', { ...shown, digest: '0'.repeat(64) }, 3), 409)
      expect((await say(scene, 'tomo', shown, 3)).status).toBe(200)
      shown = await wait(scene, id, 6)
      expect(shown).toMatchObject({ state: 'done', containment: 'contained' })
      expect(shown.repointing?.consumers.find(({ name }) => name === 'month-end')?.word).toMatchObject({ name: 'Tomo' })
      // Nobody broke: neither who moved alone nor who was moved.
      expect(shown.steps.at(-1)?.consumers.filter(({ state }) => state !== 'working')).toEqual([])
      const codes = await scene.codes(id)
      expect(codes.indexOf('repoint.confirmed')).toBeGreaterThan(codes.indexOf('repoint.asked'))
      expect(codes).toContain('access.refused')
    })

    test('a word counts once, only for who was asked, and not any more when it is done', async () => {
      const { scene, id } = await begun(openWorld)
      await problemOf(await say(scene, 'tomo', await scene.view(id), 3), 403)
      const shown = await wait(scene, id, 3)
      const answers = await Promise.all([say(scene, 'tomo', shown, 3), say(scene, 'tomo', shown, 3)])
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
      await wait(scene, id, 6)
      await problemOf(await say(scene, 'tomo', shown, 3), 403)
      expect((await scene.codes(id)).filter((code) => code === 'repoint.confirmed')).toHaveLength(1)
    })

    test('where the time passes the plan pauses and says who is missing; more time lets it go on, and it does not expire meanwhile', async () => {
      const { scene, id } = await begun(openWorld)
      await wait(scene, id, 3)
      scene.world.clock.now += HOUR_MS
      await expirePlans(scene.world.gateway)
      let shown = await wait(scene, id, 2)
      expect(shown.state).toBe('paused')
      expect(shown.stateReason).toContain('Not re-pointed in time: month-end (Reporting).')
      expect(shown.repointing).toMatchObject({ isMissing: true, mayOverride: { allowed: true } })
      expect(states(shown)).toMatchObject({ 'month-end': 'missing' })
      await problemOf(await act(scene, 'ari', id, 'extension'), 403)
      expect((await act(scene, 'noor', id, 'reminder')).status).toBe(200)
      expect((await scene.view(id)).state).toBe('paused')
      expect((await act(scene, 'noor', id, 'extension')).status).toBe(200)
      shown = await scene.view(id)
      expect(shown).toMatchObject({ state: 'running', repointing: { isMissing: false } })
      await say(scene, 'tomo', shown, 3)
      expect((await wait(scene, id, 6)).state).toBe('done')
      const codes = await scene.codes(id)
      expect(codes.filter((code) => code === 'repoint.asked')).toHaveLength(3)
      expect(codes).toEqual(expect.arrayContaining(['plan.paused', 'repoint.extended', 'plan.resumed']))
    })

    test('who confirms late is heard: the paused plan goes on by itself', async () => {
      const { scene, id } = await begun(openWorld)
      await wait(scene, id, 3)
      scene.world.clock.now += HOUR_MS
      const late = await wait(scene, id, 2)
      expect(late.state).toBe('paused')
      expect((await say(scene, 'tomo', late, 3)).status).toBe(200)
      expect((await wait(scene, id, 6)).state).toBe('done')
    })

    test('retiring without them is a plan that two people approve; when it runs the other one ends and asks nobody any more', async () => {
      const { scene, id } = await begun(openWorld)
      await wait(scene, id, 3)
      await problemOf(await act(scene, 'ines', id, 'override'), 422)
      scene.world.clock.now += HOUR_MS
      await wait(scene, id, 2)
      const asked = await act(scene, 'ines', id, 'override')
      expect(asked.status).toBe(201)
      const other = (await asked.json()) as PlanView
      expect(other.body).toMatchObject({
        gate: { kind: 'two-approvals' },
        overrides: { planId: id, missing: ['month-end'] },
      })
      expect(other.body.gate.reasons.map(({ rule }) => rule)).toContain('gate.not-re-pointed')
      await problemOf(await act(scene, 'ines', id, 'override'), 422)
      await scene.vote('noor', other)
      await scene.run(other.summary.id)
      expect((await scene.view(id)).state).toBe('paused')
      await scene.vote('tomo', other)
      const ended = await wait(scene, other.summary.id, 4)
      expect(ended.state).toBe('done')
      const first = await wait(scene, id, 3)
      expect(first.state).toBe('cancelled')
      expect(first.stateReason).toContain('retires the old secret without them')
      expect(first.steps.map(({ state }) => state)).toEqual(['done', 'done', 'skipped', 'skipped'])
      // The twin shows what that did to the one that was not moved.
      expect(ended.steps[0]?.consumers.find(({ name }) => name === 'month-end')?.state).toBe('broken')
    })

    test('taken back before anything was retired: consumers are pointed back first, then the new secret is dropped', async () => {
      const { scene, id } = await begun(openWorld)
      await wait(scene, id, 3)
      const cancelled = await scene.world.send('ines', 'POST', `/api/plans/${id}/cancel`, { reason: 'The other way' })
      expect(cancelled.status).toBe(200)
      await wait(scene, id, 3)
      expect((await scene.view(id)).state).toBe('cancelled')
      const answer = await scene.world.send('ines', 'POST', `/api/plans/${id}/rollback`, { reason: 'Not needed' })
      expect(answer.status).toBe(201)
      const undo = (await answer.json()) as PlanView
      expect(undo.body.steps.map(({ action }) => action)).toEqual(['point-back-consumer', 'drop-secret'])
      await scene.vote('noor', undo)
      let shown = await wait(scene, undo.summary.id, 3)
      expect(states(shown)).toEqual({ batch: 'asked' })
      await say(scene, 'tomo', shown, 1)
      shown = await wait(scene, undo.summary.id, 6)
      expect(shown.state).toBe('done')
      expect((await scene.account()).holds.filter(({ kind }) => kind === 'next')).toEqual([])
    })

    test('a consumer that fell back to the old secret holds the retirement up, whatever was said before', async () => {
      const { scene, id } = await begun(openWorld)
      const shown = await wait(scene, id, 3)
      const batch = { kind: 'stays' as const, on: 'batch', setBy: 'a redeployment', at: scene.world.clock.now }
      await scene.changeAccount((account) => ({ ...account, holds: [...account.holds, batch] }))
      await say(scene, 'tomo', shown, 3)
      const held = await wait(scene, id, 4)
      expect(held.state).toBe('paused')
      expect(held.stateReason).toContain('Consumers: batch:')
      expect(held.steps.at(-1)?.state).toBe('waiting')
      await scene.changeAccount((account) => ({
        ...account,
        holds: account.holds.filter(({ kind }) => kind !== 'stays'),
      }))
      scene.world.clock.now += MINUTE_MS
      expect((await wait(scene, id, 6)).state).toBe('done')
    })

    test('a target that does not say who uses which fails nothing: the plan pauses for people, and a late word still waits for it', async () => {
      const { scene, id } = await begun(openWorld)
      await wait(scene, id, 3)
      const twin = scene.connectors.get('twin')
      if (twin === undefined) throw new Error('the scene has a twin')
      scene.connectors.set('twin', { ...twin, usage: () => new Promise(() => undefined) })
      scene.world.clock.now += HOUR_MS
      const held = await wait(scene, id, 2, { readWithinMs: 30 })
      expect(held.state).toBe('paused')
      expect(held.stateReason).toContain('Not re-pointed in time: month-end')
      expect(await scene.codes(id)).not.toContain('step.failed')
      scene.connectors.set('twin', twin)
      await say(scene, 'tomo', held, 3)
      expect((await wait(scene, id, 6)).state).toBe('done')
    })

    test('what is at once stays at once: no stages unless they are asked for, and only of a rotation', async () => {
      const { scene } = await opened(openWorld)
      const plan = await scene.propose('rotate-secret')
      expect(plan.body.steps.map(({ action }) => action)).toEqual(['rotate-secret'])
      expect(plan.body).not.toHaveProperty('repointWithinMs')
      expect(plan.repointing).toBeNull()
      const other = { alertId: scene.alertId, action: 'deactivate-key', reason: 'In stages', repointWithinMs: HOUR_MS }
      await problemOf(await scene.world.send('ines', 'POST', '/api/plans', other), 422)
    })
  })
}

async function opened(openWorld: OpenWorld): Promise<{ scene: Scene }> {
  const via = { identityId: 'id_1', from: 'id_1', via: 'credential' as const, viaId: 'key-1' }
  const scene = await openScene(openWorld, {
    identity: { kind: 'service-account', consumersKnown: true },
    signal: { sessions: [], credentials: [{ id: 'key-1', kind: 'access-key' }] },
    dependencies: [
      aDependency(
        { ...via, id: 'd1' },
        { id: 'c1', name: 'batch', team: 'Reporting', recovery: 'self', recoverySeconds: 1 },
      ),
      aDependency({ ...via, id: 'd2' }, { id: 'c2', name: 'month-end', team: 'Reporting', recovery: 'manual' }),
    ],
  })
  const { connectors } = scene
  connectors.set('people', createPeople({ store: scene.world.store, connectors }))
  return { scene }
}

/** Proposed in stages by Ines and approved by Noor. */
async function begun(openWorld: OpenWorld): Promise<{ scene: Scene; plan: PlanView; id: string }> {
  const { scene } = await opened(openWorld)
  const answer = await scene.world.send('ines', 'POST', '/api/plans', {
    alertId: scene.alertId,
    action: 'rotate-secret',
    reason: 'Known to somebody else',
    exceedsCap: false,
    repointWithinMs: HOUR_MS,
  })
  if (answer.status !== 201) throw new Error(`proposing answered ${answer.status}: ${await answer.text()}`)
  const plan = (await answer.json()) as PlanView
  expect(plan.body.repointWithinMs).toBe(HOUR_MS)
  await scene.vote('noor', plan)
  return { scene, plan, id: plan.summary.id }
}

/** So many times half a minute, with a few rounds of the runner in each. */
async function wait(scene: Scene, id: string, times: number, more: { readWithinMs?: number } = {}): Promise<PlanView> {
  const runner = scene.runner({ recheckMs: 500, ...more })
  for (let time = 0; time < times; time += 1) {
    for (let round = 0; round < 4; round += 1) {
      await runner.tick()
      scene.world.clock.now += 1_000
    }
    scene.world.clock.now += 26_000
  }
  return scene.view(id)
}

function say(scene: Scene, who: 'noor' | 'tomo', plan: Pick<PlanView, 'digest' | 'summary'>, ordinal: number) {
  return scene.world.send(who, 'POST', `/api/plans/${plan.summary.id}/consumers/${ordinal}/confirmation`, {
    digest: plan.digest,
    note: 'Restarted with the new one',
  })
}

function act(
  scene: Scene,
  who: 'ines' | 'noor' | 'ari',
  id: string,
  what: 'extension' | 'reminder' | 'override',
): Promise<Response> {
  const body = what === 'reminder' ? {} : { reason: 'Month end is on Friday' }
  return scene.world.send(who, 'POST', `/api/plans/${id}/consumers/${what}`, body)
}

function states(plan: PlanView): Record<string, string> {
  return Object.fromEntries((plan.repointing?.consumers ?? []).map(({ name, state }) => [name, state]))
}
