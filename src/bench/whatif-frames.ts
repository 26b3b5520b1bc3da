/** What `watchFrames` leaves in the page. */
export interface FrameWatch {
  /** Forgets what was seen so far. */
  begin(): void
  end(): { readonly paintedMs: readonly number[]; readonly longMs: readonly number[] }
}

/**
 * Runs in the page, so it may use nothing from outside. `numbers` selects what answers a move. A frame is painted when a message
 * that was sent from it arrives; a move that changed a value is answered by the first painted change of the numbers after it.
 */
export function watchFrames(numbers: string): void {
  const shown = document.querySelector(numbers)
  if (shown === null) throw new Error(`the page shows no ${numbers}`)
  let waiting: number[] = []
  let paintedMs: number[] = []
  let longMs: number[] = []
  addEventListener('input', () => waiting.push(performance.now()), { capture: true })
  new PerformanceObserver((list) => {
    longMs.push(...list.getEntries().map(({ duration }) => duration))
  }).observe({ entryTypes: ['longtask'] })
  const { port1, port2 } = new MessageChannel()
  const inFrame: number[] = []
  port1.onmessage = () => {
    const now = performance.now()
    paintedMs.push(...inFrame.splice(0).map((at) => now - at))
  }
  // A frame is asked for only where something changed: asking for each would keep the machine busy with empty ones.
  new MutationObserver(() => {
    const answered = waiting
    waiting = []
    requestAnimationFrame(() => {
      inFrame.push(...answered)
      port2.postMessage(null)
    })
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
