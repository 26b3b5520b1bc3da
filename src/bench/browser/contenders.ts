import type { Draft } from '../../engine/whatif/draft.ts'
import { evaluate, type Lookups, valuesIn } from '../../engine/whatif/evaluate.ts'
import type { History } from '../../engine/whatif/history.ts'
import { lookupsOf } from '../../engine/whatif/lookups.ts'
import { CELLS, cellOf, NO_ALERT_CELL } from '../../engine/whatif/outcome.ts'
import type { Tables } from '../../engine/whatif/tables.ts'

/** Answers a draft: alerts by tier and gate, as `WhatIfResult` has them. */
export type Contender = (draft: Draft) => Uint32Array | Promise<Uint32Array>
/** One that has its answer at once. */
type Immediate = (draft: Draft) => Uint32Array

/** Decides every alert and counts it, in one loop over the columns. */
export function inTypedArrays({ rows }: History, tables: Tables): Immediate {
  const cellIn = createDecision(tables)
  return (draft) => {
    const cellUnder = cellIn(draft)
    const cells = new Uint32Array(CELLS)
    for (let i = 0; i < rows.count; i += 1) {
      const cell = cellUnder(rows.caseOf[i] ?? 0)
      cells[cell] = (cells[cell] ?? 0) + 1
    }
    return cells
  }
}

/** An object an alert, and a new one for each answer, as one would write it. */
export function inObjects(history: History, tables: Tables): Contender {
  const cellIn = createDecision(tables)
  const alerts = recordsOf(history)
  return (draft) => {
    const cellUnder = cellIn(draft)
    const decided = alerts.map((alert) => ({ alert, cell: cellUnder(alert.caseIndex) }))
    const there = decided.filter(({ cell }) => cell !== NO_ALERT_CELL)
    const cells = there.reduce((counts, { cell }) => {
      counts[cell] = (counts[cell] ?? 0) + 1
      return counts
    }, new Uint32Array(CELLS))
    cells[NO_ALERT_CELL] = decided.length - there.length
    return cells
  }
}

/** Tier and gate of one case under a draft. What the draft shares with the one before it is not looked up again. */
export function createDecision(tables: Tables): (draft: Draft) => (caseIndex: number) => number {
  const lookupsUnder = createLookups(tables)
  return (draft) => {
    const lookups = lookupsUnder(draft)
    return (caseIndex) => cellOf(evaluate(tables, lookups, caseIndex))
  }
}

/** The same with everything that an outcome holds, packed. */
export function createOutcome(tables: Tables): (draft: Draft) => (caseIndex: number) => number {
  const lookupsUnder = createLookups(tables)
  return (draft) => {
    const lookups = lookupsUnder(draft)
    return (caseIndex) => evaluate(tables, lookups, caseIndex) | valuesIn(tables, lookups, caseIndex)
  }
}

function createLookups(tables: Tables): (draft: Draft) => Lookups {
  let before: { readonly draft: Draft; readonly lookups: Lookups } | undefined
  return (draft) => {
    const lookups = lookupsOf(tables, draft, before)
    before = { draft, lookups }
    return lookups
  }
}

/** An object an alert. */
export function recordsOf({ rows }: History) {
  return Array.from({ length: rows.count }, (_, i) => ({
    number: rows.number[i] ?? 0,
    caseIndex: rows.caseOf[i] ?? 0,
    minute: rows.minute[i] ?? 0,
    disposition: rows.disposition[i] ?? 0,
  }))
}
