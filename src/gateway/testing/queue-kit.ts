import { gunzipSync, zstdDecompressSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { AlertRow } from '../../domain/views/alert-views.ts'
import type { QueueAlert, QueueManifest, RawAnswer, RawPaths } from '../../domain/views/queue-views.ts'
import { decodePart, decodeRows } from '../../engine/queue/block.ts'
import { QueueTable } from '../../engine/queue/queue-table.ts'
import { SAMPLE_STATE } from '../estate/sample-state.ts'
import { type BlockSizes, keepBlocks, queueBlock, queueManifest } from '../queue/queue-blocks.ts'
import { queueChanges } from '../queue/queue-changes.ts'
import { unzstd } from '../queue/zip.ts'
import { setMeta } from '../store/estate.ts'
import { rowsOf } from './counts.ts'
import { addTestSource, type TestSource } from './deliver.ts'
import type { OpenWorld, World } from './gateway-kit.ts'
import { guardDutyFinding, stolenRoleEvent } from './records.ts'

/** Blocks of five alerts, encoded again when two of them changed. */
const SMALL: BlockSizes = { numbers: 5, mostLate: 1, oneIn: 100, sharedFrom: 2 }

async function findings(source: TestSource, from: number, to: number): Promise<void> {
  await source.deliver(
    Array.from({ length: to - from }, (_, at) =>
      guardDutyFinding(`f-${from + at}`, { user: `svc-${(from + at) % 4}`, title: `finding ${from + at}` }),
    ),
  )
}

/** Somebody who holds the queue: reads it once and follows it. */
async function holder(world: World) {
  const { gateway, people } = world
  const manifest = await queueManifest(gateway, people.ines, SMALL)
  return holderOf(world, manifest)
}

async function holderOf({ gateway }: World, manifest: QueueManifest) {
  const table = new QueueTable()
  let since = manifest.since
  for (const { id } of manifest.blocks) {
    const part = decodePart(await unzstd((await queueBlock(gateway, id, SMALL)).bytes))
    if (part.kind === 'words') table.learn(part)
    else table.put(part)
  }
  const follow = async () => {
    const changes = await queueChanges(gateway, manifest.epoch, since)
    since = changes.until
    return table.put(decodeRows(changes.bytes)).length
  }
  return { manifest, table, follow, first: await follow() }
}

async function listed(world: World): Promise<readonly QueueAlert[]> {
  const { items } = await world.get<{ items: AlertRow[] }>('ines', '/api/alerts?limit=500')
  return items.map(({ closure: _closure, ...row }) => row).toSorted((a, b) => a.number - b.number)
}

function held(table: QueueTable): readonly QueueAlert[] {
  return Array.from(table.byNumber(), (row) => table.alertAt(row)).toReversed()
}

async function close(world: World, alert: Pick<AlertRow, 'id' | 'version'>): Promise<void> {
  const body = { status: 'closed', disposition: 'false-positive', reason: 'a test' }
  const answer = await world.send('ines', 'PATCH', `/api/alerts/${alert.id}`, body, {
    'If-Match': `"${alert.version}"`,
  })
  expect(answer.status).toBe(200)
}

/** The queue for who holds all of it. */
export function describeQueue(openWorld: OpenWorld): void {
  describe('the whole queue', () => {
    test('blocks and changes are every alert as the list shows it, whatever happened between', async () => {
      const world = await openWorld()
      const empty = await holder(world)
      expect(empty.manifest.blocks).toEqual([])
      const source = await addTestSource(world)
      await findings(source, 0, 12)
      const early = await holder(world)
      expect(early.manifest).toMatchObject({ total: 12 })
      expect(held(early.table)).toEqual(await listed(world))
      const [first, second] = await listed(world)
      if (first === undefined || second === undefined) throw new Error('no alerts')
      await close(world, first)
      await findings(source, 12, 20)
      await source.deliver([guardDutyFinding('f-1', { count: 9, user: 'svc-1', title: 'finding 1' })])
      const late = await holder(world)
      for (const one of [empty, early, late]) {
        await one.follow()
        expect(held(one.table)).toEqual(await listed(world))
        expect(await one.follow()).toBe(0)
      }
    })

    test('a block is encoded once, and again only after many of its alerts changed', async () => {
      const world = await openWorld()
      await findings(await addTestSource(world), 0, 5)
      const before = await holder(world)
      const since = async () => (await rowsOf(world, 'queue_block')).map((block) => block.since)
      const encoded = await since()
      const [first, second] = await listed(world)
      if (first === undefined || second === undefined) throw new Error('no alerts')
      await close(world, first)
      const after = await holder(world)
      expect([await since(), after.manifest.blocks, after.first]).toEqual([encoded, before.manifest.blocks, 1])
      await close(world, second)
      const again = await holder(world)
      expect(await since()).not.toEqual(encoded)
      expect([again.manifest.blocks[0]?.id === before.manifest.blocks[0]?.id, again.first]).toEqual([false, 0])
      expect(held(again.table)).toEqual(await listed(world))
    })

    test('blocks that settled share their words, whoever reads them meanwhile, and changes still reach everybody', async () => {
      const world = await openWorld()
      const { gateway, people } = world
      const source = await addTestSource(world)
      await findings(source, 0, 22)
      const before = await queueManifest(gateway, people.ines, SMALL)
      for (let round = 0; round < 4; round += 1) await keepBlocks(gateway, SMALL)
      // Listed before the blocks shared anything, and read afterwards.
      const early = await holderOf(world, before)
      const late = await holder(world)
      const idsOf = ({ blocks }: QueueManifest) => blocks.map(({ id }) => id.replace(/^\d+\./, ''))
      expect(idsOf(late.manifest).filter((id) => id.startsWith('w'))).toHaveLength(1)
      // The two newest bring their own words and come first.
      expect(late.manifest.blocks.map(({ id, rows }) => [id.endsWith('.0'), rows])).toEqual([
        [true, 2],
        [true, 5],
        [false, 0],
        [false, 5],
        [false, 5],
        [false, 5],
      ])
      const [first, second] = await listed(world)
      if (first === undefined || second === undefined) throw new Error('no alerts')
      await close(world, first)
      await close(world, second)
      await findings(source, 22, 40)
      for (let round = 0; round < 4; round += 1) await keepBlocks(gateway, SMALL)
      const later = await holder(world)
      for (const one of [early, late, later]) {
        await one.follow()
        expect(held(one.table)).toEqual(await listed(world))
      }
      // Whoever knows the words of before reads only those that were added.
      const packs = idsOf(later.manifest).filter((id) => id.startsWith('w'))
      expect(packs[0]).toBe(idsOf(late.manifest).find((id) => id.startsWith('w')))
      expect(packs).toHaveLength(2)
    })

    test('removed alerts end the epoch: whoever holds the queue begins anew', async () => {
      const world = await openWorld()
      await findings(await addTestSource(world), 0, 3)
      const { manifest } = await holder(world)
      const sample = { is_sample: true }
      for (const table of ['alert', 'record'] as const) {
        await world.store.read.updateTable(table).set(sample).where('tenant', '=', world.store.tenant).execute()
      }
      await world.store.write((tx) => setMeta(tx, world.store.tenant, SAMPLE_STATE, 'loaded'))
      const answer = await world.send('mira', 'DELETE', '/api/estate/sample')
      expect([200, 204]).toContain(answer.status)
      await expect(queueChanges(world.gateway, manifest.epoch, manifest.since)).rejects.toThrow('stale')
      await expect(queueBlock(world.gateway, manifest.blocks[0]?.id ?? '', SMALL)).rejects.toThrow('stale')
      expect((await holder(world)).table.count).toBe(0)
    })

    test('a block crosses once where its tag is known, zipped for who reads that, and to nobody who is not signed in', async () => {
      const world = await openWorld()
      await findings(await addTestSource(world), 0, 3)
      const { blocks, reader } = await world.get<QueueManifest>('ines', '/api/queue')
      const path = `/api/queue/blocks/${blocks[0]?.id}`
      const plain = await world.request('ines', path)
      const tag = plain.headers.get('ETag') ?? ''
      expect(decodeRows(new Uint8Array(await plain.arrayBuffer())).count).toBe(3)
      for (const [accepted, encoding, unzip] of [
        ['br, gzip', 'gzip', gunzipSync],
        ['gzip, deflate, br, zstd', 'zstd', zstdDecompressSync],
      ] as const) {
        const zipped = await world.request('ines', path, { headers: { 'Accept-Encoding': accepted } })
        expect(zipped.headers.get('Content-Encoding')).toBe(encoding)
        expect(zipped.headers.get('ETag')).toBe(tag)
        expect(decodeRows(unzip(new Uint8Array(await zipped.arrayBuffer()))).count).toBe(3)
      }
      expect((await world.request('ines', path, { headers: { 'If-None-Match': tag } })).status).toBe(304)
      expect((await world.request('ines', '/api/queue/blocks/0.0')).status).toBe(404)
      for (const hidden of ['/api/queue', path, '/api/queue/changes?epoch=0&since=0.0', '/api/queue/raw?clause=x']) {
        expect((await world.request(null, hidden)).status).toBe(401)
      }
      expect((await world.get<QueueManifest>('noor', '/api/queue')).reader).not.toBe(reader)
    })

    test('alerts are found by any path of their raw records, but never by a secret that is redacted', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      await findings(source, 0, 3)
      await source.deliver([
        stolenRoleEvent('e-1', {
          requestParameters: { userName: 'svc-9', password: 'hunter2-hunter2' },
        }),
      ])
      const answerTo = (clause: string) =>
        world.get<RawAnswer>('ines', `/api/queue/raw?clause=${encodeURIComponent(clause)}`)
      const find = async (clause: string) => (await answerTo(clause)).numbers
      expect(await find('raw.resource.accessKeyDetails.userName : svc-1')).toEqual([2])
      expect((await find('raw.severity >= 5')).length).toBe(3)
      expect(await find('raw.requestParameters.userName : svc-9')).toHaveLength(1)
      expect(await find('raw.requestParameters.password : hunter2*')).toEqual([])
      expect(await answerTo('raw.requestParameters.userNmae : x')).toMatchObject({
        isKnown: false,
        near: 'raw.requestParameters.userName',
      })
      expect(await answerTo('raw.requestParameters.userName : x')).toMatchObject({ isKnown: true, near: null })
      for (const wrong of ['tier : T3', 'raw.a : b or raw.c : d', 'raw..a : b']) {
        const answer = await world.request('ines', `/api/queue/raw?clause=${encodeURIComponent(wrong)}`)
        expect(answer.status).toBe(400)
      }
    })

    test('paths of raw records are offered with values and counts, of each format some, and never a secret', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      await findings(source, 0, 60)
      await source.deliver([stolenRoleEvent('e-1', { requestParameters: { password: 'hunter2-hunter2' } })])
      const { looked, formats, paths } = await world.get<RawPaths>('ines', '/api/queue/raw-paths')
      // Forty of the sixty findings, and the one event that would be lost among them.
      expect({ looked, formats }).toEqual({ looked: 41, formats: 2 })
      const valuesAt = (field: string) => paths.find((path) => path.field === field)?.values
      const users = valuesAt('raw.resource.accessKeyDetails.userName') ?? []
      expect(users.map(({ value }) => value).toSorted()).toEqual(['svc-0', 'svc-1', 'svc-2', 'svc-3'])
      expect(users.reduce((sum, { records }) => sum + records, 0)).toBe(40)
      expect(valuesAt('raw.eventName')).toHaveLength(1)
      expect(JSON.stringify(paths)).not.toContain('hunter2')
    })
  })
}
