import { create } from 'zustand'
import type { Connection } from './marks/ConnectionMark.tsx'

interface ConnectionState {
  readonly connection: Connection
  /** Last change this page was told of, as a sequence of the log; null before the first. */
  readonly lastSequence: number | null
}

/** What this page knows of the line to the gateway. Written by the shell's watcher only. */
export const useConnection = create<ConnectionState>(() => ({
  connection: { kind: 'loading' },
  lastSequence: null,
}))

/** True while what is on the screen may be out of date: approving and containing wait. */
export function useIsOffline(): boolean {
  return useConnection(({ connection: { kind } }) => kind === 'offline' || kind === 'failed')
}
