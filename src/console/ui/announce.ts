import { describeHostile } from './hostile-text.ts'

export interface Announcement {
  readonly text: string
  /** `assertive` interrupts: plan changed, expired, connection lost, global stop. Everything else waits its turn. */
  readonly manner: 'polite' | 'assertive'
}

type Listener = (announcement: Announcement) => void
const listeners = new Set<Listener>()

/** Reads a sentence out to screen readers; what nobody could hear in it is named. Needs one mounted `LiveRegions`; without it nothing is heard. */
export function announce(text: string, manner: Announcement['manner'] = 'polite'): void {
  for (const listener of listeners) listener({ text: describeHostile(text), manner })
}

/** Returns the way to stop listening. */
export function onAnnouncement(listener: Listener): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}
