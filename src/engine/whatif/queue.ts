import { type Lookups, valuesIn } from './evaluate.ts'
import { NO_ALERT, unpack } from './outcome.ts'
import type { Queued } from './result.ts'
import type { Tables } from './tables.ts'

const VALUES = 101

/** One side of a comparison: the answers of the cases, and what they were looked up in. */
export interface Answered {
  readonly packed: Uint32Array
  readonly lookups: Lookups
}

/** The head of the queue under a draft: by priority, of the same the newest first. Cost: cases, then rows until it is full. */
export function headOf(tables: Tables, is: Answered, was: Answered, alerts: Uint32Array, limit: number): Queued[] {
  const { cases, rows, identities, triggers } = tables.history
  const priorities = new Uint8Array(cases.count)
  const amounts = new Float64Array(VALUES)
  for (let i = 0; i < cases.count; i += 1) {
    const priority = priorityIn(tables, is, i)
    priorities[i] = priority ?? VALUES
    if (priority !== null) amounts[priority] = (amounts[priority] ?? 0) + (alerts[i] ?? 0)
  }
  let floor = VALUES
  for (let sum = 0; floor > 0 && sum < limit; ) {
    floor -= 1
    sum += amounts[floor] ?? 0
  }
  const lanes: number[][] = Array.from({ length: VALUES }, () => [])
  let above = 0
  for (let row = rows.count - 1; row >= 0; row -= 1) {
    const priority = priorities[rows.caseOf[row] ?? 0] ?? VALUES
    if (priority >= VALUES || priority < floor) continue
    const lane = lanes[priority]
    if (lane === undefined || lane.length >= limit) continue
    lane.push(row)
    above += 1
    if (floor === VALUES - 1 && above >= limit) break
  }
  const chosen = lanes.reverse().flat().slice(0, limit)
  return chosen.flatMap((row) => {
    const own = rows.caseOf[row] ?? 0
    const outcome = unpack((is.packed[own] ?? NO_ALERT) | valuesIn(tables, is.lookups, own))
    return outcome === null
      ? []
      : [
          {
            number: rows.number[row] ?? 0,
            priority: priorities[own] ?? 0,
            was: priorityIn(tables, was, own),
            identity: identities[cases.identity[own] ?? -1]?.identity.name ?? null,
            trigger: triggers[cases.trigger[own] ?? -1]?.trigger.title ?? null,
            outcome,
          },
        ]
  })
}

function priorityIn(tables: Tables, { packed, lookups }: Answered, index: number): number | null {
  if (((packed[index] ?? NO_ALERT) & NO_ALERT) !== 0) return null
  const values = valuesIn(tables, lookups, index)
  return Math.floor((((values >> 13) & 127) * ((values >> 20) & 127)) / 100)
}
