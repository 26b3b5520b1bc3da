import { describe, expect, test } from 'vitest'
import type { AlertDetail } from '../../domain/views/alert-views.ts'
import { loadPack } from '../../sigma/pack/pack.ts'
import type { OpenWorld } from './gateway-kit.ts'
import { openScene } from './plan-world.ts'

/** What the response block of a trigger says reaches the people who respond, and the editors that write it. */
export function describeResponse(openWorld: OpenWorld): void {
  describe('the response block', () => {
    test('who responds, what to save first and what it serves stand with the alert and with the plan', async () => {
      const scene = await openScene(openWorld, { triggerId: 'stolen-instance-role' })
      const block = loadPack().find(({ trigger }) => trigger.id === 'stolen-instance-role')?.trigger.response
      const { guide } = await scene.world.get<AlertDetail>('ines', `/api/alerts/${scene.alertId}`)
      expect(guide?.owners).toEqual({ triage: 'soc', contain: 'iam', recover: 'application' })
      expect(guide?.preserve.map(({ id }) => id)).toEqual(block?.preserve)
      expect(guide?.labels.map(({ id }) => id)).toEqual(expect.arrayContaining([...(block?.frameworks ?? [])]))
      const plan = await scene.propose()
      expect(plan.guide).toEqual(guide)
    })

    test('an alert that no trigger raised has no guide', async () => {
      const scene = await openScene(openWorld, { triggerId: null })
      expect((await scene.world.get<AlertDetail>('ines', `/api/alerts/${scene.alertId}`)).guide).toBeNull()
    })

    test('an editor gets the schema of a trigger file without signing in', async () => {
      const world = await openWorld()
      const answer = await world.request(null, '/api/schemas/trigger.json')
      expect(answer.status).toBe(200)
      expect(answer.headers.get('Content-Type')).toContain('application/json')
      expect(answer.headers.get('Cache-Control')).toContain('public')
      const schema = (await answer.json()) as { properties: { sluicegate: { required: string[] } } }
      expect(schema.properties.sluicegate.required).toEqual(['threatens', 'confidence', 'playbook'])
    })
  })
}
