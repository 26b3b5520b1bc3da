/** What `watchFrames` leaves in the page. */
export interface FrameWatch {
  /** Forgets what was seen so far. */
  begin(): void
  end(): FramesSeen
}

export interface FramesSeen {
  readonly paintedMs: readonly number[]
  readonly longMs: readonly number[]
  /** Moves whose numbers were never seen, nor those of a later one. */
  readonly lost: number
}

interface Watched {
  /** Selects what answers a move. */
  readonly numbers: string
  /** By value of the slider, what stands there at rest: the answer to a move is told by its own numbers. */
  readonly texts: Readonly<Record<number, string>>
}

/**
 * Runs in the page, so it may use nothing from outside. A move begins at the moment that its event carries (of the pointer, or of the
 * key), which is when the browser took it from the system, not when the page heard of it. It is answered when what stands in the
 * numbers is what stands there at rest for its value, or for that of a later move; other changes of the numbers answer nothing. A move
 * after which they are to stay as they are is left out. A frame is painted when a message that was sent from it arrives: what the
 * compositor then still does is not in it. The frame in which an answer is laid out is told by an element that changes its size with it.
 * Nothing here asks for a frame that the page would not make: a callback of a frame, asked for where a move is heard within one, brings
 * an empty frame after it, whose time the next move waits out.
 */
export function watchFrames({ numbers, texts }: Watched): void {
  const shown = document.querySelector(numbers)
  if (shown === null) throw new Error(`the page shows no ${numbers}`)
  let waiting: { readonly at: number; readonly text: string }[] = []
  let paintedMs: number[] = []
  let longMs: number[] = []
  let movedAt = 0
  const take = ({ timeStamp }: Event) => (movedAt = timeStamp)
  addEventListener('pointermove', take, { capture: true })
  addEventListener('keydown', take, { capture: true })
  const hear = ({ target }: Event) => {
    const text = texts[(target as HTMLInputElement).valueAsNumber]
    if (text === undefined) throw new Error('a value was reached that was not looked at before')
    if (waiting.length > 0 || text !== shown.textContent) waiting.push({ at: movedAt, text })
  }
  addEventListener('input', hear, { capture: true })
  new PerformanceObserver((list) => {
    longMs.push(...list.getEntries().map(({ duration }) => duration))
  }).observe({ entryTypes: ['longtask'] })
  const { port1, port2 } = new MessageChannel()
  let inFrame: number[] = []
  const probe = document.body.appendChild(document.createElement('div'))
  probe.style.cssText = 'position: fixed; inset: 0 auto auto 0; height: 1px; visibility: hidden; contain: strict'
  let widthPx = 0
  new ResizeObserver(() => port2.postMessage(null)).observe(probe)
  port1.onmessage = () => {
    const now = performance.now()
    paintedMs.push(...inFrame.map((at) => now - at))
    inFrame = []
  }
  new MutationObserver(() => {
    const last = waiting.findLastIndex(({ text }) => text === shown.textContent)
    const answered = waiting.splice(0, last + 1).map(({ at }) => at)
    if (answered.length === 0) return
    inFrame.push(...answered)
    widthPx = 1 - widthPx
    probe.style.width = `${widthPx}px`
  }).observe(shown, { subtree: true, childList: true, characterData: true })
  const watch: FrameWatch = {
    begin: () => {
      paintedMs = []
      longMs = []
    },
    end: () => {
      const lost = waiting.length
      waiting = []
      return { paintedMs, longMs, lost }
    },
  }
  Object.assign(globalThis, watch)
}
