import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { AlertRow } from '../../domain/views/alert-views.ts'
import type { HistoryRecord } from '../../domain/views/record-views.ts'
import { PAGE_BYTES } from '../alerts/list-records.ts'
import { addTestSource } from './deliver.ts'
import type { OpenWorld, World } from './gateway-kit.ts'
import { cloudTrailEvent, guardDutyFinding, stolenRoleEvent } from './records.ts'

interface RecordPage {
  readonly items: readonly HistoryRecord[]
  readonly next: string | null
}

const deliver = async (world: World, format: string, records: readonly unknown[]) =>
  (await addTestSource(world)).deliver(records, format)

const page = (world: World, query = '') => world.get<RecordPage>('ines', `/api/records${query}`)

/** The history that a trigger is tried on. */
export function describeRecords(openWorld: OpenWorld): void {
  describe('the history of records', () => {
    test('every record is there, also those that no trigger fired on, with the alert and what people concluded', async () => {
      const world = await openWorld()
      await deliver(world, 'cloudtrail', [cloudTrailEvent('calm-1'), stolenRoleEvent('stolen-1')])
      const [alert] = (await world.get<{ items: readonly AlertRow[] }>('ines', '/api/alerts')).items
      const change = { disposition: 'true-positive', status: 'closed', reason: 'It was them' }
      await world.send('ines', 'PATCH', `/api/alerts/${alert?.id}`, change, { 'If-Match': `"${alert?.version}"` })
      const { items } = await page(world)
      const byName = new Map(items.map((item) => [(item.record as { eventID?: string }).eventID, item]))
      expect(byName.get('calm-1')).toMatchObject({ format: 'cloudtrail', alert: null, isIntact: true })
      expect(byName.get('stolen-1')?.alert).toEqual({
        id: alert?.id,
        number: alert?.number,
        disposition: 'true-positive',
      })
      expect(byName.get('stolen-1')?.facts).toMatchObject({ 'identity.kind': 'cloud-role' })
      expect(byName.get('stolen-1')?.signal?.call?.operation).toBe('GetCallerIdentity')
    })

    test('pages by format neither repeat nor skip while records arrive', async () => {
      const world = await openWorld()
      const names = Array.from({ length: 7 }, (_, i) => `event-${i}`)
      await deliver(
        world,
        'cloudtrail',
        names.map((name) => cloudTrailEvent(name)),
      )
      await deliver(world, 'guardduty', [guardDutyFinding('finding-1')])
      const first = await page(world, '?format=cloudtrail&limit=3')
      world.clock.now += 1000
      await deliver(world, 'cloudtrail', [cloudTrailEvent('later')])
      const found = [...first.items]
      for (let next = first.next; next !== null; ) {
        const more = await page(world, `?format=cloudtrail&limit=3&after=${next}`)
        found.push(...more.items)
        next = more.next
      }
      const ids = found.map(({ record }) => (record as { eventID: string }).eventID)
      expect(ids.toSorted()).toEqual(names)
    })

    test('a cursor of another format is refused', async () => {
      const world = await openWorld()
      await deliver(world, 'cloudtrail', [cloudTrailEvent('a'), cloudTrailEvent('b')])
      const { next } = await page(world, '?limit=1')
      const answer = await world.request('ines', `/api/records?format=guardduty&limit=1&after=${next}`)
      expect(answer.status).toBe(400)
    })

    test('a page of large records is short, and the rest follows', async () => {
      const world = await openWorld()
      const padding = 'x'.repeat(900_000)
      const large = Array.from({ length: 6 }, (_, i) =>
        cloudTrailEvent(`large-${i}`, { requestParameters: { padding } }),
      )
      for (const event of large) await deliver(world, 'cloudtrail', [event])
      const first = await page(world, '?limit=500')
      expect(first.items.length).toBe(Math.floor(PAGE_BYTES / (first.items[0]?.bytes ?? 1)))
      const second = await page(world, `?limit=500&after=${first.next}`)
      expect(first.items.length + second.items.length).toBe(6)
      expect(second.next).toBeNull()
    })

    test('no secret of a record leaves in the history', async () => {
      const world = await openWorld()
      const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
      await deliver(world, 'cloudtrail', [
        cloudTrailEvent('with-secret', { responseElements: { accessKey: { secretAccessKey: secret } } }),
      ])
      const { items } = await page(world)
      expect(JSON.stringify(items)).not.toContain(secret)
      expect(items[0]?.redactedAt).toEqual(['/responseElements/accessKey/secretAccessKey'])
    })

    test('a record whose bytes were changed is named and not shown as evidence', async () => {
      const world = await openWorld()
      await deliver(world, 'cloudtrail', [cloudTrailEvent('sealed')])
      await world.store.write(async (tx) => {
        await sql`update record set bytes = ${new TextEncoder().encode('{}')} where tenant = ${world.store.tenant}`.execute(
          tx,
        )
      })
      const { items } = await page(world)
      expect(items).toMatchObject([{ isIntact: false, record: null, signal: null }])
    })

    test('nobody reads it without signing in', async () => {
      const world = await openWorld()
      expect((await world.request(null, '/api/records')).status).toBe(401)
    })
  })
}
