import { createElement } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import type { QueueAlert, QueueManifest } from '../../domain/views/queue-views.ts'
import type { FlatRow } from '../queue-flat.ts'
import type { QueueRuns } from './queue-page.ts'

const RUNS = 5
const SHOWN = 50

async function manifest(): Promise<QueueManifest> {
  return (await (await fetch('/queue/manifest')).json()) as QueueManifest
}

/** A plain React table over all alerts as objects: filter, sort a copy, count each facet, render the first fifty. */
export async function inReact(): Promise<readonly QueueRuns[]> {
  const startedAt = performance.now()
  const blocks = (await manifest()).blocks.filter(({ rows }) => rows > 0)
  const parts = await Promise.all(
    blocks.map(async ({ id }) => (await (await fetch(`/queue/json-${id}`)).json()) as readonly QueueAlert[]),
  )
  const rows = parts.flat()
  const root = createRoot(document.body.appendChild(document.createElement('div')))
  const show = (fits: (row: QueueAlert) => boolean, order: (a: QueueAlert, b: QueueAlert) => number) => {
    const shown = rows.filter(fits).sort(order)
    const counts = FACETS.map((facet) => {
      const counted = new Map<unknown, number>()
      for (const row of shown) counted.set(facet(row), (counted.get(facet(row)) ?? 0) + 1)
      return counted
    })
    const lines = shown.slice(0, SHOWN).map((row) =>
      createElement(
        'tr',
        { key: row.id },
        [row.severity, row.tier, row.title, row.identityName, row.ownerTeam, row.status].map((cell, at) =>
          createElement('td', { key: at }, cell),
        ),
      ),
    )
    const facets = counts.map((counted, at) => createElement('p', { key: at }, [...counted].slice(0, 8).join(' ')))
    flushSync(() => root.render([createElement('table', { key: 't' }, createElement('tbody', null, lines)), ...facets]))
  }
  const byPriority = (a: QueueAlert, b: QueueAlert) => b.priority - a.priority || b.number - a.number
  show(() => true, byPriority)
  const readyMs = performance.now() - startedAt
  const timed = (task: string, work: (run: number) => void): QueueRuns => ({
    task,
    runsMs: Array.from({ length: RUNS }, (_, run) => {
      const at = performance.now()
      work(run)
      return performance.now() - at
    }),
  })
  return [
    {
      task: `React table from JSON: every alert, and its first view (${await memoryEach(rows.length)})`,
      runsMs: [readyMs],
    },
    timed('React table: filter, facets, sort', (n) =>
      show((row) => row.status === 'new' && row.confidence > n, byPriority),
    ),
    timed('React table: text', (n) => show((row) => row.title.toLowerCase().includes(`svc-${n * 7}`), byPriority)),
    timed('React table: sort', () =>
      show(
        () => true,
        (a, b) => b.lastSeenAt - a.lastSeenAt,
      ),
    ),
  ]
}

const FACETS: readonly ((row: QueueAlert) => unknown)[] = [
  (row) => row.status,
  (row) => row.tier,
  (row) => row.severity,
  (row) => row.gate,
  (row) => row.environment,
  (row) => row.ownerTeam,
  (row) => row.identityKind,
  (row) => row.assignee?.id,
]

/** As far as it is used here. */
interface PerspectiveTable {
  update(rows: string, options: { readonly format: 'json' }): Promise<void>
  size(): Promise<number>
}
interface Viewer extends HTMLElement {
  load(table: PerspectiveTable): Promise<void>
  restore(config: Readonly<Record<string, unknown>>): Promise<void>
  flush(): Promise<void>
}
interface Perspective {
  readonly default: {
    worker(): Promise<{ table(rows: string, options: { readonly format: 'json' }): Promise<PerspectiveTable> }>
  }
}

/**
 * Perspective's datagrid over the columns that a list shows, as JSON without nested values, which it does not take; part by part, so that
 * it may show the first rows before it has all. Its own files are loaded before the clock runs.
 */
export async function inPerspective(): Promise<readonly QueueRuns[]> {
  const style = document.createElement('link')
  Object.assign(style, { rel: 'stylesheet', href: '/perspective/viewer/dist/css/themes.css' })
  document.head.append(style)
  const from = (file: string): Promise<unknown> => import(/* @vite-ignore */ `/perspective/${file}`)
  await from('viewer/dist/cdn/perspective-viewer.js')
  await from('viewer-datagrid/dist/cdn/perspective-viewer-datagrid.js')
  const client = await ((await from('client/dist/cdn/perspective.js')) as Perspective).default.worker()
  const viewer = document.createElement('perspective-viewer') as Viewer
  viewer.style.cssText = 'position: absolute; inset: 0'
  document.body.append(viewer)

  const startedAt = performance.now()
  const [first, ...others] = (await manifest()).blocks.filter(({ rows }) => rows > 0)
  const read = async (id: string) => (await fetch(`/queue/flat-${id}`)).text()
  const table = await client.table(await read(first?.id ?? ''), { format: 'json' })
  const byPriority = { plugin: 'Datagrid', sort: [['priority', 'desc']], filter: [], group_by: [] }
  await viewer.load(table)
  const show = async (config: Readonly<Record<string, unknown>>) => {
    await viewer.restore({ ...byPriority, ...config })
    await viewer.flush()
  }
  await show({})
  const firstMs = performance.now() - startedAt
  for (const { id } of others) await table.update(await read(id), { format: 'json' })
  await show({})
  const readyMs = performance.now() - startedAt
  const memory = await memoryEach(await table.size())
  const timed = async (task: string, work: (run: number) => Promise<void>): Promise<QueueRuns> => {
    const runsMs: number[] = []
    for (let run = 0; run < RUNS; run += 1) {
      const at = performance.now()
      await work(run)
      runsMs.push(performance.now() - at)
    }
    return { task, runsMs }
  }
  return [
    { task: 'Perspective datagrid: first rows', runsMs: [firstMs] },
    { task: `Perspective datagrid: every alert, and its first view (${memory})`, runsMs: [readyMs] },
    await timed('Perspective datagrid: filter, sort, no facets', (n) =>
      show({
        filter: [
          ['status', '==', 'new'],
          ['confidence', '>', n],
        ],
      }),
    ),
    await timed('Perspective datagrid: text', (n) => show({ filter: [['title', 'contains', `svc-${n * 7}`]] })),
    await timed('Perspective datagrid: sort', (n) => show({ sort: [[SORTS[n % SORTS.length], 'desc']] })),
    await timed('Perspective datagrid: group by owner', (n) =>
      show({
        filter: [['urgency', '>', n]],
        group_by: ['owner'],
        columns: ['number'],
        aggregates: { number: 'count' },
      }),
    ),
  ]
}

const SORTS = ['received', 'tier', 'severity', 'confidence', 'lastSeen'] as const satisfies readonly (keyof FlatRow)[]

/** What the page and its workers hold, after what is over was swept away, an alert. */
export async function memoryEach(alerts: number): Promise<string> {
  const { measureUserAgentSpecificMemory: measure } = performance as unknown as {
    measureUserAgentSpecificMemory?: () => Promise<{ readonly bytes: number }>
  }
  if (measure === undefined) return 'memory not measured'
  const { bytes } = await measure.call(performance)
  return `${Math.round(bytes / alerts)} bytes of memory an alert`
}
