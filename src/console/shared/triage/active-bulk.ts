import { create } from 'zustand'
import type { Backend } from '../../../backend/port.ts'
import type { BulkView } from '../../../domain/views/bulk-views.ts'
import { type RunWatcher, runBulk } from './bulk-run.ts'

/** Actions that this page is advancing at this moment: they do not stand still. */
export const useActiveBulk = create<{ readonly ids: readonly string[] }>(() => ({ ids: [] }))

/** Runs an action from this page. What it promises stands at `runBulk`. */
export async function runHere(backend: Backend, bulk: BulkView, watcher: RunWatcher): Promise<BulkView> {
  const { ids } = useActiveBulk.getState()
  useActiveBulk.setState({ ids: [...ids, bulk.id] })
  try {
    return await runBulk(backend, bulk, watcher)
  } finally {
    useActiveBulk.setState((now) => ({ ids: now.ids.filter((id) => id !== bulk.id) }))
  }
}
