import type { Page } from '@playwright/test'
import { approveChange } from './approve-change.ts'
import { callAs } from './caller.ts'
import { expect, expectAccessible, test } from './fixtures.ts'

test.use({ gatewayOptions: ['--alerts', '400'] })
test.setTimeout(420_000)

test('an engineer edits whose approvals a gate asks for, a second person agrees, and the next plan asks for them', async ({
  gateway,
  edda,
  mira,
}) => {
  const manager = await callAs(gateway, 'pe_sample_mira')
  const nobody = { before: ['iam'], domains: [], reason: 'Ida is away' }
  await manager.ask('PUT', '/api/people/pe_sample_ida/domains', nobody)
  const { page } = edda
  await page.goto(`${gateway.origin}/whatif`)
  await expect(figure(page)).toBeVisible({ timeout: 120_000 })
  await page.getByRole('searchbox', { name: 'Search controls' }).fill('quorum')
  const one = gate(page, 'One approval')
  // One approval never asks for more people than two do: whoever wants three there raises the other gate first.
  const strict = gate(page, 'Two approvals')
  await one.getByRole('spinbutton', { name: 'Seats in stage 1' }).fill('3')
  await expect(one.getByRole('alert')).toHaveText('Two approvals must not need fewer people than one approval does.')
  await strict.getByRole('spinbutton', { name: 'Seats in stage 1' }).fill('3')
  await expect(strict.getByText(/^Takes any two approvers and one of the owner’s team/)).toBeVisible()
  const before = await votesADay(page)
  await expect(one.getByText(/^Takes any approver\. In silence every approver is told after 15 min/)).toBeVisible()

  // By keyboard: two of three seats, with the consequence in words and in votes, back and forth.
  const seats = one.getByRole('spinbutton', { name: 'Seats in stage 1' })
  const need = one.getByRole('spinbutton', { name: 'People needed in stage 1' })
  await seats.focus()
  await page.keyboard.type('3')
  await expect(one.getByText(/^Takes any three approvers/)).toBeVisible()
  await need.focus()
  await page.keyboard.press('ArrowDown')
  await expect(one.getByText(/^Takes any two approvers/)).toBeVisible()
  await expect.poll(() => votesADay(page)).toBeGreaterThan(before)
  const two = await votesADay(page)
  await page.keyboard.press('ControlOrMeta+z')
  await expect.poll(() => votesADay(page)).toBeGreaterThan(two)
  await page.keyboard.press('ControlOrMeta+Shift+z')
  await expect.poll(() => votesADay(page)).toBe(two)

  // More people than seats: refused where it was written, and what stood there stands.
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('4')
  await expect(one.getByRole('alert')).toHaveText('A stage cannot need more people than it has seats.')
  await expect(need).toHaveAttribute('aria-invalid', 'true')
  await page.keyboard.press('Tab')
  await expect(need).toHaveValue('2')

  // Nobody of IAM is there: the seat says so, and asked of that seat alone no plan could pass.
  await choose(page, one.getByRole('combobox', { name: 'Who may take seat 1 of stage 1' }), 'IAM')
  await expect(one.getByText('Nobody of IAM is an approver: this seat stays free.')).toBeVisible()
  await seats.fill('1')
  await expect(one.getByText(/^No plan of this gate could be approved/)).toBeVisible()
  await choose(page, one.getByRole('combobox', { name: 'Who may take seat 1 of stage 1' }), 'SOC')
  await expect(one.getByText(/could be approved/)).toBeHidden()

  // Whom that asks is counted by name, and who is asked less is compared with before.
  await expect(askedOf(page, 'SOC domain')).toBeVisible()
  await expect(askedOf(page, 'Any approver')).toContainText('was')

  // A second stage, named, moved to the front with its focus, with a chain of silence of its own.
  await one.getByRole('button', { name: 'Add a stage' }).press('Enter')
  await expect(one.getByRole('textbox', { name: 'Name of stage 2' })).toBeFocused()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('Platform')
  await choose(page, one.getByRole('combobox', { name: 'Who may take seat 1 of stage 2' }), 'platform')
  // There are two of them, and nobody approves what they asked for: two seats would leave their own requests without anybody.
  await one.getByRole('group', { name: 'stage 2, Platform' }).getByRole('button', { name: 'Add a seat' }).press('Enter')
  await choose(page, one.getByRole('combobox', { name: 'Who may take seat 2 of stage 2' }), 'platform')
  await expect(one.getByText(/^What Jun Aboagye or Rafael Otero asked for could never be approved/)).toBeVisible()
  await one.getByRole('button', { name: 'Remove seat 2 of stage 2' }).press('Enter')
  await expect(one.getByRole('combobox', { name: 'Who may take seat 1 of stage 2' })).toBeFocused()
  await expect(one.getByText(/could never be approved/)).toBeHidden()
  await one.getByRole('button', { name: 'Move stage 2, Platform up' }).press('Enter')
  await expect(one.getByRole('button', { name: 'Move stage 1, Platform up' })).toBeFocused()
  const platform = one.getByRole('group', { name: 'stage 1, Platform' })
  await platform.getByRole('checkbox', { name: /Silence as usual/ }).press('Space')
  await platform.getByRole('button', { name: 'Remove step 2' }).click()
  const minutes = platform.getByRole('spinbutton', { name: 'Minutes until step 1' })
  await minutes.fill('40')
  await expect(platform.getByRole('alert')).toHaveText('Silence is passed on before the time is over.')
  await minutes.fill('6')
  await choose(
    page,
    platform.getByRole('combobox', { name: 'Who is told in step 1' }),
    'whoever could take a free seat',
  )
  await expect(
    one.getByText('Platform: one of platform. In silence whoever could take a free seat is told after 6 min.'),
  ).toBeVisible()
  await expectAccessible(page)

  // What every gate keeps cannot be taken away, and the rule is named.
  const both = gate(page, 'Two approvals')
  await both.getByRole('button', { name: 'Reset' }).click()
  await both.getByRole('button', { name: 'Remove seat 2 of stage 1' }).click()
  await expect(both.getByRole('alert')).toHaveText('Two approvals must need at least two people.')
  await choose(page, both.getByRole('combobox', { name: 'Who may take seat 2 of stage 1' }), 'SOC')
  await expect(both.getByRole('alert')).toContainText('exactly one seat is the owner’s team’s')
  // Given to another seat, the seat of the owner's team only changes its place.
  await choose(page, both.getByRole('combobox', { name: 'Who may take seat 1 of stage 1' }), 'the owner’s team')
  await expect(both.getByRole('combobox', { name: 'Who may take seat 2 of stage 1' })).toHaveText('any approver')
  await both.getByRole('button', { name: 'Reset' }).click()
  await expect(both.getByRole('combobox', { name: 'Who may take seat 2 of stage 1' })).toHaveText('the owner’s team')

  await page.getByRole('button', { name: 'draft, 1 change' }).click()
  await expect(page.getByRole('region', { name: 'What differs' })).toContainText(
    'Platform: one of platform, in silence whoever could take a free seat is told after 6 min; Approval: one of SOC',
  )

  await page.getByRole('button', { name: 'Propose this policy' }).click()
  await page.getByRole('dialog').getByRole('textbox', { name: 'Why' }).fill('Platforms decide on what runs on them')
  await page.getByRole('button', { name: 'Propose to the reviewers' }).click()
  await page.getByRole('link', { name: /^Open C-\d+/ }).click()
  await mira.page.goto(page.url())
  await expect(mira.page.getByText('Approval: any approver', { exact: true })).toBeVisible()
  await expectAccessible(mira.page)
  await approveChange(mira.page, 'Agreed')

  const ines = await callAs(gateway, 'pe_sample_ines')
  const { items } = await ines.ask<{ items: readonly { id: string; action: string }[] }>(
    'GET',
    '/api/alerts?gate=one-approval&limit=100',
  )
  const alert = items.find(({ action }) => action === 'revoke-session' || action === 'watch-identity')
  const plan = await ines.ask<{ body: { gate: { stages: readonly unknown[] } } }>('POST', '/api/plans', {
    alertId: alert?.id,
    action: alert?.action,
    reason: 'Seen from two places within a minute',
  })
  expect(plan.body.gate.stages).toMatchObject([
    { title: 'Platform', need: 1, silence: [{ afterPercent: 20, tell: 'who-could' }] },
    { title: 'Approval', need: 1, seats: [{ of: 'domain', domain: 'soc' }] },
  ])
})

function gate(page: Page, title: string) {
  return page
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: title, exact: true }) })
    .last()
}

async function choose(page: Page, select: ReturnType<Page['getByRole']>, option: string): Promise<void> {
  await select.click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

function figure(page: Page) {
  return page.getByRole('term').filter({ hasText: 'Approvals a day' })
}

async function votesADay(page: Page): Promise<number> {
  const text = await figure(page).locator('xpath=following-sibling::dd[1]/span[1]').textContent()
  return Number(text?.replaceAll(',', ''))
}

function askedOf(page: Page, group: string) {
  const row = page.getByRole('table', { name: 'Approvals by group' }).getByRole('row')
  return row.filter({ has: page.getByRole('rowheader', { name: group, exact: true }) })
}
