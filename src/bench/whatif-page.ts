import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { type CDPSession, chromium, type Locator, type Page } from '@playwright/test'
import { BROWSER_FLAGS, findBrowser } from '../../e2e/browser.ts'
import { startGateway } from '../../e2e/gateway.ts'
import { encodeHistory } from '../engine/whatif/wire.ts'
import { openBarePage } from './bare-page.ts'
import { IN_TURN, runAtOnce } from './cores.ts'
import type { Trial } from './trial.ts'
import { type FramesSeen, type FrameWatch, watchFrames } from './whatif-frames.ts'
import { historyOf } from './whatif-world.ts'

/** Each step of it has other alerts answered otherwise. */
const SLIDER = 'Bands of urgency: High from'
const NUMBERS_NAME = 'What the draft comes to'
const NUMBERS = `dl[aria-label="${NUMBERS_NAME}"]`
/** Steps of the slider to either side of where it stands. */
const REACH = 8
const READ_WITHIN_MS = 120_000
const MOVES = 120
const WARM_MOVES = 20
/** A hand moves slower than the display shows, and not in its time: moves at even distances would meet the same phase of its frames. */
const MOVE_EVERY_MS = 25
const JITTER_MS = 14
/** After the hand rests, lists are looked up: what that costs belongs to the drag. */
const REST_MS = 2_500
/** Between two steps to a place from which something is looked at. */
const STEP_MS = 120
/** Later than that the page says of an answer that it is of an earlier draft. */
const SAID_LATE_MS = 400

/**
 * A hand drags a slider of the real page over a whole history, and moves it with the arrow keys: one table a size (alerts). Page,
 * worker and panels are those that `npm run build` makes; only the history is handed in, so that nobody has to fill a store first.
 *
 * Each run of a trial is one move, from the moment at which the browser took it until the frame is painted in which the numbers are
 * its own, or those of a later move: see `watchFrames`. Moves are sent as the browser's own input events, since the mouse of
 * Playwright runs scripts in the page between them. Frames come as fast as they are made (`--disable-frame-rate-limit`), because what a
 * display of 60 Hz adds is waiting for its next frame, which no page can shorten (Chromium hands moves of a pointer to the page with
 * a frame; a key is heard at once), and each thread runs as soon as it can (`runAtOnce`). The same follows with threads that wait for
 * their turn, and then with that display. Before each stands the same move of a slider on a bare page, whose
 * number is the slider's value: what browser and machine take for it. The last trial has a run for each task that held the
 * page's own thread for 50 ms or longer, until the lists stood again; it is left out where there was none.
 */
export async function benchPage(sizes: readonly number[]): Promise<readonly (readonly Trial[])[]> {
  const executablePath = findBrowser()
  if (executablePath === null) return []
  const gateway = await startGateway(['--alerts', '0'])
  try {
    const tables: (readonly Trial[])[] = []
    for (const alerts of sizes.length > 0 ? sizes : SIZES) {
      const history = await serveHistory(Buffer.from(encodeHistory(historyOf(alerts, IDENTITIES)).buffer), alerts)
      const { port } = history.address() as AddressInfo
      const trials: Trial[] = []
      const long: number[] = []
      for (const [display, flags, isAtOnce] of DISPLAYS) {
        const browser = await chromium.launch({ executablePath, args: [...BROWSER_FLAGS, ...flags] })
        try {
          for (const name of ['bare page', 'page'] as const) {
            const page = await browser.newPage({ viewport: VIEWPORT })
            if (name === 'page') await openLab(page, gateway.origin, port)
            else await openBarePage(page, SLIDER, NUMBERS_NAME)
            const hand = await takeInHand(page)
            const inTurn = isAtOnce ? runAtOnce() : null
            for (const [how, move] of HANDS) {
              const { paintedMs, longMs, lost } = await move(hand)
              const task = `${name}: ${movedBy(how)}${display}`
              if (lost > 0) throw new Error(`${lost} moves were never answered; ${task}`)
              trials.push({ task, unit: 'alerts', units: alerts, runsMs: paintedMs })
              if (name === 'page') long.push(...longMs)
              process.stdout.write(`${alerts} alerts, ${task}: ${summary(paintedMs)}, ${longMs.length} long tasks\n`)
            }
            inTurn?.()
            await page.close()
          }
        } finally {
          await browser.close()
        }
      }
      history.close()
      if (long.length > 0) trials.push({ task: LONG_TASKS, unit: 'alerts', units: alerts, runsMs: long })
      tables.push(trials)
    }
    return tables
  } finally {
    await gateway.stop()
  }
}

const SIZES = [100_000, 1_000_000, 5_000_000]
const IDENTITIES = 5_000
const VIEWPORT = { width: 1440, height: 900 }
const UNBOUND = ['--disable-frame-rate-limit', '--disable-gpu-vsync'] as const
/** How it is shown, and whether each thread runs as soon as it can (`runAtOnce`). */
const DISPLAYS = [
  ['', UNBOUND, true],
  [IN_TURN, UNBOUND, false],
  [`, on a display of 60 Hz${IN_TURN}`, [], false],
] as const

const HANDS = [
  ['a pointer', drag],
  ['a key', press],
] as const
export const LONG_TASKS = 'page: tasks of 50 ms or longer'

export function movedBy(how: (typeof HANDS)[number][0]): string {
  return `from the move of ${how} to its painted numbers`
}

/** A server of its own, since an answer that a test hands to the browser crosses as text: hundreds of megabytes end the browser. */
async function serveHistory(body: Buffer, alerts: number): Promise<http.Server> {
  const headers = {
    'content-type': 'application/octet-stream',
    'content-length': body.byteLength,
    etag: '"bench"',
    'history-total': String(alerts),
  }
  const server = http.createServer((_, response) => response.writeHead(200, headers).end(body))
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
  return server
}

async function openLab(page: Page, origin: string, port: number): Promise<void> {
  await page.goto(`${origin}/sign-in`)
  await page.getByRole('button', { name: /Edda Sorensen/ }).click()
  await page.waitForURL(/\/queue/)
  await page.route(/\/api\/history(\?|$)/, (route) => route.continue({ url: `http://127.0.0.1:${port}/` }))
  await page.goto(`${origin}/whatif`)
  await page.getByRole('term').filter({ hasText: 'Contained' }).waitFor({ timeout: READ_WITHIN_MS })
  await page.waitForTimeout(REST_MS)
}

interface Hand {
  readonly page: Page
  readonly input: CDPSession
  readonly slider: Locator
  readonly start: number
}

/** Looks at what stands in the numbers for each value that the hand will come to, one after the other and each at rest, and has the page watched. */
async function takeInHand(page: Page): Promise<Hand> {
  const slider = page.getByRole('slider', { name: SLIDER })
  await slider.scrollIntoViewIfNeeded()
  await slider.focus()
  const hand: Hand = {
    page,
    input: await page.context().newCDPSession(page),
    slider,
    start: Number(await slider.inputValue()),
  }
  const texts: Record<number, string> = {}
  await stepTo(hand, hand.start - REACH)
  for (let value = hand.start - REACH; value <= hand.start + REACH; value += 1) {
    await stepTo(hand, value)
    await answered(page)
    texts[value] = (await page.locator(NUMBERS).textContent()) ?? ''
  }
  // A slider that changes nothing would be answered at once.
  if (new Set(Object.values(texts)).size < REACH) throw new Error(`${SLIDER} changes too little to be measured`)
  await page.evaluate(watchFrames, { numbers: NUMBERS, texts })
  return hand
}

async function stepTo(hand: Hand, value: number): Promise<void> {
  for (let now = Number(await hand.slider.inputValue()); now !== value; now += Math.sign(value - now)) {
    await arrow(hand, value < now ? 'ArrowLeft' : 'ArrowRight')
    await wait(STEP_MS)
  }
  await wait(STEP_MS)
}

/**
 * Waits until what stands there belongs to the slider's value. A fixed time would not do: the lists of the value before are looked up
 * first, which takes longer the longer the history is, and its numbers would be taken for those of this one.
 */
async function answered(page: Page): Promise<void> {
  await wait(SAID_LATE_MS)
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null, undefined, {
    polling: STEP_MS,
    timeout: READ_WITHIN_MS,
  })
}

const ARROWS = { ArrowLeft: 37, ArrowRight: 39 } as const

async function arrow({ input }: Hand, key: keyof typeof ARROWS): Promise<void> {
  const named = { key, code: key, windowsVirtualKeyCode: ARROWS[key] }
  await input.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...named })
  await input.send('Input.dispatchKeyEvent', { type: 'keyUp', ...named })
}

/** To and fro between the ends of what was looked at, one or two steps a move. */
async function drag(hand: Hand): Promise<FramesSeen> {
  await stepTo(hand, hand.start)
  const box = await hand.slider.boundingBox()
  if (box === null) throw new Error('the slider is not on the page')
  const mouse = (type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', value: number) =>
    hand.input.send('Input.dispatchMouseEvent', {
      type,
      // The middle of a thumb of 12 px goes from 6 px after the start to 6 px before the end.
      x: box.x + 6 + (value / 100) * (box.width - 12),
      y: box.y + box.height / 2,
      button: 'left',
      buttons: 1,
      clickCount: type === 'mouseMoved' ? 0 : 1,
    })
  let value = hand.start
  let way = 1
  await mouse('mouseMoved', value)
  await mouse('mousePressed', value)
  const seen = await moved(hand, async (move) => {
    value += way * (1 + (move % 2))
    if (Math.abs(value - hand.start) >= REACH - 2) way = -Math.sign(value - hand.start)
    await mouse('mouseMoved', value)
  })
  await mouse('mouseReleased', value)
  return seen
}

function press(hand: Hand): Promise<FramesSeen> {
  return stepTo(hand, hand.start).then(() =>
    moved(hand, (move) => arrow(hand, Math.floor(move / (REACH - 1)) % 2 === 0 ? 'ArrowRight' : 'ArrowLeft')),
  )
}

async function moved({ page }: Hand, move: (count: number) => Promise<void>): Promise<FramesSeen> {
  for (let count = 0; count < MOVES + WARM_MOVES; count += 1) {
    if (count === WARM_MOVES) await page.evaluate(() => (globalThis as unknown as FrameWatch).begin())
    const startedAt = performance.now()
    await move(count)
    await wait(MOVE_EVERY_MS + JITTER_MS * Math.random() - (performance.now() - startedAt))
  }
  await wait(REST_MS)
  return page.evaluate(() => (globalThis as unknown as FrameWatch).end())
}

/** Waits here, not in the page. */
function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)))
}

function summary(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN).toFixed(1)
  return `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, at most ${at(1)} ms of ${sorted.length}`
}
