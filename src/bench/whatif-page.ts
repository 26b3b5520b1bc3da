import { chromium, type Page } from '@playwright/test'
import { BROWSER_FLAGS, findBrowser } from '../../e2e/browser.ts'
import { startGateway } from '../../e2e/gateway.ts'
import { encodeHistory } from '../engine/whatif/wire.ts'
import type { Trial } from './trial.ts'
import { historyOf } from './whatif-world.ts'

const STEPS = 60
const WARM_STEPS = 10
const SLIDER = 'Bands of confidence: High from'
const READ_WITHIN_MS = 60_000

/**
 * From the key that moves a slider of the real page until its numbers are painted: one trial a size, a run a step. Page, worker and
 * panels are those that `npm run build` makes; only the history is handed in, so that nobody has to fill a store first. The
 * second trial has a run for each task that held the page's own thread for 50 ms or longer meanwhile, none if it is empty.
 */
export async function benchPage(sizes: readonly number[], identities: number): Promise<readonly (readonly Trial[])[]> {
  const executablePath = findBrowser()
  if (executablePath === null) return []
  const gateway = await startGateway(['--alerts', '0'])
  const browser = await chromium.launch({ executablePath, args: BROWSER_FLAGS })
  try {
    const tables: (readonly Trial[])[] = []
    for (const alerts of sizes) {
      const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage()
      await page.goto(`${gateway.origin}/sign-in`)
      await page.getByRole('button', { name: /Edda Sorensen/ }).click()
      await page.waitForURL(/\/queue/)
      await handIn(page, alerts, identities)
      await page.goto(`${gateway.origin}/whatif`)
      await page.getByRole('term').filter({ hasText: 'Contained' }).waitFor({ timeout: READ_WITHIN_MS })
      const { paintedMs, longMs } = await moveSlider(page)
      const trial = (task: string, runsMs: readonly number[]): Trial => ({
        task,
        unit: 'alerts',
        units: alerts,
        runsMs,
      })
      tables.push([
        trial('page: from the key to the painted numbers', paintedMs),
        ...(longMs.length === 0 ? [] : [trial('page: tasks of 50 ms or longer meanwhile', longMs)]),
      ])
      process.stdout.write(
        `page, ${alerts} alerts: p50 ${quantile(paintedMs, 0.5)} ms, p95 ${quantile(paintedMs, 0.95)} ms, ${longMs.length} long tasks\n`,
      )
      await page.context().close()
    }
    return tables
  } finally {
    await browser.close()
    await gateway.stop()
  }
}

async function handIn(page: Page, alerts: number, identities: number): Promise<void> {
  const body = Buffer.from(encodeHistory(historyOf(alerts, identities)).buffer)
  await page.route(/\/api\/history(\?|$)/, (route) =>
    route.fulfill({
      status: 200,
      headers: { 'content-type': 'application/octet-stream', etag: '"bench"', 'history-total': String(alerts) },
      body,
    }),
  )
}

async function moveSlider(page: Page): Promise<{ readonly paintedMs: number[]; readonly longMs: number[] }> {
  await page.getByRole('slider', { name: SLIDER }).focus()
  await page.evaluate(watchInPage)
  const painted: number[] = []
  const long: number[] = []
  for (let step = 0; step < STEPS + WARM_STEPS; step += 1) {
    await page.keyboard.press(step % 2 === 0 ? 'ArrowLeft' : 'ArrowRight')
    const { ms, longMs } = await page.evaluate(() => (globalThis as unknown as Watched).nextPaint())
    if (step < WARM_STEPS) continue
    painted.push(ms)
    long.push(...longMs)
  }
  return { paintedMs: painted, longMs: long }
}

interface Watched {
  nextPaint(): Promise<{ readonly ms: number; readonly longMs: readonly number[] }>
}

/** Runs in the page. A paint is over when a message that was sent from its frame arrives. */
function watchInPage(): void {
  let movedAt: number | null = null
  let settle: ((ms: number) => void) | null = null
  let arrived: number | null = null
  let longMs: number[] = []
  new PerformanceObserver((list) => {
    longMs.push(...list.getEntries().map(({ duration }) => duration))
  }).observe({ entryTypes: ['longtask'] })
  addEventListener(
    'keydown',
    (event) => {
      movedAt = event.timeStamp
      arrived = null
    },
    { capture: true },
  )
  const numbers = document.querySelector('dl[aria-label="What the draft comes to"]')
  if (numbers === null) throw new Error('the page shows no numbers')
  new MutationObserver(() => {
    const from = movedAt
    if (from === null) return
    movedAt = null
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => {
        arrived = performance.now() - from
        settle?.(arrived)
      }
      port2.postMessage(null)
    })
  }).observe(numbers, { subtree: true, childList: true, characterData: true })
  ;(globalThis as unknown as Watched).nextPaint = async () => {
    const ms = arrived ?? (await new Promise<number>((done) => (settle = done)))
    // The lists are looked up when the hand rests: whatever they cost belongs to this step.
    await new Promise((done) => setTimeout(done, 400))
    const found = longMs
    longMs = []
    return { ms, longMs: found }
  }
}

function quantile(values: readonly number[], share: number): string {
  const sorted = values.toSorted((a, b) => a - b)
  return (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN).toFixed(1)
}
