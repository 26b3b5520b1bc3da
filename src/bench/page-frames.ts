import type { CDPSession, Page } from '@playwright/test'

/** What somebody does to a list, over and over. */
export interface Drive {
  readonly times: number
  readonly everyMs: number
  readonly turn: (page: Page, n: number) => Promise<void>
}

export interface Driven {
  /** From each key to the cursor that was painted for it. */
  readonly paintedMs: readonly number[]
  /** Keys of which the browser says that more than 16 ms went by until their effect was shown (Event Timing, steps of 8 ms). */
  readonly lateKeys: number
  /** From frame to frame; empty where frames were not watched. */
  readonly frameMs: readonly number[]
  /** Work of the page's main thread for one turn, in CPU time: what a busy machine does not change much. */
  readonly cpuMs: number
}

interface Seen {
  readonly paintedMs: number[]
  readonly frameMs: number[]
  lateKeys: number
  isDone: boolean
}

/**
 * Drives the list of a page that has a grid. A key counts as painted when the frame after the move of `aria-activedescendant` has run
 * and the task after it begins: the floor of that is what the same measurement says of a page with nothing on it. With `frames` every
 * frame is asked for, which a page at rest does not do.
 */
export async function drive(page: Page, { times, everyMs, turn }: Drive, watched: 'keys' | 'frames'): Promise<Driven> {
  const grid = page.locator('[role=grid], [role=treegrid]')
  await grid.focus()
  await grid.hover()
  await page.evaluate(watch, watched)
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const before = await taskSeconds(session)
  for (let n = 0; n < times; n += 1) {
    await turn(page, n)
    await page.waitForTimeout(everyMs)
  }
  const cpuMs = (1000 * ((await taskSeconds(session)) - before)) / times
  await session.detach()
  const { paintedMs, frameMs, lateKeys } = await page.evaluate(() => {
    const { seen } = globalThis as unknown as { readonly seen: Seen }
    seen.isDone = true
    return seen
  })
  return { paintedMs, frameMs, lateKeys, cpuMs }
}

async function taskSeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics')
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0
}

/** Runs in the page. */
function watch(watched: 'keys' | 'frames'): void {
  const seen: Seen = { paintedMs: [], frameMs: [], lateKeys: 0, isDone: false }
  Object.assign(globalThis, { seen })
  const grid = document.querySelector('[role=grid], [role=treegrid]')
  if (grid === null) throw new Error('the page shows no grid')

  let pressedAt = 0
  addEventListener('keydown', ({ timeStamp }) => (pressedAt = timeStamp), { capture: true })
  const { port1, port2 } = new MessageChannel()
  const painted: number[] = []
  // Sent from a frame, a message arrives when it was painted.
  port1.onmessage = () => seen.paintedMs.push(...painted.splice(0).map((at) => performance.now() - at))
  new MutationObserver(() => {
    const at = pressedAt
    pressedAt = 0
    if (at === 0 || seen.isDone) return
    requestAnimationFrame(() => {
      painted.push(at)
      port2.postMessage(null)
    })
  }).observe(grid, { attributeFilter: ['aria-activedescendant'] })
  new PerformanceObserver((list) => {
    if (!seen.isDone) seen.lateKeys += list.getEntriesByName('keydown').length
  }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit)

  if (watched === 'keys') return
  let last = performance.now()
  const next = (now: number) => {
    if (seen.isDone) return
    seen.frameMs.push(now - last)
    last = now
    requestAnimationFrame(next)
  }
  requestAnimationFrame(next)
}

/** A page with nothing on it but a list that moves a mark: what this browser needs on this machine, whatever a page does. */
export const EMPTY_PAGE = `<!doctype html><meta charset="utf-8"><title>Floor</title>
<div role="grid" tabindex="0" style="height:800px;overflow:auto"><div style="height:12000000px"><p>one</p><p>two</p></div></div>
<script>
const grid = document.querySelector('[role=grid]')
const rows = document.querySelectorAll('p')
let at = 0
grid.addEventListener('keydown', () => {
  rows[at % 2].style.background = 'none'
  at += 1
  rows[at % 2].style.background = 'silver'
  grid.setAttribute('aria-activedescendant', 'row-' + at)
})
</script>`
