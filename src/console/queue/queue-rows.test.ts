import { expect, test } from 'vitest'
import type { Page } from '../../backend/port.ts'
import type { AlertRow } from '../../domain/views/alert-views.ts'
import { afterWork, arrivals, gridRowCount, joinPages, needsNextPage, refreshed } from './queue-rows.ts'

function aRow(number: number, more: Partial<AlertRow> = {}): AlertRow {
  return {
    id: `a${number}`,
    number,
    title: `Alert ${number}`,
    severity: 'high',
    tier: 2,
    uncapped: 2,
    caps: [],
    gate: 'one-approval',
    threat: 'session',
    action: 'revoke-session',
    confidence: 80,
    urgency: 60,
    disruption: 10,
    priority: 48,
    identityId: 'i1',
    identityName: 'svc-deploy',
    identityKind: 'service-account',
    isClaimed: true,
    ownerTeam: 'Build Tooling',
    environment: 'prod',
    breaks: null,
    containment: null,
    status: 'new',
    disposition: 'undetermined',
    assignee: null,
    slaDueAt: null,
    firstSeenAt: 0,
    lastSeenAt: 0,
    receivedAt: 50,
    count: 1,
    trigger: null,
    format: 'guardduty',
    vendor: 'AWS',
    tags: [],
    hold: null,
    slaPause: null,
    closure: null,
    version: 1,
    isSample: false,
    ...more,
  }
}

function aPage(items: readonly AlertRow[], more: Partial<Page<AlertRow>> = {}): Page<AlertRow> {
  return { items, next: null, total: items.length, asOf: 100, ...more }
}

test('a row that moved between two pages is shown once, where it was first seen', () => {
  const joined = joinPages([aPage([aRow(1), aRow(2)], { next: 'n' }), aPage([aRow(2), aRow(3)])])
  expect(joined.rows.map(({ number }) => number)).toEqual([1, 2, 3])
  expect(joined.next).toBeNull()
})

test('the grid offers room to scroll into while rows follow, and never more than there are', () => {
  const some = [aRow(1), aRow(2)]
  expect(gridRowCount(joinPages([aPage(some)]))).toBe(2)
  expect(gridRowCount(joinPages([aPage(some, { next: 'n', total: 9 })]))).toBe(9)
  expect(gridRowCount(joinPages([aPage(some, { next: 'n', total: 1_048_576 })]))).toBe(1002)
  expect(gridRowCount(joinPages([aPage(some, { next: 'n', total: null })]))).toBe(1002)
})

test('the next page is asked for before the reader reaches the end of this one', () => {
  const rows = Array.from({ length: 200 }, (_, i) => aRow(i))
  const shown = joinPages([aPage(rows, { next: 'n' })])
  expect(needsNextPage(shown, 60)).toBe(false)
  expect(needsNextPage(shown, 140)).toBe(true)
  expect(needsNextPage(joinPages([aPage(rows)]), 200)).toBe(false)
})

test('new alerts are counted and stay at the door', () => {
  const shown = joinPages([aPage([aRow(1)])])
  const head = aPage([aRow(9, { severity: 'critical' }), aRow(1), aRow(8)], { asOf: 200 })
  expect(arrivals(shown, head)).toEqual({ count: 2, critical: 1, isMore: false })
})

test('rows of the next page are no new alerts', () => {
  const shown = joinPages([aPage([aRow(2)], { next: 'n' })])
  const head = aPage([aRow(2), aRow(3, { receivedAt: 60 }), aRow(4, { receivedAt: 150 })], { asOf: 200, next: 'm' })
  expect(arrivals(shown, head).count).toBe(1)
})

test('the page that is shown announces nothing against itself', () => {
  const first = aPage([aRow(1)])
  expect(arrivals(joinPages([first]), first).count).toBe(0)
})

test('a newer version is shown at its place; an older answer that comes late changes nothing', () => {
  const pages = [aPage([aRow(1, { version: 3 }), aRow(2)])]
  const newer = refreshed(pages, [aRow(2, { version: 2, status: 'acknowledged' })])
  expect(newer[0]?.items.map(({ status }) => status)).toEqual(['new', 'acknowledged'])
  expect(refreshed(pages, [aRow(1, { version: 2, status: 'closed' })])).toBe(pages)
})

test('closing removes the row from the open view, so that the next one stands under the cursor', () => {
  const pages = [aPage([aRow(1), aRow(2), aRow(3)])]
  const after = afterWork(pages, aRow(2, { status: 'closed', version: 2 }), { status: ['new'] }, 'me')
  expect(after[0]?.items.map(({ number }) => number)).toEqual([1, 3])
  expect(after[0]?.total).toBe(2)
})

test('taking an alert keeps it in the shift view and removes it from the unassigned one', () => {
  const pages = [aPage([aRow(1)])]
  const mine = aRow(1, { assignee: { id: 'ines', name: 'Ines' }, status: 'acknowledged', version: 2 })
  const open = { status: ['new', 'acknowledged'] as const }
  expect(afterWork(pages, mine, open, 'ines')[0]?.items).toEqual([mine])
  expect(afterWork(pages, mine, { ...open, assignee: 'nobody' }, 'ines')[0]?.items).toEqual([])
  expect(afterWork(pages, mine, { ...open, assignee: 'me' }, 'ines')[0]?.items).toEqual([mine])
})
