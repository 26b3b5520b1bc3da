import { useEffect, useState, useSyncExternalStore } from 'react'
import { type LabStatus, openTriggerLab, type TriggerLab } from '../../../engine/worker/client.ts'
import { useBackend } from '../../shared/backend.tsx'
import { createHistoryLoader, type LoadedHistory } from './history-loader.ts'

export interface Lab {
  readonly lab: TriggerLab
  readonly status: LabStatus
  readonly history: LoadedHistory
  /** Loads older records, or goes on where loading failed. */
  readonly loadMore: () => void
}

/** A worker of its own for this page, and the history that it tries rules on. */
export function useLab(): Lab {
  const backend = useBackend()
  const [status, setStatus] = useState<LabStatus>({ kind: 'idle' })
  const [{ lab, loader }] = useState(() => {
    const lab = openTriggerLab(setStatus)
    return { lab, loader: createHistoryLoader(backend, (records) => lab.add(records)) }
  })
  const history = useSyncExternalStore(loader.subscribe, loader.current)
  useEffect(() => {
    loader.more()
    return () => {
      loader.close()
      lab.close()
    }
  }, [lab, loader])
  return { lab, status, history, loadMore: loader.more }
}
