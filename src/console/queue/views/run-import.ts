import type { Backend } from '../../../backend/port.ts'
import type { Decided, ImportStep } from '../../../domain/saved-view/import-views.ts'

/** Steps of an import that are behind us, by their place: who tries again does not add them twice. */
export type Done = ReadonlySet<number>

/** Adds and replaces what was decided, one view after the other. The answer counts those that were added or replaced, in all tries. */
export async function runImport(
  backend: Pick<Backend, 'addView' | 'saveView'>,
  steps: readonly ImportStep[],
  decidedAt: (at: number) => Decided,
  before: Done,
  onDone: (done: Done) => void,
): Promise<number> {
  let done = before
  for (const [at, step] of steps.entries()) {
    if (done.has(at) || step.kind === 'there') continue
    const decided = step.kind === 'taken' ? decidedAt(at) : null
    if (decided === 'leave') continue
    if (step.kind === 'taken' && decided === 'replace' && step.by.saved !== null) {
      const { saved } = step.by
      await backend.saveView(saved.id, { ...step.draft, name: saved.name }, saved.version)
    } else {
      await backend.addView(step.kind === 'taken' ? { ...step.draft, name: step.free } : step.draft)
    }
    done = new Set(done).add(at)
    onDone(done)
  }
  return done.size
}
