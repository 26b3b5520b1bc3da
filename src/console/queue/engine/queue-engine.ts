import { useEffect } from 'react'
import { create } from 'zustand'
import type { Backend } from '../../../backend/port.ts'
import { openQueue, type QueueEngine, type QueueStatus } from '../../../engine/worker/queue-client.ts'
import { useBackend } from '../../shared/backend.tsx'
import { useConnection } from '../../shared/connection.ts'
import { useSession } from '../../shared/session.ts'

const NOT_YET: QueueStatus = {
  phase: 'loading',
  rows: 0,
  total: 0,
  error: null,
  drift: { arrived: 0, arrivedCritical: 0, left: 0 },
  changes: 0,
}

/** How far the worker is. */
export const useQueueStatus = create<QueueStatus>(() => NOT_YET)

interface Held {
  readonly personId: string
  readonly backend: Backend
  readonly engine: QueueEngine
}

const useHeld = create<{ readonly held: Held | null }>(() => ({ held: null }))
/** Rises when one is opened or closed: an engine that is over says nothing more. It speaks before it is here, too. */
let turn = 0
let closing: ReturnType<typeof setTimeout> | null = null

/** Who goes to an alert and comes back finds the alerts still there; who stays away gives the memory back. */
const LINGER_MS = 300_000

function hold(backend: Backend, personId: string): void {
  if (closing !== null) clearTimeout(closing)
  closing = null
  const { held } = useHeld.getState()
  if (held !== null && held.personId === personId && held.backend === backend) return
  close()
  const source = {
    getQueue: (signal: AbortSignal) => backend.getQueue(signal),
    getQueueBlock: (id: string, signal: AbortSignal) => backend.getQueueBlock(id, signal),
    getQueueChanges: (epoch: string, since: string, signal: AbortSignal) =>
      backend.getQueueChanges(epoch, since, signal),
  }
  const mine = turn
  const engine = openQueue(source, (status) => {
    if (turn === mine) useQueueStatus.setState(status, true)
  })
  useHeld.setState({ held: { personId, backend, engine } })
}

function close(): void {
  turn += 1
  useHeld.getState().held?.engine.close()
  useHeld.setState({ held: null })
  useQueueStatus.setState(NOT_YET, true)
}

/** The alerts of this person in a worker; null for the moment before they are known. What changes is followed while `isLive`. */
export function useQueueEngine(isLive: boolean): QueueEngine | null {
  const backend = useBackend()
  const personId = useSession()?.person.id ?? null
  const engine = useHeld(({ held }) => held?.engine) ?? null
  useEffect(() => {
    if (personId === null) {
      close()
      return undefined
    }
    hold(backend, personId)
    return () => {
      closing = setTimeout(close, LINGER_MS)
    }
  }, [backend, personId])

  useEffect(() => {
    if (!isLive || engine === null) return undefined
    // Not as a state of the page: in a burst it would be drawn anew for each thing that it is told.
    const look = ({ connection, lastSequence }: ReturnType<typeof useConnection.getState>) => {
      if (connection.kind === 'live' && lastSequence !== null) engine.follow()
    }
    look(useConnection.getState())
    return useConnection.subscribe((now, before) => {
      // The line's return is news as well: what broke off with it goes on without a click.
      if (now.lastSequence !== before.lastSequence || now.connection.kind !== before.connection.kind) look(now)
    })
  }, [engine, isLive])
  return engine
}
