import type { PlanBody, PlanGate } from './plan.ts'

type Temporary = Pick<PlanBody, 'number' | 'restoreAfterMs' | 'onFailure'>

/** When what was done is taken back by itself; null where the plan did not say so. `endedAt` is epoch ms UTC. */
export function restoreAtOf({ restoreAfterMs }: Temporary, endedAt: number): number | null {
  return restoreAfterMs === undefined || restoreAfterMs === null ? null : endedAt + restoreAfterMs
}

/**
 * The gate of the plan that takes a temporary one back: whoever approved that one approved this with it, so nobody is asked again.
 * It holds only for a plan whose own bytes say so and that nobody has confirmed; both are checked again before its first step.
 */
export function restoreGate({ number, restoreAfterMs }: Temporary): PlanGate {
  const reason = {
    about: 'gate' as const,
    rule: 'gate.restore-deadline',
    input: `P-${number} was approved together with being taken back after ${spell(restoreAfterMs ?? 0)}`,
    effect: 'Runs by itself: nobody has confirmed that it stays',
  }
  return { kind: 'auto', quorum: 0, ownerTeam: null, stages: [], passkey: false, reasons: [reason] }
}

/** "45 minutes", "4 hours", "1 day 12 hours". */
export function spell(ms: number): string {
  const minutes = Math.round(ms / 60_000)
  const parts: readonly [number, string][] = [
    [Math.floor(minutes / 1440), 'day'],
    [Math.floor((minutes % 1440) / 60), 'hour'],
    [minutes % 60, 'minute'],
  ]
  const said = parts.filter(([count]) => count > 0).map(([count, noun]) => `${count} ${noun}${count === 1 ? '' : 's'}`)
  return said.length === 0 ? 'no time' : said.join(' ')
}
