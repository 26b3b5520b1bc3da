import type { AddressInfo } from 'node:net'
import os from 'node:os'
import { type BrowserContext, chromium, type Page } from '@playwright/test'
import { BROWSER_FLAGS, findBrowser } from '../../e2e/browser.ts'
import { startGateway } from '../../e2e/gateway.ts'
import { openBarePage } from './bare-page.ts'
import { IN_TURN, runAtOnce } from './cores.ts'
import { answerFrom, standBefore } from './queue-stand.ts'
import { zipQueue } from './queue-zips.ts'
import type { Trial } from './trial.ts'

const SIZES = [1_000_000]
const VIEWPORT = { width: 1440, height: 900 }
const READY_WITHIN_MS = 120_000
/** Rows that no longer become more are all of them. */
const STILL_MS = 1_500

const KEYS = 240
const KEY_EVERY_MS = 60
const WHEELS = 120
const WHEEL_EVERY_MS = 30
export const KEYS_PAINTED = 'j and k, from the key to the painted cursor'

/**
 * The real page over many alerts, one table a size: the console that `npm run build` made and a real gateway, with only the blocks of the
 * queue handed in, so that nobody has to fill a store first. From the navigation to the first rows and to all of them, twice: the second
 * visit finds its blocks in the browser. Then j and k, from the key to the painted cursor, and scrolling; frames that took longer than a
 * display of 60 Hz shows one are counted beside it. Both with threads that run as soon as they can (`runAtOnce`), and with such as wait
 * for their turn. The same keys and wheel on a bare page of the same browser come before them: they are what the machine itself takes.
 */
export async function benchQueueScreen(sizes: readonly number[]): Promise<readonly (readonly Trial[])[]> {
  const executablePath = findBrowser()
  if (executablePath === null) return []
  const gateway = await startGateway(['--alerts', '20'])
  const browser = await chromium.launch({ executablePath, args: BROWSER_FLAGS })
  try {
    const tables: (readonly Trial[])[] = []
    for (const alerts of sizes.length > 0 ? sizes : SIZES) {
      const server = await standBefore(gateway.origin, answerFrom(zipQueue(alerts, false).zips))
      const origin = `http://localhost:${(server.address() as AddressInfo).port}`
      const context = await browser.newContext({ viewport: VIEWPORT })
      const trial = (task: string, runsMs: readonly number[]): Trial => ({
        task,
        unit: 'alerts',
        units: alerts,
        runsMs,
      })
      try {
        await signIn(context, origin)
        const first = await visit(context, origin)
        await first.page.waitForTimeout(STILL_MS)
        await first.page.close()
        const bare = await context.newPage()
        await openBarePage(bare, 'Value', 'Values')
        const bareTrials = await walk(bare, 'bare page', trial)
        await bare.close()
        const second = await visit(context, origin)
        tables.push([
          trial('page: first visit, to the first rows', [first.firstMs]),
          trial('page: first visit, to every alert', [first.readyMs]),
          trial('page: second visit, to the first rows', [second.firstMs]),
          trial('page: second visit, to every alert', [second.readyMs]),
          ...bareTrials,
          ...(await walk(second.page, 'page', trial)),
        ])
        const load = os
          .loadavg()
          .map((one) => one.toFixed(1))
          .join(', ')
        process.stdout.write(`page, ${alerts} alerts; load average ${load}\n`)
      } finally {
        await context.close()
        server.close()
      }
    }
    return tables
  } finally {
    await browser.close()
    await gateway.stop()
  }
}

/** Keys before the wheel, whose every frame is watched from then on; each with threads that run as soon as they can, then in their turn. */
async function walk(page: Page, name: string, trial: (task: string, runsMs: readonly number[]) => Trial) {
  const trials: Trial[] = []
  for (const by of ['keys', 'wheels'] as const) {
    for (const schedule of ['', IN_TURN]) {
      const inTurn = schedule === '' ? runAtOnce() : null
      const { paintedMs, frameMs } = await frames(page, by)
      inTurn?.()
      trials.push(
        by === 'keys'
          ? trial(`${name}: ${KEYS_PAINTED}${schedule} (${paintedMs.length} keys)`, paintedMs)
          : trial(`${name}: scrolling, frame by frame${schedule} (${longOnes(frameMs)})`, frameMs),
      )
    }
  }
  return trials
}

export async function signIn(context: BrowserContext, origin: string): Promise<void> {
  const page = await context.newPage()
  await page.goto(`${origin}/sign-in`)
  await page.getByRole('button', { name: /Edda Sorensen/ }).click()
  await page.waitForURL(/\/queue/)
  await page.close()
  // What that visit kept of the queue would make the next one no first visit.
  const fresh = await context.newPage()
  await fresh.goto(`${origin}/robots.txt`)
  await fresh.evaluate(async () => {
    for (const name of await caches.keys()) await caches.delete(name)
  })
  await fresh.close()
}

/** The page with every alert, and when it had the first and all of them: since the navigation, ms. */
export async function visit(context: BrowserContext, origin: string) {
  const page = await context.newPage()
  await page.addInitScript(() => {
    const seen = { rows: 0, firstMs: 0, readyMs: 0, isOver: false }
    Object.assign(globalThis, { seen })
    const look = () => {
      const rows = Number(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount') ?? 0) - 1
      if (rows > 0 && seen.firstMs === 0) seen.firstMs = performance.now()
      if (rows > seen.rows) Object.assign(seen, { rows, readyMs: performance.now() })
      if (!seen.isOver) requestAnimationFrame(look)
    }
    look()
  })
  await page.goto(`${origin}/queue`)
  await page.waitForFunction(
    (still) => {
      const { seen } = globalThis as unknown as {
        readonly seen: { readonly firstMs: number; readonly readyMs: number }
      }
      return (
        seen.firstMs > 0 &&
        performance.now() - seen.readyMs > still &&
        !document.body.innerText.includes('Loading the rest')
      )
    },
    STILL_MS,
    { timeout: READY_WITHIN_MS },
  )
  const { firstMs, readyMs } = await page.evaluate(() => {
    const { seen } = globalThis as unknown as { readonly seen: { firstMs: number; readyMs: number; isOver: boolean } }
    // From here on nobody asks for frames but the page.
    seen.isOver = true
    return seen
  })
  return { page, firstMs, readyMs }
}

interface Frames {
  readonly paintedMs: readonly number[]
  readonly frameMs: readonly number[]
}

/**
 * Keys, or turns of the wheel with every frame meanwhile. Whoever asks for every frame makes a key wait for the next of them: on a page
 * with nothing else on it that alone was 10.9 ms (median) from the key to the paint, against 2.4 without. A person at the keys asks for no
 * frames, so while keys are measured nobody here does; the frame of a key is then the one that its own change called for.
 */
async function frames(page: Page, by: 'keys' | 'wheels'): Promise<Frames> {
  const grid = page.getByRole('grid')
  await grid.focus()
  await grid.hover()
  await page.evaluate((areFramesWatched) => {
    const frameMs: number[] = []
    const paintedMs: number[] = []
    Object.assign(globalThis, { frames: { frameMs, paintedMs } })
    if (areFramesWatched) {
      let last = performance.now()
      const next = (now: number) => {
        frameMs.push(now - last)
        last = now
        requestAnimationFrame(next)
      }
      requestAnimationFrame(next)
      return
    }
    let pressedAt = 0
    addEventListener('keydown', ({ timeStamp }) => (pressedAt = timeStamp), { capture: true })
    const { port1, port2 } = new MessageChannel()
    const painted: number[] = []
    // Sent from a frame, a message arrives when it was painted.
    port1.onmessage = () => paintedMs.push(...painted.splice(0).map((at) => performance.now() - at))
    const cursor = document.querySelector('[role=grid]')
    if (cursor === null) throw new Error('the page shows no grid')
    new MutationObserver(() => {
      const at = pressedAt
      pressedAt = 0
      if (at > 0)
        requestAnimationFrame(() => {
          painted.push(at)
          port2.postMessage(null)
        })
    }).observe(cursor, { attributeFilter: ['aria-activedescendant'] })
  }, by === 'wheels')
  if (by === 'keys') await pressKeys(page)
  else await turnWheel(page)
  return page.evaluate(() => (globalThis as unknown as { readonly frames: Frames }).frames)
}

/** Straight to the browser, and not in step with its frames. */
async function pressKeys(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  for (let turn = 0; turn < KEYS; turn += 1) {
    const text = turn % 8 < 6 ? 'j' : 'k'
    const key = { key: text, code: `Key${text.toUpperCase()}`, windowsVirtualKeyCode: text.toUpperCase().charCodeAt(0) }
    await session.send('Input.dispatchKeyEvent', { type: 'keyDown', text, ...key })
    await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key })
    await page.waitForTimeout(KEY_EVERY_MS + ((turn * 7) % 17))
  }
  await session.detach()
}

async function turnWheel(page: Page): Promise<void> {
  for (let turn = 0; turn < WHEELS; turn += 1) {
    await page.mouse.wheel(0, turn % 40 < 30 ? 400 : -900)
    await page.waitForTimeout(WHEEL_EVERY_MS)
  }
}

/** A frame that came later than one and a half of its turn left one out. */
function longOnes(frameMs: readonly number[]): string {
  const long = frameMs.filter((ms) => ms > 25).length
  return `${((100 * long) / Math.max(1, frameMs.length)).toFixed(1)} % of ${frameMs.length} frames left one out`
}
