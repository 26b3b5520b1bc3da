import type { Signal } from '../../domain/signal/signal.ts'

const WORDS: ReadonlyMap<string, Signal['sourceStatus']> = new Map([
  ['new', 'new'],
  ['open', 'new'],
  ['active', 'new'],
  ['triggered', 'new'],
  ['reopened', 'new'],
  ['inprogress', 'in-progress'],
  ['acknowledged', 'in-progress'],
  ['assigned', 'in-progress'],
  ['notified', 'in-progress'],
  ['suppressed', 'suppressed'],
  ['muted', 'suppressed'],
  ['ignored', 'suppressed'],
  ['rejected', 'suppressed'],
  ['resolved', 'resolved'],
  ['closed', 'resolved'],
  ['inactive', 'resolved'],
  ['archived', 'archived'],
])

/** Where a source's word says its own work stands, in any case and spelling (`IN_PROGRESS`, `inProgress`); null if unknown. */
export function statusOf(word: string | null | undefined): Signal['sourceStatus'] {
  return WORDS.get((word ?? '').replace(/[^A-Za-z]/g, '').toLowerCase()) ?? null
}
