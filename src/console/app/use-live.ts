import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import * as words from '#words/app.tsx'
import type { ChangeEvent } from '../../domain/views/other-views.ts'
import { useBackend } from '../shared/backend.tsx'
import { type QueryRoot, rootsTouchedBy } from '../shared/change-keys.ts'
import { useConnection } from '../shared/connection.ts'
import { announce } from '../ui/announce.ts'
import { nowMs } from '../ui/clock.ts'

/** Changes of a burst are gathered this long: an ingest of ten thousand alerts must not refetch ten thousand times. */
const GATHER_MS = 250

/** Follows the gateway while somebody is signed in: marks what changed as out of date and keeps the connection mark honest. */
export function useLive(isSignedIn: boolean): void {
  const backend = useBackend()
  const queries = useQueryClient()
  useEffect(() => {
    if (!isSignedIn) return undefined
    const touched = new Set<QueryRoot>()
    let timer: ReturnType<typeof setTimeout> | null = null
    const flush = () => {
      timer = null
      for (const root of touched) void queries.invalidateQueries({ queryKey: [root] })
      touched.clear()
    }
    const onChange = (change: ChangeEvent) => {
      useConnection.setState({ lastSequence: change.sequence })
      for (const root of rootsTouchedBy(change)) touched.add(root)
      timer ??= setTimeout(flush, GATHER_MS)
    }
    const close = backend.watch(useConnection.getState().lastSequence, onChange, noteLineState)
    return () => {
      close()
      if (timer !== null) clearTimeout(timer)
    }
  }, [backend, queries, isSignedIn])
}

function noteLineState(state: 'live' | 'connecting' | 'offline' | 'refused'): void {
  const before = useConnection.getState().connection
  if (state === 'live') {
    if (before.kind === 'offline' || before.kind === 'failed') announce(words.announceLive)
    useConnection.setState({ connection: { kind: 'live' } })
    return
  }
  if (state === 'refused') {
    if (before.kind === 'failed') return
    announce(words.refused.title, 'assertive')
    useConnection.setState({ connection: { kind: 'failed' } })
    return
  }
  // Trying again is not being there: once the line was lost, it stays "offline since" until it holds.
  if (before.kind === 'offline' || (before.kind === 'failed' && state === 'connecting')) return
  if (state === 'connecting') {
    useConnection.setState({ connection: { kind: 'loading' } })
    return
  }
  announce(words.announceOffline, 'assertive')
  useConnection.setState({ connection: { kind: 'offline', since: nowMs() } })
}
