import { describe, expect, test } from 'vitest'
import type { Notice } from '../../domain/views/notice-views.ts'
import type { PlanView } from '../../domain/views/plan-views.ts'
import { expirePlans } from '../plans/end-plan.ts'
import { escalatePlans } from '../plans/escalate-plans.ts'
import { changesOf } from './change-world.ts'
import type { OpenWorld, PersonName } from './gateway-kit.ts'
import { addAlert, MINUTE_MS, openScene, problemOf, type Scene } from './plan-world.ts'

const extend = (scene: Scene, who: PersonName, { summary }: PlanView) =>
  scene.world.send(who, 'POST', `/api/plans/${summary.id}/extension`, { reason: 'The night shift begins' })
const noticesOf = async (scene: Scene, who: PersonName) =>
  (await scene.world.get<{ items: readonly Notice[] }>(who, '/api/notices')).items

/** What becomes of a plan that nobody decides on, and of a person who asks for too much. */
export function describeSilence(openWorld: OpenWorld): void {
  describe('silence', () => {
    test('is passed on to approvers, then to managers, each once and with its entry, and never approves', async () => {
      const scene = await openScene(openWorld)
      const { gateway, clock } = scene.world
      const plan = await scene.propose()
      expect(await escalatePlans(gateway)).toBe(0)
      clock.now += 15 * MINUTE_MS
      expect(await escalatePlans(gateway)).toBe(1)
      expect(await escalatePlans(gateway)).toBe(0)
      expect(await noticesOf(scene, 'noor')).toMatchObject([{ kind: 'silence', planId: plan.summary.id }])
      expect(await noticesOf(scene, 'mira')).toEqual([])
      clock.now += 10 * MINUTE_MS
      expect(await escalatePlans(gateway)).toBe(1)
      expect(await noticesOf(scene, 'mira')).toMatchObject([{ kind: 'silence' }])
      expect(await scene.view(plan.summary.id)).toMatchObject({
        state: 'pending',
        told: [{ tell: 'approvers' }, { tell: 'managers' }],
      })
      clock.now += 5 * MINUTE_MS
      expect(await escalatePlans(gateway)).toBe(0)
      expect(await expirePlans(gateway)).toBe(1)
      expect(await scene.view(plan.summary.id)).toMatchObject({ state: 'expired', votes: [] })
      expect(await noticesOf(scene, 'noor')).toEqual([])
      expect(await noticesOf(scene, 'ines')).toMatchObject([{ kind: 'outcome', detail: 'Nobody decided in time.' }])
      expect(await scene.codes(plan.summary.id)).toEqual([
        'plan.proposed',
        'plan.escalated',
        'plan.escalated',
        'plan.expired',
      ])
    })

    test('is a stage’s own: who could take its seat is told first, and a stage that is filled is told to nobody', async () => {
      const scene = await openScene(openWorld)
      const { gateway, clock } = scene.world
      const { change, policyDraft } = changesOf(scene.world)
      await change(
        policyDraft(
          (policy) => {
            policy.gate.quorums['one-approval'] = [
              { title: 'Access', need: 1, seats: ['iam'], silence: [{ afterPercent: 20, tell: 'who-could' }] },
              { title: 'Response', need: 1, seats: ['soc'], silence: [{ afterPercent: 40, tell: 'managers' }] },
            ]
          },
          { acceptsImpassable: true },
        ),
      )
      const give = (who: PersonName, domain: string) =>
        scene.world.send('mira', 'PUT', `/api/people/pe_${who}/domains`, {
          before: [],
          domains: [domain],
          reason: 'Rota',
        })
      await give('tomo', 'iam')
      await give('noor', 'soc')
      const plan = await scene.propose()
      clock.now += 6 * MINUTE_MS
      expect(await escalatePlans(gateway)).toBe(1)
      expect(await noticesOf(scene, 'tomo')).toMatchObject([{ kind: 'silence', planId: plan.summary.id }])
      expect(await noticesOf(scene, 'noor')).toEqual([])
      await scene.vote('noor', plan)
      clock.now += 6 * MINUTE_MS
      expect(await escalatePlans(gateway)).toBe(0)
      expect(await noticesOf(scene, 'mira')).toEqual([])
      expect(await scene.view(plan.summary.id)).toMatchObject({ told: [{ stage: 'Access', tell: 'who-could' }] })
      const told = (await scene.entries()).filter(({ code }) => code === 'plan.escalated')
      expect(told).toMatchObject([{ detail: { to: 'whoever could take a missing seat', stage: 'Access' } }])
    })

    test('is broken by more time: once, in the last minutes, and whoever approved before approves again', async () => {
      const scene = await openScene(openWorld, { identity: { criticality: 5 } })
      const { clock } = scene.world
      const plan = await scene.propose()
      await scene.vote('noor', plan)
      expect((await problemOf(await extend(scene, 'ines', plan), 403)).detail).toContain('in its last minutes')
      clock.now += 21 * MINUTE_MS
      expect((await problemOf(await extend(scene, 'ari', plan), 403)).detail).toContain('approver or manager')
      expect((await extend(scene, 'ines', plan)).status).toBe(200)
      const longer = await scene.view(plan.summary.id, 'noor')
      expect(longer.digest).not.toBe(plan.digest)
      expect(longer).toMatchObject({
        state: 'pending',
        votes: [],
        summary: { mayVote: { allowed: true }, approvals: 0 },
      })
      expect(longer.body.expiresAt).toBe(clock.now + 30 * MINUTE_MS)
      await problemOf(await scene.vote('tomo', plan), 409)
      await scene.vote('tomo', longer)
      await scene.vote('noor', longer)
      expect(await scene.view(plan.summary.id)).toMatchObject({ state: 'approved', summary: { approvals: 2 } })
      expect((await scene.run(plan.summary.id)).state).toBe('done')
    })

    test('more time is not given twice, and not to what has expired', async () => {
      const scene = await openScene(openWorld)
      const plan = await scene.propose()
      scene.world.clock.now += 25 * MINUTE_MS
      expect((await extend(scene, 'noor', plan)).status).toBe(200)
      scene.world.clock.now += 25 * MINUTE_MS
      expect((await problemOf(await extend(scene, 'noor', plan), 403)).detail).toContain('more time before')
      scene.world.clock.now += 5 * MINUTE_MS
      expect((await problemOf(await extend(scene, 'noor', plan), 403)).detail).toContain('expired')
      expect((await scene.codes(plan.summary.id)).filter((code) => code === 'plan.extended')).toHaveLength(1)
    })

    test('one person may not ask for more at a time than the policy says', async () => {
      const scene = await openScene(openWorld)
      const { change, policyDraft } = changesOf(scene.world)
      await change(
        policyDraft((policy) => {
          policy.gate.openPlansPerRequester = 1
        }),
      )
      const plan = await scene.propose()
      const other = await addAlert(scene.world, { id: '2' })
      const ask = () =>
        scene.world.send('ines', 'POST', '/api/plans', {
          alertId: other.alertId,
          action: 'revoke-session',
          reason: 'Used from outside its instance',
        })
      expect((await problemOf(await ask(), 422)).detail).toContain('the limit for one person is 1')
      await scene.vote('noor', plan, 'reject')
      expect((await ask()).status).toBe(201)
    })
  })
}
