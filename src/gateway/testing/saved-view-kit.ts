import { describe, expect, test } from 'vitest'
import type { SavedView, SavedViewDraft } from '../../domain/saved-view/saved-view.ts'
import { auditEntries, logTrouble } from './audit-check.ts'
import type { OpenWorld, PersonName, World } from './gateway-kit.ts'

/** Views of the queue belong to whoever keeps them; a team reads those it shares and begins with those its manager chose. */
export function describeSavedViews(openWorld: OpenWorld): void {
  describe('saved views', () => {
    test('a private view is nobody else’s business; a shared one is found by its team and by nobody outside', async () => {
      const world = await openWorld()
      const kept = await add(world, 'ines', aView())
      expect(kept).toMatchObject({ number: 1, version: 1, isMine: true, team: 'SOC', owner: { name: 'Ines' } })
      expect(await listed(world, 'noor')).toEqual([])
      expect((await save(world, 'noor', kept, {})).status).toBe(404)
      expect((await save(world, 'ines', kept, { audience: 'team' })).status).toBe(200)
      expect(await listed(world, 'noor')).toMatchObject([{ id: kept.id, isMine: false, search: aView().search }])
      expect(await listed(world, 'tomo')).toEqual([])
    })

    test('of two savings of the same version one counts, and the other changes nothing', async () => {
      const world = await openWorld()
      const kept = await add(world, 'ines', aView())
      expect((await save(world, 'ines', kept, { name: 'The first' })).status).toBe(200)
      expect((await save(world, 'ines', kept, { name: 'The second' })).status).toBe(412)
      expect(await listed(world, 'ines')).toMatchObject([{ name: 'The first', version: 2 }])
      expect((await world.send('ines', 'PUT', `/api/views/${kept.id}`, aView())).status).toBe(428)
    })

    test('a shared view is changed by its owner and the team’s manager; other attempts are refused and in the log', async () => {
      const world = await openWorld()
      const kept = await add(world, 'ines', aView({ audience: 'team' }))
      expect((await save(world, 'noor', kept, { name: 'Mine now' })).status).toBe(403)
      expect((await defaults(world, 'ines', kept, ['analyst'])).status).toBe(403)
      expect((await world.send('ari', 'POST', '/api/views', aView())).status).toBe(403)
      expect((await save(world, 'mira', kept, { name: 'Tidied', audience: 'team' })).status).toBe(200)
      const refused = (await auditEntries(world)).filter(({ code }) => code === 'access.refused')
      expect(refused.map(({ detail }) => detail['rule'])).toEqual([
        'view.not-yours',
        'set-default-view.by-role',
        'keep-view.by-role',
      ])
    })

    test('a role of a team begins with one view: the next one takes it over, and a private one gives it up', async () => {
      const world = await openWorld()
      const first = await add(world, 'ines', aView({ audience: 'team' }))
      const second = await add(world, 'ines', aView({ audience: 'team', name: 'Other' }))
      expect((await defaults(world, 'mira', first, ['analyst', 'approver'])).status).toBe(200)
      expect((await defaults(world, 'mira', second, ['approver'])).status).toBe(200)
      const beginsWith = async () => (await listed(world, 'noor')).map(({ defaultFor }) => defaultFor)
      expect(await beginsWith()).toEqual([['analyst'], ['approver']])
      const [now] = await listed(world, 'ines')
      await save(world, 'ines', now ?? first, { audience: 'private' })
      expect(await beginsWith()).toEqual([['approver']])
      const refused = await defaults(world, 'mira', { ...first, version: 3 }, ['analyst'])
      expect(refused.status).toBe(404)
      expect((await world.send('ines', 'DELETE', `/api/views/${second.id}`)).status).toBe(204)
      expect(await beginsWith()).toEqual([])
    })

    test('the log says what was saved, shared and deleted, and never what it was called', async () => {
      const world = await openWorld()
      const kept = await add(world, 'ines', aView({ audience: 'team' }))
      await defaults(world, 'mira', kept, ['analyst'])
      await save(world, 'ines', { ...kept, version: 2 }, { audience: 'private' })
      expect((await world.send('ines', 'DELETE', `/api/views/${kept.id}`)).status).toBe(204)
      expect((await world.send('ines', 'DELETE', `/api/views/${kept.id}`)).status).toBe(404)
      const entries = (await auditEntries(world)).filter(({ code }) => code.startsWith('view.'))
      expect(entries.map(({ code }) => code)).toEqual([
        'view.created',
        'view.defaults-set',
        'view.changed',
        'view.deleted',
      ])
      expect(JSON.stringify(entries)).not.toContain(aView().name)
      expect(await logTrouble(world)).toBeNull()
    })

    test('a view is bounded: one line, in its length, and in how many one person keeps', async () => {
      const world = await openWorld()
      const post = async (draft: unknown) => (await world.send('ines', 'POST', '/api/views', draft)).status
      expect(await post(aView({ search: 'x'.repeat(4_001) }))).toBe(400)
      expect(await post(aView({ search: 'tier=4\nadmin' }))).toBe(400)
      expect(await post(aView({ search: '?tier=4' }))).toBe(400)
      expect(await post(aView({ name: '  ' }))).toBe(400)
      expect(await post({ ...aView(), audience: 'everybody' })).toBe(400)
      for (let i = 0; i < 200; i += 1) expect(await post(aView())).toBe(201)
      expect(await post(aView())).toBe(422)
    })
  })
}

function aView(changes: Partial<SavedViewDraft> = {}): SavedViewDraft {
  return { name: 'Keys of builds', search: 'tier=2,3&text=ci-', audience: 'private', ...changes }
}

async function add(world: World, who: PersonName, draft: SavedViewDraft): Promise<SavedView> {
  const answer = await world.send(who, 'POST', '/api/views', draft)
  if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`)
  return (await answer.json()) as SavedView
}

function save(world: World, who: PersonName, seen: SavedView, changes: Partial<SavedViewDraft>): Promise<Response> {
  return world.send(who, 'PUT', `/api/views/${seen.id}`, aView(changes), { 'If-Match': `"${seen.version}"` })
}

function defaults(world: World, who: PersonName, seen: SavedView, roles: readonly string[]): Promise<Response> {
  return world.send(who, 'PUT', `/api/views/${seen.id}/defaults`, { roles }, { 'If-Match': `"${seen.version}"` })
}

async function listed(world: World, who: PersonName): Promise<readonly SavedView[]> {
  return (await world.get<{ items: readonly SavedView[] }>(who, '/api/views')).items
}
