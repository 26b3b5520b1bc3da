import { describe, expect, test } from 'vitest'
import type { PasskeyView } from '../../domain/people/passkey.ts'
import type { ApprovalExport } from '../../domain/plan/approval-statement.ts'
import STOLEN_ROLE from '../../sigma/pack/stolen-instance-role.ts'
import { type Misbehaviour, softKey } from '../../testing/soft-key.ts'
import { digestText } from '../hash.ts'
import { changesOf } from './change-world.ts'
import type { OpenWorld, PersonName, World } from './gateway-kit.ts'
import { enrol, ORIGIN, openSigned, signedVote } from './passkey-world.ts'
import { MINUTE_MS, problemOf } from './plan-world.ts'

const keysOf = async (world: World, who: PersonName) =>
  (await world.get<{ items: readonly PasskeyView[] }>(who, '/api/passkeys')).items

/** Keys of people, and approvals that are signed with them. */
export function describePasskeys(openWorld: OpenWorld): void {
  describe('passkeys', () => {
    test('a key is made for the name of the console, and the log holds its public key', async () => {
      const world = await openWorld()
      const { key, answer } = await enrol(world, 'noor')
      expect(answer.status).toBe(201)
      expect(await keysOf(world, 'noor')).toMatchObject([
        { id: key.id, name: 'Blue key', rpId: 'localhost', person: { name: 'Noor' }, revokedAt: null },
      ])
      expect(await keysOf(world, 'tomo')).toEqual([])
      const [entry] = await entriesOf(world, 'passkey.added')
      expect(entry?.detail).toMatchObject({ passkey: key.id, rpId: 'localhost' })
      expect(String(entry?.detail['publicKey']).length).toBeGreaterThan(80)
    })

    test('a second key is confirmed with the first: whoever holds only the session cannot add one', async () => {
      const world = await openWorld()
      const { key } = await enrol(world, 'noor')
      const alone = await enrol(world, 'noor')
      expect((await problemOf(alone.answer, 403)).detail).toBe('Confirm the new key with one that you have here.')
      const stranger = await softKey(ORIGIN, 'localhost')
      await problemOf((await enrol(world, 'noor', { confirmWith: stranger })).answer, 403)
      const second = await enrol(world, 'noor', { confirmWith: key, name: 'Red key' })
      expect(second.answer.status).toBe(201)
      expect((await keysOf(world, 'noor')).map(({ name }) => name).toSorted()).toEqual(['Blue key', 'Red key'])
      expect((await entriesOf(world, 'passkey.refused')).length).toBe(2)
    })

    test('an answer for another site, without its holder verified, or sent twice makes no key', async () => {
      const world = await openWorld()
      for (const wrong of [{ origin: 'http://localhost.evil' }, { rpId: 'evil' }, { isUnverified: true }]) {
        await problemOf((await enrol(world, 'noor', { wrong })).answer, 403)
      }
      const { answer, body } = await enrol(world, 'noor')
      expect(answer.status).toBe(201)
      expect((await problemOf(await world.send('noor', 'POST', '/api/passkeys', body), 403)).detail).toContain(
        'used before',
      )
      expect(await keysOf(world, 'noor')).toHaveLength(1)
    })

    test('on a bare address no key is made, and the sentence says where one can be', async () => {
      const world = await openWorld()
      const begun = await world.request('noor', '/api/passkeys/enrolment', {
        method: 'POST',
        headers: { Origin: 'http://127.0.0.1:4747', Host: '127.0.0.1:4747' },
      })
      expect((await problemOf(begun, 422)).detail).toContain('Open http://localhost with the same port.')
    })

    test('an approval without the key that its gate asks for is refused; a rejection needs none', async () => {
      const { scene, plan } = await openSigned(openWorld)
      expect(plan.body.gate).toMatchObject({ passkey: true })
      expect((await problemOf(await scene.vote('noor', plan), 403)).detail).toContain('must be signed with a passkey')
      const none = await signedVote(scene, 'noor', plan.summary.id, await softKey(ORIGIN, 'localhost'))
      expect((await problemOf(none.answer, 403)).detail).toContain('you have none here')
      expect((await scene.view(plan.summary.id)).votes).toEqual([])
      expect((await scene.vote('noor', plan, 'reject')).status).toBe(200)
    })

    test('a signed approval opens the gate, runs, and the file of it says everything that was signed', async () => {
      const { scene, plan } = await openSigned(openWorld)
      const { key } = await enrol(scene.world, 'noor')
      const { answer } = await signedVote(scene, 'noor', plan.summary.id, key)
      expect(answer.status).toBe(200)
      expect(await scene.run(plan.summary.id)).toMatchObject({ state: 'done', containment: 'contained' })
      const file = await scene.world.get<ApprovalExport>('ari', `/api/plans/${plan.summary.id}/approvals`)
      expect(file.approvals).toMatchObject([
        {
          statement: { plan: { digest: plan.digest }, choice: 'approve', approver: { name: 'Noor' }, policyVersion: 2 },
          passkey: { id: key.id, origin: ORIGIN },
        },
      ])
      const cast = (await scene.entries()).find(({ code }) => code === 'vote.cast')
      expect(cast?.detail).toMatchObject({
        signedWith: 'Blue key',
        signed: { signature: file.approvals[0]?.signature },
      })
    })

    test('C5 an answer of a key counts once: whatever became of it, the same one is refused afterwards', async () => {
      const { scene, plan } = await openSigned(openWorld)
      const { key } = await enrol(scene.world, 'noor')
      const { answer, body } = await signedVote(scene, 'noor', plan.summary.id, key, { votedReason: 'Another reason' })
      expect((await problemOf(answer, 403)).detail).toContain('signed another decision')
      const replay = { ...body, reason: 'Looked at it' }
      const again = await scene.world.send('noor', 'POST', `/api/plans/${plan.summary.id}/votes`, replay)
      expect((await problemOf(again, 403)).detail).toContain('each one counts once')
      expect((await scene.view(plan.summary.id)).votes).toEqual([])
    })

    test('C5 an approval that was taken out of the database cannot be put back by its signature', async () => {
      const { scene, plan } = await openSigned(openWorld)
      const { key } = await enrol(scene.world, 'noor')
      const { body } = await signedVote(scene, 'noor', plan.summary.id, key)
      const { store } = scene.world
      await store.read.deleteFrom('vote').where('tenant', '=', store.tenant).execute()
      await store.read.updateTable('plan').set({ state: 'pending' }).where('tenant', '=', store.tenant).execute()
      const again = await scene.world.send('noor', 'POST', `/api/plans/${plan.summary.id}/votes`, body)
      expect((await problemOf(again, 403)).detail).toContain('each one counts once')
    })

    test.each<[string, Misbehaviour]>([
      ['a signature of another key', { isBogus: true }],
      ['a holder who was not verified', { isUnverified: true }],
      ['another site', { origin: 'http://localhost:666' }],
      ['another name', { rpId: 'evil.example' }],
      ['a counter that went back', { counter: 1 }],
      ['the handle of somebody else', { userHandle: 'cGVfdG9tbw' }],
    ])('C5 an approval with %s counts for nothing, and the refusal is in the log', async (_what, wrong) => {
      const { scene, plan } = await openSigned(openWorld)
      const { key } = await enrol(scene.world, 'noor')
      const { answer } = await signedVote(scene, 'noor', plan.summary.id, key, { wrong })
      await problemOf(answer, 403)
      expect(await scene.view(plan.summary.id)).toMatchObject({ state: 'pending', votes: [] })
      expect((await scene.codes(plan.summary.id)).at(-1)).toBe('vote.refused')
      expect((await signedVote(scene, 'noor', plan.summary.id, key)).answer.status).toBe(200)
    })

    test('C5 a statement that is five minutes old is signed too late', async () => {
      const { scene, plan } = await openSigned(openWorld)
      const { key } = await enrol(scene.world, 'noor')
      const view = await scene.view(plan.summary.id, 'noor')
      const ballot = { choice: 'approve', digest: view.digest, reason: '' }
      const path = `/api/plans/${plan.summary.id}`
      const asked = await scene.world.send('noor', 'POST', `${path}/signature`, { ...ballot, shown: view.shownDigest })
      const { request } = (await asked.json()) as { request: { challenge: string } }
      const assertion = await key.sign(request)
      scene.world.clock.now += 5 * MINUTE_MS
      const late = await scene.world.send('noor', 'POST', `${path}/votes`, { ...ballot, assertion })
      expect((await problemOf(late, 403)).detail).toContain('after the time for it was over')
    })

    test('C5 nobody signs a page that is not of this moment, and nobody signs with another person’s key', async () => {
      const { scene, plan } = await openSigned(openWorld)
      const { key } = await enrol(scene.world, 'noor')
      await enrol(scene.world, 'tomo')
      const old = await scene.world.send('noor', 'POST', `/api/plans/${plan.summary.id}/signature`, {
        choice: 'approve',
        digest: plan.digest,
        shown: '0'.repeat(64),
        reason: '',
      })
      expect((await problemOf(old, 409)).detail).toContain('is not of this moment')
      const borrowed = await signedVote(scene, 'tomo', plan.summary.id, key)
      expect((await problemOf(borrowed.answer, 403)).detail).toContain('not one of yours')
    })

    test('C5 what stood beside the plan is signed and kept, with what the trigger says to save first', async () => {
      const { scene, plan } = await openSigned(openWorld, { triggerId: 'stolen-instance-role' })
      const { key } = await enrol(scene.world, 'noor')
      expect((await signedVote(scene, 'noor', plan.summary.id, key)).answer.status).toBe(200)
      const file = await scene.world.get<ApprovalExport>('ari', `/api/plans/${plan.summary.id}/approvals`)
      const [signed] = file.approvals
      expect(signed?.statement.schema).toBe('sluicegate.approval/3')
      expect(digestText(signed?.shown ?? '')).toBe(signed?.statement.shown)
      expect(plan.guide?.preserve.length).toBeGreaterThan(0)
      expect(JSON.parse(signed?.shown ?? '')).toMatchObject({
        plan: plan.digest,
        guide: plan.guide,
        recheck: [{ what: 'Stored bytes', holds: true }, {}, {}, {}, {}, {}, {}, {}, {}, { what: 'You may decide' }],
      })
      const [entry] = await entriesOf(scene.world, 'vote.cast')
      expect(entry?.detail['signed']).toMatchObject({ shown: signed?.shown })
    })

    test('C5 a page that shows what the trigger said before it was changed signs nothing, and the plan is void', async () => {
      const { scene, plan } = await openSigned(openWorld, { triggerId: 'stolen-instance-role' })
      const { change, draft, detail } = changesOf(scene.world)
      const { key } = await enrol(scene.world, 'noor')
      const before = await scene.view(plan.summary.id, 'noor')
      const { versions } = await detail('stolen-instance-role')
      const text = STOLEN_ROLE.replace('[session-list, source-records]', '[session-list]')
      await change(draft(text, { id: 'stolen-instance-role', baseVersion: versions[0]?.number ?? 0 }))
      expect((await scene.view(plan.summary.id, 'noor')).guide?.preserve.map(({ id }) => id)).toEqual(['session-list'])
      const asked = { choice: 'approve', digest: before.digest, shown: before.shownDigest, reason: '' }
      const old = await scene.world.send('noor', 'POST', `/api/plans/${plan.summary.id}/signature`, asked)
      expect((await problemOf(old, 409)).detail).toContain('is not of this moment')
      const again = await signedVote(scene, 'noor', plan.summary.id, key)
      expect((await problemOf(again.answer, 409)).detail).toContain('Trigger: Was stolen-instance-role version 2')
      expect(await scene.view(plan.summary.id)).toMatchObject({ state: 'void', votes: [] })
    })

    test('C2 C5 a revoked key signs nothing, and what it signed no longer lets a plan run', async () => {
      const { scene, plan } = await openSigned(openWorld)
      const { key } = await enrol(scene.world, 'noor')
      await signedVote(scene, 'noor', plan.summary.id, key)
      const revoke = (who: PersonName) =>
        scene.world.send(who, 'POST', `/api/passkeys/${key.id}/revoke`, { reason: 'Lost on a train' })
      expect((await problemOf(await revoke('tomo'), 403)).detail).toContain('it takes the role manager')
      expect((await revoke('mira')).status).toBe(204)
      expect((await revoke('noor')).status).toBe(204)
      expect(await entriesOf(scene.world, 'passkey.revoked')).toMatchObject([{ actor: { name: 'Mira' } }])
      const ended = await scene.run(plan.summary.id)
      expect(ended).toMatchObject({ state: 'paused', votes: [{ passkey: { isRevoked: true } }] })
      expect(ended.stateReason).toContain('Approvals: 1 of 1 missing')
      expect(ended.recheck.find(({ what }) => what === 'Approvals')?.sides).toEqual({
        approved: ['Noor'],
        now: ['nobody: the key that Noor signed with was revoked'],
      })
      expect(await scene.effects()).toBe(0)
    })

    test('a lost key is replaced: a manager revokes it, then the person adds one as on the first day', async () => {
      const world = await openWorld()
      const { key } = await enrol(world, 'noor')
      await world.send('mira', 'POST', `/api/passkeys/${key.id}/revoke`, { reason: 'Lost on a train' })
      expect((await enrol(world, 'noor')).answer.status).toBe(201)
      const all = await world.get<{ items: readonly PasskeyView[] }>('mira', '/api/people/passkeys')
      expect(all.items.filter(({ revokedAt }) => revokedAt !== null)).toMatchObject([
        { revokedBecause: 'Lost on a train' },
      ])
      await problemOf(await world.request('ari', '/api/people/passkeys'), 403)
    })

    test('requests to keys are bounded: a loop that asks for them is stopped', async () => {
      const world = await openWorld()
      const answers: number[] = []
      for (let i = 0; i < 21; i += 1) {
        answers.push((await world.send('noor', 'POST', '/api/passkeys/enrolment')).status)
      }
      expect(answers.at(-1)).toBe(429)
    })
  })
}

async function entriesOf(world: World, code: string) {
  const { items } = await world.get<{
    items: readonly { entry: { code: string; actor: { name: string }; detail: Record<string, unknown> } }[]
  }>('ari', `/api/audit?code=${code}`)
  return items.map(({ entry }) => entry)
}
