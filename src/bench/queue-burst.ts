import type http from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import { zstdCompressSync } from 'node:zlib'
import { chromium, type Page } from '@playwright/test'
import { BROWSER_FLAGS, findBrowser } from '../../e2e/browser.ts'
import { startGateway } from '../../e2e/gateway.ts'
import type { ChangeEvent } from '../domain/views/other-views.ts'
import { encodeRows } from '../engine/queue/block.ts'
import { signIn, visit } from './queue-screen.ts'
import { type Answer, answerFrom, standBefore } from './queue-stand.ts'
import { queueRows } from './queue-world.ts'
import { zipQueue } from './queue-zips.ts'
import type { Trial } from './trial.ts'

const SIZES = [1_000_000]
const VIEWPORT = { width: 1440, height: 900 }
const SECONDS = 60
const ALERTS_A_SECOND = 1_000
/** Alerts of one delivery: each delivery is one entry of the record, so one event. */
const A_DELIVERY = 100
/** As the gateway reads its record for whoever follows it. */
const POLL_MS = 400
/** Alerts in one answer, as the gateway gives them. */
const MOST = 4_096
const KEY_EVERY_MS = 120
/** Written again and again: fields and values are offered while it is, and each rest is another view. */
const WRITTEN = ['severity : high and owner : "Team 12"', 'svc-1203', 'not status : closed and tier >= T3']

/**
 * A thousand new alerts a second for a minute, over the real page with a real store of nobody's alerts behind it, while somebody writes in
 * the query bar: from each key to the painted frame, and frames that were left out; the same writing before it, when nothing arrives, is
 * the baseline. The manifest, the blocks, the changes and the event stream are stood in by this process, with the gateway's own encoding
 * and at its own pace, so that the page is measured and not a store beside it on the same cores. `sizes`: alerts before it.
 */
export async function benchQueueBurst(sizes: readonly number[]): Promise<readonly (readonly Trial[])[]> {
  const executablePath = findBrowser()
  if (executablePath === null) return []
  const gateway = await startGateway(['--alerts', '20'])
  const browser = await chromium.launch({ executablePath, args: BROWSER_FLAGS })
  try {
    const tables: (readonly Trial[])[] = []
    for (const alerts of sizes.length > 0 ? sizes : SIZES) {
      const burst = new Burst(alerts)
      const server = await standBefore(gateway.origin, burst.answer)
      const context = await browser.newContext({ viewport: VIEWPORT })
      try {
        const origin = `http://localhost:${(server.address() as AddressInfo).port}`
        await signIn(context, origin)
        const { page } = await visit(context, origin)
        const quiet = await write(page, 15)
        const end = burst.begin()
        const busy = await write(page, SECONDS)
        end()
        const lateMs = await burst.caughtUp()
        const trial = (task: string, runsMs: readonly number[]): Trial => ({
          task,
          unit: 'alerts',
          units: alerts,
          runsMs,
        })
        tables.push([
          trial(`quiet: from a key to its frame (${said(quiet)})`, quiet.paintedMs),
          trial(`burst: from a key to its frame (${said(busy)})`, busy.paintedMs),
          trial('quiet: frame by frame', quiet.frameMs),
          trial('burst: frame by frame', busy.frameMs),
          trial('burst: from the arrival of an alert until it was handed to the page', burst.waitedMs),
        ])
        const load = os.loadavg().map((one) => one.toFixed(1))
        process.stdout.write(
          `burst over ${alerts} alerts, event stream and changes stood in: ${burst.arrived} arrived, ${burst.handed} were handed over in ` +
            `${burst.answers} answers, the last ${lateMs.toFixed(0)} ms after the end; the page says "${await pill(page)}"; load average ${load.join(', ')}\n`,
        )
      } finally {
        await context.close()
        burst.stop()
        server.close()
      }
    }
    return tables
  } finally {
    await browser.close()
    await gateway.stop()
  }
}

/** Alerts that arrive, and what the gateway would say of them. */
class Burst {
  /** Alerts that arrived and that were handed to the page. */
  arrived = 0
  handed = 0
  answers = 0
  /** For each delivery, from its arrival to the answer that held the last of it, ms. */
  readonly waitedMs: number[] = []
  readonly #before: number
  readonly #fromZips: Answer
  readonly #streams = new Set<http.ServerResponse>()
  readonly #deliveredAt: number[] = []
  #told = 0
  readonly #poll: ReturnType<typeof setInterval>

  constructor(before: number) {
    this.#before = before
    this.#fromZips = answerFrom(zipQueue(before, false).zips)
    this.#poll = setInterval(() => this.#tell(), POLL_MS)
  }

  /** Answers the function that ends it. */
  begin(): () => void {
    const startedAt = performance.now()
    // By the clock: a timer that came late brings what it owes.
    const timer = setInterval(() => {
      const owed = Math.floor((ALERTS_A_SECOND * (performance.now() - startedAt)) / 1000 / A_DELIVERY)
      while (this.#deliveredAt.length < owed) {
        this.arrived += A_DELIVERY
        this.#deliveredAt.push(performance.now())
      }
    }, 20)
    return () => clearInterval(timer)
  }

  /** How long it took until the page had everything, ms. Rejects where it never asks for the rest. */
  async caughtUp(): Promise<number> {
    const startedAt = performance.now()
    while (this.handed < this.arrived) {
      if (performance.now() - startedAt > 30_000)
        throw new Error(`${this.arrived - this.handed} alerts were never asked for`)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    return performance.now() - startedAt
  }

  stop(): void {
    clearInterval(this.#poll)
    for (const stream of this.#streams) stream.destroy()
  }

  readonly answer: Answer = (pathname, url, response) => {
    if (pathname === '/api/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
      response.write(`event: open\nid: ${this.#told}\ndata: {}\n\n`)
      this.#streams.add(response)
      response.on('close', () => this.#streams.delete(response))
      return true
    }
    if (pathname !== '/api/queue/changes') return this.#fromZips(pathname, url, response)
    const since = Number((url.searchParams.get('since') ?? '0.0').split('.')[0])
    const until = Math.min(this.arrived, since + MOST)
    const zip = zstdCompressSync(encodeRows(arrivals(this.#before + since, this.#before + until)))
    const headers = {
      'content-type': 'application/vnd.apache.arrow.stream',
      'content-encoding': 'zstd',
      'queue-until': `${until}.0`,
      'queue-more': String(until < this.arrived),
    }
    response.writeHead(200, headers).end(zip)
    if (until > this.handed) this.answers += 1
    for (; this.handed < until; this.handed += A_DELIVERY) {
      this.waitedMs.push(performance.now() - (this.#deliveredAt[this.handed / A_DELIVERY] ?? 0))
    }
    return true
  }

  #tell(): void {
    let text = ''
    for (; this.#told < this.#deliveredAt.length; this.#told += 1) {
      const subjects = [{ kind: 'source' as const, id: 'bench', label: 'Bench' }]
      const change: ChangeEvent = { sequence: this.#told + 1, code: 'ingest.accepted', subjects, at: Date.now() }
      text += `event: change\nid: ${change.sequence}\ndata: ${JSON.stringify(change)}\n\n`
    }
    for (const stream of this.#streams) stream.write(text === '' ? ': alive\n\n' : text)
  }
}

/** Alerts `from` to `to` (excluded) after so many: they come now, and nobody has looked at them. */
function arrivals(from: number, to: number) {
  return queueRows(from + 1, to + 1).map((row) => ({
    ...row,
    status: 'new' as const,
    disposition: 'undetermined' as const,
    assignee: null,
    receivedAt: Date.now(),
    lastSeenAt: Date.now(),
  }))
}

interface Written {
  /** From each key to the frame that shows its letter. */
  readonly paintedMs: readonly number[]
  readonly frameMs: readonly number[]
  /** Tasks of the page's own thread that took longer than 50 ms. */
  readonly longTasks: number
}

async function write(page: Page, seconds: number): Promise<Written> {
  const bar = page.locator('input[data-search]')
  await bar.focus()
  await page.evaluate(() => {
    const frameMs: number[] = []
    const paintedMs: number[] = []
    const { port1, port2 } = new MessageChannel()
    const waiting: number[] = []
    // Sent from a frame, a message arrives when it was painted.
    port1.onmessage = () => paintedMs.push(...waiting.splice(0).map((at) => performance.now() - at))
    let pressedAt = 0
    const onKey = ({ timeStamp }: Event) => (pressedAt = timeStamp)
    const onInput = () => {
      const at = pressedAt
      requestAnimationFrame(() => {
        waiting.push(at)
        port2.postMessage(null)
      })
    }
    addEventListener('keydown', onKey, { capture: true })
    addEventListener('input', onInput, { capture: true })
    let isOver = false
    let last: number | null = null
    const next = (now: number) => {
      if (isOver) return
      if (last !== null) frameMs.push(now - last)
      last = now
      requestAnimationFrame(next)
    }
    requestAnimationFrame(next)
    let longTasks = 0
    const observer = new PerformanceObserver((list) => (longTasks += list.getEntries().length))
    observer.observe({ type: 'longtask' })
    const end = () => {
      isOver = true
      removeEventListener('keydown', onKey, { capture: true })
      removeEventListener('input', onInput, { capture: true })
      observer.disconnect()
      return { frameMs, paintedMs, longTasks }
    }
    Object.assign(globalThis, { endOfWriting: end })
  })
  const until = performance.now() + seconds * 1000
  for (let round = 0; performance.now() < until; round += 1) {
    for (const letter of WRITTEN[round % WRITTEN.length] ?? '') {
      await page.keyboard.type(letter)
      await page.waitForTimeout(KEY_EVERY_MS)
      if (performance.now() >= until) break
    }
    // As somebody who reads what came of it.
    await page.waitForTimeout(500)
    await bar.selectText()
    await page.keyboard.press('Delete')
    await page.waitForTimeout(500)
  }
  return page.evaluate(() => (globalThis as unknown as { endOfWriting(): Written }).endOfWriting())
}

/** A frame that came later than one and a half of its turn left one out. */
function said({ frameMs, longTasks }: Written): string {
  const long = frameMs.filter((ms) => ms > 25).length
  const lost = frameMs.reduce((sum, ms) => sum + Math.max(0, Math.round(ms / (1000 / 60)) - 1), 0)
  return `${((100 * long) / Math.max(1, frameMs.length)).toFixed(1)} % of frames late, ${lost} left out, ${longTasks} tasks over 50 ms`
}

/** What the page offers to let in, in its own words. */
async function pill(page: Page): Promise<string> {
  const button = page.getByRole('button', { name: /^[\d,]+ new/ }).first()
  return (await button.count()) > 0 ? (await button.innerText()).replaceAll(/\s+/g, ' ') : 'nothing new'
}
