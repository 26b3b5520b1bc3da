import { KEYS_PAINTED } from './queue-screen.ts'
import type { Target } from './targets.ts'
import { type Line, nameOf } from './trial.ts'
import { LONG_TASKS, movedBy } from './whatif-page.ts'

/** A frame of a display of 60 Hz, and what a slider may take over more alerts than a million. */
const FRAME_MS = 16.7
const LONG_HISTORY_MS = 50
const KEY_MS = 16
const MILLION = 1_000_000

/**
 * 19 of 20 keys or moves on a whole page, in milliseconds, against what they may take; claims without their lines are left out. Beside
 * each is quoted what the bare page of the same browser took in the same run: where that alone is over the limit, no page could be under
 * it on that machine.
 */
export function pageTargetsOf(lines: readonly Line[]): readonly Target[] {
  const named = (task: string) => lines.find((line) => nameOf(line.task) === task && line.runs > 0)
  const within = (task: string, mostMs: (alerts: number) => number): readonly Target[] => {
    const [whole, bare] = [named(`page: ${task}`), named(`bare page: ${task}`)]
    if (whole === undefined) return []
    const most = mostMs(whole.units)
    return [
      { claim: `${task}: p95, ms`, must: { most }, got: whole.p95Ms },
      ...(bare === undefined ? [] : [{ claim: `the same on a bare page: p95, ms`, must: null, got: bare.p95Ms }]),
    ]
  }
  const slider = (alerts: number) => (alerts > MILLION ? LONG_HISTORY_MS : FRAME_MS)
  const moves = (['a pointer', 'a key'] as const).flatMap((how) => within(movedBy(how), slider))
  const long = lines.find(({ task }) => task === LONG_TASKS)?.runs ?? 0
  return [
    ...within(KEYS_PAINTED, () => KEY_MS),
    ...moves,
    ...(moves.length > 0 ? [{ claim: LONG_TASKS, must: { most: 0 }, got: long }] : []),
  ]
}
