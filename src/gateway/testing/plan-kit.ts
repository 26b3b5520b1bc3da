import { describe, expect, test } from 'vitest'
import { canonicalJson } from '../../domain/json/canonical-json.ts'
import type { PlanDraft, PlanView } from '../../domain/views/plan-views.ts'
import { digestText } from '../hash.ts'
import { expirePlans } from '../plans/end-plan.ts'
import type { OpenWorld, PersonName } from './gateway-kit.ts'
import { addAlert, addExercise, MINUTE_MS, openScene, problemOf } from './plan-world.ts'

/** How plans are proposed, voted on and refused. */
export function describePlans(openWorld: OpenWorld): void {
  describe('plans', () => {
    test('a draft shows the exact request, what survives and what undo cannot restore, and stores nothing', async () => {
      const scene = await openScene(openWorld)
      const draft = await scene.world.get<PlanDraft>('ines', `/api/alerts/${scene.alertId}/draft?action=revoke-session`)
      const step = draft.body.steps[0]
      expect(step?.request).toMatchObject({ operation: 'revoke-session', account: scene.identity.name })
      expect(step?.survives.length).toBeGreaterThan(0)
      expect(step?.undo.cannotRestore.length).toBeGreaterThan(0)
      expect(draft.mayPropose.allowed).toBe(true)
      const plans = await scene.world.get<{ items: unknown[] }>('ines', '/api/plans')
      expect(plans.items).toEqual([])
    })

    test('the digest is the SHA-256 of the stored bytes, which are the canonical JSON of what is shown', async () => {
      const scene = await openScene(openWorld)
      const plan = await scene.propose()
      expect(digestText(canonicalJson(plan.body))).toBe(plan.digest)
    })

    test('C1 the requester cannot approve her own plan, also not in another session or under another name, and the refusal is in the log', async () => {
      const scene = await openScene(openWorld)
      const { world } = scene
      await world.store.read
        .updateTable('person')
        .set({ roles: JSON.stringify(['analyst', 'approver']) })
        .where('tenant', '=', world.store.tenant)
        .where('id', '=', world.people.ines.id)
        .execute()
      const plan = await scene.propose()
      const problem = await problemOf(await scene.vote('ines', plan), 403)
      expect(problem.detail).toMatch(/^You cannot approve this: you asked for it\. .*Noor.* can\.$/)
      await world.store.read
        .updateTable('person')
        .set({ name: 'Somebody Else' })
        .where('tenant', '=', world.store.tenant)
        .where('id', '=', world.people.ines.id)
        .execute()
      await problemOf(await scene.vote('ines', plan), 403)
      expect(await scene.codes(plan.summary.id)).toEqual(['plan.proposed', 'vote.refused', 'vote.refused'])
      expect(await scene.view(plan.summary.id)).toMatchObject({ state: 'pending', votes: [] })
    })

    test('C2 an approver who lost the role between vote and execution no longer counts: the plan pauses and nothing is sent', async () => {
      const scene = await openScene(openWorld)
      const plan = await scene.propose()
      await scene.vote('noor', plan)
      await scene.world.store.read
        .updateTable('person')
        .set({ roles: JSON.stringify(['auditor']) })
        .where('tenant', '=', scene.world.store.tenant)
        .where('id', '=', scene.world.people.noor.id)
        .execute()
      const paused = await scene.run(plan.summary.id)
      expect(paused).toMatchObject({ state: 'paused' })
      expect(paused.stateReason).toContain('Approvals: 1 of 1 missing')
      expect(paused.recheck.find(({ what }) => what === 'Approvals')?.sides).toEqual({
        approved: ['Noor'],
        now: ['nobody: Noor is no approver any more'],
      })
      expect(await scene.effects()).toBe(0)
    })

    test('C2 two approvals take two people, one of them of the owner’s team', async () => {
      const scene = await openScene(openWorld, { identity: { criticality: 5 } })
      const plan = await scene.propose()
      expect(plan.body.gate).toMatchObject({ kind: 'two-approvals', quorum: 2, ownerTeam: 'Reporting' })
      await scene.vote('noor', plan)
      await scene.vote('noor', plan)
      const half = await scene.view(plan.summary.id)
      expect(half).toMatchObject({ state: 'pending', summary: { approvals: 1 } })
      expect(half.votes).toHaveLength(1)
      await scene.vote('tomo', plan)
      expect(await scene.view(plan.summary.id)).toMatchObject({ state: 'approved', summary: { approvals: 2 } })
    })

    test('C3 a vote for a plan whose identity changed voids it, says what changed, and is not counted', async () => {
      const scene = await openScene(openWorld)
      const plan = await scene.propose()
      expect(plan.recheck.filter(({ sides }) => sides !== null)).toEqual([])
      await scene.changeIdentity({ technicalOwner: 'Somebody Else', businessOwner: null, environment: 'staging' })
      const problem = await problemOf(await scene.vote('noor', plan), 409)
      expect(problem.detail).toContain(
        'Identity: Was version 1, is version 2. Changed: technical owner, business owner, environment.',
      )
      const ended = await scene.view(plan.summary.id)
      expect(ended).toMatchObject({ state: 'void', votes: [] })
      expect(ended.recheck.find(({ what }) => what === 'Identity')?.sides).toEqual({
        approved: ['technical owner: Reporting', 'business owner: Reporting', 'environment: prod'],
        now: ['technical owner: Somebody Else', 'business owner: nobody', 'environment: staging'],
      })
    })

    test('C3 a change after the approval voids it too: what was approved is what runs, or nothing', async () => {
      const scene = await openScene(openWorld)
      const plan = await scene.propose()
      await scene.vote('noor', plan)
      await scene.changeIdentity({ criticality: 4 })
      const ended = await scene.run(plan.summary.id)
      expect(ended).toMatchObject({ state: 'void', steps: [{ state: 'skipped' }] })
      const different = ended.recheck.filter(({ holds }) => !holds)
      expect(different).toMatchObject([
        { what: 'Identity', sides: { approved: ['criticality: 3'], now: ['criticality: 4'] } },
      ])
      expect(await scene.effects()).toBe(0)
      expect((await scene.codes(plan.summary.id)).slice(-2)).toEqual(['plan.paused', 'plan.void'])
    })

    test('C3 a plan whose stored bytes were edited is void and sends nothing', async () => {
      const scene = await openScene(openWorld)
      const plan = await scene.propose()
      await scene.vote('noor', plan)
      await scene.world.store.read
        .updateTable('plan')
        .set({ body: canonicalJson({ ...plan.body, reason: 'Another reason' }) })
        .where('tenant', '=', scene.world.store.tenant)
        .where('id', '=', plan.summary.id)
        .execute()
      const ended = await scene.run(plan.summary.id)
      expect(ended.state).toBe('void')
      expect(ended.stateReason).toContain('do not hash to the digest')
      expect(await scene.effects()).toBe(0)
    })

    test('C4 a vote that names another digest counts for nothing', async () => {
      const scene = await openScene(openWorld)
      const plan = await scene.propose()
      await problemOf(await scene.vote('noor', { ...plan, digest: '0'.repeat(64) }), 409)
      expect(await scene.view(plan.summary.id)).toMatchObject({ state: 'pending', votes: [] })
    })

    test('C5 an approval that comes back after a rejection is late, and a repeated one is still one', async () => {
      const scene = await openScene(openWorld)
      const plan = await scene.propose()
      expect((await scene.vote('noor', plan, 'reject')).status).toBe(200)
      expect((await scene.vote('noor', plan, 'reject')).status).toBe(200)
      const problem = await problemOf(await scene.vote('tomo', plan), 409)
      expect(problem.detail).toMatch(/is already rejected: Rejected by Noor/)
      expect((await scene.view(plan.summary.id)).votes).toHaveLength(1)
    })

    test('C6 of fifty parallel approvals one opens the gate, and the log says so once', async () => {
      const scene = await openScene(openWorld)
      const plan = await scene.propose()
      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, index) => scene.vote(index % 2 === 0 ? 'noor' : 'tomo', plan)),
      )
      const statuses = answers.map((answer) => answer.status)
      expect(new Set(statuses)).toEqual(new Set([200, 409]))
      expect(statuses.filter((status) => status === 200)).toHaveLength(25)
      const codes = await scene.codes(plan.summary.id)
      const late = Array<string>(25).fill('vote.refused')
      expect(codes).toEqual(['plan.proposed', 'vote.cast', 'plan.approved', ...late])
    })

    test('C6 of approve, reject, cancel and expire at the same time exactly one wins and the others learn which', async () => {
      const scene = await openScene(openWorld)
      for (let round = 0; round < 6; round += 1) {
        const { world } = scene
        const plan = await scene.propose()
        if (round % 2 === 1) world.clock.now = plan.body.expiresAt
        const id = plan.summary.id
        const [approve, reject, cancel] = await Promise.all([
          scene.vote('noor', plan),
          scene.vote('tomo', plan, 'reject'),
          world.send('ines', 'POST', `/api/plans/${id}/cancel`, { reason: 'Changed my mind' }),
          expirePlans(world.gateway),
        ])
        const { state } = await scene.view(id)
        const endings = (await scene.codes(id)).filter((code) => ENDINGS.has(code))
        // One decides the pending plan; what was approved may still be withdrawn.
        const isWithdrawn = endings.join() === 'plan.approved,plan.cancelled'
        expect(endings).toHaveLength(isWithdrawn ? 2 : 1)
        expect(round % 2 === 1 ? ['expired', 'cancelled'] : ['approved', 'rejected', 'cancelled']).toContain(state)
        const isApproved = endings[0] === 'plan.approved'
        const expected = { approve: isApproved, reject: state === 'rejected', cancel: state === 'cancelled' }
        expect({ approve: approve.ok, reject: reject.ok, cancel: cancel.ok }).toEqual(expected)
        if (state === 'approved') await world.send('ines', 'POST', `/api/plans/${id}/cancel`, { reason: 'Next round' })
      }
    })

    test('C7 only what the playbook offers can be asked for, and a blocked gate says what would unblock it', async () => {
      const scene = await openScene(openWorld, { identity: { claimed: false } })
      const { world } = scene
      const ask = (action: string) =>
        world.send('ines', 'POST', '/api/plans', {
          alertId: scene.alertId,
          action,
          reason: 'Because',
          exceedsCap: true,
        })
      expect((await problemOf(await ask('revoke-session'), 422)).detail).toContain('Confirm what this identity is')
      expect((await problemOf(await ask('restore-session'), 422)).detail).toContain('not in playbook')
      await problemOf(await ask('drop-tables'), 400)
      const codes = (await scene.entries()).map((entry) => entry.code)
      expect(codes.filter((code) => code === 'plan.refused')).toHaveLength(2)
    })

    test('C7 an action past a restraint cap takes the word of the person who asks, and then two approvals', async () => {
      const scene = await openScene(openWorld, { identity: { tenancy: 'shared' } })
      const refused = scene.propose('disable-identity')
      await expect(refused).rejects.toThrow(/goes past the cap/)
      const plan = await scene.propose('disable-identity', true)
      expect(plan.body.gate).toMatchObject({ kind: 'two-approvals', quorum: 2 })
    })

    test('C8 every role is asked on every route of a plan, unknown fields are refused, and another tenant’s plan does not exist', async () => {
      const scene = await openScene(openWorld)
      const other = await openScene(openWorld)
      const plan = await scene.propose()
      const foreign = await other.propose()
      const { world } = scene
      const body = { alertId: scene.alertId, action: 'watch-identity', reason: 'Because' }
      for (const who of ['ari', 'ivo', 'mira'] as const satisfies readonly PersonName[]) {
        await problemOf(await world.send(who, 'POST', '/api/plans', body), 403)
        await problemOf(await scene.vote(who, plan), 403)
      }
      await problemOf(await world.send('ari', 'POST', `/api/plans/${plan.summary.id}/cancel`, { reason: 'Stop' }), 403)
      await problemOf(
        await world.send('ari', 'POST', `/api/plans/${plan.summary.id}/rollback`, { reason: 'Undo' }),
        403,
      )
      await problemOf(await world.send('ines', 'POST', '/api/plans', { ...body, state: 'approved' }), 400)
      await problemOf(await world.request('noor', `/api/plans/${foreign.summary.id}`), 404)
      await problemOf(await scene.vote('noor', foreign), 404)
      await problemOf(await world.request(null, `/api/plans/${plan.summary.id}`), 401)
      expect(await scene.view(plan.summary.id)).toMatchObject({ state: 'pending', votes: [] })
    })

    test('C11 reading never decides, and a request from another site changes nothing', async () => {
      const scene = await openScene(openWorld)
      const plan = await scene.propose()
      const votes = `/api/plans/${plan.summary.id}/votes`
      expect((await scene.world.request('noor', votes)).status).toBe(404)
      const ballot = { choice: 'approve', digest: plan.digest, reason: '' }
      const foreign: readonly Record<string, string>[] = [
        { Origin: 'https://evil.example' },
        { 'Sec-Fetch-Site': 'cross-site' },
        { Origin: 'null' },
      ]
      for (const headers of foreign)
        await problemOf(await scene.world.send('noor', 'POST', votes, ballot, headers), 403)
      expect(await scene.view(plan.summary.id)).toMatchObject({ state: 'pending', votes: [] })
    })

    test('a decision proposes no key to deactivate where no key is known', async () => {
      const scene = await openScene(openWorld, {
        identity: { kind: 'service-account', credentials: [], privilege: 'admin' },
        signal: { sessions: [], credentials: [{ id: 'AKIAUNKNOWN', kind: 'access-key' }], confidence: 75 },
      })
      const path = `/api/alerts/${scene.alertId}/draft?action=deactivate-key`
      const problem = await problemOf(await scene.world.request('ines', path), 422)
      expect(problem.detail).toContain('No active credential of report-runner-1 is known')
      const { read, tenant } = scene.world.store
      const row = await read.selectFrom('alert').select('action').where('tenant', '=', tenant).executeTakeFirstOrThrow()
      expect(['deactivate-key', 'rotate-secret']).not.toContain(row.action)
    })

    test('the API describes plans and connectors, from the schemas that validate them', async () => {
      const { world } = await openScene(openWorld)
      const described = await world.get<{ paths: Record<string, object> }>('ines', '/api/openapi.json')
      expect(Object.keys(described.paths)).toEqual(
        expect.arrayContaining(['/plans', '/plans/{id}', '/plans/{id}/votes', '/connectors', '/alerts/{id}/draft']),
      )
      const connectors = await world.get<{ items: { id: string }[] }>('ines', '/api/connectors')
      expect(connectors.items.map((connector) => connector.id)).toEqual(['twin'])
    })

    test('C12 no answer can be framed', async () => {
      const scene = await openScene(openWorld)
      const plan = await scene.propose()
      const answer = await scene.world.request('noor', `/api/plans/${plan.summary.id}`)
      expect(answer.headers.get('Content-Security-Policy')).toContain("frame-ancestors 'none'")
      expect(answer.headers.get('X-Frame-Options')).toBe('DENY')
    })

    test('I7 a vote after the time is up never counts, whoever notices first', async () => {
      const scene = await openScene(openWorld)
      const plan = await scene.propose()
      scene.world.clock.now = plan.body.expiresAt
      await problemOf(await scene.vote('noor', plan), 409)
      expect(await scene.view(plan.summary.id)).toMatchObject({ state: 'expired', votes: [] })
      const second = await scene.propose()
      scene.world.clock.now = second.body.expiresAt + MINUTE_MS
      expect(await expirePlans(scene.world.gateway)).toBe(1)
      expect((await scene.codes(second.summary.id)).at(-1)).toBe('plan.expired')
    })

    test('an approved plan that is not carried out in time expires instead of running late', async () => {
      const scene = await openScene(openWorld)
      const plan = await scene.propose()
      await scene.vote('noor', plan)
      scene.world.clock.now = plan.body.expiresAt
      expect((await scene.run(plan.summary.id)).state).toBe('expired')
      expect(await scene.effects()).toBe(0)
    })

    test('two people who ask for the same at once get one plan, and the second is shown it', async () => {
      const scene = await openScene(openWorld)
      const ask = (who: PersonName) =>
        scene.world.send(who, 'POST', '/api/plans', { alertId: scene.alertId, action: 'revoke-session', reason: 'Now' })
      const answers = await Promise.all([ask('ines'), ask('noor'), ask('tomo')])
      expect(answers.map((answer) => answer.status).sort((a, b) => a - b)).toEqual([201, 422, 422])
      const refused = answers.find((answer) => answer.status === 422)
      expect(refused === undefined ? '' : await refused.text()).toMatch(/P-1 asks for the same and is pending/)
    })

    test('the lists share out what waits, and history pages without a gap', async () => {
      const scene = await openScene(openWorld)
      const first = await scene.propose()
      await scene.vote('noor', first, 'reject')
      scene.world.clock.now += 1
      const second = await scene.propose()
      const list = async (who: PersonName, query: string) =>
        scene.world.get<{ items: PlanView['summary'][]; next: string | null }>(who, `/api/plans?${query}`)
      expect((await list('ines', 'list=pending')).items.map((plan) => plan.id)).toEqual([second.summary.id])
      expect((await list('noor', 'list=waiting-for-me')).items.map((plan) => plan.id)).toEqual([second.summary.id])
      expect((await list('ines', 'list=waiting-for-me')).items).toEqual([])
      const waiting = (await list('ines', 'list=waiting')).items
      expect(waiting.map((plan) => plan.mayVote.rule)).toEqual(['vote.requester'])
      const page = await list('ines', 'list=all&limit=1')
      const rest = await list('ines', `list=all&limit=1&after=${page.next ?? ''}`)
      expect([...page.items, ...rest.items].map((plan) => plan.number)).toEqual([2, 1])
      expect((await list('ines', 'list=history&states=rejected,expired')).items).toHaveLength(1)
    })

    test('what the decision lets run by itself runs without a vote, and the entry says why it was allowed', async () => {
      const scene = await openScene(openWorld, AUTOMATIC)
      await addExercise(scene.world)
      const plan = await scene.propose()
      expect(plan).toMatchObject({ state: 'approved', body: { gate: { kind: 'auto', quorum: 0 } } })
      const opened = (await scene.entries()).find((entry) => entry.code === 'plan.approved')
      expect(opened?.detail['because']).toContain('allow-listed for automation')
      expect((await scene.run(plan.summary.id)).state).toBe('done')
    })

    test('D10 gateways propose by themselves only while the budget of the trigger lasts, and no alert twice', async () => {
      const scene = await openScene(openWorld, AUTOMATIC)
      const { world } = scene
      await addExercise(world)
      for (let index = 2; index <= 9; index += 1) {
        await addAlert(world, {
          ...AUTOMATIC,
          id: String(index),
          identity: { ...AUTOMATIC.identity, technicalOwner: `Team ${index}`, businessOwner: null },
        })
      }
      await world.store.read
        .updateTable('alert')
        .set({ gate: 'auto' })
        .where('tenant', '=', world.store.tenant)
        .execute()
      const runners = ['a', 'b'].map((holder) => scene.runner({ holder, automatic: true }))
      for (let round = 0; round < 20; round += 1) await Promise.all(runners.map((runner) => runner.tick()))
      const plans = await world.get<{ items: PlanView['summary'][] }>('ines', '/api/plans')
      expect(plans.items.filter((plan) => plan.gate === 'auto')).toHaveLength(BUDGET)
      expect(new Set(plans.items.map((plan) => plan.alertId)).size).toBe(BUDGET)
      expect(plans.items.every((plan) => plan.requestedBy.id === 'gateway')).toBe(true)
    })
  })
}

const ENDINGS: ReadonlySet<string> = new Set(['plan.approved', 'plan.rejected', 'plan.cancelled', 'plan.expired'])

/** Steps an hour that the trigger below allows itself; the policy would allow more. */
const BUDGET = 3

/** Everything that `auto` asks for: an allow-listed trigger that is sure enough, little to break, and an exercise. */
const AUTOMATIC = {
  triggerId: 'stolen-instance-role',
  identity: { criticality: 3, privilege: 'admin', environment: 'prod' },
  dependencies: [],
} as const
