import { describe, expect, test } from 'vitest'
import { LONGEST_WAIT_MS, PROPOSAL_TTL_MS } from '../../domain/change/when.ts'
import { STARTING_POLICY } from '../../domain/policy/policy.ts'
import type { AlertDetail } from '../../domain/views/alert-views.ts'
import type { ChangeDetail, ChangeView, PolicyDetail } from '../../domain/views/change-views.ts'
import { touchInForce } from '../changes/in-force.ts'
import type { ProblemBody } from '../http/problem.ts'
import { createRunner } from '../runner/runner.ts'
import { auditEntries, logTrouble } from './audit-check.ts'
import { changesOf, triggerText } from './change-world.ts'
import { rowsOf } from './counts.ts'
import { addTestSource } from './deliver.ts'
import type { OpenWorld } from './gateway-kit.ts'
import { cloudTrailEvent, guardDutyFinding } from './records.ts'

const HOUR_MS = 60 * 60_000

/** Triggers and policy as versions: proposed with their backtest, reviewed by somebody else, active at a time, brought back. */
export function describeChanges(openWorld: OpenWorld): void {
  describe('governed change', () => {
    test('a change is proposed, refused to its proposer, approved by another, active at its time, and rolled back', async () => {
      const world = await openWorld()
      const { draft, propose, review, settle, trigger, alerts, rollBack, detail } = changesOf(world)
      const source = await addTestSource(world)
      await source.deliver([cloudTrailEvent('calm-0')])
      expect(await alerts()).toEqual([])

      const activateAt = world.clock.now + HOUR_MS
      const proposed = await propose(draft(triggerText('PutObject'), { activateAt }))
      expect(proposed).toMatchObject({ change: { state: 'proposed', number: 1 }, before: null, inForceVersion: 0 })
      const own = await review('edda', proposed)
      expect([own.status, ((await own.json()) as ProblemBody).detail]).toEqual([
        403,
        'You cannot review this: you proposed it. Finn, Mira or one of 2 others can.',
      ])
      expect((await review('ines', proposed)).status).toBe(403)
      expect((await review('finn', proposed)).status).toBe(200)
      expect((await review('finn', proposed)).status).toBe(200)
      await settle()
      await source.deliver([cloudTrailEvent('calm-1')])
      expect(await alerts()).toEqual([])

      world.clock.now = activateAt
      await settle()
      await source.deliver([cloudTrailEvent('calm-2')])
      expect(await alerts()).toMatchObject([{ trigger: { id: 'report-runner-acts', version: 1 } }])

      const { change } = changesOf(world)
      await change(draft(triggerText('GetObject'), { baseVersion: 1 }))
      await source.deliver([cloudTrailEvent('calm-3')])
      expect((await trigger()).hits.day).toBe(1)
      await source.deliver([cloudTrailEvent('get-1', { eventName: 'GetObject' })])
      expect(await trigger()).toMatchObject({ version: 2, hits: { day: 2 } })

      const back = await rollBack(1)
      expect(back).toMatchObject({ change: { restores: 1, baseVersion: 2 }, after: { text: triggerText('PutObject') } })
      expect((await review('noor', back)).status).toBe(200)
      await settle()
      await source.deliver([cloudTrailEvent('get-2', { eventName: 'GetObject' }), cloudTrailEvent('calm-4')])
      expect(await trigger()).toMatchObject({ version: 3, hits: { day: 3 } })
      const { versions } = await detail()
      expect(versions.map(({ number, restores, isInForce }) => [number, restores, isInForce])).toEqual([
        [3, 1, true],
        [2, null, false],
        [1, null, false],
      ])
      const changes = await world.get<{ items: readonly ChangeView[] }>('ari', '/api/changes')
      expect(changes.items.map(({ state }) => state)).toEqual(['active', 'rolled-back', 'superseded'])
      const codes = (await auditEntries(world)).map(({ code }) => code).filter((code) => code.startsWith('change.'))
      const [asked, approved, activated] = ['change.proposed', 'change.approved', 'change.activated']
      expect(codes).toEqual([asked, approved, activated, asked, approved, activated, asked, approved, activated])
      expect(await logTrouble(world)).toBeNull()
    })

    test('C3 a review that names another digest than the change has counts for nothing, and is in the log', async () => {
      const world = await openWorld()
      const { draft, propose, review } = changesOf(world)
      const proposed = await propose(draft(triggerText('PutObject')))
      const answer = await review('finn', proposed, { digest: 'f'.repeat(64) })
      expect(answer.status).toBe(409)
      const seen = await world.get<ChangeDetail>('finn', `/api/changes/${proposed.change.id}`)
      expect(seen.change).toMatchObject({ state: 'proposed', mayReview: { allowed: true } })
      const refusal = (await auditEntries(world)).find(({ code }) => code === 'access.refused')
      expect(refusal?.detail).toMatchObject({ rule: 'review.other-digest' })
    })

    test('a second change of the same trigger waits for the first, and one on an old version is stale', async () => {
      const world = await openWorld()
      const { draft, propose, review, settle, change } = changesOf(world)
      await change(draft(triggerText('PutObject')))
      const first = await propose(draft(triggerText('GetObject'), { baseVersion: 1 }))
      const second = await world.send(
        'finn',
        'POST',
        '/api/changes',
        draft(triggerText('ListBuckets'), { baseVersion: 1 }),
      )
      expect([second.status, ((await second.json()) as ProblemBody).detail]).toEqual([
        409,
        'C-2 of Edda is proposed. Review or withdraw C-2 first.',
      ])
      expect((await review('finn', first)).status).toBe(200)
      await settle()
      const old = await world.send(
        'finn',
        'POST',
        '/api/changes',
        draft(triggerText('ListBuckets'), { baseVersion: 1 }),
      )
      expect(((await old.json()) as ProblemBody).detail).toBe(
        'Version 2 of report-runner-acts is in force, your change was made on version 1. Look at it again.',
      )
    })

    test('of two proposals at once one is stored', async () => {
      const world = await openWorld()
      const { draft } = changesOf(world)
      const answers = await Promise.all(
        ['edda', 'finn', 'edda', 'finn'].map((who) =>
          world.send(who as 'edda', 'POST', '/api/changes', draft(triggerText('PutObject'))),
        ),
      )
      expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409])
      expect(await rowsOf(world, 'change')).toHaveLength(1)
    })

    test('of approve, reject and withdraw at the same time one wins, and several gateways activate once', async () => {
      const world = await openWorld()
      const { draft, propose, review, trigger } = changesOf(world)
      const contested = await propose(draft(triggerText('PutObject')))
      const path = `/api/changes/${contested.change.id}`
      const answers = await Promise.all([
        review('finn', contested),
        review('noor', contested, { choice: 'reject' }),
        review('mira', contested),
        world.send('edda', 'POST', `${path}/withdraw`, { reason: 'A better one comes' }),
      ])
      const won = answers.filter(({ status }) => status === 200)
      const { change } = await world.get<ChangeDetail>('edda', path)
      // An approval may still be withdrawn; nothing else follows on anything.
      expect(won.length).toBe(change.state === 'withdrawn' && change.review !== null ? 2 : 1)
      const free = await propose(draft(triggerText('PutObject'))).catch(() => contested)
      await review('finn', free)
      const runners = ['a', 'b', 'c'].map((holder) => createRunner(world.gateway, { holder, automatic: false }))
      for (let round = 0; round < 3; round += 1) await Promise.all(runners.map((runner) => runner.tick()))
      expect((await trigger()).version).toBe(1)
      expect((await auditEntries(world)).filter(({ code }) => code === 'change.activated')).toHaveLength(1)
      expect(await logTrouble(world)).toBeNull()
    })

    test('an emergency takes a trigger to shadow by one person at once, and whatever was open on it ends as stale', async () => {
      const world = await openWorld()
      const { draft, propose, review, restrain, change, trigger } = changesOf(world)
      const source = await addTestSource(world)
      await change(draft(triggerText('PutObject')))
      const open = await propose(draft(triggerText('GetObject'), { baseVersion: 1 }))
      expect((await restrain('ines', 'off', 1)).status).toBe(403)
      expect((await restrain('mira', 'shadow', 7)).status).toBe(409)
      expect((await restrain('mira', 'shadow', 1)).status).toBe(200)
      expect(await trigger()).toMatchObject({ version: 2, mode: 'shadow', openChangeId: null })
      const late = await review('finn', open)
      expect([late.status, ((await late.json()) as ProblemBody).detail]).toEqual([
        409,
        'Nobody can review this any more: it is stale.',
      ])
      await source.deliver([cloudTrailEvent('calm-1')])
      expect(await trigger()).toMatchObject({ hits: { day: 0 }, shadowHits: { day: 1 } })
      expect((await restrain('mira', 'shadow', 2)).status).toBe(422)
      expect((await restrain('noor', 'off', 2)).status).toBe(200)
      const codes = (await auditEntries(world)).map(({ code }) => code)
      expect(codes.filter((code) => code === 'trigger.restrained')).toHaveLength(2)
      expect(codes).toContain('change.stale')
    })

    test('a text that is no trigger is refused with line and column, and one that names another trigger too', async () => {
      const world = await openWorld()
      const { draft } = changesOf(world)
      const refused = async (text: string) => {
        const answer = await world.send('edda', 'POST', '/api/changes', draft(text))
        return { status: answer.status, issues: ((await answer.json()) as ProblemBody).issues ?? [] }
      }
      const wrong = await refused(triggerText('PutObject').replace('condition: called', 'condition: caled'))
      expect(wrong).toMatchObject({ status: 400, issues: [{ at: '7:14' }] })
      const other = await refused(triggerText('PutObject', { id: 'another-name' }))
      expect(other.issues[0]?.message).toContain('`name: report-runner-acts`')
      const trial = await world.send('edda', 'POST', '/api/changes/trial', draft('title: ['))
      expect(await trial.json()).toMatchObject({ backtest: null, problems: [{ line: 1 }] })
    })

    test('nothing is proposed that would change nothing, or at a time that has passed or is far away', async () => {
      const world = await openWorld()
      const { draft, change } = changesOf(world)
      await change(draft(triggerText('PutObject')))
      const status = async (more: Parameters<typeof draft>[1]) => {
        const asked = draft(triggerText('PutObject'), { baseVersion: 1, ...more })
        return (await world.send('edda', 'POST', '/api/changes', asked)).status
      }
      expect(await status({})).toBe(422)
      expect(await status({ mode: 'off', activateAt: world.clock.now })).toBe(422)
      expect(await status({ mode: 'off', activateAt: world.clock.now + LONGEST_WAIT_MS + 1 })).toBe(422)
      expect(await status({ restoreAutomation: true })).toBe(422)
      expect(await status({ mode: 'off' })).toBe(201)
    })

    test('a proposal that nobody reviews expires, and its trigger is free again', async () => {
      const world = await openWorld()
      const { draft, propose, review, settle } = changesOf(world)
      const first = await propose(draft(triggerText('PutObject')))
      world.clock.now += PROPOSAL_TTL_MS
      expect((await review('finn', first)).status).toBe(409)
      const second = await propose(draft(triggerText('PutObject')))
      world.clock.now += PROPOSAL_TTL_MS
      await settle()
      const { items } = await world.get<{ items: readonly ChangeView[] }>('edda', '/api/changes?states=expired')
      expect(items.map(({ id }) => id)).toEqual([second.change.id, first.change.id])
    })

    test('a change is withdrawn by its proposer or a manager until it is active', async () => {
      const world = await openWorld()
      const { draft, propose, review, settle, trigger } = changesOf(world)
      const withdraw = (who: 'edda' | 'finn' | 'mira', { change }: ChangeDetail) =>
        world.send(who, 'POST', `/api/changes/${change.id}/withdraw`, { reason: 'A better one comes' })
      const first = await propose(draft(triggerText('PutObject')))
      expect((await withdraw('finn', first)).status).toBe(403)
      expect((await withdraw('edda', first)).status).toBe(200)
      const second = await propose(draft(triggerText('PutObject'), { activateAt: world.clock.now + HOUR_MS }))
      expect((await review('finn', second)).status).toBe(200)
      expect((await withdraw('mira', second)).status).toBe(200)
      world.clock.now += HOUR_MS
      await settle()
      expect((await world.request('ines', '/api/triggers/report-runner-acts')).status).toBe(404)
      const third = await propose(draft(triggerText('PutObject')))
      await review('finn', third)
      await settle()
      expect((await trigger()).version).toBe(1)
      expect((await withdraw('edda', third)).status).toBe(409)
    })

    test('a built-in is in force until a change of it is, and its shipped text can be brought back', async () => {
      const world = await openWorld()
      const { draft, change, detail, rollBack, review, settle, trigger } = changesOf(world)
      const id = 'stolen-instance-role'
      const shipped = await detail(id)
      expect(shipped.trigger).toMatchObject({ origin: 'built-in', isEdited: false, mode: 'on' })
      expect(shipped.versions).toMatchObject([{ at: null, by: null, isInForce: true }])
      const baseVersion = shipped.trigger.version
      const text = shipped.text.replace('confidence: ', 'confidence: 1')
      await change(draft(text.replace(/confidence: 1\d+/, 'confidence: 51'), { id, baseVersion }))
      expect(await trigger(id)).toMatchObject({ isEdited: true, confidence: { declared: 51 } })
      const back = await rollBack(baseVersion, id)
      await review('noor', back)
      await settle()
      expect(await trigger(id)).toMatchObject({ isEdited: false, version: baseVersion + 2 })
      expect((await detail(id)).text).toBe(shipped.text)
    })

    test('a text that this release cannot read is skipped and shown as broken, and everything else works on', async () => {
      const world = await openWorld()
      const { draft, change, trigger, alerts, restrain, settle } = changesOf(world)
      const source = await addTestSource(world)
      await change(draft(triggerText('PutObject')))
      await world.store.read
        .updateTable('governed_version')
        .set({ body: 'title: from another release\nsluicegate: {threatens: everything}\n' })
        .where('tenant', '=', world.store.tenant)
        .execute()
      await change({ ...draft(triggerText('GetObject', { id: 'another-one' })), id: 'another-one' } as never)
      expect(await trigger()).toMatchObject({ title: 'report-runner-acts', response: null })
      expect((await trigger()).problems.length).toBeGreaterThan(0)
      await source.deliver([cloudTrailEvent('calm-1'), cloudTrailEvent('get-1', { eventName: 'GetObject' })])
      expect((await alerts()).map((alert) => alert.trigger?.id)).toEqual(['another-one'])
      expect(world.logged.some((line) => line.includes('report-runner-acts is skipped'))).toBe(true)
      await settle()
      const faults = (await auditEntries(world)).filter(({ code }) => code === 'fault')
      expect(faults.map(({ subjects, detail }) => [subjects[0]?.id, detail['where']])).toEqual([
        ['report-runner-acts', 'version 1 of trigger report-runner-acts, which is skipped'],
      ])
      expect((await restrain('mira', 'off', 1)).status).toBe(200)
    })

    test('a stored policy that this release cannot read is said by every decision, to whoever reads it, and in the record', async () => {
      const world = await openWorld()
      const { change, policyDraft, alerts, settle } = changesOf(world)
      const source = await addTestSource(world)
      await change(policyDraft((policy) => (policy.urgency.unknown = 76)))
      const { store, gateway } = world
      await store.write(async (tx) => {
        // As if the rule that weights sum to 100 were newer than this policy.
        const { urgency } = STARTING_POLICY
        const body = JSON.stringify({
          ...STARTING_POLICY,
          urgency: { ...urgency, weights: { ...urgency.weights, reach: 16 } },
        })
        await tx
          .updateTable('governed_version')
          .set({ body })
          .where('tenant', '=', store.tenant)
          .where('number', '=', 2)
          .execute()
        await touchInForce(gateway, tx)
      })
      const trouble = 'The stored policy version 2 is not in force, because this release cannot read it'
      const detail = await world.get<PolicyDetail>('mira', '/api/policy')
      expect(detail.trouble).toContain(`${trouble} (urgency.weights: The weights of urgency must sum to 100.)`)
      expect(detail.policy).toEqual({ ...STARTING_POLICY, version: 2 })
      await source.deliver([guardDutyFinding('finding-1')])
      const { decision } = await world.get<AlertDetail>('ines', `/api/alerts/${(await alerts())[0]?.id}`)
      const said = decision.reasons.find(({ rule }) => rule === 'policy.not-in-force')
      expect(said).toMatchObject({ input: detail.trouble, effect: 'The shipped numbers decide' })
      await settle()
      await settle()
      const faults = (await auditEntries(world)).filter(({ code }) => code === 'fault')
      expect(faults.map(({ subjects, detail: { where, because } }) => [subjects[0]?.id, where, because])).toEqual([
        ['policy', 'version 2 of the policy, in whose place the shipped numbers decide', detail.trouble],
      ])
    })

    test('every gateway sees an activation in its next transaction, and none sees what was rolled back', async () => {
      const world = await openWorld()
      const other = { ...world.gateway, store: { ...world.store } }
      const { readInForce, touchInForce } = await import('../changes/in-force.ts')
      const { draft, change, restrain } = changesOf(world)
      const seen = async () => (await readInForce(other, other.store.read)).triggers.get('report-runner-acts')?.version
      expect(await seen()).toBeUndefined()
      await change(draft(triggerText('PutObject')))
      expect(await seen()).toBe(1)
      const undone = other.store.write(async (tx) => {
        await tx.deleteFrom('governed_version').where('tenant', '=', other.store.tenant).execute()
        await touchInForce(other, tx)
        expect((await readInForce(other, tx)).triggers.has('report-runner-acts')).toBe(false)
        throw new Error('the transaction fails')
      })
      await expect(undone).rejects.toThrow('the transaction fails')
      expect((await restrain('mira', 'off', 1)).status).toBe(200)
      expect(await seen()).toBe(2)
    })

    test('C7 who may only read may not propose, try, review or switch', async () => {
      const world = await openWorld()
      const { draft, propose, review, restrain } = changesOf(world)
      const proposed = await propose(draft(triggerText('PutObject')))
      for (const who of ['ari', 'ivo', 'ines'] as const) {
        expect((await world.send(who, 'POST', '/api/changes', draft(triggerText('GetObject')))).status).toBe(403)
        expect((await world.send(who, 'POST', '/api/changes/trial', draft(triggerText('GetObject')))).status).toBe(403)
        expect((await review(who, proposed)).status).toBe(403)
        expect((await restrain(who, 'off', 1, 'stolen-instance-role')).status).toBe(403)
        expect((await world.request(who, `/api/changes/${proposed.change.id}`)).status).toBe(200)
      }
      const mine = await world.get<{ items: readonly ChangeView[] }>('edda', '/api/changes?list=waiting-for-me')
      const theirs = await world.get<{ items: readonly ChangeView[] }>('finn', '/api/changes?list=waiting-for-me')
      expect([mine.items.length, theirs.items.length]).toEqual([0, 1])
    })

    test('pages of changes neither repeat nor skip', async () => {
      const world = await openWorld()
      const { draft, propose } = changesOf(world)
      for (const id of ['one', 'two', 'three']) {
        await propose({ ...draft(triggerText('PutObject', { id })), id } as never)
      }
      const first = await world.get<{ items: readonly ChangeView[]; next: string | null }>(
        'ari',
        '/api/changes?limit=2',
      )
      const rest = await world.get<{ items: readonly ChangeView[]; next: string | null }>(
        'ari',
        `/api/changes?limit=2&after=${first.next}`,
      )
      expect([...first.items, ...rest.items].map(({ subject }) => subject.id)).toEqual(['three', 'two', 'one'])
      expect(rest.next).toBeNull()
    })
  })
}
