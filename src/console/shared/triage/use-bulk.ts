import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { AlertRow } from '../../../domain/views/alert-views.ts'
import type { BulkView } from '../../../domain/views/bulk-views.ts'
import { useBackend } from '../backend.tsx'
import { runHere } from './active-bulk.ts'
import { offerToTakeBackMany } from './desk-work.ts'

/** One bulk action on the screen: begun, advanced, stopped, gone on with, taken back. */
export function useBulk(first: BulkView | null, onChanged: (row: AlertRow) => void) {
  const backend = useBackend()
  const queries = useQueryClient()
  const [bulk, setBulk] = useState(first)
  const [error, setError] = useState<Error | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const isStopped = useRef(false)

  const attempt = async (work: () => Promise<unknown>) => {
    isStopped.current = false
    setError(null)
    setIsBusy(true)
    try {
      await work()
    } catch (failure) {
      setError(failure instanceof Error ? failure : new Error(String(failure)))
    } finally {
      setIsBusy(false)
      void queries.invalidateQueries({ queryKey: ['bulk'] })
    }
  }
  const run = async (from: BulkView) => {
    setBulk(from)
    await runHere(backend, from, {
      isStopped: () => isStopped.current,
      onStep: (now, rows) => {
        setBulk(now)
        for (const row of rows) onChanged(row)
      },
    })
  }
  return {
    bulk,
    error,
    /** True while a step is under way. */
    isBusy,
    begin: (start: () => Promise<BulkView>) => attempt(async () => run(await start())),
    /** Asks first where it stands: the last answer may have been lost. */
    goOn: (id: string) => attempt(async () => run(await backend.getBulk(id))),
    /** It stands where it is after the step under way; what waits is gone on with, or left. */
    stop: () => {
      isStopped.current = true
    },
    leaveRest: (id: string) => attempt(async () => setBulk(await backend.cancelBulk(id))),
    /** Whoever has left the dialog can still take it back by the key. */
    offerBack: (done: BulkView) => {
      offerToTakeBackMany({ backend, queries, onChanged, onSeen: onChanged }, done, null)
    },
    undo: (id: string) => attempt(async () => run(await backend.undoBulk(id))),
  }
}
