import { type ComponentType, createElement, type ReactElement, useEffect, useState, useSyncExternalStore } from 'react'

/** What is not needed for the first screen, in the order in which it was named. */
const waiting: (() => Promise<unknown>)[] = []
let isFetching = false

/** Names something that the page will want soon, so that nobody waits for it at the first use. A failure here is not told: the use asks again. */
export function fetchWhenIdle(fetchPart: () => Promise<unknown>): void {
  waiting.push(fetchPart)
  if (isFetching) void fetchNext()
}

/** From now on what waits is fetched, one after the other, while the page has nothing better to do. Called once the first screen stands. */
export function startFetching(): void {
  if (isFetching) return
  isFetching = true
  void fetchNext()
}

let isBusy = false
async function fetchNext(): Promise<void> {
  if (isBusy) return
  isBusy = true
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    await idle()
    await next().catch(() => undefined)
  }
  isBusy = false
}

/** Safari has no idle callback; a pause between two parts serves the same there. */
function idle(): Promise<void> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: 2000 })
    else setTimeout(resolve, 50)
  })
}

export interface Later<Props> {
  /** Draws `Meanwhile`, or nothing, until it has arrived. See `isScreen` for what becomes of a failed fetch. */
  (props: Props): ReactElement | null
  /** Whether it has arrived, for a caller that draws something else meanwhile. It is fetched at once where it `isWanted`. */
  readonly useIsHere: (isWanted: boolean) => boolean
  readonly load: () => Promise<void>
}

interface LaterOptions {
  /** It is fetched without being asked for, once the page is idle. */
  readonly isSoon?: boolean
  /**
   * It is all that there is to see. Then a failed fetch goes to the nearest error boundary and is tried again from there; that of any
   * other part is tried again by itself, since what is already on the screen is worth more than a part that is missing.
   */
  readonly isScreen?: boolean
  readonly Meanwhile?: ComponentType
}

/**
 * A part whose code is not of the first screen. In contrast to `React.lazy` it is drawn at once where its code is there already:
 * no fallback for a frame, which would drop the focus.
 */
export function later<Props extends object>(
  fetchPart: () => Promise<ComponentType<Props>>,
  { isSoon = true, isScreen = false, Meanwhile }: LaterOptions = {},
): Later<Props> {
  const fetched = new Fetched(fetchPart, isScreen)
  if (isSoon) fetchWhenIdle(fetched.load)
  function Part(props: Props) {
    const part = useFetched(fetched, true)
    if (part !== null) return createElement(part, props)
    return Meanwhile === undefined ? null : createElement(Meanwhile)
  }
  function useIsHere(isWanted: boolean): boolean {
    return useFetched(fetched, isWanted) !== null
  }
  return Object.assign(Part, { load: fetched.load, useIsHere })
}

/** The code of one part, and who waits for it. */
class Fetched<Props> {
  #part: ComponentType<Props> | null = null
  #coming: Promise<void> | null = null
  readonly #listeners = new Set<() => void>()
  readonly #fetchPart: () => Promise<ComponentType<Props>>
  readonly isScreen: boolean

  constructor(fetchPart: () => Promise<ComponentType<Props>>, isScreen: boolean) {
    this.#fetchPart = fetchPart
    this.isScreen = isScreen
  }

  readonly now = (): ComponentType<Props> | null => this.#part

  readonly load = (): Promise<void> => {
    this.#coming ??= this.#fetchPart().then(
      (part) => {
        this.#part = part
        for (const listener of this.#listeners) listener()
      },
      (error: unknown) => {
        this.#coming = null
        throw error
      },
    )
    return this.#coming
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}

const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 15_000

// Not inside of `later`: the compiler takes what a hook reads from a function around it for a global and hoists it out.
function useFetched<Props>(fetched: Fetched<Props>, isWanted: boolean): ComponentType<Props> | null {
  const { now, load, subscribe, isScreen } = fetched
  const [failed, setFailed] = useState<{ readonly error: unknown } | null>(null)
  const part = useSyncExternalStore(subscribe, now)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let isGone = false
    const ask = (pauseMs: number) => {
      load().catch((error: unknown) => {
        if (isGone) return
        if (isScreen) setFailed({ error })
        else timer = setTimeout(() => ask(Math.min(2 * pauseMs, LONGEST_PAUSE_MS)), pauseMs)
      })
    }
    if (isWanted) ask(FIRST_PAUSE_MS)
    return () => {
      isGone = true
      clearTimeout(timer)
    }
  }, [isWanted, isScreen, load])
  if (failed !== null) throw failed.error
  return part
}
