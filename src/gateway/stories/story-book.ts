import type { Signal } from '../../domain/signal/signal.ts'
import { addressesOf, type Subject, type Thread, threadsOf, userOf } from '../../domain/story/thread.ts'
import { dayOf, mergeTies, stepsOf, type Tie } from '../../domain/story/tie.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import { digestText } from '../hash.ts'
import type { Tx } from '../store/store.ts'
import { type Crowd, saveCrowds } from './crowd-rows.ts'
import { type AlertTies, saveTies } from './tie-rows.ts'

/** A record that went into an alert. */
export interface ToldRecord {
  readonly alertId: string
  /** The alert's own mark, which is not always that of the delivery. */
  readonly isSample: boolean
  readonly signal: Signal
  readonly subject: Subject | null
  readonly firstSeenAt: EpochMs
  readonly seenAt: EpochMs
}

/** What one part of a delivery adds to stories: the ties of its alerts, and who uses what, so that busy things tie nothing. */
export interface StoryBook {
  /** Every record that is heard, whether it asks for an alert or not: a busy address is busy with calm records. */
  hear(signal: Signal, at: EpochMs): void
  tell(record: ToldRecord): void
  /** Writes both, in the transaction of the part. */
  save(now: EpochMs): Promise<void>
}

/** Hex digits: nobody makes two things meet at 128 bits, nor two of seventeen users at 64. */
const KEY_DIGITS = 32
const USER_DIGITS = 16
const LONGEST_LABEL = 200

export function createStoryBook(
  tx: Tx,
  { tenant, isSample }: { readonly tenant: string; readonly isSample: boolean },
): StoryBook {
  const digests = new Map<string, string>()
  const digest = (text: string) => {
    const found = digests.get(text) ?? digestText(text)
    digests.set(text, found)
    return found
  }
  const keyOf = (thread: Thread) => digest(thread.value).slice(0, KEY_DIGITS)
  const told = new Map<string, AlertTies>()
  const crowds = new Map<string, Crowd & { readonly users: Set<string> }>()

  function meet(key: string, day: number, signal: Signal): void {
    const user = userOf(signal)
    if (user === null) return
    const id = `${key} ${day}`
    const crowd = crowds.get(id) ?? { key, day, users: new Set() }
    crowd.users.add(digest(user).slice(0, USER_DIGITS))
    crowds.set(id, crowd)
  }

  return {
    hear: (signal, at) => {
      for (const address of addressesOf(signal)) meet(keyOf(address), dayOf(at), signal)
    },
    tell: ({ alertId, isSample: isOfSample, signal, subject, firstSeenAt, seenAt }) => {
      const span = stepsOf(firstSeenAt, seenAt)
      const ties = threadsOf(signal, subject).map((thread): Tie => {
        const { kind, side } = thread
        const label = thread.label.slice(0, LONGEST_LABEL).toWellFormed()
        return { alertId, key: keyOf(thread), kind, side, label, ...span }
      })
      told.set(alertId, { isSample: isOfSample, ties: mergeTies(told.get(alertId)?.ties ?? [], ties) })
      for (const { key, kind, side } of ties) {
        // Addresses were counted when the record was heard, and whoever acts is alone with its own names.
        if (kind !== 'address' && (kind !== 'identity' || side !== 'by')) meet(key, dayOf(seenAt), signal)
      }
    },
    save: async (now) => {
      await saveTies(tx, tenant, told)
      await saveCrowds(tx, tenant, isSample, [...crowds.values()], now)
    },
  }
}
