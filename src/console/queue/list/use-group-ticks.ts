import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { ChosenIn, QueueEngine, QueueLine } from '../../../engine/worker/queue-client.ts'
import type { QueueLines } from '../engine/use-queue-lines.ts'
import type { Selection } from './use-selection.ts'

/** How many alerts a group holds and how many of them are selected; null for a row, and until it is counted. */
export type GroupTicks = (line: QueueLine) => ChosenIn | null

const NONE: ReadonlyMap<string, ChosenIn> = new Map()

interface Ticks {
  readonly tickOf: GroupTicks
  /**
   * Whether a press on what `of` names selects it, where `isAll` of it was selected when it was last counted. What a press before wished
   * counts until then: two quick ones select and let go.
   */
  readonly turn: (of: string, isAll: boolean) => boolean
}

/**
 * What is selected of each group whose head is here, counted by the worker: a group may hold more than the page has ever seen, and a
 * selection by query names alerts by number alone.
 */
export function useGroupTicks(engine: QueueEngine | null, lines: QueueLines, selection: Selection): Ticks {
  const [counts, setCounts] = useState(NONE)
  const { groupPaths } = lines
  const wished = useRef<{ readonly of: string; readonly isOn: boolean } | null>(null)
  const { members } = selection
  const count = useEffectEvent(async (all: typeof members, known: typeof groupPaths, isOver: () => boolean) => {
    const numbers = [...all.values()].map(({ number }) => number)
    const paths = numbers.length === 0 ? [] : known()
    const outcome =
      engine === null || paths.length === 0 ? null : await engine.ask<'chosen'>({ kind: 'chosen', numbers, paths })
    if (isOver()) return
    wished.current = null
    if (outcome === null) setCounts(NONE)
    else if (outcome.kind === 'answered')
      setCounts(new Map(outcome.answer.groups.map((group, at) => [JSON.stringify(paths[at]), group])))
  })
  useEffect(() => {
    let isOver = false
    const timer = setTimeout(() => void count(members, groupPaths, () => isOver), 0)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [members, groupPaths])
  return {
    tickOf: (line) => (line.kind === 'group' ? (counts.get(JSON.stringify(line.path)) ?? null) : null),
    turn: (of, isAll) => {
      const isOn = !(wished.current?.of === of ? wished.current.isOn : isAll)
      wished.current = { of, isOn }
      return isOn
    },
  }
}
