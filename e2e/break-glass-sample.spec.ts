import { callAs } from './caller.ts'
import { expect, expectAccessible, test } from './fixtures.ts'

test.use({ gatewayOptions: ['--alerts', '400'] })
test.setTimeout(300_000)

test('the sample asks for no key to break the glass and says why; what the policy asks for is tried in the lab', async ({
  gateway,
  greta,
  edda,
}) => {
  const ines = await callAs(gateway, 'pe_sample_ines')
  const { items } = await ines.ask<{ items: readonly { id: string; action: string }[] }>(
    'GET',
    '/api/alerts?gate=one-approval&limit=100',
  )
  const alert = items.find(({ action }) => action === 'revoke-session' || action === 'watch-identity')
  const { summary } = await ines.ask<{ summary: { id: string } }>('POST', '/api/plans', {
    alertId: alert?.id,
    action: alert?.action,
    reason: 'Seen from two places within a minute',
  })
  await greta.page.goto(`${gateway.origin}/approvals?plan=${summary.id}`)
  await greta.page.getByRole('button', { name: 'Break the glass' }).click()
  const dialog = greta.page.getByRole('dialog', { name: /^Break the glass for P-/ })
  await expect(dialog.getByText('No passkey is asked for, since this is the sample estate.')).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Why nobody could approve it' }).fill('It spreads and nobody answers')
  await dialog.getByRole('button', { name: 'Break the glass' }).click()
  await expect(greta.page.getByText('The glass was broken').first()).toBeVisible()

  const { page } = edda
  await page.goto(`${gateway.origin}/whatif`)
  await page.getByRole('searchbox', { name: 'Search controls' }).fill('break-glass')
  const always = page.getByRole('checkbox', { name: 'Always signs with a passkey, whatever the tier' })
  await expect(always).toBeChecked({ timeout: 120_000 })
  await always.press('Space')
  await expect(always).not.toBeChecked()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'draft, 1 change' }).click()
  const differs = page.getByRole('region', { name: 'What differs' })
  await expect(differs).toContainText('Break-glass signed with a passkey')
  await expect(differs).toContainText('where approvals are')
})
