import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { actionOf } from '../../../domain/action/catalogue.ts'
import type { BrokenConsumer } from '../../../domain/decision/decision.ts'
import type { Dependency, EdgeKind } from '../../../domain/identity/identity.ts'
import { type MapInput, mapGraph } from './map-graph.ts'
import { layOut, NODE_PX } from './map-layout.ts'

const ROLE = { id: 'role', name: 'report-runner-role', criticality: 5, environment: 'prod' as const }

function uses(consumerId: string, via: EdgeKind, viaId: string | null = null, from = ROLE.id): Dependency {
  return {
    id: `${from}-${consumerId}-${via}`,
    identityId: ROLE.id,
    from,
    via,
    viaId,
    consumer: {
      id: consumerId,
      name: consumerId,
      kind: 'job',
      team: 'Finance',
      criticality: 3,
      recovery: 'manual',
      recoverySeconds: null,
      standsFor: 1,
      consequence: null,
    },
    source: 'observed',
    observedAt: 0,
  }
}

function broken(id: string, outcome: BrokenConsumer['outcome']): BrokenConsumer {
  return {
    id,
    name: id,
    kind: 'job',
    team: 'Finance',
    criticality: 3,
    outcome,
    recoverySeconds: 90,
    standsFor: 1,
    consequence: null,
  }
}

function setup(more: Partial<MapInput> = {}): MapInput {
  return {
    identity: ROLE,
    dependencies: [uses('close', 'session'), uses('export', 'session'), uses('copy', 'credential', 'AKIA1')],
    action: actionOf('revoke-session'),
    broken: [broken('close', 'stops'), broken('export', 'comes-back')],
    held: [],
    isHeldCut: false,
    ...more,
  }
}

test('the map draws what the decision says, edge by edge', () => {
  const { edges, nodes } = mapGraph(setup())
  const fates = Object.fromEntries(edges.map(({ to, fate }) => [to, fate]))
  expect(fates).toEqual({
    'via session ': 'cut',
    close: 'cut',
    export: 'comes-back',
    'via credential AKIA1': 'stays',
    copy: 'stays',
  })
  expect(nodes.find(({ id }) => id === 'export')?.note).toBe('signs in again, ≈ 90 s · Finance')
})

test('a session that the evidence names and nobody declared stands for whoever holds it', () => {
  const held = [{ id: 'ASIA9', via: 'session' as const, from: '192.168.10.20' }]
  const cut = mapGraph(setup({ held, isHeldCut: true }))
  expect(cut.nodes.filter(({ kind }) => kind === 'attacker').map(({ name }) => name)).toEqual([
    'ASIA9',
    '192.168.10.20',
  ])
  expect(cut.edges.filter(({ to }) => to.includes('ASIA9')).map(({ fate }) => fate)).toEqual(['cut', 'cut'])
  const open = mapGraph(setup({ held, isHeldCut: false, broken: [] }))
  expect(open.edges.filter(({ to }) => to.includes('ASIA9')).map(({ fate }) => fate)).toEqual(['open', 'open'])
})

test('a credential that the evidence names and a consumer uses is one node, not two', () => {
  const held = [{ id: 'AKIA1', via: 'credential' as const, from: null }]
  const names = mapGraph(setup({ held })).nodes.map(({ name }) => name)
  expect(names.filter((name) => name === 'AKIA1')).toHaveLength(1)
})

test('what stands on a broken consumer is drawn behind it, and a circle of services ends', () => {
  const circle = [uses('web', 'service', null, 'close'), uses('close', 'service', null, 'web')]
  const { nodes } = mapGraph(setup({ dependencies: [uses('close', 'session'), ...circle] }))
  expect(nodes.find(({ id }) => id === 'web')?.column).toBe(3)
  expect(nodes.filter(({ id }) => id === 'close')).toHaveLength(1)
})

test('many alike become one that says how many and which', () => {
  const many = Array.from({ length: 42 }, (_, i) => uses(`job-${i}`, 'session'))
  const { nodes } = mapGraph(
    setup({ dependencies: many, broken: many.map(({ consumer }) => broken(consumer.id, 'stops')) }),
  )
  const alike = nodes.find(({ alike: count }) => count > 1)
  expect(alike?.name).toBe('+38 alike')
  expect(alike?.note).toContain('job-41')
})

const anyUse = fc.record({
  consumer: fc.integer({ min: 0, max: 12 }),
  via: fc.constantFrom<EdgeKind>('session', 'credential', 'tool', 'service'),
  key: fc.constantFrom('k1', 'k2', null),
  behind: fc.integer({ min: 0, max: 12 }),
})

test('whatever the graph, every edge joins two nodes that are drawn, and no two nodes overlap', () => {
  fc.assert(
    fc.property(fc.array(anyUse, { maxLength: 30 }), fc.integer({ min: 320, max: 1600 }), (list, widthPx) => {
      const dependencies = list.map(({ consumer, via, key, behind }) =>
        via === 'service' ? uses(`c${consumer}`, via, null, `c${behind}`) : uses(`c${consumer}`, via, key),
      )
      const graph = mapGraph(setup({ dependencies, broken: [broken('c1', 'stops'), broken('c2', 'unknown')] }))
      const { placed, heightPx } = layOut(graph, widthPx)
      const ids = new Set(placed.map(({ node }) => node.id))
      expect(graph.edges.every(({ from, to }) => ids.has(from) && ids.has(to))).toBe(true)
      for (const [i, a] of placed.entries()) {
        expect(a.topPx).toBeGreaterThanOrEqual(0)
        expect(a.topPx + NODE_PX).toBeLessThanOrEqual(heightPx)
        expect(a.leftPx + a.widthPx).toBeLessThanOrEqual(widthPx + 2)
        for (const b of placed.slice(i + 1)) {
          const isApart = a.node.column !== b.node.column || Math.abs(a.topPx - b.topPx) >= NODE_PX
          expect(isApart).toBe(true)
        }
      }
    }),
  )
})
