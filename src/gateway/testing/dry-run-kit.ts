import { describe, expect, test } from 'vitest'
import type { AlertDetail } from '../../domain/views/alert-views.ts'
import { touchInForce } from '../changes/in-force.ts'
import type { ProblemBody } from '../http/problem.ts'
import { auditEntries } from './audit-check.ts'
import { changesOf, triggerText } from './change-world.ts'
import { rowsOf } from './counts.ts'
import { addTestSource } from './deliver.ts'
import type { OpenWorld } from './gateway-kit.ts'
import { addExercise, giveAutomation, openScene, type Situation } from './plan-world.ts'
import { cloudTrailEvent, ROLE } from './records.ts'

const DAY_MS = 24 * 60 * 60_000

/** What a trigger is asked to show before it may act by itself. */
export function describeDryRuns(openWorld: OpenWorld): void {
  describe('dry runs', () => {
    test('a trigger in shadow says what it would have done, and on what, while nothing comes of it', async () => {
      const { change, draft, detail, deliver, world } = await open(openWorld)
      await change(draft(ACTS, { mode: 'shadow' }))
      const before = await rowsOf(world, 'identity')
      await deliver([putBy(1), putBy(2), putBy(2, 'again'), strangersPut()])
      const { dryRun } = await detail()
      expect(dryRun).toMatchObject({
        length: { ms: 0, alerts: 3, since: world.clock.now },
        asked: { ms: 7 * DAY_MS, alerts: 10 },
        isLongEnough: false,
        givenAt: null,
        outcomes: { automatic: 2, asks: 0, blocked: 1, observes: 0, corroborates: 0 },
        approvals: 0,
        identities: 1,
        judged: { undetermined: 3 },
        isBounded: false,
      })
      const acted = dryRun?.items.filter(({ outcome }) => outcome === 'automatic') ?? []
      expect(acted).toMatchObject([
        { alertId: null, identity: { id: 'id_1' }, gate: 'auto', action: 'revoke-session', stops: 0 },
        { alertId: null, identity: { id: 'id_1' }, gate: 'auto', action: 'revoke-session', stops: 0 },
      ])
      expect(acted.map(({ count }) => count).toSorted()).toEqual([1, 2])
      expect(await rowsOf(world, 'identity')).toHaveLength(before.length)
      expect((await rowsOf(world, 'alert')).filter(({ trigger_id: id }) => id === 'report-runner-acts')).toEqual([])
    })

    test('what it would have decided is what it decides once it is on', async () => {
      const shadow = await open(openWorld)
      await shadow.change(shadow.draft(ACTS, { mode: 'shadow' }))
      await shadow.deliver([putBy(1)])
      const [would] = (await shadow.detail()).dryRun?.items ?? []
      const live = await open(openWorld)
      await live.change(live.draft(ACTS))
      await live.deliver([putBy(1)])
      const [does] = (await live.detail()).dryRun?.items ?? []
      const { outcome, tier, action, approvals, stops, identity } = does ?? {}
      expect(would).toMatchObject({ outcome, tier, action, approvals, stops, identity })
      expect(outcome).toBe('automatic')
      const { decision } = await live.world.get<AlertDetail>('ines', `/api/alerts/${does?.alertId}`)
      expect(decision.gate).toBe('one-approval')
      expect(decision.reasons.filter(({ about }) => about === 'gate')).toMatchObject([
        { rule: 'gate.auto-dry-run', effect: 'Not automatic: one person approves' },
      ])
    })

    test('a text that was not tried long enough goes live, asks people, and is given nothing', async () => {
      const { change, draft, trigger, deliver, world } = await open(openWorld)
      await change(draft(ACTS, { mode: 'shadow' }))
      await deliver([putBy(1)])
      const active = await change(draft(ACTS, { baseVersion: 1 }))
      expect(active.backtest?.dryRun).toMatchObject({ isLongEnough: false, outcomes: { automatic: 1 } })
      expect((await trigger()).automation).toMatchObject({ allowed: true, awaitsDryRun: true, lost: null })
      const entry = (await auditEntries(world)).findLast(({ code }) => code === 'change.activated')
      expect(entry?.detail).toMatchObject({ automation: 'waits' })
      const asked = draft(ACTS, { baseVersion: 2, restoreAutomation: true })
      const refused = await world.send('edda', 'POST', '/api/changes', asked)
      expect(refused.status).toBe(422)
      expect(((await refused.json()) as ProblemBody).detail).toContain('too short: 0 of 7 days, 1 of 10 alerts')
    })

    test('after its dry run a reviewed change lets it act, and another text begins anew', async () => {
      const { change, draft, trigger, deliver, alertGates, later, world } = await open(openWorld)
      await change(draft(ACTS, { mode: 'shadow' }))
      await deliver(Array.from({ length: 10 }, (_, i) => putBy(i)))
      await later(7 * DAY_MS)
      const active = await change(draft(ACTS, { baseVersion: 1 }))
      expect(active.backtest?.dryRun).toMatchObject({ isLongEnough: true, length: { ms: 7 * DAY_MS, alerts: 10 } })
      const entry = (await auditEntries(world)).findLast(({ code }) => code === 'change.activated')
      expect(entry?.detail).toMatchObject({ automation: 'given' })
      expect((await trigger()).automation.awaitsDryRun).toBe(false)
      await deliver([putBy(11)])
      expect(await alertGates()).toEqual(['auto'])

      await change(draft(triggerText('PutObject', { confidence: 96, automatic: 80 }), { baseVersion: 2 }))
      expect((await trigger()).automation.awaitsDryRun).toBe(true)
      expect(await alertGates()).toEqual(['one-approval'])
      await change(draft(ACTS, { baseVersion: 3 }))
      expect(await alertGates()).toEqual(['auto'])
    })

    test('a trigger that asks people is tried as well, without the days on which it was off', async () => {
      const { change, draft, detail, deliver, restrain, later, trigger } = await open(openWorld)
      await change(draft(ACTS))
      await deliver(Array.from({ length: 10 }, (_, i) => putBy(i)))
      await later(3 * DAY_MS)
      expect((await restrain('finn', 'off', 1)).status).toBe(200)
      await later(30 * DAY_MS)
      await change(draft(ACTS, { baseVersion: 2 }))
      await later(3 * DAY_MS)
      expect((await detail()).dryRun?.length).toMatchObject({ ms: 6 * DAY_MS, alerts: 10 })
      await later(DAY_MS)
      await change(draft(ACTS, { baseVersion: 3, restoreAutomation: true }))
      expect((await trigger()).automation.awaitsDryRun).toBe(false)
    })

    test('what the sample says was tried acts on the sample, and on nobody else', async () => {
      const { change, draft, detail, deliver, alertGates, world, changeIdentity } = await open(openWorld)
      await change(draft(ACTS))
      await giveAutomation(world, true)
      await deliver([putBy(1)])
      expect(await alertGates()).toEqual(['one-approval'])
      const alert = (await rowsOf(world, 'alert')).find(({ trigger_id: id }) => id === 'report-runner-acts')
      const { decision } = await world.get<AlertDetail>('ines', `/api/alerts/${alert?.id}`)
      expect(decision.reasons.find(({ rule }) => rule === 'gate.auto-dry-run')?.input).toContain(
        'invented past of the sample',
      )
      expect((await detail()).dryRun).toMatchObject({ isOfSample: true, outcomes: { automatic: 1 } })

      await changeIdentity({ isSample: true })
      await deliver([putBy(2)])
      expect((await alertGates()).toSorted()).toEqual(['auto', 'one-approval'])
      expect((await detail()).dryRun).toMatchObject({ isOfSample: true, outcomes: { automatic: 2 } })
    })

    test('what is shipped asks people, too, until it was tried here, unless the policy asks for no dry run', async () => {
      const scene = await openScene(openWorld, { ...AUTOMATIC, triggerId: 'stolen-instance-role' })
      const { change, policyDraft, trigger } = changesOf(scene.world)
      await addExercise(scene.world)
      const { gateway, store } = scene.world
      await store.write(async (tx) => {
        await tx.deleteFrom('trigger_automation').where('tenant', '=', store.tenant).execute()
        await touchInForce(gateway, tx)
      })
      expect((await trigger('stolen-instance-role')).automation.awaitsDryRun).toBe(true)
      const none = policyDraft(({ gate }) => Object.assign(gate, { autoDryRunMs: 0, autoDryRunAlerts: 0 }))
      await change(none)
      expect((await trigger('stolen-instance-role')).automation.awaitsDryRun).toBe(false)
    })
  })
}

const ACTS = triggerText('PutObject', { confidence: 95, automatic: 80 })

/** Everything that an automatic step asks for besides a dry run. */
const AUTOMATIC: Situation = {
  identity: { criticality: 3, privilege: 'admin', environment: 'prod', names: [{ kind: 'arn', value: ROLE }] },
  dependencies: [],
}

async function open(openWorld: OpenWorld) {
  const scene = await openScene(openWorld, AUTOMATIC)
  const { world } = scene
  await addExercise(world)
  const source = await addTestSource(world)
  return {
    ...changesOf(world),
    world,
    deliver: (records: unknown) => source.deliver(records),
    changeIdentity: (change: Parameters<typeof scene.changeIdentity>[0]) => scene.changeIdentity(change),
    /** The clock moves, and somebody looks after the identity meanwhile. */
    later: async (ms: number) => {
      world.clock.now += ms
      await scene.changeIdentity({ validatedAt: world.clock.now })
      const { read, tenant } = world.store
      await read.updateTable('exercise').set({ exercised_at: world.clock.now }).where('tenant', '=', tenant).execute()
    },
    alertGates: async () => {
      const rows = await rowsOf(world, 'alert')
      return rows.filter(({ trigger_id: id }) => id === 'report-runner-acts').map(({ gate }) => gate)
    },
  }
}

/** A call in a session of its own. */
function putBy(session: number, id = 'put'): Record<string, unknown> {
  const userIdentity = { ...(cloudTrailEvent('x')['userIdentity'] as object), accessKeyId: keyOf(session) }
  return cloudTrailEvent(`${id}-${session}`, { userIdentity })
}

function keyOf(session: number): string {
  return `ASIAEXAMPLE0000000${String(session).padStart(2, '0')}`
}

/** The same call by a role that nobody knows. */
function strangersPut(): Record<string, unknown> {
  const text = JSON.stringify(cloudTrailEvent('stranger'))
    .replaceAll('report-runner', 'stranger')
    .replaceAll('AROAEXAMPLEREPORT0001', 'AROAEXAMPLESTRANGER01')
  return JSON.parse(text) as Record<string, unknown>
}
