import type { Page } from '@playwright/test'
import { callAs } from './caller.ts'
import { expect, expectAccessible, test } from './fixtures.ts'
import { bringShells } from './shells.ts'

function alerts(page: Page) {
  return page.getByRole('grid', { name: 'Alerts' }).getByRole('row', { name: /,/ })
}

const isTake = (url: URL) => /\/api\/alerts\/[^/]+$/.test(url.pathname)

test('of two who take an alert in the same moment the second is told who was faster, for each alert, and nothing is taken from the first', async ({
  gateway,
  ines,
  pavel,
}) => {
  await bringShells(gateway, 3)
  for (const { page } of [ines, pavel]) {
    await page.goto(`${gateway.origin}/queue`)
    await expect(alerts(page)).toHaveCount(3)
    await page.keyboard.press('Home')
  }
  // Pavel's keys are on their way while Ines' are answered; he goes on meanwhile and does not look back.
  let letGo = () => {}
  const held = new Promise<void>((resolve) => (letGo = resolve))
  await pavel.page.route(isTake, async (route) => {
    if (route.request().method() === 'PATCH') await held
    await route.continue()
  })
  for (const key of ['e', 'j', 'e']) await pavel.page.keyboard.press(key)
  for (const key of ['e', 'j', 'e']) await ines.page.keyboard.press(key)
  await expect(ines.page.getByRole('row', { name: /taken by Ines Calado/ })).toHaveCount(2)
  letGo()
  const told = pavel.page.getByRole('alert').filter({ hasText: 'Somebody was faster.' })
  await expect(told).toHaveCount(2)
  await expect(told.first()).toContainText(
    /A-\d was not taken\. Somebody was faster\..*Ines Calado.*It is now acknowledged/,
  )
  await expectAccessible(pavel.page)

  // What she has is taken over only when he says so twice, and she learns it.
  const cursor = pavel.page.locator('[role=row][data-cursor]')
  await expect(cursor).toHaveAccessibleName(/taken by Ines Calado/)
  await pavel.page.keyboard.press('e')
  await expect(pavel.page.getByText(/A-\d is Ines Calado’s\. Press again to take it over\./)).toBeVisible()
  await expect(cursor).toHaveAccessibleName(/taken by Ines Calado/)
  await pavel.page.keyboard.press('e')
  await expect(cursor).toHaveAccessibleName(/taken by Pavel Novotny/)
  await expect(pavel.page.getByText(/A-\d is yours\. Ines Calado had it\./).first()).toBeVisible()
  await expect(ines.page.getByText(/Pavel Novotny took A-\d from you/).first()).toBeVisible()

  // Whose it was gets it back.
  await pavel.page.keyboard.press('ControlOrMeta+z')
  await expect(cursor).toHaveAccessibleName(/taken by Ines Calado/)
  await expect(pavel.page.getByText(/A-\d is as it was before\./).first()).toBeVisible()
})

test('what cannot be taken back any more says why, and what can be is as it was, its clock with it', async ({
  gateway,
  ines,
}) => {
  await bringShells(gateway, 2)
  const { page } = ines
  await page.goto(`${gateway.origin}/queue`)
  await expect(alerts(page)).toHaveCount(2)
  const cursor = page.locator('[role=row][data-cursor]')
  await page.keyboard.press('ControlOrMeta+z')
  await expect(page.getByText('There is nothing to take back.')).toBeVisible()

  const api = await callAs(gateway, 'pe_sample_ines')
  const dues = async () =>
    (await api.ask<{ items: readonly { slaDueAt: number | null }[] }>('GET', '/api/alerts')).items
      .map(({ slaDueAt }) => slaDueAt)
      .toSorted()
  const before = await dues()
  await page.keyboard.press('e')
  await expect(cursor).toHaveAccessibleName(/taken by Ines Calado/)
  await page.keyboard.press('ControlOrMeta+z')
  await expect(cursor).toHaveAccessibleName(/taken by nobody/)
  expect(await dues()).toEqual(before)

  await page.keyboard.press('e')
  await expect(cursor).toHaveAccessibleName(/taken by Ines Calado/)
  const path = `/api/alerts/${await cursor.getAttribute('data-row-key')}`
  const colleague = await callAs(gateway, 'pe_sample_pavel')
  const { row } = await colleague.ask<{ row: { version: number } }>('GET', path)
  await colleague.ask('PATCH', path, { assignee: 'me' }, { 'If-Match': `"${row.version}"` })
  await expect(cursor).toHaveAccessibleName(/taken by Pavel Novotny/)
  await page.keyboard.press('ControlOrMeta+z')
  const told = page.getByRole('alert').filter({ hasText: 'was not taken back. Somebody was faster.' })
  await expect(told).toContainText('Pavel Novotny')
  await expectAccessible(page)
  await told.getByRole('button', { name: 'Dismiss' }).click()
  await expect(told).toHaveCount(0)
})
