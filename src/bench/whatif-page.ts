import { chromium, type Page } from '@playwright/test'
import { BROWSER_FLAGS, findBrowser } from '../../e2e/browser.ts'
import { startGateway } from '../../e2e/gateway.ts'
import { encodeHistory } from '../engine/whatif/wire.ts'
import type { Trial } from './trial.ts'
import { type FrameWatch, watchFrames } from './whatif-frames.ts'
import { historyOf } from './whatif-world.ts'

const SLIDER = 'Bands of confidence: High from'
const READ_WITHIN_MS = 120_000
const MOVES = 120
const WARM_MOVES = 20
/** A hand moves slower than the display shows. */
const MOVE_EVERY_MS = 25
/** After the hand rests, lists are looked up: what that costs belongs to the drag. */
const REST_MS = 2_500

/**
 * A hand drags a slider of the real page over a whole history: one table a size (alerts). Page, worker and panels are those that
 * `npm run build` makes; only the history is handed in, so that nobody has to fill a store first.
 *
 * Each run of the first trial is one move of the pointer, from the moment at which the browser took it until the frame is
 * painted in which the numbers answer it; a move that a later one overtook is answered by that one. Frames come as fast as they
 * are made (`--disable-frame-rate-limit`), because what a display of 60 Hz adds is waiting for its next frame, which no page can
 * shorten: the second trial is the same with that display. The third has a run for each task that held the page's own thread for
 * 50 ms or longer, until the lists stood again; it is left out where there was none.
 */
export async function benchPage(sizes: readonly number[]): Promise<readonly (readonly Trial[])[]> {
  const executablePath = findBrowser()
  if (executablePath === null) return []
  const gateway = await startGateway(['--alerts', '0'])
  try {
    const tables: (readonly Trial[])[] = []
    for (const alerts of sizes.length > 0 ? sizes : SIZES) {
      const body = Buffer.from(encodeHistory(historyOf(alerts, IDENTITIES)).buffer)
      const trials: Trial[] = []
      const long: number[] = []
      for (const [task, flags] of DISPLAYS) {
        const browser = await chromium.launch({ executablePath, args: [...BROWSER_FLAGS, ...flags] })
        try {
          const page = await openLab(await browser.newPage({ viewport: VIEWPORT }), gateway.origin, body, alerts)
          const { paintedMs, longMs } = await drag(page)
          trials.push({ task: `page: ${task}`, unit: 'alerts', units: alerts, runsMs: paintedMs })
          long.push(...longMs)
          process.stdout.write(`page, ${alerts} alerts, ${task}: ${summary(paintedMs)}, ${longMs.length} long tasks\n`)
        } finally {
          await browser.close()
        }
      }
      if (long.length > 0)
        trials.push({ task: 'page: tasks of 50 ms or longer', unit: 'alerts', units: alerts, runsMs: long })
      tables.push(trials)
    }
    return tables
  } finally {
    await gateway.stop()
  }
}

const SIZES = [100_000, 1_000_000]
const IDENTITIES = 5_000
const VIEWPORT = { width: 1440, height: 900 }
const DISPLAYS = [
  ['from the move to the painted numbers', ['--disable-frame-rate-limit', '--disable-gpu-vsync']],
  ['the same on a display of 60 Hz', []],
] as const

async function openLab(page: Page, origin: string, body: Buffer, alerts: number): Promise<Page> {
  await page.goto(`${origin}/sign-in`)
  await page.getByRole('button', { name: /Edda Sorensen/ }).click()
  await page.waitForURL(/\/queue/)
  await page.route(/\/api\/history(\?|$)/, (route) =>
    route.fulfill({
      status: 200,
      headers: { 'content-type': 'application/octet-stream', etag: '"bench"', 'history-total': String(alerts) },
      body,
    }),
  )
  await page.goto(`${origin}/whatif`)
  await page.getByRole('term').filter({ hasText: 'Contained' }).waitFor({ timeout: READ_WITHIN_MS })
  await page.waitForTimeout(REST_MS)
  return page
}

async function drag(
  page: Page,
): Promise<{ readonly paintedMs: readonly number[]; readonly longMs: readonly number[] }> {
  const box = await page.getByRole('slider', { name: SLIDER }).boundingBox()
  if (box === null) throw new Error('the slider is not on the page')
  const at = (share: number) => [box.x + box.width * share, box.y + box.height / 2] as const
  await page.evaluate(watchFrames, 'dl[aria-label="What the draft comes to"]')
  await page.mouse.move(...at(0.6))
  await page.mouse.down()
  for (let move = 0; move < MOVES + WARM_MOVES; move += 1) {
    if (move === WARM_MOVES) await page.evaluate(() => (globalThis as unknown as FrameWatch).begin())
    const startedAt = performance.now()
    await page.mouse.move(...at(0.6 + 0.1 * Math.sin(move / 6)))
    await page.waitForTimeout(Math.max(0, MOVE_EVERY_MS - (performance.now() - startedAt)))
  }
  await page.mouse.up()
  await page.waitForTimeout(REST_MS)
  return page.evaluate(() => (globalThis as unknown as FrameWatch).end())
}

function summary(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN).toFixed(1)
  return `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, at most ${at(1)} ms of ${sorted.length}`
}
