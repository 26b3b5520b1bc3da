import fc from 'fast-check'
import { expect, test } from 'vitest'
import { matchesQuery } from '../../../domain/query/matches.ts'
import { parseQuery } from '../../../domain/query/parse.ts'
import { readSuppression } from '../../../domain/suppression/suppressible.ts'
import { alertRows, anAlertRow } from '../../../testing/alert-rows.ts'
import { NOON } from '../../../testing/builders.ts'
import { firstChoice, propertiesOf, queryOfProperties } from './properties.ts'

const closed = (rows: readonly ReturnType<typeof anAlertRow>[]) => rows.map((row) => ({ ...row, closure: null }))

test('whatever properties are chosen, the query finds the alerts that they were read from', () => {
  fc.assert(
    fc.property(alertRows(4), fc.func(fc.boolean()), (rows, isChosen) => {
      const properties = propertiesOf(closed(rows))
      const chosen = properties.map(({ field }) => field).filter((field) => isChosen(field))
      const parsed = parseQuery(queryOfProperties(properties, chosen))
      if (!parsed.ok) throw new Error(parsed.problem.message)
      for (const row of rows) expect(matchesQuery(parsed.query, row, { now: NOON, meId: '' })).toBe(true)
    }),
  )
})

test('what is chosen first can suppress, with a trigger and without', () => {
  for (const trigger of [anAlertRow().trigger, null]) {
    const properties = propertiesOf(closed([anAlertRow({ trigger })]))
    expect(readSuppression(queryOfProperties(properties, firstChoice(properties))).ok).toBe(true)
  }
})
