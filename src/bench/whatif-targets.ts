import type { Line } from './trial.ts'
import { FULL_PASS, ONE_TRIGGER } from './whatif-drafts.ts'

/** One thing that the what-if engine has to reach within a table, and what it came to there. */
export interface Target {
  readonly claim: string
  /** `most`: no more than that; `least`: no less. */
  readonly must: { readonly most: number } | { readonly least: number }
  readonly got: number
}

const ends = (ending: string) => (line: Line) => line.task.endsWith(ending)
const has = (part: string) => (line: Line) => line.task.includes(part)

/** Medians over medians; the tables are those of `benchWhatIf`, of which the first line is the mere read. Claims without their lines are left out. */
export function targetsOf(lines: readonly Line[]): readonly Target[] {
  const read = (line: Line) => line === lines[0] && line.bytes !== undefined
  const full = ends(FULL_PASS.task)
  const over = (
    claim: string,
    above: (line: Line) => boolean,
    below: (line: Line) => boolean,
    must: Target['must'],
  ) => {
    const [one, other] = [lines.find(above), lines.find(below)]
    return one === undefined || other === undefined ? [] : [{ claim, must, got: one.medianMs / other.medianMs }]
  }
  return [
    ...over('full pass, one thread, over the mere read', full, read, { most: 6 }),
    ...over('full pass, two threads, over the mere read', ends(', two threads'), read, { most: 4 }),
    ...over('two threads over one', ends(', two threads'), full, { most: 1 }),
    ...over('two threads, of which one never runs, over one', ends('never runs'), full, { most: 1 }),
    ...over('one trigger edited over a full pass', ends(ONE_TRIGGER.task), full, { most: 0.25 }),
    ...over('handing over the result over a full pass', has('handing over the result, both ends'), full, {
      most: 0.05,
    }),
    ...over('DuckDB-WASM with the whole policy over a full pass', has('DuckDB-WASM: the whole'), full, { least: 60 }),
    ...over('Arquero with the whole answer over a full pass', has('Arquero, the whole'), full, { least: 125 }),
  ]
}

export function textOf(targets: readonly Target[]): string {
  return targets
    .map(({ claim, must, got }) => {
      const isMost = 'most' in must
      const isMet = isMost ? got <= must.most : got >= must.least
      const bound = isMost ? `≤ ${must.most}` : `≥ ${must.least}`
      return `  ${isMet ? 'met   ' : 'missed'}  ${got.toFixed(got < 10 ? 2 : 0)}, must ${bound}: ${claim}`
    })
    .join('\n')
}
