import type { JsonObject } from '../../domain/json/json.ts'
import type { Signal } from '../../domain/signal/signal.ts'
import { matches } from '../../sigma/matches.ts'
import { type LoadedTrigger, loadPack } from '../../sigma/pack/pack.ts'

const LEVEL_RANK = { informational: 0, low: 1, medium: 2, high: 3, critical: 4 } as const

/** The triggers in force, by id. */
export function triggersInForce(): readonly LoadedTrigger[] {
  return loadPack()
}

export function triggerById(id: string): LoadedTrigger | null {
  return loadPack().find((loaded) => loaded.trigger.id === id) ?? null
}

/**
 * The triggers that fire on a record, the strongest first: by declared confidence, then level, then id. The strongest gives
 * the alert its response; the others corroborate.
 */
export function firedBy(signal: Signal, record: JsonObject): readonly LoadedTrigger[] {
  return loadPack()
    .filter(({ rule, reads }) => {
      if (reads.formats !== null && !reads.formats.includes(signal.format)) return false
      return matches(rule, reads.what === 'signal' ? signal : record)
    })
    .sort(byStrength)
}

export function byStrength(a: LoadedTrigger, b: LoadedTrigger): number {
  return (
    b.trigger.response.confidence - a.trigger.response.confidence ||
    LEVEL_RANK[b.trigger.level] - LEVEL_RANK[a.trigger.level] ||
    (a.trigger.id < b.trigger.id ? -1 : 1)
  )
}
