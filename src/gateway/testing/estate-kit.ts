import { describe, expect, test } from 'vitest'
import { createEstate } from '../../../mocks/estate/estate.ts'
import type { ExerciseView } from '../../domain/views/exercise-views.ts'
import { loadEstate } from '../estate/load-estate.ts'
import type { Tables } from '../store/tables.ts'
import { auditEntries, logTrouble } from './audit-check.ts'
import { rowsOf } from './counts.ts'
import { addTestSource } from './deliver.ts'
import type { OpenWorld } from './gateway-kit.ts'
import { guardDutyFinding } from './records.ts'

/** The sample arrives by the way of all alerts and goes without a trace but the log. */
export function describeEstate(openWorld: OpenWorld): void {
  describe('sample estate', () => {
    test('it loads through ingest, is labelled, and can be removed while real alerts stay', {
      timeout: 240_000,
    }, async () => {
      const world = await openWorld()
      const seed = createEstate({ seed: 7, alerts: 160, now: world.clock.now })
      const progress: number[] = []
      const loaded = await loadEstate(world.gateway, seed, ({ records }) => progress.push(records))
      expect(progress.at(-1)).toBe(loaded.records)
      expect(await rowsOf(world, 'dead_letter')).toEqual([])
      expect(await rowsOf(world, 'alert')).toHaveLength(loaded.alerts)
      expect(await world.get('mira', '/api/estate/sample')).toMatchObject({ state: 'loaded', alerts: loaded.alerts })
      for (const table of ['alert', 'record', 'identity', 'source', 'history'] as const) {
        expect(
          (await rowsOf(world, table)).every((row) => row.is_sample),
          table,
        ).toBe(true)
      }
      expect((await rowsOf(world, 'alert')).some((row) => row.tier >= 3)).toBe(true)
      const { items } = await world.get<{ items: readonly ExerciseView[] }>('ines', '/api/exercises')
      const invented = items.filter(({ exercisedAt }) => exercisedAt !== null)
      expect(invented.length).toBeGreaterThan(0)
      expect(invented.filter(({ isSample }) => !isSample)).toEqual([])

      const source = await addTestSource(world)
      await source.deliver(guardDutyFinding('real-1', { user: 'svc-real' }))
      expect((await world.send('ines', 'DELETE', '/api/estate/sample')).status).toBe(403)
      expect((await world.send('mira', 'DELETE', '/api/estate/sample')).status).toBe(204)
      expect((await world.send('mira', 'DELETE', '/api/estate/sample')).status).toBe(204)

      expect(await rowsOf(world, 'alert')).toMatchObject([{ identity_name: 'svc-real', is_sample: false }])
      expect(await rowsOf(world, 'identity')).toMatchObject([{ name: 'svc-real', open_alerts: 1 }])
      expect(await rowsOf(world, 'record')).toHaveLength(1)
      const empty: readonly (keyof Tables)[] = [
        'dependency',
        'exercise',
        'twin_account',
        'trigger_record',
        'plan',
        'history',
      ]
      for (const table of empty) expect(await rowsOf(world, table), table).toEqual([])
      expect(await world.get('ines', '/api/alerts/tally')).toMatchObject({ total: 1, open: 1 })
      expect((await rowsOf(world, 'person')).some((person) => person.is_sample)).toBe(false)
      const codes = (await auditEntries(world)).map((entry) => entry.code)
      expect(codes.filter((code) => code.startsWith('estate.'))).toEqual([
        'estate.sample-loaded',
        'estate.sample-removed',
      ])
      expect(await logTrouble(world)).toBeNull()
    })

    test('loading that broke off goes on where it stopped', { timeout: 240_000 }, async () => {
      const world = await openWorld()
      const seed = createEstate({ seed: 7, alerts: 60, now: world.clock.now })
      const broken = {
        ...seed,
        *rawBatches() {
          let given = 0
          for (const batch of seed.rawBatches()) {
            if (given === 3) throw new Error('the power went')
            given += 1
            yield batch
          }
        },
      }
      await expect(loadEstate(world.gateway, broken)).rejects.toThrow('the power went')
      expect(await world.get('mira', '/api/estate/sample')).toMatchObject({ state: 'loading' })
      await loadEstate(world.gateway, seed)
      const whole = await openWorld()
      await loadEstate(whole.gateway, seed)
      const dedups = async (of: typeof world) => (await rowsOf(of, 'alert')).map((alert) => alert.dedup_hash).length
      expect(await dedups(world)).toBe(await dedups(whole))
      expect(await rowsOf(world, 'record')).toHaveLength((await rowsOf(whole, 'record')).length)
      expect((await rowsOf(world, 'alert')).map((alert) => alert.count).sort()).toEqual(
        (await rowsOf(whole, 'alert')).map((alert) => alert.count).sort(),
      )
    })
  })
}
