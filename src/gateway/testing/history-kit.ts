import { describe, expect, test } from 'vitest'
import { createEstate } from '../../../mocks/estate/estate.ts'
import type { ActionId } from '../../domain/action/action.ts'
import type { Prediction } from '../../domain/change/prediction.ts'
import { decide } from '../../domain/decision/decide.ts'
import { type Policy, STARTING_POLICY } from '../../domain/policy/policy.ts'
import { asItIs } from '../../engine/whatif/draft.ts'
import { factCounts, type History } from '../../engine/whatif/history.ts'
import { unpack } from '../../engine/whatif/outcome.ts'
import { decideCase } from '../../engine/whatif/reference/decide-case.ts'
import { decodeHistory } from '../../engine/whatif/wire.ts'
import { decideAlert, SUBJECT_COLUMNS, subjectOf } from '../alerts/decide-alert.ts'
import { createDecisionFacts } from '../alerts/decision-facts.ts'
import { readInForce, withDraft } from '../changes/in-force.ts'
import { loadEstate } from '../estate/load-estate.ts'
import { nextNumber } from '../store/store.ts'
import { logTrouble } from './audit-check.ts'
import { changesOf } from './change-world.ts'
import { rowsOf } from './counts.ts'
import { addTestSource } from './deliver.ts'
import type { OpenWorld, World } from './gateway-kit.ts'
import { guardDutyFinding, stolenRoleEvent } from './records.ts'

/** What a what-if is tried on: it decides every alert as the gateway does, and crosses whole. */
export function describeHistory(openWorld: OpenWorld): void {
  describe('history', () => {
    test('every alert of the history is decided as the gateway decides it now, under the policy in force and under another', {
      timeout: 240_000,
    }, async () => {
      const world = await openWorld()
      await loadEstate(world.gateway, createEstate({ seed: 11, alerts: 300, now: world.clock.now }))
      const { change, policyDraft } = changesOf(world)
      await change(policyDraft((policy) => (policy.confidence.bands.high = 65)))
      const { history } = await historyOf(world)
      expect(history.rows.count).toBe((await rowsOf(world, 'alert')).length)
      expect(history.cases.count).toBeLessThan(history.rows.count)
      const inForce = await readInForce(world.gateway, world.store.read)
      expect(await differences(world, history, inForce.policy)).toEqual([])
      expect(await differences(world, history, BOLD)).toEqual([])
    })

    test('triggers that were switched off, connectors that lack an action and judged alerts count as they do for the gateway', {
      timeout: 240_000,
    }, async () => {
      const world = await openWorld({ connectors: await someConnectors(openWorld) })
      await loadEstate(world.gateway, createEstate({ seed: 12, alerts: 120, now: world.clock.now }))
      const { restrain } = changesOf(world)
      const led = (await rowsOf(world, 'alert')).filter(({ trigger_id: id }) => id !== null)
      const first = led.find(({ gate }) => gate === 'auto')?.trigger_id
      const second = led.find(({ trigger_id: id }) => id !== first)?.trigger_id
      expect(first).toBeDefined()
      await restrain('finn', 'off', 1, first ?? '')
      await restrain('finn', 'shadow', 1, second ?? '')
      const { history } = await historyOf(world)
      const inForce = await readInForce(world.gateway, world.store.read)
      expect(await differences(world, history, inForce.policy)).toEqual([])
      expect(history.obstacles.some((obstacles) => 'rotate-secret' in obstacles)).toBe(true)
      const judged = (await rowsOf(world, 'alert')).filter(({ disposition }) => disposition !== 'undetermined')
      expect(history.rows.disposition.filter((one) => one !== 0)).toHaveLength(judged.length)
    })

    test('an alert is replayed with what was known of its identity when it came in, and comes out as it did then', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      const described = (facts: Record<string, unknown>) =>
        world.send('ivo', 'POST', '/api/identities/import?format=json', [
          {
            name: 'svc-billing',
            kind: 'service-account',
            names: [{ kind: 'principal-id', value: 'AIDA-svc-billing' }],
            ...facts,
          },
        ])
      const decided = async (number: number) => {
        const row = (await rowsOf(world, 'alert')).find((one) => one.number === number)
        const { tier, uncapped, gate, action, confidence, urgency } = row ?? {}
        return { tier, uncapped, gate, action, confidence, urgency }
      }
      const deliver = (id: string) => source.deliver(guardDutyFinding(id, { severity: 8 }))

      await deliver('stranger')
      const asStranger = await decided(1)
      expect(
        (await described({ environment: 'prod', criticality: 5, privilege: 'admin', tenancy: 'shared' })).status,
      ).toBe(200)
      await deliver('important')
      const asImportant = await decided(2)
      const harmless = {
        environment: 'dev',
        criticality: 1,
        privilege: 'read',
        tenancy: 'dedicated',
        technicalOwner: 'Billing',
      }
      expect((await described(harmless)).status).toBe(200)
      await deliver('harmless')
      await deliver('unrecorded')
      const { read, tenant } = world.store
      const unrecorded = (await rowsOf(world, 'alert')).find(({ number }) => number === 4)?.id ?? ''
      await read
        .updateTable('record')
        .set({ facts: '{}' })
        .where('tenant', '=', tenant)
        .where('alert_id', '=', unrecorded)
        .execute()
      expect(new Set([asStranger.urgency, asImportant.urgency, (await decided(3)).urgency]).size).toBe(3)

      const { history } = await historyOf(world)
      const { policy } = await readInForce(world.gateway, read)
      const replayed = [...history.rows.caseOf].map((own) => unpack(decideCase(history, own, asItIs(history, policy))))
      for (const [i, then] of [asStranger, asImportant, await decided(3), await decided(4)].entries()) {
        expect(replayed[i], `alert ${i + 1}`).toMatchObject(then)
      }
      // Redecided since: what the store says of it today is something else.
      expect((await decided(2)).urgency).not.toBe(asImportant.urgency)
      expect(
        history.identities.map(({ identity, isOfThen }) => [identity.claimed, identity.criticality, isOfThen === true]),
      ).toEqual([
        [false, null, true],
        [true, 5, true],
        [true, 1, false],
      ])
      expect(history.rows.caseOf[2]).toBe(history.rows.caseOf[3])
      expect([[...history.rows.isOfThen], factCounts(history)]).toEqual([[1, 1, 1, 0], { ofThen: 3, ofToday: 1 }])
    })

    test('parts follow each other without a gap, oldest alert first in each, and an empty history is one', async () => {
      const world = await openWorld()
      expect(await historyOf(world)).toMatchObject({ total: 0, next: null, history: { rows: { count: 0 } } })
      const source = await addTestSource(world)
      await source.deliver(Array.from({ length: 7 }, (_, i) => guardDutyFinding(`f-${i}`, { user: `svc-${i % 3}` })))
      const numbers = (await rowsOf(world, 'alert')).map(({ number }) => number).sort((a, b) => a - b)
      expect(numbers.length).toBeGreaterThan(3)
      const seen: number[] = []
      for (let before: number | null = null; ; ) {
        const { history, total, next } = await historyOf(world, `?limit=2${before === null ? '' : `&before=${before}`}`)
        expect(total).toBe(numbers.length)
        expect(history.rows.count).toBeLessThanOrEqual(2)
        seen.push(...history.rows.number)
        if (next === null) break
        before = next
      }
      expect(seen.sort((a, b) => a - b)).toEqual(numbers)
      expect((await world.request('ari', '/api/history?limit=1000001')).status).toBe(400)
      expect((await world.request(null, '/api/history')).status).toBe(401)
    })

    test('a hole in the numbers ends nothing, and alerts from before evidence was kept apart are read from their signals', async () => {
      const world = await openWorld()
      const { store } = world
      const source = await addTestSource(world)
      await source.deliver(guardDutyFinding('before', { user: 'svc-old' }))
      await store.write((tx) => nextNumber(tx, store.tenant, 'alert', 5_000))
      await source.deliver([guardDutyFinding('after', { user: 'svc-new' }), stolenRoleEvent('role')])
      const { history } = await historyOf(world)
      expect([...history.rows.number]).toEqual([1, 5_002, 5_003])
      await store.read.updateTable('alert').set({ evidence: null }).where('tenant', '=', store.tenant).execute()
      world.clock.now += HOUR_MS
      const again = await historyOf(world)
      expect(again.history.evidences.toSorted(byText)).toEqual(history.evidences.toSorted(byText))
      expect([...again.history.rows.number]).toEqual([1, 5_002, 5_003])
    })

    test('the same history is not sent twice, and another entry in the log makes another one', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      await source.deliver(guardDutyFinding('f-1'))
      const first = await world.request('ari', '/api/history')
      const tag = first.headers.get('ETag') ?? ''
      const again = await world.request('ari', '/api/history', { headers: { 'If-None-Match': tag } })
      expect([again.status, await again.text()]).toEqual([304, ''])
      await source.deliver(guardDutyFinding('f-2', { user: 'svc-other' }))
      const other = await world.request('ari', '/api/history', { headers: { 'If-None-Match': tag } })
      expect([other.status, other.headers.get('History-Total')]).toEqual([200, '2'])
    })

    test('whoever gives up stops the reading for nobody else', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      await source.deliver(guardDutyFinding('f-1'))
      const stop = new AbortController()
      const [given, kept] = [
        world.request('ines', '/api/history', { signal: stop.signal }),
        world.request('ari', '/api/history'),
      ]
      stop.abort()
      expect((await kept).status).toBe(200)
      expect(decodeHistory(new Uint8Array(await (await kept).arrayBuffer())).rows.count).toBe(1)
      await given.catch(() => undefined)
      expect((await world.request('ines', '/api/history')).status).toBe(200)
    })

    test('what identities are called and where their facts come from stays in the gateway', async () => {
      const world = await openWorld()
      await loadEstate(world.gateway, createEstate({ seed: 7, alerts: 0, now: world.clock.now }))
      const { history } = await historyOf(world)
      expect(history.identities.length).toBeGreaterThan(0)
      for (const { identity } of history.identities) {
        expect([identity.names, identity.description, identity.provenance]).toEqual([[], null, {}])
      }
    })
  })

  describe('predicted and actual', () => {
    test('a prediction is part of what a review names, and what came since is told in the same counts', async () => {
      const world = await openWorld()
      const { propose, review, settle, policyDraft } = changesOf(world)
      const source = await addTestSource(world)
      await source.deliver(guardDutyFinding('before'))
      const draft = policyDraft((policy) => (policy.confidence.bands.high = 65))
      const bare = await propose(draft)
      await world.send('edda', 'POST', `/api/changes/${bare.change.id}/withdraw`, { reason: 'Without a prediction' })
      world.clock.now += HOUR_MS
      const prediction = aPrediction(world.clock.now)
      const proposed = await propose({ ...draft, prediction })
      expect(proposed.prediction).toEqual(prediction)
      expect((await review('finn', proposed)).status).toBe(200)
      await settle()
      const { change } = await world.get<typeof proposed>('finn', `/api/changes/${proposed.change.id}`)
      world.clock.now += HOUR_MS
      await source.deliver([
        guardDutyFinding('after-1', { user: 'svc-a' }),
        guardDutyFinding('after-2', { user: 'svc-b' }),
      ])
      const actual = await world.get<Prediction>('ari', `/api/history/actual?since=${change.activatedAt ?? 0}`)
      const rows = (await rowsOf(world, 'alert')).filter(({ received_at: at }) => at >= (change.activatedAt ?? 0))
      expect(rows).toHaveLength(2)
      expect(actual).toMatchObject({ alerts: 2, done: { automaticPlans: 0, votes: 0 } })
      const cells = Array.from({ length: 21 }, () => 0)
      for (const { tier, gate } of rows) {
        const at = tier * 4 + ['auto', 'one-approval', 'two-approvals', 'blocked'].indexOf(gate)
        cells[at] = (cells[at] ?? 0) + 1
      }
      expect(actual.cells).toEqual(cells)
      expect(actual.triggers.reduce((sum, { alerts }) => sum + alerts, 0)).toBe(2)
      expect((await world.get<Prediction>('ari', `/api/history/actual?since=${world.clock.now}`)).alerts).toBe(2)
      const ahead = await world.request('ari', `/api/history/actual?since=${world.clock.now + 1}`)
      expect(ahead.status).toBe(422)
    })

    test('the digest of a change names its prediction, and one that contradicts itself is refused', async () => {
      const world = await openWorld()
      const { propose, policyDraft } = changesOf(world)
      const draft = policyDraft((policy) => (policy.confidence.bands.high = 65))
      const proposed = await propose({ ...draft, prediction: aPrediction(world.clock.now) })
      const [row] = await rowsOf(world, 'change')
      expect(row?.prediction).toContain('"alerts":3')
      expect(proposed.change.digest).toMatch(/^[0-9a-f]{64}$/)
      await world.send('edda', 'POST', `/api/changes/${proposed.change.id}/withdraw`, { reason: 'Again' })
      const wrong = { ...aPrediction(world.clock.now), alerts: 4 }
      const answer = await world.send('edda', 'POST', '/api/changes', { ...draft, prediction: wrong })
      expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('The cells must sum')])
      expect(await logTrouble(world)).toBeNull()
    })
  })
}

const HOUR_MS = 60 * 60_000

/** Asks for more everywhere, so that gates and actions are reached that the starting policy seldom reaches. */
const BOLD: Policy = {
  ...STARTING_POLICY,
  confidence: { ...STARTING_POLICY.confidence, bands: { medium: 10, high: 25, confirmed: 50 } },
  urgency: { ...STARTING_POLICY.urgency, bands: { medium: 10, high: 20, critical: 40 } },
  disruption: { ...STARTING_POLICY.disruption, levels: { high: 60, severe: 95 } },
}

async function historyOf(world: World, query = ''): Promise<{ history: History; total: number; next: number | null }> {
  const answer = await world.request('ari', `/api/history${query}`)
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`)
  const next = answer.headers.get('History-Next')
  return {
    history: decodeHistory(new Uint8Array(await answer.arrayBuffer())),
    total: Number(answer.headers.get('History-Total')),
    next: next === null ? null : Number(next),
  }
}

/**
 * Alerts that the history decides otherwise than the gateway does, by number. What was used up of an automation budget is set to
 * nothing on the gateway's side: a history is tried as if each alert came alone.
 */
async function differences(world: World, history: History, policy: Policy): Promise<readonly unknown[]> {
  const { read, tenant } = world.store
  const inForce = await readInForce(world.gateway, read)
  const facts = await createDecisionFacts(world.gateway, read, withDraft(inForce, { policy }))
  const rows = await read
    .selectFrom('alert')
    .select([...SUBJECT_COLUMNS, 'number'])
    .where('tenant', '=', tenant)
    .execute()
  const caseOf = new Map([...history.rows.number].map((number, row) => [number, history.rows.caseOf[row] ?? -1]))
  const found: unknown[] = []
  for (const row of rows) {
    const { input } = await decideAlert(world.gateway, read, subjectOf(row), facts)
    const unused = { ...input.automation, stepsThisTriggerHour: 0, ownerSharePercent: 0 }
    const { need, gate, action, confidence, urgency } = decide({ ...input, automation: unused })
    const own = { ...need, gate, action, confidence: confidence.value, urgency: urgency.value }
    const tried = unpack(decideCase(history, caseOf.get(row.number) ?? -1, asItIs(history, policy)))
    const same = (['tier', 'uncapped', 'gate', 'action', 'confidence', 'urgency'] as const).every(
      (part) => tried?.[part] === own[part],
    )
    if (!same) found.push({ number: row.number, own, tried })
  }
  return found
}

function byText(a: unknown, b: unknown): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1
}

/** Those of a usual world, without one action that its playbooks like. */
async function someConnectors(openWorld: OpenWorld) {
  const { gateway } = await openWorld()
  return new Map(
    [...gateway.connectors].map(([id, connector]) => [
      id,
      { ...connector, actions: connector.actions.filter((action: ActionId) => action !== 'rotate-secret') },
    ]),
  )
}

function aPrediction(asOf: number): Prediction {
  const cells = Array.from({ length: 21 }, (_, cell) => (cell === 9 ? 3 : 0))
  return {
    asOf,
    from: asOf - HOUR_MS,
    to: asOf,
    alerts: 3,
    cells,
    triggers: [{ id: null, alerts: 3, automatic: 0 }],
    approvals: { total: 3, firstDay: 20_514, perDay: [3], peak: { minute: 29_540_160, votes: 3 } },
  }
}
