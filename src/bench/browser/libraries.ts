import { escape, table } from 'arquero'
import crossfilter from 'crossfilter2'
import type { History } from '../../engine/whatif/history.ts'
import { CELLS } from '../../engine/whatif/outcome.ts'
import type { Tables } from '../../engine/whatif/tables.ts'
import { type Contender, createDecision, recordsOf } from './contenders.ts'

/** The answer is a dimension, which has to be made anew for each draft; then its groups are read. */
export function inCrossfilter(history: History, tables: Tables): Contender {
  const cellIn = createDecision(tables)
  const alerts = crossfilter(recordsOf(history))
  return (draft) => {
    const cellUnder = cellIn(draft)
    const dimension = alerts.dimension((alert) => cellUnder(alert.caseIndex))
    const cells = new Uint32Array(CELLS)
    for (const { key, value } of dimension.group<number, number>().reduceCount().all()) cells[key] = value
    dimension.dispose()
    return cells
  }
}

/** The answer is a derived column, which is grouped by and counted. */
export function inArquero({ rows }: History, tables: Tables): Contender {
  const cellIn = createDecision(tables)
  const { caseOf, number, minute, disposition } = rows
  const alerts = table({ caseOf, number, minute, disposition })
  return (draft) => {
    const cellUnder = cellIn(draft)
    const counted = alerts
      .derive({ cell: escape((alert: { readonly caseOf: number }) => cellUnder(alert.caseOf)) })
      .groupby('cell')
      .count()
    const cells = new Uint32Array(CELLS)
    for (const { cell, count } of counted.objects() as { readonly cell: number; readonly count: number }[]) {
      cells[cell] = count
    }
    return cells
  }
}
