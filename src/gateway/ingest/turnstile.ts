import type { Store } from '../store/store.ts'

const lines = new WeakMap<Store, Promise<unknown>>()

/**
 * Lets one writing transaction of ingest run at a time per gateway. The embedded database serves one caller after the
 * other in the order they asked: fifty deliveries at once would all stand before an approval, so they wait here instead.
 */
export function inTurn<T>(store: Store, work: () => Promise<T>): Promise<T> {
  const before = lines.get(store) ?? Promise.resolve()
  const mine = before.then(giveWay, giveWay).then(work)
  lines.set(
    store,
    mine.catch(() => undefined),
  )
  return mine
}

/**
 * A turn of the event loop. The embedded database answers within the microtask queue, so without this a long delivery
 * would keep the process from its sockets and timers until its last record: nobody could even connect.
 */
function giveWay(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0))
}
