import type { Page } from '@playwright/test'
import { callAs, deliver } from './caller.ts'
import { expect, expectAccessible, test } from './fixtures.ts'
import type { RunningGateway } from './gateway.ts'

// Each of these states must be told from the others at a glance: empty, few, loading, failed, stale, changed by somebody else.

const PROBLEM = {
  status: 503,
  contentType: 'application/problem+json',
  headers: { 'Retry-After': '2' },
  body: JSON.stringify({
    type: '/problems/unavailable',
    title: 'The gateway cannot be reached just now',
    status: 503,
    detail: 'Nothing was changed. Repeat in a moment.',
  }),
}

/** Findings of Falco that differ in their rule, newest last. */
async function bring(gateway: RunningGateway, ...rules: readonly string[]): Promise<void> {
  const now = Date.now()
  const report = await deliver(
    await callAs(gateway, 'pe_sample_ivo'),
    'falco',
    rules.map((rule, i) => ({
      rule,
      priority: 'Warning',
      source: 'syscall',
      hostname: `host-${i}`,
      output: `${rule} on host-${i}`,
      time: new Date(now + i).toISOString(),
      output_fields: { 'proc.name': 'sh', 'k8s.pod.name': `pod-${i}`, 'k8s.ns.name': 'shop' },
    })),
  )
  expect(report).toMatchObject({ refused: 0, alertsOpened: rules.length })
}

function alerts(page: Page) {
  return page.getByRole('grid', { name: 'Alerts' }).getByRole('row', { name: /,/ })
}

test('an empty store, three alerts, and an empty view are three different screens', async ({ gateway, ines }) => {
  const { page } = ines
  await page.goto(`${gateway.origin}/queue`)
  await expect(page.getByRole('heading', { name: 'No alert has ever arrived' })).toBeVisible()
  await expect(page.getByText(/state of \d\d:\d\d:\d\d UTC/).first()).toBeVisible()
  await expect(page.getByRole('link', { name: 'Add a source' })).toBeVisible()
  await expectAccessible(page)

  await bring(gateway, 'Terminal shell in container', 'Read sensitive file', 'Contact cloud metadata')
  await page.goto(`${gateway.origin}/queue`)
  await expect(alerts(page)).toHaveCount(3)
  await expect(page.getByText('3 alerts of 3')).toBeVisible()
  await expectAccessible(page)

  // What is not in the view is not previewed beside it: its keys would do nothing.
  const preview = page.getByRole('complementary', { name: /^Preview of A-/ })
  await expect(preview).toBeVisible()
  await page.keyboard.press('/')
  await page.keyboard.type('nothing has this word')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'No alert fits these filters' })).toBeVisible()
  await expect(preview).toHaveCount(0)

  await page.goto(`${gateway.origin}/queue?status=closed`)
  await expect(page.getByRole('heading', { name: /No alert fits these filters|Nothing waits/ })).toBeVisible()
  await expect(page.getByText(/All 3 in the store/)).toBeVisible()
  await page.getByRole('button', { name: 'Show every alert' }).click()
  await expect(alerts(page)).toHaveCount(3)
})

test('what loads, what fails and what came back say so, and nothing is shown that is not known', async ({
  gateway,
  ines,
}) => {
  const { page } = ines
  await bring(gateway, 'Terminal shell in container', 'Read sensitive file', 'Contact cloud metadata')
  const isList = (url: URL) => url.pathname.startsWith('/api/queue')

  // Slow: it says that it loads, and shows neither rows nor emptiness.
  const answer = Promise.withResolvers<void>()
  await page.route(isList, async (route) => {
    await answer.promise
    await route.continue()
  })
  await page.goto(`${gateway.origin}/queue`)
  await expect(page.getByRole('status').filter({ hasText: 'Loading alerts' })).toBeVisible()
  await expect(page.getByRole('grid')).toHaveCount(0)
  await expect(page.getByText(/Nothing waits|No alert/)).toHaveCount(0)
  await expectAccessible(page)
  answer.resolve()
  await expect(alerts(page)).toHaveCount(3)
  await page.unroute(isList)

  // Failed: it says what, keeps the filter, and can be tried again.
  await page.route(isList, (route) => route.fulfill(PROBLEM))
  await page.goto(`${gateway.origin}/queue?text=shell`)
  const failure = page.getByRole('alert').filter({ hasText: 'The gateway cannot be reached just now' })
  await expect(failure).toBeVisible()
  await expect(failure).toContainText('Nothing was changed. Repeat in a moment.')
  await expect(page.getByRole('combobox', { name: 'Search alerts' })).toHaveValue('shell')
  await expect(page.getByRole('grid')).toHaveCount(0)
  await expectAccessible(page)
  await page.unroute(isList)
  await failure.getByRole('button', { name: 'Try again' }).click()
  await expect(alerts(page)).toHaveCount(1)
})

test('a worker that fails the first view, or takes no wish, is no loading without end: both say so and can be tried again', async ({
  gateway,
  ines,
}) => {
  const { page } = ines
  await bring(gateway, 'Terminal shell in container', 'Read sensitive file', 'Contact cloud metadata')
  // The page's own worker, behind a line that spoils answers in one visit, and loses every wish to the first worker in the other.
  await page.addInitScript(() => {
    const isLost = location.search.includes('read')
    let workers = 0
    Object.assign(globalThis, { isSpoiling: !isLost })
    globalThis.Worker = class extends Worker {
      readonly #isDeaf: boolean
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options)
        this.#isDeaf = isLost && workers === 0
        workers += 1
        this.addEventListener('message', (event) => {
          if (!Reflect.get(globalThis, 'isSpoiling') || event.data.type !== 'answer') return
          event.stopImmediatePropagation()
          const data = { type: 'failed', wish: event.data.wish, message: 'one pass and no end' }
          this.dispatchEvent(new MessageEvent('message', { data }))
        })
      }
      override postMessage(message: { readonly type: string }, moved?: Transferable[] | StructuredSerializeOptions) {
        if (!(this.#isDeaf && message.type === 'ask')) super.postMessage(message, moved as Transferable[])
      }
    }
  })
  await page.goto(`${gateway.origin}/queue?q=shell`)
  const failure = page.getByRole('alert').filter({ hasText: 'This view could not be made.' })
  await expect(failure).toContainText('one pass and no end')
  await expectAccessible(page)
  // It works again from the press on: earlier, the next news of the gateway would have the view made before anybody pressed.
  await page.evaluate(() => {
    const mend = () => Object.assign(globalThis, { isSpoiling: false })
    addEventListener('pointerdown', mend, { capture: true, once: true })
  })
  await failure.getByRole('button', { name: 'Try again' }).click()
  await expect(alerts(page)).toHaveCount(1)

  await page.goto(`${gateway.origin}/queue?q=read`)
  await expect(page.getByText('This takes longer than usual.')).toBeVisible({ timeout: 25_000 })
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(alerts(page)).toHaveCount(1)
})

test('the queue is worked before the rest of the page has arrived, and what could not be fetched comes by itself', async ({
  gateway,
  ines,
}) => {
  const { page } = ines
  await bring(gateway, 'Terminal shell in container', 'Read sensitive file', 'Contact cloud metadata')
  const isLate = /\/assets\/(Preview|WorkDialogs|MenuParts|SelectPopup|TooltipPopup|Palette|CellTools|BulkBar)-/
  let refused = 0
  await page.route(isLate, (route) => {
    refused += 1
    return route.abort('connectionfailed')
  })
  await page.goto(`${gateway.origin}/queue`)
  await expect(alerts(page)).toHaveCount(3)
  await page.keyboard.press('j')
  await page.keyboard.press('e')
  await expect(page.getByRole('row', { name: /taken by Ines Calado/ })).toHaveCount(1)
  await expect.poll(() => refused).toBeGreaterThan(0)
  await expect(alerts(page), 'a part that is missing takes nothing away').toHaveCount(3)
  await expectAccessible(page)

  await page.unroute(isLate)
  await expect(page.getByRole('complementary', { name: /^Preview of A-/ })).toBeVisible()
})

test('a lost gateway is told with the time of what is shown, and its return is noticed without a click', async ({
  gateway,
  ines,
}) => {
  const { page } = ines
  await bring(gateway, 'Terminal shell in container', 'Read sensitive file', 'Contact cloud metadata')
  await page.goto(`${gateway.origin}/queue`)
  await expect(alerts(page)).toHaveCount(3)
  await expect(page.getByText('Live').first()).toBeVisible()

  const startAgain = await gateway.interrupt()
  const banner = page
    .getByRole('main')
    .getByText(/The gateway does not answer\. You see the state of \d\d:\d\d:\d\d UTC/)
  await expect(banner).toBeVisible({ timeout: 60_000 })
  await expect(page.getByText('Offline').first()).toBeVisible()
  await expect(alerts(page), 'what was known stays to be read').toHaveCount(3)
  await page.keyboard.press('j')
  await page.keyboard.press('e')
  await expect(page.getByText(/waits for the connection to the gateway/).first()).toBeVisible()
  await expect(page.getByRole('row', { name: /taken by Ines/ })).toHaveCount(0)
  await expectAccessible(page)

  const again = await startAgain()
  try {
    expect(again.origin).toBe(gateway.origin)
    await bring(again, 'Launch package management process in container')
    await expect(banner).toBeHidden({ timeout: 80_000 })
    await expect(page.getByText('Live').first()).toBeVisible()
    // What came meanwhile stands at the door, and nothing that was there is gone.
    await page.getByRole('button', { name: /1 new/ }).click()
    await expect(alerts(page)).toHaveCount(4)
    await page.keyboard.press('e')
    await expect(page.getByRole('row', { name: /taken by Ines Calado/ })).toHaveCount(1)
  } finally {
    await again.stop()
  }
})

test('when two people change one alert, the second sees who changed what before anything is written', async ({
  gateway,
  ines,
  pavel,
}) => {
  await bring(gateway, 'Terminal shell in container')
  for (const { page } of [ines, pavel]) {
    await page.goto(`${gateway.origin}/queue`)
    await expect(alerts(page)).toHaveCount(1)
  }
  // Pavel's page hears of nothing for a while, as on a train.
  await pavel.page.route(/\/api\/(events|alerts\?)/, (route) => route.abort())
  await pavel.page.keyboard.press('d')
  const dialog = pavel.page.getByRole('dialog', { name: /Close A-1/ })
  await dialog.getByRole('radio', { name: /Benign/ }).check()
  await dialog.getByRole('textbox', { name: 'Why' }).fill('An administrator of the shop')

  await ines.page.keyboard.press('e')
  await expect(ines.page.getByRole('row', { name: /taken by Ines Calado/ })).toBeVisible()

  await dialog.getByRole('button', { name: /Close alert/ }).click()
  await expect(dialog).toContainText('A-1 is not closed. Somebody was faster.')
  await expect(dialog).toContainText(/Ines Calado .*(took|acknowledged)/)
  await expect(dialog.getByRole('textbox', { name: 'Why' }), 'what he wrote is not lost').toHaveValue(
    'An administrator of the shop',
  )
  await expectAccessible(pavel.page)
  const inStore = await (await callAs(gateway, 'pe_sample_ines')).ask<{ items: readonly { status: string }[] }>(
    'GET',
    '/api/alerts',
  )
  expect(inStore.items.map(({ status }) => status)).toEqual(['acknowledged'])

  await dialog.getByRole('button', { name: 'Close it all the same' }).click()
  await expect(dialog).toBeHidden()
  await expect(ines.page.getByRole('row', { name: /Terminal shell/ })).toBeVisible()
})

test('I7 an approval that expires while somebody reads it can no longer be clicked', async ({ gateway, noor }) => {
  const analyst = await callAs(gateway, 'pe_sample_ines')
  await deliver(analyst, 'cloudtrail', [
    {
      eventVersion: '1.08',
      eventID: 'expiry-1',
      eventName: 'StopLogging',
      eventSource: 'cloudtrail.amazonaws.com',
      eventTime: new Date().toISOString(),
      awsRegion: 'eu-central-1',
      userIdentity: { type: 'IAMUser', userName: 'test-user', accessKeyId: 'AKIAV3XK7QN2M5RTPL6D' },
    },
  ])
  const { items } = await analyst.ask<{ items: readonly { id: string; action: string }[] }>('GET', '/api/alerts')
  await analyst.ask('POST', '/api/plans', { alertId: items[0]?.id, action: items[0]?.action, reason: 'to expire' })

  // The gateway's half hour is cut to a few seconds on its way to the page; that the gateway refuses late votes is a test of its own.
  const { page } = noor
  const expiresAt = Date.now() + 12_000
  const votes: string[] = []
  page.on('request', (request) => {
    if (request.url().endsWith('/votes')) votes.push(request.url())
  })
  await page.route(/\/api\/plans\/[^/?]+$/, async (route) => {
    const answer = await route.fetch()
    const plan = (await answer.json()) as { body: object; summary: object }
    const soon = { ...plan, body: { ...plan.body, expiresAt }, summary: { ...plan.summary, expiresAt } }
    await route.fulfill({ response: answer, json: soon })
  })
  await page.goto(`${gateway.origin}/approvals`)
  const approve = page.getByRole('button', { name: /^Approve/ })
  await expect(approve).toBeVisible()
  await expect(page.getByText('Expired. Nobody answered in time', { exact: false }).first()).toBeAttached()
  await expect(approve).toHaveAttribute('aria-disabled', 'true')
  await approve.click({ force: true })
  await page.getByRole('main').press('Control+Enter')
  expect(votes).toEqual([])
  await page.unrouteAll({ behavior: 'ignoreErrors' })
})
