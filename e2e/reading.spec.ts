import type { Page } from '@playwright/test'
import { expect, testOnOneGateway } from './fixtures.ts'
import { screensOf } from './screens.ts'

const test = testOnOneGateway(['--alerts', '60'])

/** What a screen reader goes by: its headings in order, and the landmarks with their names. */
async function outlineOf(page: Page) {
  return page.evaluate(() => {
    const seen = (selector: string) =>
      [...document.querySelectorAll<HTMLElement>(selector)].filter((element) => element.checkVisibility())
    const nameOf = (element: HTMLElement) =>
      element.getAttribute('aria-label') ??
      (element.getAttribute('aria-labelledby') ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent ?? '')
        .join(' ')
        .trim()
    return {
      headings: seen('h1, h2, h3, h4, h5, h6').map(({ tagName }) => Number(tagName.slice(1))),
      mains: seen('main').length,
      landmarks: seen('nav, aside, [role=region], [role=search], section[aria-label], section[aria-labelledby]').map(
        (element) => `${element.tagName.toLowerCase()} ${nameOf(element)}`,
      ),
      nested: seen('button button, button a, a button, button [role=timer], [role=option] button').filter(
        (element) => element.closest('[aria-hidden=true]') === null,
      ).length,
    }
  })
}

/** Lines of the tree that name nothing: a control whose purpose is not read out. */
async function namelessIn(page: Page): Promise<readonly string[]> {
  const tree = await page.locator('body').ariaSnapshot()
  const control =
    /^- (?:button|link|tab|option|menuitem|checkbox|radio|switch|slider|spinbutton|textbox|searchbox|combobox|grid|treegrid|table|dialog|figure|img|row)(?: \[[^\]]*\])*:?$/
  return tree.split('\n').filter((line) => control.test(line.trim()))
}

/** What is wrong with how a screen is read, in words. */
async function faultsOf(page: Page): Promise<readonly string[]> {
  const { headings, mains, landmarks, nested } = await outlineOf(page)
  const first = headings.filter((level) => level === 1).length
  const skipped = headings.some((level, at) => at > 0 && level > (headings[at - 1] ?? 0) + 1)
  const twice = landmarks.filter((one, at) => landmarks.indexOf(one) !== at)
  return [
    ...(first === 1 ? [] : [`${first} first headings`]),
    ...(mains === 1 ? [] : [`${mains} main regions`]),
    ...(skipped ? [`a level is skipped: ${headings.join(' ')}`] : []),
    ...landmarks.filter((one) => one.endsWith(' ')).map((one) => `a landmark without a name: ${one}`),
    ...twice.map((one) => `two landmarks of one name: ${one}`),
    ...(nested === 0 ? [] : [`${nested} controls within controls`]),
    ...(await namelessIn(page)).map((line) => `without a name: ${line.trim()}`),
  ]
}

test('each screen reads as one page: one first heading, none skipped, landmarks with names of their own, no nameless control', async ({
  gateway,
  noor,
  browser,
}) => {
  const { page } = noor
  const screens = [
    ...(await screensOf(gateway)),
    '/queue?group=owner',
    '/approvals?list=history',
    '/triggers',
    '/triggers?tab=coverage',
    '/whatif',
    '/cases',
    '/suppressions',
  ]
  for (const address of screens) {
    await page.goto(gateway.origin + address)
    await expect(page.locator('h1')).toBeAttached()
    await expect(page.getByText(/^Loading /)).toHaveCount(0)
    await expect.poll(() => faultsOf(page), { message: address, timeout: 10_000 }).toEqual([])
  }
  const stranger = await browser.newPage()
  await stranger.goto(`${gateway.origin}/sign-in`)
  await expect(stranger.getByRole('button', { name: /Ines Calado/ })).toBeVisible()
  expect(await faultsOf(stranger)).toEqual([])
  await stranger.close()
})

test('the window says which alert it shows, and the screen alone once that is left', async ({ gateway, noor }) => {
  const { page } = noor
  const [, alert = ''] = await screensOf(gateway)
  await page.goto(gateway.origin + alert)
  await expect(page).toHaveTitle(/^A-\d+ \S.* · Alert · Sluicegate$/)
  await page.getByRole('link', { name: 'Queue' }).first().click()
  await expect(page).toHaveTitle('Queue · Sluicegate')
  await page.goBack()
  await expect(page).toHaveTitle(/^A-\d+ \S.* · Alert · Sluicegate$/)
})
