/** What `watchFrames` leaves in the page. */
export interface FrameWatch {
  /** Forgets what was seen so far. */
  begin(): void
  end(): { readonly paintedMs: readonly number[]; readonly longMs: readonly number[] }
}

/**
 * Runs in the page, so it may use nothing from outside. `numbers` selects what answers a move. A move begins at the moment that the
 * pointer's event carries, which is when the browser took it from the system, not when the page heard of it. A frame is painted when a
 * message that was sent from it arrives: what the compositor then still does is not in it. A move that changed a value is answered by the
 * first painted change of the numbers after it, in the frame that is under way where the change was made in its callbacks.
 */
export function watchFrames(numbers: string): void {
  const shown = document.querySelector(numbers)
  if (shown === null) throw new Error(`the page shows no ${numbers}`)
  let waiting: number[] = []
  let paintedMs: number[] = []
  let longMs: number[] = []
  let movedAt = 0
  addEventListener('pointermove', ({ timeStamp }) => (movedAt = timeStamp), { capture: true })
  addEventListener('input', () => waiting.push(movedAt), { capture: true })
  new PerformanceObserver((list) => {
    longMs.push(...list.getEntries().map(({ duration }) => duration))
  }).observe({ entryTypes: ['longtask'] })
  const { port1, port2 } = new MessageChannel()
  const inFrame: number[] = []
  let isFrameUnderWay = false
  const nextFrame = requestAnimationFrame.bind(globalThis)
  globalThis.requestAnimationFrame = (callback) =>
    nextFrame((time) => {
      isFrameUnderWay = true
      port2.postMessage(null)
      callback(time)
    })
  port1.onmessage = () => {
    isFrameUnderWay = false
    const now = performance.now()
    paintedMs.push(...inFrame.splice(0).map((at) => now - at))
  }
  // A frame is asked for only where something changed: asking for each would keep the machine busy with empty ones.
  new MutationObserver(() => {
    const answered = waiting
    waiting = []
    if (isFrameUnderWay) inFrame.push(...answered)
    else requestAnimationFrame(() => inFrame.push(...answered))
  }).observe(shown, { subtree: true, childList: true, characterData: true })
  const watch: FrameWatch = {
    begin: () => {
      paintedMs = []
      longMs = []
    },
    end: () => ({ paintedMs, longMs }),
  }
  Object.assign(globalThis, watch)
}
