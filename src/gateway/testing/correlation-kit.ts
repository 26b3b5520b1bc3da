import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SAMPLE_STATE } from '../estate/sample-state.ts'
import { ingest } from '../ingest/ingest.ts'
import { setMeta } from '../store/estate.ts'
import { rowsOf } from './counts.ts'
import { addTestSource, type TestSource } from './deliver.ts'
import type { OpenWorld, World } from './gateway-kit.ts'
import { cloudTrailEvent } from './records.ts'

/** Fifteen refused calls of one session within five minutes are `rights-probed`. */
function refused(n: number, role = 'report-runner'): Record<string, unknown> {
  const eventTime = new Date(Date.UTC(2026, 2, 2, 8, 30, n)).toISOString()
  const { userIdentity } = cloudTrailEvent('')
  const arn = `arn:aws:sts::111122223333:assumed-role/${role}/i-0dbc91f429e48eeed`
  const own = { ...(userIdentity as Record<string, unknown>), arn }
  return cloudTrailEvent(`${role}-${n}`, { eventTime, errorCode: 'AccessDenied', userIdentity: own })
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i)

async function probed(world: World): Promise<number> {
  return (await rowsOf(world, 'alert')).filter((row) => row.trigger_id === 'rights-probed').length
}

async function deliverAll(source: TestSource, parts: readonly (readonly number[])[]): Promise<void> {
  for (const part of parts) if (part.length > 0) await source.deliver(part.map((n) => refused(n)))
}

/** Triggers over several records: what they remember, and where. */
export function describeCorrelations(openWorld: OpenWorld): void {
  describe('correlations', () => {
    test('records of different deliveries count together, and one fewer raises nothing', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      await deliverAll(source, [range(0, 5), range(5, 14)])
      expect(await probed(world)).toBe(0)
      await deliverAll(source, [[14]])
      expect(await probed(world)).toBe(1)
    })

    test('sessions are counted apart', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      await source.deliver([...range(0, 14).map((n) => refused(n)), ...range(0, 14).map((n) => refused(n, 'other'))])
      expect(await probed(world)).toBe(0)
    })

    test('a record that comes again counts once, and one that contradicts it not at all', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      await deliverAll(source, [range(0, 14)])
      await source.deliver([refused(13), { ...refused(12), awsRegion: 'us-east-1' }], 'cloudtrail')
      expect(await probed(world)).toBe(0)
    })

    test('a delivery that fails half-way is not remembered', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      await deliverAll(source, [range(0, 14)])
      const { store } = world
      const failing = { ...world.gateway, store: { ...store, write: failAtTheEnd(store) } }
      const body = new TextEncoder().encode(JSON.stringify([refused(14)]))
      const delivery = {
        source: { id: source.id, name: 'feed', format: 'auto' },
        actor: { kind: 'source', id: source.id, name: 'feed' },
        format: 'cloudtrail',
        body,
        eventAt: null,
        headers: {},
        isSample: false,
      } as const
      await expect(ingest(failing, delivery)).rejects.toThrow('torn')
      expect(await probed(world)).toBe(0)
      await ingest(world.gateway, delivery)
      expect(await probed(world)).toBe(1)
      expect((await rowsOf(world, 'history')).filter(({ kind }) => kind === 'group')).toHaveLength(1)
    })

    test('however the records are cut into deliveries, they raise the same', { timeout: 60_000 }, async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 12, max: 18 }),
          fc.array(fc.nat(17), { maxLength: 3 }),
          async (count, cuts) => {
            const world = await openWorld()
            const source = await addTestSource(world)
            const at = [0, ...cuts.filter((cut) => cut < count).sort((a, b) => a - b), count]
            await deliverAll(
              source,
              at.slice(1).map((end, i) => range(at[i] ?? 0, end)),
            )
            expect(await probed(world)).toBe(count >= 15 ? 1 : 0)
          },
        ),
        { numRuns: 6 },
      )
    })

    test('the sample and what really happened do not count together', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      await world.store.write((tx) => setMeta(tx, world.store.tenant, SAMPLE_STATE, 'loaded'))
      await ingest(world.gateway, {
        source: { id: source.id, name: 'feed', format: 'auto' },
        actor: { kind: 'source', id: source.id, name: 'feed' },
        format: 'cloudtrail',
        body: new TextEncoder().encode(JSON.stringify(range(0, 14).map((n) => refused(n)))),
        eventAt: null,
        headers: {},
        isSample: true,
      })
      await deliverAll(source, [[14]])
      expect(await probed(world)).toBe(0)
    })
  })
}

/** A transaction that does all its work, and then does not commit. */
function failAtTheEnd(store: World['store']): World['store']['write'] {
  return (work) =>
    store.write(async (tx) => {
      await work(tx)
      throw new Error('torn')
    })
}
