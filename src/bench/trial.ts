/** One measured program: what it did, over how much, how long each run took. */
export interface Trial {
  readonly task: string
  /** What one unit is: `records`. */
  readonly unit: string
  readonly units: number
  /** Milliseconds of each counted run, in order; one warm-up before them is not among them. None where it could not be done: `task` says why. */
  readonly runsMs: readonly number[]
  /** Bytes that one run reads, where that is all that it does. */
  readonly bytes?: number
}

export interface Line {
  readonly task: string
  readonly unit: string
  readonly units: number
  readonly runs: number
  readonly minMs: number
  readonly medianMs: number
  /** 19 of 20 runs took no longer. */
  readonly p95Ms: number
  readonly maxMs: number
  readonly perSecond: number
  /** Median time of one unit over that of the baseline: 2 is twice as slow. */
  readonly ratio: number
  /** Where bytes are told: how many a run reads, and 10⁹ of them a second at the median. */
  readonly bytes?: number
  readonly gigabytesPerSecond?: number
}

/** Runs `work` once unmeasured, then `runs` times. */
export async function measure(
  task: string,
  unit: string,
  units: number,
  runs: number,
  work: () => Promise<unknown>,
): Promise<Trial> {
  await work()
  const runsMs: number[] = []
  for (let run = 0; run < runs; run += 1) {
    const startedAt = performance.now()
    await work()
    runsMs.push(performance.now() - startedAt)
  }
  return { task, unit, units, runsMs }
}

const WARM_MS = 300
const FEWEST = 15
const MOST = 401

/**
 * The engine under us compiles a second time, better, beside the first runs: a hand that drags is past that in a moment. Answers how
 * many runs are to be counted: as many as take twice that long, since a machine that others use too is busy for longer than one run.
 */
export function warm(works: readonly (() => unknown)[]): number {
  const until = performance.now() + WARM_MS
  let rounds = 0
  for (; performance.now() < until; rounds += 1) for (const work of works) work()
  return Math.min(MOST, Math.max(FEWEST, rounds * 2))
}

/** One of several programs that are measured in turns. */
export type Turn = Pick<Trial, 'task' | 'bytes'> & { readonly work: () => unknown }

/**
 * Runs one of each, again and again: each finds the caches as the others leave them, and a moment in which the machine is busy slows
 * all of them down. Once unmeasured, then `runs` times.
 */
export function measureInTurns(unit: string, units: number, runs: number, turns: readonly Turn[]): readonly Trial[] {
  const trials = turns.map(({ work, ...named }) => ({ work, trial: { ...named, unit, units, runsMs: [] as number[] } }))
  for (const { work } of trials) work()
  for (let run = 0; run < runs; run += 1) {
    for (const { trial, work } of trials) {
      const startedAt = performance.now()
      work()
      trial.runsMs.push(performance.now() - startedAt)
    }
  }
  return trials.map(({ trial }) => trial)
}

/** The lines of a table; the first trial that ran is the baseline of the others. Numbers of one that did not are NaN. Throws on an empty list. */
export function linesOf(trials: readonly Trial[]): readonly Line[] {
  const baseline = trials.find(({ runsMs }) => runsMs.length > 0) ?? trials[0]
  if (baseline === undefined) throw new RangeError('linesOf: no trial, no baseline')
  const base = median(baseline.runsMs) / baseline.units
  return trials.map(({ task, unit, units, runsMs, bytes }) => {
    const middle = median(runsMs)
    return {
      task,
      unit,
      units,
      runs: runsMs.length,
      minMs: quantile(runsMs, 0),
      medianMs: middle,
      p95Ms: quantile(runsMs, 0.95),
      maxMs: quantile(runsMs, 1),
      perSecond: Math.round((units / middle) * 1000),
      ratio: middle / units / base,
      ...(bytes === undefined ? {} : { bytes, gigabytesPerSecond: bytes / middle / 1e6 }),
    }
  })
}

export function tableOf(lines: readonly Line[]): string {
  const head = ['task', 'per second', 'median ms', 'p95', 'min', 'max', 'runs', 'ratio']
  const rows = lines.map((line) => [
    line.gigabytesPerSecond === undefined
      ? line.task
      : `${line.task}: ${((line.bytes ?? 0) / 1e6).toFixed(1)} MB at ${line.gigabytesPerSecond.toFixed(0)} GB/s`,
    line.runs === 0 ? 'not measured' : `${line.perSecond.toLocaleString('en')} ${line.unit}`,
    short(line.medianMs),
    short(line.p95Ms),
    short(line.minMs),
    short(line.maxMs),
    String(line.runs),
    line.runs === 0 ? '–' : line.ratio < 1 ? line.ratio.toFixed(3) : line.ratio.toFixed(1),
  ])
  const widths = head.map((word, i) => Math.max(word.length, ...rows.map((row) => row[i]?.length ?? 0)))
  return [head, ...rows]
    .map((row) =>
      row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  '),
    )
    .join('\n')
}

/** Small numbers keep two digits: some of what is measured takes less than a millisecond. */
function short(ms: number): string {
  if (Number.isNaN(ms)) return '–'
  return ms < 10 ? ms.toFixed(2) : ms.toFixed(0)
}

/** The value that this share of all does not exceed. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  const upper = sorted[half] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? Number.NaN) + upper) / 2
}

/** What a task took at each size that it was measured at, smallest first. */
export interface Growth {
  readonly task: string
  readonly sizes: readonly { readonly units: number; readonly medianMs: number; readonly p95Ms: number }[]
  /** How many times as long the largest took as the smallest, in the median, and how many times as much it was. */
  readonly timesLonger: number
  readonly timesMore: number
}

/** Tasks that were measured at several sizes; what stands in brackets is what was found and not part of their name. */
export function growthOf(lines: readonly Line[]): readonly Growth[] {
  const tasks = Map.groupBy(
    lines.filter(({ runs }) => runs > 0),
    ({ task }) => nameOf(task),
  )
  return [...tasks].flatMap(([task, some]) => {
    const sizes = some
      .toSorted((a, b) => a.units - b.units)
      .map(({ units, medianMs, p95Ms }) => ({ units, medianMs, p95Ms }))
    const [first, last] = [sizes[0], sizes.at(-1)]
    if (first === undefined || last === undefined || first.units === last.units) return []
    return [{ task, sizes, timesLonger: last.medianMs / first.medianMs, timesMore: last.units / first.units }]
  })
}

/** Without what stands in brackets. */
export function nameOf(task: string): string {
  return task.replaceAll(/ ?\([^)]*\)/g, '')
}
