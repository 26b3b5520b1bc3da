import { type AlertWork, changesBetween } from './change-work.ts'

/**
 * The work with one change of it taken back: what was changed from `before` to `after` is as it was, everything that others did
 * meanwhile stays. Tags are taken back one by one.
 */
export function restoreWork(current: AlertWork, before: AlertWork, after: AlertWork): AlertWork {
  const changed = new Set(changesBetween(before, after).map(({ field }) => field))
  const { status, closure, slaDueAt, slaPause, disposition, assigneeId, hold } = before
  return {
    ...current,
    ...(changed.has('status') ? { status, closure, slaDueAt, slaPause } : {}),
    ...(changed.has('sla') ? { slaDueAt, slaPause } : {}),
    ...(changed.has('disposition') ? { disposition } : {}),
    ...(changed.has('assignee') ? { assigneeId } : {}),
    ...(changed.has('hold') ? { hold } : {}),
    tags: restoredTags(current.tags, before.tags, after.tags),
  }
}

function restoredTags(
  current: readonly string[],
  before: readonly string[],
  after: readonly string[],
): readonly string[] {
  const added = new Set(after.filter((tag) => !before.includes(tag)))
  const removed = before.filter((tag) => !after.includes(tag))
  return [...new Set([...current.filter((tag) => !added.has(tag)), ...removed])].sort()
}
