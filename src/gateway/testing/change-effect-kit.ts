import { describe, expect, test } from 'vitest'
import type { AlertDetail } from '../../domain/views/alert-views.ts'
import type { ChangeDetail, PolicyDetail, TriggerView } from '../../domain/views/change-views.ts'
import type { ProblemBody } from '../http/problem.ts'
import { auditEntries, logTrouble } from './audit-check.ts'
import { changesOf, triggerText } from './change-world.ts'
import { rowsOf } from './counts.ts'
import { addTestSource } from './deliver.ts'
import type { OpenWorld, World } from './gateway-kit.ts'
import { addAlert, addExercise, giveAutomation, openScene } from './plan-world.ts'
import { cloudTrailEvent, guardDutyFinding, stolenRoleEvent } from './records.ts'

const HOUR_MS = 60 * 60_000

/** What a change in force does to records, alerts, plans and automation. */
export function describeEffects(openWorld: OpenWorld): void {
  describe('effects of a change', () => {
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
        judged: { before: { 'true-positive': 1, undetermined: 0 }, after: { undetermined: 2 } },
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
      const wrong = policyDraft(
        (policy) => {
          policy.urgency.weights.reach += 1
        },
        { baseVersion: 2 },
      )
      const refused = await world.send('edda', 'POST', '/api/changes', wrong)
      expect(((await refused.json()) as ProblemBody).detail).toContain('weights')
    })

    test('a trigger that is restrained takes the confidence back that it lent to other alerts', async () => {
      const world = await openWorld()
      const { draft, change, restrain, alerts } = changesOf(world)
      const source = await addTestSource(world)
      const confidence = async () =>
        (await alerts()).find(({ trigger }) => trigger?.id === AUTOMATIC.triggerId)?.confidence
      await change(draft(triggerText('PutObject')))
      await source.deliver([stolenRoleEvent('stolen-1')])
      const alone = (await confidence()) ?? 0
      await source.deliver([cloudTrailEvent('calm-1', { sourceIPAddress: '198.51.100.7' })])
      expect(await confidence()).toBeGreaterThan(alone)
      expect((await restrain('finn', 'shadow', 1)).status).toBe(200)
      expect(await confidence()).toBe(alone)
    })

    test('a trigger that is restrained acts by itself no more, and the gate says why', async () => {
      const scene = await openScene(openWorld, AUTOMATIC)
      const { restrain, trigger } = changesOf(scene.world)
      await addExercise(scene.world)
      const before = await scene.propose()
      expect(before.body.gate.kind).toBe('auto')
      const { version } = await trigger(AUTOMATIC.triggerId)
      expect((await restrain('noor', 'shadow', version, AUTOMATIC.triggerId)).status).toBe(200)
      const { decision } = await scene.world.get<AlertDetail>('ines', `/api/alerts/${scene.alertId}`)
      expect(decision.gate).toBe('one-approval')
      expect(decision.reasons.find(({ rule }) => rule === 'gate.auto-kept')?.input).toContain('in shadow')
      expect((await scene.run(before.summary.id)).state).toBe('void')
    })

    test('a judgement that makes a trigger too noisy closes the automatic gate of its other alerts', async () => {
      const { world } = await openScene(openWorld, AUTOMATIC)
      const { change, draft, trigger } = changesOf(world)
      await addExercise(world)
      await change(draft(triggerText('PutObject', { confidence: 95, automatic: 80 })))
      await giveAutomation(world)
      const own = { ...AUTOMATIC, triggerId: 'report-runner-acts' }
      const [other, judged] = [await addAlert(world, { ...own, id: '2' }), await addAlert(world, { ...own, id: '3' })]
      const seen = async () => (await world.get<AlertDetail>('ines', `/api/alerts/${other.alertId}`)).decision
      expect((await seen()).gate).toBe('auto')
      await world.store.read
        .insertInto('trigger_record')
        .values({ tenant: world.store.tenant, trigger_id: own.triggerId, judged: 11, true_positives: 9 })
        .execute()
      await judge(world, judged.alertId, 'false-positive')
      expect((await trigger()).automation.lost?.because).toContain('9 of 12')
      const { gate, reasons } = await seen()
      expect(gate).toBe('one-approval')
      expect(reasons.find(({ rule }) => rule === 'gate.auto-kept')?.input).toContain('9 of 12')
    })

    test('C3 a plan that waits for votes is void once the policy has changed', async () => {
      const scene = await openScene(openWorld)
      const { change, policyDraft } = changesOf(scene.world)
      const plan = await scene.propose()
      await change(policyDraft((policy) => (policy.slaMinutes[0] += 1)))
      const { recheck } = await scene.view(plan.summary.id)
      expect(recheck.find(({ what }) => what === 'Policy')?.sides).toEqual({
        approved: ['version 1', 'sla minutes: 1440, 480, 60, 30, 15'],
        now: ['version 2', 'sla minutes: 1441, 480, 60, 30, 15'],
      })
      const vote = await scene.vote('noor', plan)
      expect(vote.status).toBe(409)
      expect(((await vote.json()) as ProblemBody).detail).toContain('Policy: Was version 1, is version 2.')
      expect((await scene.view(plan.summary.id)).state).toBe('void')
    })

    test('a queue that is larger than one transaction is decided again whole', async () => {
      const world = await openWorld()
      const { change, policyDraft } = changesOf(world)
      const source = await addTestSource(world)
      const findings = Array.from({ length: 620 }, (_, i) => guardDutyFinding(`finding-${i}`, { user: `svc-${i}` }))
      await source.deliver(findings)
      await change(policyDraft((policy) => (policy.urgency.unknown = 76)))
      const rows = await rowsOf(world, 'alert')
      expect(rows).toHaveLength(620)
      expect(new Set(rows.map((row) => (JSON.parse(row.decision) as { policyVersion: number }).policyVersion))).toEqual(
        new Set([2]),
      )
      const left = (await rowsOf(world, 'meta')).filter(({ key }) => key.startsWith('redecide/'))
      expect(left).toEqual([])
    })

    test('an alert that is decided again after a change keeps its place and the version that fired', async () => {
      const world = await openWorld()
      const { draft, change, alerts } = changesOf(world)
      const source = await addTestSource(world)
      await change(draft(triggerText('PutObject')))
      await source.deliver([cloudTrailEvent('calm-1')])
      const [before] = await alerts()
      await change(draft(triggerText('PutObject', { confidence: 95 }), { baseVersion: 1 }))
      const [after] = await alerts()
      expect(after).toMatchObject({
        id: before?.id,
        number: before?.number,
        status: before?.status,
        confidence: 95,
        trigger: { version: 1 },
      })
      expect(after?.version).toBeGreaterThan(before?.version ?? 0)
    })

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
      for (const [i, { id }] of all.slice(0, 11).entries())
        await judge(world, id, i < 2 ? 'true-positive' : 'benign-positive')
      expect((await trigger()).automation.lost).toBeNull()
      await judge(world, all[11]?.id ?? '', 'false-positive')
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
      const early = await world.send('edda', 'POST', '/api/changes', mended)
      expect(((await early.json()) as ProblemBody).detail).toContain('too short: 0 of 7 days, 14 of 10 alerts')
      world.clock.now += 7 * 24 * HOUR_MS
      const asked = await propose(mended)
      expect(asked.change.restoresAutomation).toBe(true)
      const { review, settle } = changesOf(world)
      await review('noor', asked)
      await settle()
      expect((await trigger()).automation.lost).toBeNull()
      await judge(world, all[12]?.id ?? '', 'false-positive')
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

/** Everything that an automatic step asks for. */
const AUTOMATIC = {
  triggerId: 'stolen-instance-role',
  identity: { criticality: 3, privilege: 'admin', environment: 'prod' },
  dependencies: [],
} as const

async function judge(world: World, id: string, disposition: string): Promise<void> {
  const { row } = await world.get<AlertDetail>('ines', `/api/alerts/${id}`)
  const body = { disposition, status: 'closed', reason: 'Looked at it' }
  const answer = await world.send('ines', 'PATCH', `/api/alerts/${id}`, body, { 'If-Match': `"${row.version}"` })
  expect(answer.status).toBe(200)
}
