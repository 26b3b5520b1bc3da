import type { Page } from '@playwright/test'
import { approveChange } from './approve-change.ts'
import { expect, expectAccessible, testOnOneGateway } from './fixtures.ts'
import { pressSequence } from './key-sequence.ts'

const test = testOnOneGateway(['--alerts', '400'])
test.setTimeout(420_000)

const HIGH = 'Bands of confidence: High from'

test('an engineer lowers a threshold, reads what would break and why, shares it, and a second person puts it in force', async ({
  gateway,
  edda,
  mira,
}) => {
  const { page } = edda
  await page.goto(`${gateway.origin}/queue`)
  await page.getByRole('grid').first().focus()
  await pressSequence(page, 'g', 'w')
  await expect(page).toHaveURL(/\/whatif/)
  await expect(figure(page, 'Contained')).toBeVisible({ timeout: 120_000 })
  await expect(page.getByText('None. The draft answers every alert as before.')).toBeVisible()
  await expect(page.getByText(/Facts of then for .* alerts; today’s for/)).toBeVisible()
  await expectAccessible(page)
  const before = await numberOf(page, 'Contained')

  // By keyboard alone: coarse steps, fine steps, and a step that a rule refuses.
  const slider = page.getByRole('slider', { name: HIGH })
  await slider.focus()
  await page.keyboard.press('Shift+ArrowLeft')
  await page.keyboard.press('Shift+ArrowLeft')
  await expect(slider).toHaveValue('50')
  await page.keyboard.press('ArrowLeft')
  await expect(slider).toHaveValue('49')
  await expect.poll(() => numberOf(page, 'Contained')).toBeGreaterThan(before)
  await page.keyboard.press('ControlOrMeta+z')
  await expect(slider).toHaveValue('50')
  await page.keyboard.press('ControlOrMeta+Shift+z')
  await expect(slider).toHaveValue('49')
  await page.keyboard.press('Shift+ArrowLeft')
  await expect(page.getByText('The bands must rise: medium, high, confirmed.')).toBeVisible()
  await expect(slider).toHaveValue('49')

  // Who would have been hit, and the one thing that did it.
  const broken = page.getByRole('table', { name: 'What would break' })
  expect(await broken.getByRole('row').count()).toBeGreaterThan(3)
  const moved = page.getByRole('group', { name: 'Alerts that moved' })
  await expect(moved.getByRole('row').nth(1)).toContainText('Bands of confidence')
  await expect(moved.getByRole('link', { name: /^A-\d+/ }).first()).toBeVisible()
  await page.getByRole('button', { name: 'Table' }).click()
  await expect(page.getByRole('rowheader', { name: 'T1 Investigate' })).toBeVisible()
  await page.getByRole('switch', { name: /Hold back/ }).click()
  await expect(page.getByText(/^held back: /).first()).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('switch', { name: /Hold back/ }).click()

  // A cell of the matrix that would ask for less on more evidence is refused in words.
  await page.getByRole('button', { name: /^Confidence high, urgency high/ }).focus()
  await page.keyboard.press('0')
  await expect(page.getByText(/More confidence or more urgency must never ask for a lower tier/)).toBeVisible()

  // Kept under a name, found again by its link, by somebody else.
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Contain earlier')
  await expectAccessible(page)
  await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page).toHaveURL(/scenario=/)
  await expect(page.getByText('Contain earlier')).toBeVisible()
  await mira.page.goto(page.url())
  await expect(mira.page.getByText('Contain earlier')).toBeVisible({ timeout: 120_000 })
  await expect(mira.page.getByRole('slider', { name: HIGH })).toHaveValue('49')

  // What the draft changes, in words and side by side.
  await page.getByRole('button', { name: 'draft, 1 change' }).click()
  const differences = page.getByRole('region', { name: 'What differs' })
  await expect(differences.getByRole('definition').filter({ hasText: 'is 49' })).toBeVisible()
  await expect(differences.getByRole('table', { name: 'Tiers and gates' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'draft, 1 change' }).click()

  // Two of what is kept, compared by a link: the version in force against the scenario, with what moves between them.
  const scenarioId = new URL(page.url()).searchParams.get('scenario') ?? ''
  await mira.page.goto(`${gateway.origin}/whatif?shown=v1&against=s.${scenarioId}`)
  await expect(figure(mira.page, 'Contained')).toBeVisible({ timeout: 120_000 })
  await expect.poll(() => numberOf(mira.page, 'Contained'), { timeout: 60_000 }).toBe(before)
  await expect(mira.page.getByRole('definition').filter({ hasText: 'was 49' })).toBeVisible()
  await expect(mira.page.getByRole('combobox', { name: 'Compare with' })).toContainText('Contain earlier')
  await expect(mira.page.getByRole('group', { name: 'Alerts that moved' }).getByRole('row').nth(1)).toBeVisible()
  await expect(mira.page.getByRole('button', { name: 'Propose this policy' })).toHaveCount(0)
  await expectAccessible(mira.page)

  // Proposed with what it comes to; not in force by that.
  await page.getByRole('button', { name: 'Propose this policy' }).click()
  const dialog = page.getByRole('dialog', { name: 'Propose this policy' })
  await expect(dialog.getByText(/contained \(was/)).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Why' }).fill('Two true attacks stood below the old threshold')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Propose to the reviewers' }).click()
  const link = page.getByRole('link', { name: /^Open C-\d+/ })
  await expect(link).toBeVisible()
  await link.click()
  await expect(page.getByText(/You cannot review this: you proposed it/)).toBeVisible()

  await mira.page.goto(page.url())
  await expect(mira.page.getByText('Two true attacks stood below the old threshold')).toBeVisible()
  await expect(mira.page.getByRole('heading', { name: 'What it is predicted to come to' })).toBeVisible()
  await approveChange(mira.page, 'Agreed')

  // In force, with what was predicted beside what comes.
  await page.goto(`${gateway.origin}/whatif`)
  await expect(page.getByRole('combobox', { name: 'Compare with' })).toContainText('v2, in force', { timeout: 120_000 })
  await expect(page.getByRole('slider', { name: HIGH })).toHaveValue('49')
  await expect(page.getByRole('heading', { name: /^Predicted and actual: C-\d+/ })).toBeVisible()
  await expectAccessible(page)
})

test('a draft travels in its link, a wrong one is no draft, and a worker that never loads is said', async ({
  gateway,
  edda,
}) => {
  const { page, context } = edda
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto(`${gateway.origin}/whatif`)
  await expect(figure(page, 'Contained')).toBeVisible({ timeout: 120_000 })
  const weight = page.getByRole('spinbutton', { name: 'Weights of urgency: Privilege' })
  await weight.fill('60')
  await expect(page.getByRole('slider', { name: 'Weights of urgency: Environment' })).toHaveValue('11')
  await page.getByRole('button', { name: 'Share' }).click()
  await expect(page.getByText(/^Link copied/)).toBeVisible()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  await page.goto('about:blank')
  await page.goto(link)
  await expect(weight).toHaveValue('60', { timeout: 120_000 })

  await page.goto('about:blank')
  await page.goto(link.slice(0, -40))
  await expect(weight).toHaveValue('30', { timeout: 120_000 })

  await context.route(/whatif\.worker/, (route) => route.abort())
  await page.reload()
  await expect(page.getByRole('alert').filter({ hasText: 'The history cannot be read' })).toBeVisible({
    timeout: 120_000,
  })
})

function figure(page: Page, label: string) {
  return page.getByRole('term').filter({ hasText: label })
}

async function numberOf(page: Page, label: string): Promise<number> {
  const text = await figure(page, label).locator('xpath=following-sibling::dd[1]/span[1]').textContent()
  return Number(text?.replaceAll(',', ''))
}
