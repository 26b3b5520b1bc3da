import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Stream, streamsOf } from './counts.ts'
import { layOutFlow } from './flow-layout.ts'

const migrations = fc
  .array(fc.tuple(fc.nat(440), fc.integer({ min: 1, max: 1_000_000 })), { maxLength: 40 })
  .map((entries) => {
    const migration = new Uint32Array(441)
    for (const [index, alerts] of entries) migration[index] = alerts
    return migration
  })

test('by tier and by gate, every alert is in one stream', () => {
  fc.assert(
    fc.property(migrations, fc.constantFrom('tier' as const, 'gate' as const), (migration, by) => {
      const sum = streamsOf(migration, by).reduce((total, { alerts }) => total + alerts, 0)
      expect(sum).toBe(migration.reduce((total, alerts) => total + alerts, 0))
    }),
  )
})

test('whatever moves, each side holds all alerts, stands in order and inside the drawing', () => {
  fc.assert(
    fc.property(migrations, (migration) => {
      const streams = streamsOf(migration, 'tier')
      const flow = layOutFlow(streams, 400, 260)
      const all = streams.reduce((total, { alerts }) => total + alerts, 0)
      for (const side of ['before', 'after'] as const) {
        const nodes = flow.nodes.filter((node) => node.side === side)
        expect(nodes.reduce((total, { alerts }) => total + alerts, 0)).toBe(all)
        for (const [i, node] of nodes.entries()) {
          expect(node.y0).toBeGreaterThanOrEqual((nodes[i - 1]?.y1 ?? 0) - 1e-6)
          expect(node.y1).toBeLessThanOrEqual(260)
        }
      }
      expect(flow.links.map(({ alerts }) => alerts).sort()).toEqual(streams.map(({ alerts }) => alerts).sort())
    }),
  )
})

test('a history that stays where it is has one straight stream a place', () => {
  const streams: readonly Stream[] = [
    { from: 0, to: 0, alerts: 90 },
    { from: 3, to: 3, alerts: 10 },
  ]
  const { links } = layOutFlow(streams, 400, 260)
  for (const { y0, y1 } of links) expect(Math.abs(y0 - y1)).toBeLessThan(1e-6)
})
