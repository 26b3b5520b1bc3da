import { expect } from 'vitest'
import { printValue } from '../domain/query/print.ts'
import { literal } from '../domain/query/query.ts'
import type { Tools } from './change-conformance.ts'

/** What the port promises to who holds the whole queue. */
export function promiseQueue({
  promise,
  world,
  expectRefusal,
}: Pick<Tools, 'promise' | 'world' | 'expectRefusal'>): void {
  promise('the whole queue crosses in blocks, and afterwards only what changes', async () => {
    const backend = await world().analyst()
    const manifest = await backend.getQueue()
    expect(manifest.total).toBeGreaterThan(0)
    for (const { id } of manifest.blocks) {
      const bytes = await backend.getQueueBlock(id)
      // An Arrow stream: the continuation marker. Its buffer may be given away, so nobody else holds it.
      expect([...bytes.subarray(0, 4)]).toEqual([255, 255, 255, 255])
      expect((await backend.getQueueBlock(id)).buffer).not.toBe(bytes.buffer)
    }
    let { since } = manifest
    for (let isMore = true; isMore; ) {
      const changes = await backend.getQueueChanges(manifest.epoch, since)
      isMore = changes.isMore
      since = changes.until
    }
    expect((await backend.getQueueChanges(manifest.epoch, since)).until).toBe(since)
    const { items } = await backend.listAlerts({ limit: 1 })
    const [row] = items
    if (row === undefined) throw new Error('no alert to change')
    const next = row.assignee === null ? 'me' : null
    await backend.changeAlert(row.id, { assignee: next }, row.version)
    const changes = await backend.getQueueChanges(manifest.epoch, since)
    expect(changes.until).not.toBe(since)
    await expectRefusal(backend.getQueueChanges(`${manifest.epoch}1`, since), 'stale')
    await expectRefusal(backend.getQueueBlock('nowhere'), 'not-found')
    await expectRefusal((await world().nobody()).getQueue(), 'signed-out')
  })

  promise('alerts are found by a path of their raw records, part by part', async () => {
    const backend = await world().analyst()
    let after: string | null = null
    let looked = 0
    do {
      const answer = await backend.findRaw('raw.nowhere.at.all : *', after)
      expect(answer).toMatchObject({ numbers: [], isKnown: false, near: null })
      looked += answer.looked
      after = answer.next
    } while (after !== null)
    expect(looked).toBeGreaterThan(0)
    await expectRefusal(backend.findRaw('tier : T3', null), 'invalid')
  })

  promise('a path of the raw records that is offered is one that a record has, and so is its value', async () => {
    const backend = await world().analyst()
    const { looked, paths } = await backend.getRawPaths()
    expect(looked).toBeGreaterThan(0)
    const [path] = paths.filter(({ values }) => values.length > 0)
    if (path === undefined) throw new Error('no record has a value')
    const clause = `${path.field} : ${printValue(literal(path.values[0]?.value ?? ''))}`
    let after: string | null = null
    let isKnown = false
    do {
      const answer = await backend.findRaw(clause, after)
      isKnown ||= answer.isKnown
      after = answer.next
    } while (after !== null)
    expect(isKnown).toBe(true)
    await expectRefusal((await world().nobody()).getRawPaths(), 'signed-out')
  })
}
