import type { Signal } from '../../domain/signal/signal.ts'

/**
 * What a record is to what we have under its id. `update`: the same finding, later. `older`: the same finding as it was
 * before, come late; kept as evidence, changes nothing. `conflict`: another body under the same id that is neither; kept, shown.
 */
export type Verdict = 'fresh' | 'duplicate' | 'update' | 'older' | 'conflict'

/** A record of this id that stands already. Conflicting ones are left out, except for their digest. */
export interface Standing {
  readonly digests: ReadonlySet<string>
  /** The latest version; null where only conflicts are known, which does not happen to the first one. */
  readonly latest: Signal | null
}

/** Pure, and independent of the order in which versions of a finding arrive, as far as they tell their own order. */
export function judgeRecord(signal: Signal, digest: string, standing: Standing | undefined): Verdict {
  if (standing === undefined) return 'fresh'
  if (standing.digests.has(digest)) return 'duplicate'
  if (standing.latest === null) return 'fresh'
  // Telemetry is written once: a second body is a changed one, whatever its time.
  if (signal.form === 'event') return 'conflict'
  const order = compareVersions(signal, standing.latest)
  if (order > 0) return 'update'
  if (order < 0) return 'older'
  return signal.sourceStatus !== null && signal.sourceStatus !== standing.latest.sourceStatus ? 'update' : 'conflict'
}

/** Positive where `a` is the later version: by the source's last sight of it, then by how often it saw it. */
export function compareVersions(a: Signal, b: Signal): number {
  return lastSight(a) - lastSight(b) || occurrences(a) - occurrences(b)
}

function lastSight(signal: Signal): number {
  return Math.max(signal.lastSeenAt ?? 0, signal.observedAt ?? 0)
}

function occurrences(signal: Signal): number {
  const count = Number(Object.hasOwn(signal.labels, 'count') ? signal.labels['count'] : 0)
  return Number.isSafeInteger(count) && count > 0 ? count : 0
}
