import { describe, expect, test } from 'vitest'
import type { AlertRow } from '../../domain/views/alert-views.ts'
import type { DeadLetter } from '../../domain/views/other-views.ts'
import type { ProblemBody } from '../http/problem.ts'
import { auditEntries } from './audit-check.ts'
import type { OpenWorld, World } from './gateway-kit.ts'

const MAPPING = {
  name: 'acme-vault',
  title: 'Acme Vault alert',
  vendor: 'Acme',
  product: 'Vault',
  form: 'finding',
  recognise: [{ at: '/kind', equals: 'acme.alert' }],
  fields: {
    id: '/ref',
    type: '/rule',
    title: '/rule',
    severity: { from: '/level', map: { P1: 'critical' } },
    observedAt: { from: '/seen' },
    affected: [{ kind: 'api-key', names: [{ kind: 'access-key-id', from: '/key' }] }],
  },
}
const RECORD = {
  kind: 'acme.alert',
  ref: 'a-1',
  rule: 'Key used from a new place',
  level: 'P1',
  seen: '2026-01-05T10:00:00Z',
  key: 'acme-k-1',
}

async function deliver(world: World, format: string) {
  const answer = await world.request('ivo', `/api/ingest/${format}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(RECORD),
  })
  return { status: answer.status, report: await answer.json() }
}

/** A source that nobody wrote a format for. */
export function describeMappings(openWorld: OpenWorld): void {
  describe('mapping documents', () => {
    test('a record of an unknown source waits whole, and is an alert once somebody has described it', async () => {
      const world = await openWorld()
      expect((await deliver(world, 'auto')).report).toMatchObject({ records: 1, accepted: 0, refused: 1 })
      expect((await world.send('ivo', 'POST', '/api/mappings', MAPPING)).status).toBe(200)
      const letters = await world.get<{ items: readonly DeadLetter[] }>('ivo', '/api/dead-letters')
      const replayed = await world.send('ivo', 'POST', '/api/dead-letters/replay', {
        ids: letters.items.map(({ id }) => id),
      })
      expect(await replayed.json()).toMatchObject({ accepted: 1, refused: 0, alertsOpened: 1 })
      const alerts = await world.get<{ items: readonly AlertRow[] }>('ivo', '/api/alerts')
      expect(alerts.items).toMatchObject([
        { title: 'Key used from a new place', severity: 'critical', format: 'acme-vault' },
      ])
      expect((await auditEntries(world)).map(({ code }) => code)).toContain('mapping.saved')
    })

    test('its name is a format like any other', async () => {
      const world = await openWorld()
      expect((await deliver(world, 'acme-vault')).status).toBe(404)
      await world.send('ivo', 'POST', '/api/mappings', MAPPING)
      expect((await deliver(world, 'acme-vault')).report).toMatchObject({ accepted: 1 })
      const formats = await world.get<{ items: readonly { name: string }[] }>('ivo', '/api/formats')
      expect(formats.items.map(({ name }) => name)).toContain('acme-vault')
      expect((await world.send('ivo', 'DELETE', '/api/mappings/acme-vault')).status).toBe(204)
      expect((await deliver(world, 'acme-vault')).status).toBe(404)
    })

    test('a wrong document is refused with every wrong place, and one with a built-in name too', async () => {
      const world = await openWorld()
      const wrong = await world.send('ivo', 'POST', '/api/mappings', {
        ...MAPPING,
        fields: { ...MAPPING.fields, id: 'ref', severity: {} },
      })
      expect(wrong.status).toBe(400)
      const places = ((await wrong.json()) as ProblemBody).issues?.map(({ at }) => at) ?? []
      expect(places.some((at) => at.startsWith('/fields/id'))).toBe(true)
      expect(places.some((at) => at.startsWith('/fields/severity'))).toBe(true)
      expect((await world.send('ivo', 'POST', '/api/mappings', { ...MAPPING, name: 'guardduty' })).status).toBe(400)
      expect((await world.get<{ items: unknown[] }>('ivo', '/api/mappings')).items).toEqual([])
    })

    test('C8: who may not manage sources may not describe one either', async () => {
      const world = await openWorld()
      expect((await world.send('ines', 'POST', '/api/mappings', MAPPING)).status).toBe(403)
      expect((await world.send('ines', 'DELETE', '/api/mappings/acme-vault')).status).toBe(403)
    })
  })
}
