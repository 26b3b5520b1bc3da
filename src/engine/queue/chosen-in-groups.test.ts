import fc from 'fast-check'
import { expect, test } from 'vitest'
import { alertRows, anAlertRow } from '../../testing/alert-rows.ts'
import { QueueViews } from './queue-view.ts'
import { sharedValues } from './shared-values.ts'
import { read, tableOf, WISH, WORLD } from './testing/tables.ts'

test('each group counts its alerts and the chosen ones of them as its members do, whatever is grouped and collapsed', () => {
  fc.assert(
    fc.property(alertRows(30), fc.boolean(), fc.nat({ max: 3 }), (rows, isCollapsed, divisor) => {
      const views = new QueueViews(tableOf(rows))
      const groupBy = ['severity', 'owner', 'kind'] as const
      const wish = { ...WISH, query: read('not status : closed'), groupBy, isCollapsed }
      views.show(wish, WORLD)
      const outer = views.window(0, 100).flatMap((line) => (line.kind === 'group' ? [line.path] : []))
      const inner = (open: typeof outer) => {
        views.show({ ...wish, open }, WORLD)
        return views.window(0, 200).flatMap((line) => (line.kind === 'group' ? [line] : []))
      }
      const groups = inner([...outer, ...inner(outer).map(({ path }) => path)])
      const numbers = rows.map(({ number }) => number).filter((number) => number % (divisor + 1) === 0)
      const counts = views.chosenIn(
        numbers,
        groups.map(({ path }) => path),
      )
      for (const [at, { query }] of groups.entries()) {
        const { total, first } = views.members(query, 100)
        const chosen = first.filter(({ number }) => numbers.includes(number)).length
        expect(counts[at]).toEqual({ chosen, all: total })
      }
    }),
    { numRuns: 30 },
  )
})

test('a group that is not there holds nothing, and who is not in the view counts nowhere', () => {
  const rows = [1, 2].map((number) =>
    anAlertRow({
      number,
      severity: 'high',
      id: `al_${String(number).padStart(32, '0')}`,
      status: number === 1 ? 'new' : 'closed',
    }),
  )
  const views = new QueueViews(tableOf(rows))
  views.show({ ...WISH, query: read('status : new'), groupBy: ['severity'] }, WORLD)
  expect(views.chosenIn([1, 2, 99], [['high'], ['nonsense'], [null]])).toEqual([
    { chosen: 1, all: 1 },
    { chosen: 0, all: 0 },
    { chosen: 0, all: 0 },
  ])
})

test('what alerts share is what each of them has, in as few values as a person reads', () => {
  const rows = [
    anAlertRow({
      number: 1,
      id: `al_${'1'.padStart(32, '0')}`,
      severity: 'high',
      vendor: 'AWS',
      trigger: { id: 'key-made', title: 'A key was made', version: 1 },
      ownerTeam: null,
      tier: 2,
    }),
    anAlertRow({
      number: 2,
      id: `al_${'2'.padStart(32, '0')}`,
      severity: 'low',
      vendor: 'AWS',
      trigger: { id: 'key-made', title: 'A key was made', version: 1 },
      ownerTeam: 'Shop',
      tier: 2,
    }),
  ]
  const table = tableOf(rows)
  expect(sharedValues(table, [1, 2], ['severity', 'vendor', 'owner', 'tier', 'trigger', 'tag', 'priority'], 2)).toEqual(
    [['high', 'low'], ['AWS'], null, ['T2'], ['key-made'], null, null],
  )
  expect(sharedValues(table, [1, 2], ['severity'], 1)).toEqual([null])
  expect(sharedValues(table, [], ['severity'], 1)).toEqual([null])
})
