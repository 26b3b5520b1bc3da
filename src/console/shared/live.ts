import type { Backend } from '../../backend/port.ts'
import type { ChangeEvent } from '../../domain/views/other-views.ts'

/** The line to the backend. `since` is epoch ms on this computer's clock, when the state began. */
export interface LineState {
  readonly state: 'live' | 'connecting' | 'offline'
  readonly since: number
}

export interface Live {
  /** The same object until the state changes. */
  readonly line: () => LineState
  readonly onLine: (listener: () => void) => () => void
  /** Every change of the backend from now on, in order. Returns the way to stop listening. */
  readonly onChange: (listener: (event: ChangeEvent) => void) => () => void
  /** Opens the line; it reconnects by itself. Returns the way to close it. */
  readonly open: () => () => void
}

/**
 * One line for the whole page. Every screen listens to the same stream, so that two panels can never tell two different
 * stories, and the gateway holds one connection a tab.
 */
export function createLive(backend: Pick<Backend, 'watch'>, now: () => number): Live {
  let line: LineState = { state: 'connecting', since: now() }
  const lineListeners = new Set<() => void>()
  const changeListeners = new Set<(event: ChangeEvent) => void>()
  let lastSeen: number | null = null

  return {
    line: () => line,
    onLine: (listener) => {
      lineListeners.add(listener)
      return () => {
        lineListeners.delete(listener)
      }
    },
    onChange: (listener) => {
      changeListeners.add(listener)
      return () => {
        changeListeners.delete(listener)
      }
    },
    open: () =>
      backend.watch(
        lastSeen,
        (event) => {
          lastSeen = event.sequence
          for (const listener of changeListeners) listener(event)
        },
        (state) => {
          if (state === line.state) return
          line = { state, since: now() }
          for (const listener of lineListeners) listener()
        },
      ),
  }
}
