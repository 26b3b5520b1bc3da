import { desc, escape, op, table } from 'arquero'
import crossfilter from 'crossfilter2'
import type { Draft } from '../../engine/whatif/draft.ts'
import type { History } from '../../engine/whatif/history.ts'
import { CELLS } from '../../engine/whatif/outcome.ts'
import type { Tables } from '../../engine/whatif/tables.ts'
import { type Contender, createDecision, createOutcome, recordsOf } from './contenders.ts'

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

/** What one row of the table below is read for. */
interface Decided {
  readonly caseOf: number
  readonly minute: number
  readonly cell: number
  readonly was: number
  readonly gate: number
  readonly tier: number
  readonly action: number
  readonly confidence: number
  readonly urgency: number
}

const AUTO = 0
const MINUTES = 60
const HEAD = 100

/**
 * What the session answers, as one would write it: the outcome derived and taken apart, then a table an aggregate (migrations, triggers
 * by what people called their alerts, identities that automatic steps touch, votes by hour, both histograms, who is missed) and the
 * head of the queue in order. Answers the counts of the migrations.
 */
export function inArqueroWhole({ rows, cases }: History, tables: Tables, base: Draft): Contender {
  const outcomeIn = createOutcome(tables)
  const { caseOf, number, minute, disposition } = rows
  const before = createDecision(tables)(base)
  const alerts = table({ caseOf, number, minute, disposition }).derive({
    was: escape((alert: Decided) => before(alert.caseOf)),
    trigger: escape((alert: Decided) => cases.trigger[alert.caseOf] ?? -1),
    identity: escape((alert: Decided) => cases.identity[alert.caseOf] ?? -1),
    hour: escape((alert: Decided) => Math.floor(alert.minute / MINUTES)),
  })
  return (draft) => {
    const outcomeUnder = outcomeIn(draft)
    const decided = alerts
      .derive({ outcome: escape((alert: Decided) => outcomeUnder(alert.caseOf)) })
      .derive({
        tier: 'd => d.outcome & 7',
        gate: 'd => (d.outcome >> 6) & 3',
        action: 'd => (d.outcome >> 8) & 31',
        confidence: 'd => (d.outcome >> 13) & 127',
        urgency: 'd => (d.outcome >> 20) & 127',
      })
      .derive({
        cell: 'd => (d.outcome & 134217728) !== 0 ? 20 : d.tier * 4 + d.gate',
        votes: 'd => d.action === 0 ? 0 : d.gate === 1 ? 1 : d.gate === 2 ? 2 : 0',
        priority: 'd => d.confidence * d.urgency / 100',
      })
    const migrations = decided.groupby('was', 'cell').count()
    decided.groupby('trigger', 'disposition', 'gate').count()
    decided
      .filter(escape(({ gate, action, cell }: Decided) => gate === AUTO && action > 0 && cell < CELLS - 1))
      .groupby('identity')
      .count()
    decided.groupby('hour').rollup({ votes: op.sum('votes') })
    decided.groupby('confidence').count()
    decided.groupby('urgency').count()
    decided.filter('d => d.disposition === 1 && (d.tier < 2 || d.gate === 3)').count()
    decided.orderby(desc('priority'), desc('number')).slice(0, HEAD).objects()
    const cells = new Uint32Array(CELLS)
    for (const { cell, count } of migrations.objects() as { readonly cell: number; readonly count: number }[]) {
      cells[cell] = (cells[cell] ?? 0) + count
    }
    return cells
  }
}
