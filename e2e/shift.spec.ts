import type { Page } from '@playwright/test'
import { callAs } from './caller.ts'
import { expect, expectAccessible, testOnOneGateway } from './fixtures.ts'

const test = testOnOneGateway(['--alerts', '800'])
const SHIFT = 200

/** Every key that is pressed and every letter that is typed. */
function counted(page: Page) {
  let strokes = 0
  return {
    strokes: () => strokes,
    press: async (...keys: readonly string[]) => {
      for (const key of keys) {
        strokes += 1
        await page.keyboard.press(key)
      }
    },
    type: async (text: string) => {
      strokes += text.length
      await page.keyboard.type(text)
    },
  }
}

test('an analyst clears a shift of 200 alerts with the keyboard alone', async ({ gateway, ines }) => {
  test.setTimeout(420_000)
  const { page } = ines
  const ana = await callAs(gateway, 'pe_sample_ines')
  const closed = async () =>
    (await ana.ask<{ byStatus: { closed: number } }>('GET', '/api/alerts/tally')).byStatus.closed
  const before = await closed()
  const keys = counted(page)
  const tree = page.getByRole('treegrid', { name: 'Alerts' })
  const cursor = page.locator('[role=row][data-cursor]')

  await page.goto(`${gateway.origin}/queue?view=shift&group=trigger,severity`)
  await expect(tree.getByRole('row', { expanded: false }).first()).toBeVisible()
  await expect(tree).toBeFocused()
  const dialog = page.getByRole('dialog', { name: /^Close/ })
  let cleared = 0
  let groups = 0
  while (cleared < SHIFT) {
    // A group is looked into, one of it is read, then all of it is answered with one reason. The largest group stands first.
    await keys.press('Home')
    const label = (await cursor.getAttribute('aria-label')) ?? ''
    await keys.press('ArrowRight', 'j')
    await expect(cursor).not.toHaveAttribute('aria-label', label)
    await keys.press('k', 'd')
    await expect(dialog).toBeVisible()
    if (groups === 0) await expectAccessible(page)
    await keys.press(
      ...(groups % 2 === 0 ? ['ArrowDown', 'ArrowDown'] : ['ArrowDown', 'ArrowDown', 'ArrowDown']),
      'Tab',
    )
    await keys.type('Known, weekly scan')
    await keys.press('Control+Enter')
    await expect(dialog.getByText(/ of .* will change\./)).toBeVisible()
    await keys.press('Control+Enter')
    await expect(dialog.getByRole('button', { name: /Done/ })).toBeVisible({ timeout: 60_000 })
    if (groups === 0) await expectAccessible(page)
    await keys.press('Control+Enter')
    await expect(dialog).toBeHidden()
    await expect(tree).toBeFocused()
    cleared = (await closed()) - before
    groups += 1
    expect(groups, 'it comes to an end').toBeLessThan(40)
    // The group that was cleared leaves the list.
    await expect(tree.getByRole('row', { name: label, exact: true })).toHaveCount(0)
  }
  const each = keys.strokes() / cleared
  console.log(`${cleared} alerts in ${groups} groups: ${keys.strokes()} keystrokes, ${each.toFixed(2)} for each alert`)
  expect(each).toBeLessThan(2)

  // What was done one by one costs no more than its decision: take, next, take.
  await page.goto(`${gateway.origin}/queue?view=shift`)
  const grid = page.getByRole('grid', { name: 'Alerts' })
  await expect(grid).toBeFocused()
  const alone = counted(page)
  const mine = async () =>
    (await ana.ask<{ items: readonly unknown[] }>('GET', '/api/alerts?assignee=me&status=acknowledged&limit=500')).items
      .length
  const had = await mine()
  await alone.press('Home')
  for (let i = 0; i < 10; i += 1) {
    await alone.press('e')
    await expect(cursor).toHaveAccessibleName(/taken by Ines Calado/)
    await alone.press('j')
  }
  await expect.poll(mine).toBeGreaterThan(had)
  console.log(`10 alerts taken one by one: ${alone.strokes()} keystrokes`)
  expect(alone.strokes()).toBeLessThanOrEqual(21)
})

test('a view is selected as a query, and one action on it is previewed, stopped, gone on with and taken back', async ({
  gateway,
  pavel,
}) => {
  const { page } = pavel
  await page.goto(`${gateway.origin}/queue?q=*`)
  const grid = page.getByRole('grid', { name: 'Alerts' })
  await expect(grid).toBeFocused()
  await expect(page.getByText(/alerts of/)).toBeVisible()
  // The next key comes at once, and means all of them.
  await page.keyboard.press('Control+a')
  await page.keyboard.press('t')
  const dialog = page.getByRole('dialog', { name: /^Tag \d\d\d alerts/ })
  await expect(dialog).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Tags' }).fill('shift-check')
  await page.keyboard.press('Control+Enter')
  await expect(dialog.getByText(/\d\d\d of \d\d\d will change\./)).toBeVisible()
  await expectAccessible(page)
  // Stopped after the first step.
  const isStep = (url: URL) => url.pathname.endsWith('/advance')
  let steps = 0
  await page.route(isStep, async (route) => {
    steps += 1
    if (steps === 1) return route.continue()
    return route.abort()
  })
  await page.keyboard.press('Control+Enter')
  await expect(dialog.getByText(/stopped after 100 of \d\d\d/)).toBeVisible({ timeout: 60_000 })
  await page.unroute(isStep)
  await page.keyboard.press('Control+Enter')
  await expect(dialog.getByText(/^\d\d\d alerts changed\./)).toBeVisible({ timeout: 120_000 })
  await dialog.getByRole('button', { name: 'Take it back' }).click()
  await expect(dialog.getByText(/B-\d+ taken back/)).toBeVisible()
  await expect(dialog.getByRole('button', { name: /Done/ })).toBeVisible({ timeout: 120_000 })
})
