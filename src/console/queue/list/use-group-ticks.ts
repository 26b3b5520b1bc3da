import { useEffect, useEffectEvent, useState } from 'react'
import type { ChosenIn, QueueEngine, QueueLine } from '../../../engine/worker/queue-client.ts'
import type { QueueLines } from '../engine/use-queue-lines.ts'
import type { Selection } from './use-selection.ts'

/** How many alerts a group holds and how many of them are selected; null for a row, and until it is counted. */
export type GroupTicks = (line: QueueLine) => ChosenIn | null

const NONE: ReadonlyMap<string, ChosenIn> = new Map()

/**
 * What is selected of each group whose head is here, counted by the worker: a group may hold more than the page has ever seen, and a
 * selection by query names alerts by number alone.
 */
export function useGroupTicks(engine: QueueEngine | null, lines: QueueLines, selection: Selection): GroupTicks {
  const [counts, setCounts] = useState(NONE)
  const { groupPaths } = lines
  const { members } = selection
  const count = useEffectEvent(async (all: typeof members, known: typeof groupPaths, isOver: () => boolean) => {
    const numbers = [...all.values()].map(({ number }) => number)
    const paths = numbers.length === 0 ? [] : known()
    if (engine === null || paths.length === 0) return setCounts(NONE)
    const outcome = await engine.ask<'chosen'>({ kind: 'chosen', numbers, paths })
    if (isOver() || outcome.kind !== 'answered') return
    const { groups } = outcome.answer
    setCounts(new Map(groups.map((group, at) => [JSON.stringify(paths[at]), group])))
  })
  useEffect(() => {
    let isOver = false
    const timer = setTimeout(() => void count(members, groupPaths, () => isOver), 0)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [members, groupPaths])
  return (line) => (line.kind === 'group' ? (counts.get(JSON.stringify(line.path)) ?? null) : null)
}
