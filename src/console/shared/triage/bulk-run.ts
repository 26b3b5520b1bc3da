import type { Backend } from '../../../backend/port.ts'
import type { AlertRow } from '../../../domain/views/alert-views.ts'
import type { BulkView } from '../../../domain/views/bulk-views.ts'

export interface RunWatcher {
  /** After every step, with the alerts that it changed. */
  readonly onStep: (bulk: BulkView, rows: readonly AlertRow[]) => void
  /** Asked before every step: true leaves it where it stands. */
  readonly isStopped: () => boolean
}

/**
 * Advances an action step by step until it is over. Whatever fails ends the run with its error and nothing is sent again by itself: the
 * action stands where it stood, and a person asks to go on. Resolves to the action as it then stands.
 */
export async function runBulk(backend: Backend, bulk: BulkView, { onStep, isStopped }: RunWatcher): Promise<BulkView> {
  let now = bulk
  while (now.state === 'running' && !isStopped()) {
    const step = await backend.advanceBulk(now.id)
    now = step.bulk
    onStep(now, step.rows)
  }
  return now
}

/** How many of an action have had their turn, whatever became of them. */
export function handledOf({ total, counts }: Pick<BulkView, 'total' | 'counts'>): number {
  return total - counts.waiting
}
