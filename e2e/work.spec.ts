import type { Page } from '@playwright/test'
import { callAs } from './caller.ts'
import { expect, expectAccessible, test } from './fixtures.ts'
import { bringShells } from './shells.ts'

const MANY = 130

function alerts(page: Page) {
  return page.getByRole('grid', { name: 'Alerts' }).getByRole('row', { name: /,/ })
}

test('a bulk action whose connection is lost stands still, is gone on with when asked, and is done once', async ({
  gateway,
  ines,
}) => {
  test.setTimeout(180_000)
  const { page } = ines
  await bringShells(gateway, MANY)
  await page.goto(`${gateway.origin}/queue`)
  await expect(alerts(page).first()).toBeVisible()
  // By the mouse: one tick, then all of the view. The key for it has a journey of its own.
  await alerts(page).first().getByRole('gridcell').first().click()
  await page.getByRole('button', { name: `Select all ${MANY} in this view` }).click()
  await page.getByRole('grid', { name: 'Alerts' }).press('d')
  const asking = page.getByRole('dialog', { name: `Close ${MANY} alerts` })
  await asking.getByRole('radio', { name: /Benign/ }).check()
  await asking.getByRole('textbox', { name: 'Why' }).fill('An exercise of the platform team')
  await asking.getByRole('button', { name: `Close ${MANY} alerts…` }).click()
  await expect(asking.getByText(`${MANY} of ${MANY} will change.`)).toBeVisible()
  await expectAccessible(page)

  // The line is cut after the first step.
  let steps = 0
  const isStep = (url: URL) => url.pathname.endsWith('/advance')
  await page.route(isStep, async (route) => {
    steps += 1
    if (steps === 1) await route.continue()
    else await route.abort()
  })
  await asking.getByRole('button', { name: `Change ${MANY}` }).click()
  await expect(asking.getByText('Nothing is sent again until you say so.', { exact: false })).toBeVisible({
    timeout: 30_000,
  })
  await expect(asking.getByText(`stopped after 100 of ${MANY}`, { exact: false })).toBeVisible()
  const sent = steps

  // The page is opened again: the action is shown, and nothing of it runs by itself.
  await page.reload()
  await expect(page.getByText(`B-1 stands at 100 of ${MANY}.`)).toBeVisible()
  expect(steps).toBe(sent)
  await expectAccessible(page)

  // Gone on with, and this time the step arrives but its answer is lost.
  await page.unroute(isStep)
  let isLost = false
  await page.route(isStep, async (route) => {
    if (isLost) return route.continue()
    isLost = true
    await route.fetch()
    await route.abort()
  })
  await page.getByRole('button', { name: 'Look at it' }).click()
  const running = page.getByRole('dialog', { name: 'B-1' })
  await running.getByRole('button', { name: 'Go on' }).click()
  await expect(running.getByText(`${MANY} alerts changed.`)).toBeVisible({ timeout: 30_000 })
  expect(isLost).toBe(true)

  const ana = await callAs(gateway, 'pe_sample_ines')
  expect(await ana.ask('GET', '/api/alerts/tally')).toMatchObject({ open: 0, byStatus: { closed: MANY } })
  const log = await ana.ask<{ items: readonly { sentence: string }[] }>('GET', '/api/audit?code=bulk.changed')
  expect(log.items.map(({ sentence }) => sentence).toSorted()).toEqual([
    expect.stringContaining(`changed 100 alerts by bulk action B-1`),
    expect.stringContaining(`changed 30 alerts by bulk action B-1`),
  ])

  // Whoever asks for that and leaves at once has asked for it all the same.
  await running.getByRole('button', { name: 'Take it back' }).click()
  await running.getByRole('button', { name: 'Done' }).click()
  await expect(running).toBeHidden()
  const tally = () => ana.ask('GET', '/api/alerts/tally')
  await expect.poll(tally, { timeout: 60_000 }).toMatchObject({ open: MANY, byStatus: { new: MANY } })
})

test('two analysts on one alert see each other, both have their way, and a note calls a colleague', async ({
  gateway,
  ines,
  pavel,
}) => {
  test.setTimeout(180_000)
  await bringShells(gateway, 1)
  const api = await callAs(gateway, 'pe_sample_ines')
  const { items } = await api.ask<{ items: readonly { id: string }[] }>('GET', '/api/alerts')
  const path = `${gateway.origin}/alerts/${items[0]?.id}`
  await ines.page.goto(path)
  await expect(ines.page.getByRole('heading', { name: 'Notes' })).toBeVisible()
  await pavel.page.goto(path)
  await expect(pavel.page.getByText('Ines Calado is here too')).toBeVisible({ timeout: 30_000 })

  // Pavel hears of nothing for a while, as on a train; what he does then touches another part of the alert.
  await pavel.page.route(/\/api\/(events|alerts\/[^/]+$)/, (route) =>
    route.request().method() === 'GET' ? route.abort() : route.continue(),
  )
  await pavel.page.keyboard.press('t')
  const tagging = pavel.page.getByRole('dialog', { name: 'Tag A-1' })
  await tagging.getByRole('textbox', { name: 'Tags' }).fill('Shop Cluster')
  await ines.page.keyboard.press('e')
  await expect(ines.page.getByRole('button', { name: 'Taken by you' })).toBeVisible()
  await tagging.getByRole('button', { name: /Tag alert/ }).click()
  await expect(tagging).toBeHidden()
  await expect(ines.page.getByRole('list', { name: 'Tags' })).toContainText('shop-cluster')
  await expect(ines.page.getByRole('button', { name: 'Taken by you' })).toBeVisible()
  await pavel.page.unroute(/\/api\/(events|alerts\/[^/]+$)/)

  const field = ines.page.getByRole('textbox', { name: 'Write a note' })
  await field.fill('The shop team says it was them. @pav')
  await ines.page.getByRole('button', { name: '@Pavel Novotny' }).click()
  await ines.page.getByRole('button', { name: 'Write note' }).click()
  // The entry about it holds its words as well.
  const note = (page: Page) =>
    page.getByRole('article').getByText('The shop team says it was them. @Pavel Novotny', { exact: true })
  await expect(note(ines.page)).toBeVisible()
  await expectAccessible(ines.page)
  await pavel.page.goto(`${gateway.origin}/notices`)
  const notice = pavel.page.getByRole('link', { name: 'Ines Calado calls you on A-1' })
  await expect(notice).toBeVisible()
  await expectAccessible(pavel.page)
  await notice.click()
  await expect(note(pavel.page)).toBeVisible()
})

test('what was about to be sent when the line was lost is kept, shown, and sent only when asked again', async ({
  gateway,
  ines,
}) => {
  test.setTimeout(180_000)
  const { page } = ines
  await bringShells(gateway, 1)
  const api = await callAs(gateway, 'pe_sample_ines')
  const { items } = await api.ask<{ items: readonly { id: string }[] }>('GET', '/api/alerts')
  await page.goto(`${gateway.origin}/alerts/${items[0]?.id}`)
  await expect(page.getByRole('heading', { name: 'Notes' })).toBeVisible()
  await page.keyboard.press('s')
  const dialog = page.getByRole('dialog', { name: 'Snooze A-1' })
  await dialog.getByRole('radio', { name: /4 hours/ }).check()
  await dialog.getByRole('textbox', { name: 'Why' }).fill('Owner is back at two')
  let sent = 0
  const isChange = (url: URL) => /\/api\/alerts\/[^/]+$/.test(url.pathname)
  await page.route(isChange, async (route) => {
    if (route.request().method() !== 'PATCH') return route.continue()
    sent += 1
    await route.abort()
  })
  await dialog.getByRole('button', { name: /Snooze alert/ }).click()
  await expect(dialog).toContainText('A-1 is not snoozed, it is kept as a draft.')
  await page.keyboard.press('Escape')
  await page.unroute(isChange)
  await expect(page.getByText('Snooze A-1: not sent, the line was lost.')).toBeVisible()
  expect(sent).toBe(1)
  expect((await api.ask<{ items: readonly { hold: unknown }[] }>('GET', '/api/alerts')).items).toMatchObject([
    { hold: null },
  ])
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Look at it' }).click()
  const again = page.getByRole('dialog', { name: 'Snooze A-1' })
  await expect(again).toContainText('Owner is back at two')
  await again.getByRole('button', { name: /Snooze alert/ }).click()
  await expect(page.getByText(/Snoozed until/)).toBeVisible()
  await expect(page.getByText('not sent, the line was lost', { exact: false })).toHaveCount(0)
})
