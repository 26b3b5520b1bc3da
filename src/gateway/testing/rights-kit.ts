import { describe, expect, test } from 'vitest'
import type { Person } from '../../domain/people/person.ts'
import type { SavedView } from '../../domain/saved-view/saved-view.ts'
import type { SessionView } from '../../domain/views/other-views.ts'
import type { RightsView } from '../../domain/views/rights-views.ts'
import { createPolicies, type PolicyFiles } from '../rights/cedar.ts'
import { loadCedar, readPolicyFiles } from '../rights/open-rights.ts'
import { createRights, type Rights } from '../rights/rights.ts'
import { auditEntries, logTrouble } from './audit-check.ts'
import type { OpenWorld } from './gateway-kit.ts'

/** Who may do what is asked of the policies on every call; what they say reaches people with the rule that said it. */
export function describeRights(openWorld: OpenWorld): void {
  describe('rights', () => {
    test('a session says what its person may do, by which rule, and who could instead', async () => {
      const world = await openWorld()
      const session = await world.get<{ session: SessionView }>('ines', '/api/session')
      expect(session.session.rights['triage-alert']).toMatchObject({ allowed: true, rule: 'triage-alert.by-role' })
      expect(session.session.rights['manage-connectors']).toEqual({
        allowed: false,
        rule: 'manage-connectors.by-role',
        because: 'You cannot change connectors: it takes the role integrator. Ivo can.',
      })
      expect(session.session.rights['vote']).toBeUndefined()
      const { version } = await world.get<RightsView>('ari', '/api/rights')
      expect(await world.get('ines', '/api/me/rights')).toEqual({ version, rights: session.session.rights })
    })

    test('everybody who reads can look a rule up by the name under which it refused them', async () => {
      const world = await openWorld()
      const refused = await world.send('ari', 'POST', '/api/people', { name: 'Bo', team: 'SOC', roles: ['manager'] })
      expect(refused.status).toBe(403)
      const [entry] = (await auditEntries(world)).filter(({ code }) => code === 'access.refused')
      const { rules } = await world.get<RightsView>('ari', '/api/rights')
      const rule = rules.find(({ id }) => id === entry?.detail['rule'])
      expect(rule).toMatchObject({ file: 'estate.cedar', effect: 'permit', verbs: ['manage-people'] })
      expect(rule?.text).toContain('Role::"manager"')
    })

    test('of the people only those are listed whom the policies allow what is asked for', async () => {
      const world = await openWorld()
      const { items } = await world.get<{ items: Person[] }>('ari', '/api/people?may=triage-alert')
      expect(items.map(({ name }) => name)).toEqual(['Ines', 'Mira', 'Noor', 'Tomo'])
      expect((await world.request('ari', '/api/people?may=everything')).status).toBe(400)
    })

    test('what a list holds follows the policies alone', async () => {
      const everybodyReads = '@id("read-view.all") permit (principal, action == Action::"read-view", resource is View);'
      const notTomo =
        '@id("read-view.not-tomo") @says("Not you.") forbid (principal == Person::"pe_tomo", action == Action::"read-view", resource is View) when { resource.isShared };'
      const listed = async (rights: Rights) => {
        const world = await openWorld({ rights })
        await world.send('ines', 'POST', '/api/views', { name: 'Mine', search: 'a=1', audience: 'private' })
        await world.send('ines', 'POST', '/api/views', { name: 'Ours', search: 'a=2', audience: 'team' })
        const names = async (who: 'ines' | 'noor' | 'tomo') =>
          (await world.get<{ items: SavedView[] }>(who, '/api/views')).items.map(({ name }) => name)
        return [await names('ines'), await names('noor'), await names('tomo')]
      }
      expect(await listed(await rightsWith(''))).toEqual([['Mine', 'Ours'], ['Ours'], []])
      expect(await listed(await rightsWith(everybodyReads))).toEqual([
        ['Mine', 'Ours'],
        ['Mine', 'Ours'],
        ['Mine', 'Ours'],
      ])
      expect((await listed(await rightsWith(everybodyReads + notTomo)))[2]).toEqual(['Mine'])
      // What is left of it is no SQL: nobody is shown a row that perhaps they may not see.
      const unsayable =
        '@id("read-view.like") @says("Not that team.") forbid (principal, action == Action::"read-view", resource is View) when { resource.team like "S*" };'
      expect(await listed(await rightsWith(unsayable))).toEqual([[], [], []])
    })

    test('C8 where the policies cannot be evaluated every call is refused, and the refusals are in the log', async () => {
      const world = await openWorld({ rights: createRights(createPolicies(null, null)) })
      for (const who of ['ines', 'mira', 'ivo'] as const) {
        for (const path of ['/api/people', '/api/alerts', '/api/plans', '/api/audit', '/api/rights', '/api/views']) {
          expect([path, (await world.request(who, path)).status]).toEqual([path, 403])
        }
      }
      expect((await world.send('mira', 'POST', '/api/stops', { reason: 'Stop it all' })).status).toBe(403)
      const entries = await auditEntries(world)
      const refused = entries.filter(({ code }) => code === 'access.refused')
      expect(refused).toHaveLength(19)
      expect(new Set(refused.map(({ detail }) => detail['rule']))).toEqual(new Set(['policy.unavailable']))
      expect(await logTrouble(world)).toBeNull()
    })
  })
}

async function rightsWith(policy: string): Promise<Rights> {
  const files = (await readPolicyFiles()) as PolicyFiles
  const more = { ...files, policies: { ...files.policies, 'own.cedar': policy } }
  return createRights(createPolicies(await loadCedar(), more))
}
