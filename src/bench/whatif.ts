import { STARTING_POLICY } from '../domain/policy/policy.ts'
import { asItIs, type Draft } from '../engine/whatif/draft.ts'
import type { History } from '../engine/whatif/history.ts'
import { lookupsOf } from '../engine/whatif/lookups.ts'
import { CELLS, cellOf } from '../engine/whatif/outcome.ts'
import { openPass } from '../engine/whatif/pass.ts'
import { decideCase } from '../engine/whatif/reference/decide-case.ts'
import { openSession } from '../engine/whatif/session.ts'
import { tablesOf } from '../engine/whatif/tables.ts'
import { inTypedArrays } from './browser/contenders.ts'
import { measure, type Trial } from './trial.ts'
import { benchInChromium } from './whatif-chromium.ts'
import { MOVES, withTrigger } from './whatif-drafts.ts'
import { benchPage } from './whatif-page.ts'
import { historyOf } from './whatif-world.ts'

const SIZES = [100_000, 1_000_000, 5_000_000]
const IDENTITIES = 5_000
/** Beside what estates look like, the world in which each alert is a case of its own: what the engine costs then. */
const WORST_IDENTITIES = 50_000
const MOST_WORST = 1_000_000
/** Alerts decided one by one for the comparison: the cost of one is the same for all. */
const SAMPLE = 2_000
const RUNS = 15

/**
 * What one move of a hand costs over the whole history, in Node and then in Chromium beside libraries that do such things. The
 * baseline of each table is the mere read, sixteen bytes at once, of the columns of cases and alerts that a pass works on, so a ratio is how many times that a draft costs; ratios
 * are per alert. In Node are compared the same decision asked of every alert in typed arrays, and the decision that the gateway
 * makes, alert by alert (of a sample). Every result is checked against that decision on the sample. Last comes the real page, as
 * `npm run build` made it: from the key that moves a slider to the painted numbers. `sizes`: alerts.
 */
export async function benchWhatIf(sizes: readonly number[]): Promise<readonly (readonly Trial[])[]> {
  const wanted = sizes.length > 0 ? sizes : SIZES
  const tables: (readonly Trial[])[] = []
  for (const size of wanted) tables.push(await tableOf(historyOf(size, IDENTITIES)))
  for (const size of wanted.filter((one) => one <= MOST_WORST)) {
    tables.push(await tableOf(historyOf(size, WORST_IDENTITIES, 'worst')))
  }
  return [
    ...tables,
    ...(await benchInChromium(wanted, { usual: IDENTITIES, worst: WORST_IDENTITIES })),
    ...(await benchPage(wanted)),
  ]
}

async function tableOf(history: History): Promise<Trial[]> {
  const base = asItIs(history, STARTING_POLICY)
  const session = openSession(history, base)
  check(history, base)
  const alerts = history.rows.count
  const tables = tablesOf(history)
  const pass = openPass(tables, base, lookupsOf(tables, base))
  process.stdout.write(
    `${alerts} alerts, ${history.cases.count} cases: ${bytesPerAlert(history, pass.size).toFixed(1)} bytes an alert\n`,
  )
  const trials = [await measure('mere read of the columns', 'alerts', alerts, RUNS, () => Promise.resolve(pass.read()))]
  for (const { task, draftOf } of MOVES) {
    let n = 0
    trials.push(
      await measure(`${task} (${history.cases.count.toLocaleString('en')} cases)`, 'alerts', alerts, RUNS, () =>
        Promise.resolve(session.run(draftOf(base, (n += 1)))),
      ),
    )
  }
  const everyAlert = inTypedArrays(history, tables)
  trials.push(
    await measure('every alert anew, typed arrays', 'alerts', alerts, 5, () => Promise.resolve(everyAlert(base))),
    await measure('every alert anew, as the gateway decides', 'alerts', SAMPLE, 3, () =>
      Promise.resolve(asGateway(history, base)),
    ),
  )
  check(history, withTrigger(base, 3, 77))
  return trials
}

/** The columns of the history as they came, and the memory of the pass, dictionaries within it included. */
function bytesPerAlert({ cases, rows }: History, passBytes: number): number {
  const columns = [...Object.values(cases), ...Object.values(rows)].filter((column) => ArrayBuffer.isView(column))
  return (columns.reduce((sum, { byteLength }) => sum + byteLength, 0) + passBytes) / rows.count
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
      isOfThen: rows.isOfThen.slice(0, SAMPLE),
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
