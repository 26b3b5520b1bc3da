import { describe, expect, test } from 'vitest'
import { anAlertRow } from '../../testing/alert-rows.ts'
import { QueueViews } from './queue-view.ts'
import { numbersIn, put, read, rowsIn, tableOf, WISH, WORLD } from './testing/tables.ts'

describe('a view that stands still', () => {
  const rows = [1, 2, 3].map((number) => anAlertRow({ number, id: `al_${String(number).padStart(32, '0')}` }))
  const query = read('status : new')

  test('what changes later is counted at the door and does not move the lines', () => {
    const table = tableOf(rows)
    const views = new QueueViews(table)
    views.show({ ...WISH, query }, WORLD)
    put(table, [
      { ...anAlertRow({ number: 4, severity: 'critical', id: `al_${'4'.padStart(32, '0')}` }) },
      { ...anAlertRow({ number: 2, status: 'closed', version: 2, id: `al_${'2'.padStart(32, '0')}` }) },
    ])
    expect(views.drift()).toEqual({ arrived: 1, arrivedCritical: 1, left: 1 })
    expect(rowsIn(views).map(({ number, status }) => [number, status])).toEqual([
      [3, 'new'],
      [2, 'closed'],
      [1, 'new'],
    ])
    views.show({ ...WISH, query }, WORLD)
    expect(numbersIn(rowsIn(views))).toEqual([4, 3, 1])
    expect(views.drift()).toEqual({ arrived: 0, arrivedCritical: 0, left: 0 })
  })

  test('an older version never replaces a newer one', () => {
    const table = tableOf([
      { ...anAlertRow({ number: 1, title: 'new', version: 5, id: `al_${'1'.padStart(32, '0')}` }) },
    ])
    put(table, [anAlertRow({ number: 1, title: 'old', version: 4, id: `al_${'1'.padStart(32, '0')}` })])
    expect(table.alertAt(0).title).toBe('new')
  })

  test('members are those of the view, with the version that is here', () => {
    const views = new QueueViews(tableOf(rows))
    views.show({ ...WISH, query }, WORLD)
    expect(views.members(read('number > 1'), 1)).toEqual({
      total: 2,
      first: [{ id: rows[2]?.id, number: 3, version: 1 }],
    })
  })

  test('conditions on raw paths are what the gateway answered', () => {
    const views = new QueueViews(tableOf(rows))
    const raw = new Map([['raw.a : b', [2]]])
    views.show({ ...WISH, query: read('raw.a : b') }, { ...WORLD, raw })
    expect(numbersIn(rowsIn(views))).toEqual([2])
  })

  test('completions begin with the prefix before they hold it', () => {
    const named = ['backup', 'svc-back', 'other'].map((identityName, at) =>
      anAlertRow({ number: at + 1, identityName, identityId: null, id: `al_${String(at).padStart(32, '0')}` }),
    )
    const views = new QueueViews(tableOf(named))
    views.show(WISH, WORLD)
    expect(views.completions('identity', 'BACK', true, 5).map(({ value }) => value)).toEqual(['backup', 'svc-back'])
  })
})
