import { describe, expect, test } from 'vitest'
import type { Role } from '../../domain/people/person.ts'
import type { Policy } from '../../domain/policy/policy.ts'
import type { PolicyDetail } from '../../domain/views/change-views.ts'
import type { Notice } from '../../domain/views/notice-views.ts'
import type { BreakGlassView, PlanView } from '../../domain/views/plan-views.ts'
import type { SoftKey } from '../../testing/soft-key.ts'
import { touchInForce } from '../changes/in-force.ts'
import { reportOverdueReviews } from '../glass/review-glass.ts'
import { changesOf } from './change-world.ts'
import type { OpenWorld, PersonName, World } from './gateway-kit.ts'
import { enrol } from './passkey-world.ts'
import { addAlert, MINUTE_MS, openScene, problemOf, type Scene } from './plan-world.ts'

const REASON = 'It spreads, and nobody answers the phone'

async function giveRoles({ store, people }: World, who: PersonName, ...roles: readonly Role[]): Promise<void> {
  await store.read
    .updateTable('person')
    .set({ roles: JSON.stringify(roles) })
    .where('tenant', '=', store.tenant)
    .where('id', '=', people[who].id)
    .execute()
}

/** A waiting plan, asked for by Ines, who may break the glass and has a key. */
async function openEmergency(openWorld: OpenWorld): Promise<{ scene: Scene; plan: PlanView; key: SoftKey }> {
  const scene = await openScene(openWorld)
  await giveRoles(scene.world, 'ines', 'analyst', 'break-glass')
  const { key } = await enrol(scene.world, 'ines')
  return { scene, plan: await scene.propose(), key }
}

const breakIt = (scene: Scene, who: PersonName, plan: PlanView, more: object = {}) =>
  scene.world.send(who, 'POST', `/api/plans/${plan.summary.id}/break-glass`, {
    digest: plan.digest,
    reason: REASON,
    ...more,
  })
/** As Ines, over the statement that the gateway gives for it. */
async function signAndBreak(scene: Scene, plan: PlanView, key: SoftKey): Promise<Response> {
  const planId = plan.summary.id
  const { digest, shownDigest: shown } = await scene.view(planId)
  const asked = { choice: 'break-glass', digest, reason: REASON, shown }
  const given = await scene.world.send('ines', 'POST', `/api/plans/${planId}/signature`, asked)
  if (given.status !== 200) throw new Error(`asking for the statement answered ${given.status}: ${await given.text()}`)
  const { request } = (await given.json()) as { request: { challenge: string } }
  return breakIt(scene, 'ines', plan, { assertion: await key.sign(request) })
}
const review = (scene: Scene, who: PersonName, plan: PlanView, verdict = 'justified') =>
  scene.world.send(who, 'POST', `/api/plans/${plan.summary.id}/break-glass/review`, {
    verdict,
    reason: 'The session was in use',
  })
const noticesOf = async (world: World, who: PersonName) =>
  (await world.get<{ items: readonly Notice[] }>(who, '/api/notices')).items

/** C14: what passes a gate without its approvals, loudly, once, and reviewed. */
export function describeBreakGlass(openWorld: OpenWorld): void {
  describe('break-glass', () => {
    test('C14 a plan runs without its approvals, owners and managers know at once, and the record says who and why', async () => {
      const { scene, plan, key } = await openEmergency(openWorld)
      expect((await signAndBreak(scene, plan, key)).status).toBe(200)
      for (const who of ['mira', 'tomo'] as const) {
        expect(await noticesOf(scene.world, who)).toMatchObject([{ kind: 'glass', detail: REASON }])
      }
      expect((await noticesOf(scene.world, 'noor')).filter(({ kind }) => kind === 'glass')).toEqual([])
      const ended = await scene.run(plan.summary.id)
      expect(ended).toMatchObject({
        state: 'done',
        containment: 'contained',
        votes: [],
        glass: {
          person: { name: 'Ines' },
          passkey: { name: 'Blue key' },
          reason: REASON,
          review: null,
          mayReview: { allowed: false },
        },
      })
      expect((await scene.codes(plan.summary.id)).slice(0, 3)).toEqual([
        'plan.proposed',
        'glass.broken',
        'plan.approved',
      ])
    })

    test('C14 without the role, without a reason, or for another plan it breaks nothing', async () => {
      const { scene, plan } = await openEmergency(openWorld)
      expect((await problemOf(await breakIt(scene, 'noor', plan), 403)).detail).toContain('the role break-glass')
      expect((await problemOf(await breakIt(scene, 'mira', plan), 403)).detail).toContain('the role break-glass')
      await problemOf(await breakIt(scene, 'ines', plan, { reason: '  now   ' }), 400)
      await problemOf(await breakIt(scene, 'ines', plan, { digest: '0'.repeat(64) }), 409)
      expect(await scene.view(plan.summary.id)).toMatchObject({ state: 'pending', glass: null })
    })

    test('C14 it works once: until somebody else has reviewed it, the same person cannot do it again', async () => {
      const { scene, plan, key } = await openEmergency(openWorld)
      await signAndBreak(scene, plan, key)
      await problemOf(await breakIt(scene, 'ines', plan), 403)
      const other = await addAlert(scene.world, { id: '2' })
      const second = (await (
        await scene.world.send('ines', 'POST', '/api/plans', {
          alertId: other.alertId,
          action: 'revoke-session',
          reason: 'Used from outside its instance',
        })
      ).json()) as PlanView
      expect((await problemOf(await breakIt(scene, 'ines', second), 403)).detail).toContain('nobody has reviewed that')
      const { mayBreakGlass } = await scene.view(second.summary.id)
      expect(mayBreakGlass).toMatchObject({ allowed: false, rule: 'break-glass.unreviewed' })
      expect((await review(scene, 'mira', plan)).status).toBe(200)
      expect((await signAndBreak(scene, second, key)).status).toBe(200)
    })

    test('C14 it is reviewed once, by a manager who is not who did it, and the refusals are in the log', async () => {
      const { scene, plan, key } = await openEmergency(openWorld)
      await giveRoles(scene.world, 'ines', 'analyst', 'break-glass', 'manager')
      await signAndBreak(scene, plan, key)
      expect((await problemOf(await review(scene, 'ines', plan), 403)).detail).toContain('somebody else says')
      expect((await problemOf(await review(scene, 'noor', plan), 403)).detail).toContain('the role manager')
      const ofGlass = async () => (await noticesOf(scene.world, 'ines')).filter(({ kind }) => kind === 'glass')
      expect(await ofGlass()).toEqual([])
      expect((await review(scene, 'mira', plan, 'not-justified')).status).toBe(200)
      expect(await ofGlass()).toMatchObject([
        { title: 'Mira found it not justified that you broke the glass for P-1', detail: 'The session was in use' },
      ])
      await problemOf(await review(scene, 'mira', plan), 409)
      const { items } = await scene.world.get<{ items: readonly BreakGlassView[] }>('ari', '/api/break-glass')
      expect(items).toMatchObject([{ review: { verdict: 'not-justified', by: { name: 'Mira' } } }])
      expect((await scene.codes(plan.summary.id)).filter((code) => code.startsWith('glass'))).toEqual([
        'glass.broken',
        'glass.reviewed',
      ])
    })

    test('C14 a review that nobody does in time is said in the log once, and to managers', async () => {
      const { scene, plan, key } = await openEmergency(openWorld)
      await signAndBreak(scene, plan, key)
      expect(await reportOverdueReviews(scene.world.gateway)).toBe(0)
      scene.world.clock.now += 24 * 60 * MINUTE_MS
      expect(await reportOverdueReviews(scene.world.gateway)).toBe(1)
      expect(await reportOverdueReviews(scene.world.gateway)).toBe(0)
      expect((await noticesOf(scene.world, 'mira'))[0]?.title).toContain('Nobody has reviewed yet')
      expect((await scene.codes(plan.summary.id)).at(-1)).toBe('glass.review-overdue')
    })

    test('it passes the approvals and nothing else: a changed identity voids the plan, a stop holds it, a lost role pauses it', async () => {
      const changed = await openEmergency(openWorld)
      await changed.scene.changeIdentity({ criticality: 4 })
      await problemOf(await breakIt(changed.scene, 'ines', changed.plan), 409)

      const stopped = await openEmergency(openWorld)
      await signAndBreak(stopped.scene, stopped.plan, stopped.key)
      await stopped.scene.world.send('mira', 'POST', '/api/stops', { reason: 'Wrong estate' })
      expect((await stopped.scene.run(stopped.plan.summary.id)).stateReason).toContain('Stop 1 by Mira')
      expect(await stopped.scene.effects()).toBe(0)

      const lost = await openEmergency(openWorld)
      await signAndBreak(lost.scene, lost.plan, lost.key)
      await giveRoles(lost.scene.world, 'ines', 'analyst')
      expect((await lost.scene.run(lost.plan.summary.id)).stateReason).toContain('may not break the glass any more')
      expect(await lost.scene.effects()).toBe(0)
    })

    test('C14 the shipped policy has it signed where approvals are not, and a key that is revoked holds it back', async () => {
      const { scene, plan, key } = await openEmergency(openWorld)
      expect(plan).toMatchObject({ body: { gate: { passkey: false } }, glassSignature: 'passkey' })
      expect((await problemOf(await breakIt(scene, 'ines', plan), 403)).detail).toContain(
        'Breaking the glass for P-1 must be signed with a passkey',
      )
      expect(await scene.view(plan.summary.id)).toMatchObject({ state: 'pending', glass: null })
      await signAndBreak(scene, plan, key)
      const { read, tenant } = scene.world.store
      await read.updateTable('passkey').set({ revoked_at: 1 }).where('tenant', '=', tenant).execute()
      expect((await scene.run(plan.summary.id)).stateReason).toContain('does not stand any more')
      expect(await scene.effects()).toBe(0)
    })

    test('C14 a glass that was broken without a key under the rules of before runs nothing any more', async () => {
      const { scene, plan, key } = await openEmergency(openWorld)
      await signAndBreak(scene, plan, key)
      const { read, tenant } = scene.world.store
      await read.updateTable('break_glass').set({ passkey_id: null }).where('tenant', '=', tenant).execute()
      expect((await scene.run(plan.summary.id)).stateReason).toContain('broke the glass without a passkey')
      expect(await scene.effects()).toBe(0)
    })

    test('where the policy says so the glass asks for a key only as approvals do; the sample asks for none', async () => {
      const { scene, plan: first } = await openEmergency(openWorld)
      const { read, tenant } = scene.world.store
      await read.updateTable('plan').set({ is_sample: true }).where('tenant', '=', tenant).execute()
      expect(await scene.view(first.summary.id)).toMatchObject({ glassSignature: 'none-of-sample' })
      await scene.world.send('ines', 'POST', `/api/plans/${first.summary.id}/cancel`, { reason: 'Another policy' })
      const { change, policyDraft } = changesOf(scene.world)
      await change(
        policyDraft((policy) => {
          policy.gate.glassPasskey = 'as-approvals'
        }),
      )
      const plan = await scene.propose()
      expect(plan.glassSignature).toBe('none-by-policy')
      expect((await breakIt(scene, 'ines', plan)).status).toBe(200)
      expect(await scene.run(plan.summary.id)).toMatchObject({ state: 'done', glass: { passkey: null } })
    })

    test('a policy of before the question was asked has every glass signed', async () => {
      const scene = await openScene(openWorld)
      const { change, policyDraft } = changesOf(scene.world)
      const asApprovals = policyDraft((policy) => {
        policy.gate.glassPasskey = 'as-approvals'
      })
      await change(asApprovals)
      const { gateway, store } = scene.world
      const row = await store.read
        .selectFrom('governed_version')
        .select('body')
        .where('tenant', '=', store.tenant)
        .where('kind', '=', 'policy')
        .where('number', '=', 2)
        .executeTakeFirstOrThrow()
      const stored = JSON.parse(row.body) as Policy
      Reflect.deleteProperty(stored.gate, 'glassPasskey')
      await store.write(async (tx) => {
        await tx
          .updateTable('governed_version')
          .set({ body: JSON.stringify(stored) })
          .where('tenant', '=', store.tenant)
          .where('kind', '=', 'policy')
          .where('number', '=', 2)
          .execute()
        await touchInForce(gateway, tx)
      })
      const { policy } = await scene.world.get<PolicyDetail>('edda', '/api/policy')
      expect(policy).toMatchObject({ version: 2, gate: { glassPasskey: 'always' } })
      expect((await scene.propose()).glassSignature).toBe('passkey')
    })
  })

  describe('notices', () => {
    test('whoever asked for a plan learns what became of it, and nobody else does', async () => {
      const scene = await openScene(openWorld)
      const plan = await scene.propose()
      expect(await noticesOf(scene.world, 'ines')).toEqual([])
      await scene.vote('noor', plan, 'reject')
      expect(await noticesOf(scene.world, 'ines')).toMatchObject([
        { kind: 'outcome', planId: plan.summary.id, detail: 'Rejected by Noor: Looked at it' },
      ])
      expect(await noticesOf(scene.world, 'noor')).toEqual([])
    })

    test('what became of a plan is no news again when it is read back later; that it is open again is, once', async () => {
      const scene = await openScene(openWorld)
      const plan = await scene.propose()
      await scene.vote('noor', plan)
      const done = await scene.run(plan.summary.id)
      const [told] = await noticesOf(scene.world, 'ines')
      await scene.changeAccount((account) => ({ ...account, holds: [] }))
      const runner = scene.runner()
      for (let i = 0; i < 10; i += 1) {
        scene.world.clock.now += MINUTE_MS
        await runner.tick()
      }
      const later = await scene.view(plan.summary.id)
      expect(later).toMatchObject({ state: 'done', containment: 'not-contained' })
      expect(later.version).toBeGreaterThan(done.version)
      const [openAgain, ...before] = await noticesOf(scene.world, 'ines')
      expect(before).toEqual([told])
      // Of the moment at which that was read, however often it is read again.
      expect(openAgain).toMatchObject({ id: `${plan.summary.id}/open-again`, at: (told?.at ?? 0) + MINUTE_MS })
    })
  })
}
