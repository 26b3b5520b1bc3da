import { describe, expect, test } from 'vitest'
import { STARTING_POLICY } from '../../domain/policy/policy.ts'
import type { ScenarioDetail, ScenarioDraft, ScenarioView } from '../../domain/views/history-views.ts'
import { auditEntries, logTrouble } from './audit-check.ts'
import { rowsOf } from './counts.ts'
import type { OpenWorld, PersonName, World } from './gateway-kit.ts'
import { problemOf } from './plan-world.ts'

/** Scenarios belong to whoever keeps them; shared ones are read by everybody and written by nobody else. */
export function describeScenarios(openWorld: OpenWorld): void {
  describe('scenarios', () => {
    test('a private scenario is nobody else’s business, and a shared one is read by its link', async () => {
      const world = await openWorld()
      const kept = await add(world, 'edda', aScenario())
      expect(kept.scenario).toMatchObject({ number: 1, version: 1, isMine: true, owner: { name: 'Edda' } })
      const path = `/api/scenarios/${kept.scenario.id}`
      expect((await world.request('finn', path)).status).toBe(404)
      expect(await listed(world, 'finn')).toEqual([])
      const shared = await save(world, 'edda', kept, { isShared: true })
      expect(shared.status).toBe(200)
      const seen = await world.get<ScenarioDetail>('ari', path)
      expect(seen.content).toEqual(aScenario().content)
      expect(seen.scenario).toMatchObject({ isMine: false, version: 2 })
      expect(await listed(world, 'ari')).toMatchObject([{ id: kept.scenario.id }])
    })

    test('of two savings of the same version one counts, and the other changes nothing', async () => {
      const world = await openWorld()
      const kept = await add(world, 'edda', aScenario())
      expect((await save(world, 'edda', kept, { name: 'The first' })).status).toBe(200)
      expect((await save(world, 'edda', kept, { name: 'The second' })).status).toBe(412)
      expect(await listed(world, 'edda')).toMatchObject([{ name: 'The first', version: 2 }])
      const blind = await world.send('edda', 'PUT', `/api/scenarios/${kept.scenario.id}`, aScenario())
      expect(blind.status).toBe(428)
    })

    test('nobody changes or deletes what somebody else shares, and the attempt is in the log', async () => {
      const world = await openWorld()
      const kept = await add(world, 'edda', aScenario({ isShared: true }))
      expect(await problemOf(await save(world, 'finn', kept, { name: 'Mine now' }), 403)).toMatchObject({
        rule: 'scenario.not-yours',
      })
      expect((await listed(world, 'finn'))[0]?.mayChange).toMatchObject({ allowed: false, rule: 'scenario.not-yours' })
      expect((await listed(world, 'edda'))[0]?.mayChange.allowed).toBe(true)
      expect((await world.send('mira', 'DELETE', `/api/scenarios/${kept.scenario.id}`)).status).toBe(403)
      expect((await world.send('ari', 'POST', '/api/scenarios', aScenario())).status).toBe(403)
      const refused = (await auditEntries(world)).filter(({ code }) => code === 'access.refused')
      expect(refused.map(({ detail }) => detail['rule'])).toEqual([
        'scenario.not-yours',
        'scenario.not-yours',
        'keep-scenario.by-role',
      ])
    })

    test('the log says what was kept, shared and deleted, and names only what everybody may read', async () => {
      const world = await openWorld()
      const kept = await add(world, 'edda', aScenario())
      await save(world, 'edda', kept, { isShared: true })
      const shared = await world.get<ScenarioDetail>('edda', `/api/scenarios/${kept.scenario.id}`)
      await save(world, 'edda', shared, { isShared: false })
      expect((await world.send('edda', 'DELETE', `/api/scenarios/${kept.scenario.id}`)).status).toBe(204)
      expect((await world.send('edda', 'DELETE', `/api/scenarios/${kept.scenario.id}`)).status).toBe(404)
      const entries = (await auditEntries(world)).filter(({ code }) => code.startsWith('scenario.'))
      expect(entries.map(({ code, detail }) => [code, detail['name'] ?? null])).toEqual([
        ['scenario.created', null],
        ['scenario.changed', 'Lower the threshold'],
        ['scenario.shared', 'Lower the threshold'],
        ['scenario.changed', null],
        ['scenario.shared', null],
        ['scenario.deleted', null],
      ])
      expect(await logTrouble(world)).toBeNull()
    })

    test('a scenario is bounded: in its parts, in its size and in how many one person keeps', async () => {
      const world = await openWorld()
      const post = (draft: unknown) => world.send('edda', 'POST', '/api/scenarios', draft)
      const { content } = aScenario()
      const broken = { ...STARTING_POLICY, need: { ...STARTING_POLICY.need, capAt: 9 } }
      expect((await post({ ...aScenario(), content: { ...content, policy: broken } })).status).toBe(400)
      const identities = Array.from({ length: 2_001 }, (_, i) => ({ identityId: `id-${i}`, facts: {} }))
      expect((await post({ ...aScenario(), content: { ...content, identities } })).status).toBe(400)
      const wide = Array.from({ length: 2_000 }, (_, i) => ({
        identityId: `id-${i}`,
        facts: { businessOwner: 'O'.repeat(120), technicalOwner: 'T'.repeat(120) },
      }))
      expect((await post({ ...aScenario(), content: { ...content, identities: wide } })).status).toBe(413)
      for (let i = 0; i < 100; i += 1) expect((await post(aScenario())).status).toBe(201)
      expect((await post(aScenario())).status).toBe(422)
      expect(await rowsOf(world, 'scenario')).toHaveLength(100)
    })
  })
}

function aScenario(changes: Partial<ScenarioDraft> = {}): ScenarioDraft {
  return {
    name: 'Lower the threshold',
    note: 'If the forty keys had owners',
    isShared: false,
    content: {
      policy: STARTING_POLICY,
      triggers: [{ id: 'stolen-instance-role', mode: 'shadow', response: null }],
      identities: [{ identityId: 'id-1', facts: { businessOwner: 'Reporting', criticality: null } }],
      exercised: ['stolen-session'],
    },
    ...changes,
  }
}

async function add(world: World, who: PersonName, draft: ScenarioDraft): Promise<ScenarioDetail> {
  const answer = await world.send(who, 'POST', '/api/scenarios', draft)
  if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`)
  return (await answer.json()) as ScenarioDetail
}

function save(world: World, who: PersonName, seen: ScenarioDetail, changes: Partial<ScenarioDraft>): Promise<Response> {
  const { id, version } = seen.scenario
  return world.send(who, 'PUT', `/api/scenarios/${id}`, aScenario(changes), { 'If-Match': `"${version}"` })
}

async function listed(world: World, who: PersonName): Promise<readonly ScenarioView[]> {
  return (await world.get<{ items: readonly ScenarioView[] }>(who, '/api/scenarios')).items
}
