import { describe, expect, test } from 'vitest'
import { LONGEST_WAIT_MS, PROPOSAL_TTL_MS } from '../../domain/change/when.ts'
import type { AlertDetail } from '../../domain/views/alert-views.ts'
import type { ChangeDetail, ChangeView, PolicyDetail, TriggerView } from '../../domain/views/change-views.ts'
import type { ProblemBody } from '../http/problem.ts'
import { auditEntries, logTrouble } from './audit-check.ts'
import { changesOf, triggerText } from './change-world.ts'
import { rowsOf } from './counts.ts'
import { addTestSource } from './deliver.ts'
import type { OpenWorld } from './gateway-kit.ts'
import { cloudTrailEvent, guardDutyFinding, stolenRoleEvent } from './records.ts'

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

    test('a review that names another digest than the change has counts for nothing, and is in the log', async () => {
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

    test('a trigger in shadow is counted, raises no alert, corroborates nothing, and one that is off is not asked', async () => {
      const world = await openWorld()
      const { draft, change, trigger, alerts, restrain } = changesOf(world)
      const source = await addTestSource(world)
      await source.deliver([stolenRoleEvent('stolen-0')])
      const [alone] = await alerts()
      await change(draft(triggerText('GetCallerIdentity', { confidence: 95 }), { mode: 'shadow' }))
      await source.deliver([stolenRoleEvent('stolen-1')])
      const after = await alerts()
      expect(after).toHaveLength(1)
      expect(after[0]).toMatchObject({ confidence: alone?.confidence, trigger: { id: 'stolen-instance-role' } })
      expect(await trigger()).toMatchObject({
        mode: 'shadow',
        hits: { day: 0, month: 0 },
        shadowHits: { day: 1, week: 1, month: 1 },
        lastFiredAt: world.clock.now,
      })
      expect((await restrain('edda', 'off', 1)).status).toBe(200)
      await source.deliver([stolenRoleEvent('stolen-2')])
      expect((await trigger()).shadowHits.day).toBe(1)
    })

    test('a trigger that is switched off acts by itself no more on the alerts that it raised', async () => {
      const world = await openWorld()
      const { draft, change, restrain, alerts } = changesOf(world)
      const source = await addTestSource(world)
      await change(draft(triggerText('PutObject', { automatic: 10 })))
      await source.deliver([cloudTrailEvent('calm-1')])
      const [alert] = await alerts()
      const before = await rowsOf(world, 'alert')
      expect((await restrain('finn', 'off', 1)).status).toBe(200)
      const [after] = await rowsOf(world, 'alert')
      expect([before[0]?.trigger_version, after?.trigger_version]).toEqual([1, 2])
      expect(alert?.id).toBe(after?.id)
    })

    test('hits are counted by hour, and leave the last day, week and month as time goes by', async () => {
      const world = await openWorld()
      const { draft, change, trigger } = changesOf(world)
      const source = await addTestSource(world)
      await change(draft(triggerText('PutObject')))
      await source.deliver([cloudTrailEvent('a'), cloudTrailEvent('b'), cloudTrailEvent('other', { eventName: 'X' })])
      await source.deliver([cloudTrailEvent('a')])
      expect((await trigger()).hits).toEqual({ day: 2, week: 2, month: 2 })
      world.clock.now += 25 * HOUR_MS
      await source.deliver([cloudTrailEvent('c')])
      expect((await trigger()).hits).toEqual({ day: 1, week: 3, month: 3 })
      world.clock.now += 8 * 24 * HOUR_MS
      expect((await trigger()).hits).toEqual({ day: 0, week: 0, month: 3 })
    })

    test('the backtest says what would be caught and missed, by judgement, and on what it rests', async () => {
      const world = await openWorld()
      const { draft, change, propose, alerts } = changesOf(world)
      const source = await addTestSource(world)
      await change(draft(triggerText('PutObject')))
      await source.deliver([
        cloudTrailEvent('put-1'),
        cloudTrailEvent('get-1', { eventName: 'GetObject' }),
        cloudTrailEvent('get-2', { eventName: 'GetObject' }),
      ])
      await source.deliver([guardDutyFinding('not-of-this-format')])
      const alert = (await alerts()).find((one) => one.trigger?.id === 'report-runner-acts')
      const judged = { disposition: 'true-positive', status: 'closed', reason: 'It was them' }
      await world.send('ines', 'PATCH', `/api/alerts/${alert?.id}`, judged, { 'If-Match': `"${alert?.version}"` })
      const { backtest, change: proposed } = await propose(draft(triggerText('GetObject'), { baseVersion: 1 }))
      expect(backtest).toMatchObject({
        basis: {
          records: 3,
          formats: ['cloudtrail'],
          isBounded: false,
          unreadable: 0,
          judgedAlerts: 1,
          facts: 'stored',
          from: world.clock.now,
          to: world.clock.now,
        },
        hits: { before: 1, after: 2 },
        caught: { count: 2, judgements: { undetermined: 2, 'true-positive': 0 } },
        missed: { count: 1, judgements: { 'true-positive': 1 }, examples: [{ alertId: alert?.id }] },
      })
      const trial = await world.send('finn', 'POST', '/api/changes/trial', {
        ...draft(triggerText('GetObject'), { baseVersion: 1 }),
      })
      expect(await trial.json()).toMatchObject({ problems: [], backtest: { hits: { before: 1, after: 2 } } })
      expect(proposed.digest).toMatch(/^[0-9a-f]{64}$/)
      expect(await rowsOf(world, 'change')).toHaveLength(2)
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
      const { draft, change, trigger, alerts, restrain } = changesOf(world)
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
      expect((await restrain('mira', 'off', 1)).status).toBe(200)
    })

    test('a policy in force decides open alerts again, and its number stands in each decision', async () => {
      const world = await openWorld()
      const { policyDraft, propose, review, settle, alerts } = changesOf(world)
      const source = await addTestSource(world)
      await source.deliver([guardDutyFinding('finding-1')])
      const [before] = await alerts()
      const asked = policyDraft((policy) => {
        for (const row of Object.values(policy.need.matrix))
          Object.assign(row, { low: 4, medium: 4, high: 4, critical: 4 })
        policy.need.capAt = 4
      })
      const proposed = await propose(asked)
      expect(proposed.backtest).toMatchObject({
        hits: null,
        decisions: { alerts: 1, changed: 1, examples: [{ alertId: before?.id, tier: { from: before?.tier, to: 4 } }] },
      })
      await review('mira', proposed)
      await settle()
      const [after] = await alerts()
      expect(after?.tier).toBe(4)
      const { decision } = await world.get<AlertDetail>('ines', `/api/alerts/${after?.id}`)
      expect(decision.policyVersion).toBe(2)
      const detail = await world.get<PolicyDetail>('ines', '/api/policy')
      expect(detail).toMatchObject({ policy: { version: 2 }, versions: [{ number: 2 }, { number: 1, at: null }] })
      const wrong = policyDraft((policy) => {
        policy.urgency.weights.reach += 1
      }, 2)
      const refused = await world.send('edda', 'POST', '/api/changes', wrong)
      expect(((await refused.json()) as ProblemBody).detail).toContain('weights')
    })

    test('every gateway sees an activation in its next transaction, and none sees what was rolled back', async () => {
      const world = await openWorld()
      const other = { ...world.gateway, store: { ...world.store } }
      const { readInForce, touchInForce } = await import('../changes/in-force.ts')
      const { draft, change } = changesOf(world)
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
      expect(await seen()).toBe(1)
    })

    test('who may only read may not propose, try, review or switch', async () => {
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

export function describeNoise(openWorld: OpenWorld): void {
  describe('measured precision', () => {
    test('a trigger that became noisy loses its automation with the judgement that tipped it, and says so', async () => {
      const world = await openWorld()
      const { draft, change, alerts, trigger, propose } = changesOf(world)
      const source = await addTestSource(world)
      await change(draft(triggerText('PutObject', { automatic: 40 })))
      const sessionOf = (i: number) => ({
        userIdentity: {
          ...(cloudTrailEvent('x')['userIdentity'] as object),
          accessKeyId: `ASIAEXAMPLE0000000${String(i).padStart(2, '0')}`,
        },
      })
      await source.deliver(Array.from({ length: 14 }, (_, i) => cloudTrailEvent(`put-${i}`, sessionOf(i))))
      const all = await alerts()
      expect(all).toHaveLength(14)
      const judge = async (id: string, disposition: string) => {
        const { row } = await world.get<AlertDetail>('ines', `/api/alerts/${id}`)
        const body = { disposition, status: 'closed', reason: 'Looked at it' }
        const answer = await world.send('ines', 'PATCH', `/api/alerts/${id}`, body, { 'If-Match': `"${row.version}"` })
        expect(answer.status).toBe(200)
      }
      for (const [i, { id }] of all.slice(0, 11).entries()) await judge(id, i < 2 ? 'true-positive' : 'benign-positive')
      expect((await trigger()).automation.lost).toBeNull()
      await judge(all[11]?.id ?? '', 'false-positive')
      const lost = await trigger()
      expect(lost.automation.lost).toEqual({
        at: world.clock.now,
        because: '2 of 12 judged alerts were true: measured precision 21, its threshold promises 40',
      })
      expect(lost).toMatchObject({ judged: 12, truePositives: 2, noise: 83, confidence: { measured: 21 } })
      const entries = await auditEntries(world)
      const tipped = entries.filter(({ code }) => code === 'trigger.automation-lost')
      expect(tipped).toHaveLength(1)
      expect(entries.at(-1)?.sequence).toBe(tipped[0]?.sequence)

      const again = await world.send('edda', 'POST', '/api/changes', {
        ...draft(triggerText('PutObject', { automatic: 40, confidence: 61 }), { baseVersion: 1 }),
      })
      expect(again.status).toBe(201)
      const { change: plain } = (await again.json()) as ChangeDetail
      await world.send('edda', 'POST', `/api/changes/${plain.id}/withdraw`, { reason: 'Not enough' })
      const mended = draft(triggerText('PutObject', { automatic: 40 }), { baseVersion: 1, restoreAutomation: true })
      const asked = await propose(mended)
      expect(asked.change.restoresAutomation).toBe(true)
      const { review, settle } = changesOf(world)
      await review('noor', asked)
      await settle()
      expect((await trigger()).automation.lost).toBeNull()
      await judge(all[12]?.id ?? '', 'false-positive')
      expect((await trigger()).automation.lost).toBeNull()
      expect(await logTrouble(world)).toBeNull()
    })

    test('every trigger of the pack is listed with its numbers', async () => {
      const world = await openWorld()
      const { items } = await world.get<{ items: readonly TriggerView[] }>('ari', '/api/triggers')
      expect(items.length).toBeGreaterThan(25)
      expect(
        items.every(({ problems, response, mode }) => problems.length === 0 && response !== null && mode === 'on'),
      ).toBe(true)
      expect(items.map(({ id }) => id)).toEqual(items.map(({ id }) => id).toSorted())
    })
  })
}
