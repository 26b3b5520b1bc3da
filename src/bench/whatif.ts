import { type Policy, STARTING_POLICY } from '../domain/policy/policy.ts'
import { asItIs, type Draft } from '../engine/whatif/draft.ts'
import { evaluate } from '../engine/whatif/evaluate.ts'
import type { History } from '../engine/whatif/history.ts'
import { lookupsOf } from '../engine/whatif/lookups.ts'
import { CELLS, cellOf } from '../engine/whatif/outcome.ts'
import { decideCase } from '../engine/whatif/reference/decide-case.ts'
import { openSession } from '../engine/whatif/session.ts'
import { tablesOf } from '../engine/whatif/tables.ts'
import { measure, type Trial } from './trial.ts'
import { historyOf } from './whatif-world.ts'

const SIZES = [100_000, 1_000_000]
const IDENTITIES = 5_000
/** Alerts decided one by one for the comparison: the cost of one is the same for all. */
const SAMPLE = 2_000
const RUNS = 15

/**
 * What one move of a hand costs over the whole history. The baseline of each table is the mere read of the columns of the
 * alerts, so a ratio is how many times that a draft costs; ratios are per alert. Compared are the same decision asked of every
 * alert in typed arrays, and the decision that the gateway makes, alert by alert (of a sample). Every result is checked
 * against that decision on the sample.
 */
export async function benchWhatIf(): Promise<readonly (readonly Trial[])[]> {
  const tables: Trial[][] = []
  for (const size of SIZES) tables.push(await tableOf(historyOf(size, IDENTITIES)))
  return tables
}

async function tableOf(history: History): Promise<Trial[]> {
  const base = asItIs(history, STARTING_POLICY)
  const session = openSession(history, base)
  check(history, base)
  const alerts = history.rows.count
  const trial = (task: string, draftOf: (n: number) => Draft) => {
    let n = 0
    return measure(`${task} (${history.cases.count.toLocaleString('en')} cases)`, 'alerts', alerts, RUNS, () =>
      Promise.resolve(session.run(draftOf((n += 1)))),
    )
  }
  const prepared = tablesOf(history)
  const trials = [
    await measure('mere read of the columns', 'alerts', alerts, RUNS, () => Promise.resolve(readAll(history))),
    await trial('a band of confidence moves', (n) =>
      withPolicy(base, { confidence: { bands: { medium: 30 + (n % 9) } } }),
    ),
    await trial('weights of urgency move', (n) => withPolicy(base, { urgency: { weights: weightsOf(n) } })),
    await trial('a level of disruption moves', (n) =>
      withPolicy(base, { disruption: { levels: { high: 10 + (n % 9) } } }),
    ),
    await trial('a limit of the gate moves', (n) => withPolicy(base, { gate: { autoMaxCriticality: 1 + (n % 4) } })),
    await trial('one trigger is edited', (n) => withTrigger(base, 3, 40 + (n % 40))),
    await measure('every alert anew, typed arrays', 'alerts', alerts, 5, () =>
      Promise.resolve(everyAlert(history, prepared, base)),
    ),
    await measure('every alert anew, as the gateway decides', 'alerts', SAMPLE, 3, () =>
      Promise.resolve(asGateway(history, base)),
    ),
  ]
  check(history, withTrigger(base, 3, 77))
  return trials
}

function readAll({ rows }: History): number {
  let sum = 0
  for (let i = 0; i < rows.count; i += 1) {
    sum += (rows.caseOf[i] ?? 0) + (rows.minute[i] ?? 0) + (rows.disposition[i] ?? 0) + (rows.number[i] ?? 0)
  }
  return sum
}

function everyAlert({ rows }: History, tables: ReturnType<typeof tablesOf>, draft: Draft): Uint32Array {
  const lookups = lookupsOf(tables, draft)
  const cells = new Uint32Array(CELLS)
  for (let i = 0; i < rows.count; i += 1) {
    const cell = cellOf(evaluate(tables, lookups, rows.caseOf[i] ?? 0))
    cells[cell] = (cells[cell] ?? 0) + 1
  }
  return cells
}

function asGateway({ rows, ...history }: History, draft: Draft): number {
  let sum = 0
  for (let i = 0; i < SAMPLE; i += 1) sum += decideCase({ ...history, rows }, rows.caseOf[i] ?? 0, draft)
  return sum
}

/** Throws where the session's counts are not those of the decision, on the first alerts. */
function check(history: History, draft: Draft): void {
  const { rows } = history
  const few: History = {
    ...history,
    rows: {
      count: SAMPLE,
      number: rows.number.slice(0, SAMPLE),
      caseOf: rows.caseOf.slice(0, SAMPLE),
      minute: rows.minute.slice(0, SAMPLE),
      disposition: rows.disposition.slice(0, SAMPLE),
    },
  }
  const cells = new Uint32Array(CELLS)
  for (let i = 0; i < SAMPLE; i += 1) {
    const cell = cellOf(decideCase(history, rows.caseOf[i] ?? 0, draft))
    cells[cell] = (cells[cell] ?? 0) + 1
  }
  const answered = openSession(few, asItIs(history, STARTING_POLICY)).run(draft).cells
  if (answered.join() !== cells.join()) throw new Error('the session counts otherwise than the gateway decides')
}

type Deep<T> = { readonly [K in keyof T]?: T[K] extends object ? Deep<T[K]> : T[K] }

function withPolicy(base: Draft, changes: Deep<Policy>): Draft {
  return { ...base, policy: merge(base.policy, changes) }
}

function merge<T extends object>(value: T, changes: Deep<T>): T {
  const merged: Record<string, unknown> = { ...(value as Record<string, unknown>) }
  for (const [key, change] of Object.entries(changes)) {
    const before = merged[key]
    const isMap = typeof before === 'object' && before !== null && !Array.isArray(before)
    merged[key] = isMap && typeof change === 'object' && change !== null ? merge(before, change) : change
  }
  return merged as T
}

function weightsOf(n: number): Policy['urgency']['weights'] {
  return { privilege: 30 - (n % 9), environment: 20 + (n % 9), criticality: 25, reach: 15, hygiene: 10 }
}

function withTrigger(base: Draft, at: number, confidence: number): Draft {
  const one = base.triggers[at]
  if (one === undefined) return base
  const response = { ...one.trigger.response, confidence }
  return { ...base, triggers: base.triggers.with(at, { ...one, trigger: { ...one.trigger, response } }) }
}
