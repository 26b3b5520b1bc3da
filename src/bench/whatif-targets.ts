import { READ_OF_COLUMNS, READ_OF_OWN } from './mere-read.ts'
import type { Target } from './targets.ts'
import type { Line } from './trial.ts'
import { FULL_PASS, ONE_TRIGGER } from './whatif-drafts.ts'

const LONG_HISTORY = 5_000_000
const ends = (ending: string) => (line: Line) => line.task.endsWith(ending)
const isLong = ({ units }: Line) => units >= LONG_HISTORY
const has = (part: string) => (line: Line) => line.task.includes(part)

/**
 * Medians over medians, and nanoseconds an alert; the tables are those of `benchWhatIf`. Claims without their lines are left out.
 *
 * A full pass is judged by the mere read of the columns that every contestant of the run is handed: they are what a whole answer
 * needs, and the same whoever gives it. The mere read of the bytes that the pass itself goes through is quoted beside it. Those are
 * fewer where many alerts share a case, so that the ratio to them grows with everything that is saved by sharing, and is no measure
 * of how fast an answer is.
 *
 * Two threads must pay from five million alerts on; with fewer a turn calls the helper only while that is faster, so that there is
 * nothing to be gained or lost. Without the second core two may take as long as one; a tenth is what medians of a shared machine differ by.
 */
export function targetsOf(lines: readonly Line[]): readonly Target[] {
  const read = (line: Line) => line.task.startsWith(READ_OF_COLUMNS)
  const own = (line: Line) => line.task.startsWith(READ_OF_OWN)
  const full = ends(FULL_PASS.task)
  // One thread, in turns with two; where it was not measured so, there is nothing to compare with.
  const besides = ends('beside two threads')
  const over = (
    claim: string,
    above: (line: Line) => boolean,
    below: (line: Line) => boolean,
    must: Target['must'],
  ) => {
    const [one, other] = [lines.find(above), lines.find(below)]
    return one === undefined || other === undefined ? [] : [{ claim, must, got: one.medianMs / other.medianMs }]
  }
  const perAlert = (claim: string, which: (line: Line) => boolean) => {
    const one = lines.find(which)
    return one === undefined ? [] : [{ claim, must: null, got: (one.medianMs / one.units) * 1e6 }]
  }
  const columns = 'the mere read of the columns that every contestant is handed'
  return [
    ...over(`full pass, one thread, over ${columns}`, full, read, { most: 6 }),
    ...over(`full pass, two threads, over ${columns}`, ends(', two threads'), read, { most: 4 }),
    ...over('full pass, one thread, over the mere read of its own bytes', full, own, null),
    ...over('full pass, two threads, over the mere read of its own bytes', ends(', two threads'), own, null),
    ...perAlert('full pass, one thread: nanoseconds an alert', full),
    ...perAlert('mere read of the columns: nanoseconds an alert', read),
    ...perAlert('mere read of its own bytes: nanoseconds an alert', own),
    ...over('two threads over one', ends(', two threads'), besides, lines.some(isLong) ? { most: 0.6 } : null),
    ...over('two threads, of which one never runs, over one', ends('never runs'), besides, { most: 1.1 }),
    ...over('the same pass twice: what such ratios tell apart', besides, full, null),
    ...over('one trigger edited over a full pass', ends(ONE_TRIGGER.task), full, { most: 0.25 }),
    ...over('handing over the result over a full pass', has('handing over the result, both ends'), full, {
      most: 0.05,
    }),
    ...over('DuckDB-WASM with the whole policy over a full pass', has('DuckDB-WASM: the whole'), full, { least: 60 }),
    ...over('Arquero with the whole answer over a full pass', has('Arquero, the whole'), full, { least: 125 }),
  ]
}
