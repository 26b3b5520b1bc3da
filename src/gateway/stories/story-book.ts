import type { Signal } from '../../domain/signal/signal.ts'
import { addressesOf, grantOf, type Subject, type Thread, threadsOf, userOf } from '../../domain/story/thread.ts'
import { dayOf, mergeTies, stepsOf, type Tie } from '../../domain/story/tie.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import { digestText } from '../hash.ts'
import type { Tx } from '../store/store.ts'
import { type Crowd, saveCrowds } from './crowd-rows.ts'
import { type HandedOut, tieToGivers } from './grant-rows.ts'
import { saveTies } from './tie-rows.ts'

/** A record that went into an alert. */
export interface ToldRecord {
  readonly alertId: string
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
  // The sample's things are others than the real ones of the same name: the two meet in no story.
  const keyOf = ({ value }: Thread) => digest(`${isSample ? 'sample' : 'real'}\n${value}`).slice(0, KEY_DIGITS)
  const told = new Map<string, readonly Tie[]>()
  const crowds = new Map<string, Crowd & { readonly users: Set<string> }>()

  const given = new Map<string, HandedOut>()

  function meet(key: string, day: number, user: string | null): void {
    if (user === null) return
    const id = `${key} ${day}`
    const crowd = crowds.get(id) ?? { key, day, users: new Set() }
    crowd.users.add(digest(user).slice(0, USER_DIGITS))
    crowds.set(id, crowd)
  }

  return {
    hear: (signal, at) => {
      for (const address of addressesOf(signal)) meet(keyOf(address), dayOf(at), userOf(signal))
      const grant = grantOf(signal)
      if (grant === null) return
      const giver = { giver: keyOf(grant.giver), label: labelOf(grant.giver) }
      for (const key of grant.keys) given.set(keyOf(key), giver)
    },
    tell: ({ alertId, signal, subject, firstSeenAt, seenAt }) => {
      const span = stepsOf(firstSeenAt, seenAt)
      const ties = threadsOf(signal, subject).map((thread): Tie => {
        const { kind, side } = thread
        return { alertId, key: keyOf(thread), kind, side, label: labelOf(thread), ...span }
      })
      told.set(alertId, mergeTies(told.get(alertId) ?? [], ties))
      for (const { key, kind, side } of ties) {
        // Addresses were counted when the record was heard, and whoever acts is alone with its own names.
        if (kind !== 'address' && (kind !== 'identity' || side !== 'by')) meet(key, dayOf(seenAt), userOf(signal))
      }
    },
    save: async (now) => {
      const ties = [...told.values()].flat()
      for (const tie of await tieToGivers(tx, tenant, isSample, { told: ties, given }, now)) {
        told.set(tie.alertId, mergeTies(told.get(tie.alertId) ?? [], [tie]))
        // One that hands out keys to half the house gives nobody away; each alert counts as one.
        for (const at of [tie.firstAt, tie.lastAt]) meet(tie.key, dayOf(at), tie.alertId)
      }
      await saveTies(tx, tenant, isSample, told)
      await saveCrowds(tx, tenant, isSample, [...crowds.values()], now)
    },
  }
}

function labelOf({ label }: Thread): string {
  return label.slice(0, LONGEST_LABEL).toWellFormed()
}
