import { DISPOSITIONS, type History } from './history.ts'

/** What the alerts of each case have in common with a result, counted once per history. */
export interface RowStats {
  /** By case × dispositions + disposition. */
  readonly dispositions: Uint32Array
  /** Alerts by case. */
  readonly alerts: Uint32Array
  /** Hours since `firstHour` in which a case has alerts, and how many: entries `from[case]` to before `from[case + 1]`. */
  readonly from: Uint32Array
  readonly hour: Uint32Array
  readonly inHour: Uint32Array
  /** Hours since 1970. */
  readonly firstHour: number
  readonly hours: number
}

/** One pass over the rows, which stand oldest first, so that the hours of a case come in order. */
export function rowStatsOf({ cases, rows }: History): RowStats {
  const kinds = DISPOSITIONS.length
  const dispositions = new Uint32Array(cases.count * kinds)
  const alerts = new Uint32Array(cases.count)
  const entries = new Uint32Array(cases.count)
  const last = new Int32Array(cases.count).fill(-1)
  const firstHour = Math.floor((rows.minute[0] ?? 0) / 60)
  const hourOf = (row: number) => Math.floor((rows.minute[row] ?? 0) / 60) - firstHour
  for (let row = 0; row < rows.count; row += 1) {
    const own = rows.caseOf[row] ?? 0
    const cell = own * kinds + (rows.disposition[row] ?? 0)
    dispositions[cell] = (dispositions[cell] ?? 0) + 1
    alerts[own] = (alerts[own] ?? 0) + 1
    const hour = hourOf(row)
    if (last[own] !== hour) entries[own] = (entries[own] ?? 0) + 1
    last[own] = hour
  }
  const from = new Uint32Array(cases.count + 1)
  for (let i = 0; i < cases.count; i += 1) from[i + 1] = (from[i] ?? 0) + (entries[i] ?? 0)
  const total = from[cases.count] ?? 0
  const hour = new Uint32Array(total)
  const inHour = new Uint32Array(total)
  const at = from.slice(0, cases.count)
  last.fill(-1)
  for (let row = 0; row < rows.count; row += 1) {
    const own = rows.caseOf[row] ?? 0
    const now = hourOf(row)
    if (last[own] !== now) {
      last[own] = now
      hour[at[own] ?? 0] = now
      at[own] = (at[own] ?? 0) + 1
    }
    const entry = (at[own] ?? 1) - 1
    inHour[entry] = (inHour[entry] ?? 0) + 1
  }
  const hours = rows.count === 0 ? 0 : hourOf(rows.count - 1) + 1
  return { dispositions, alerts, from, hour, inHour, firstHour, hours }
}
