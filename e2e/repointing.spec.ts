import type { Page } from '@playwright/test'
import { callAs } from './caller.ts'
import { expect, expectAccessible, test } from './fixtures.ts'

const HOUR_MS = 60 * 60_000

test.use({ gatewayOptions: ['--alerts', '300'] })
test.setTimeout(600_000)

test('a secret is rotated in stages: the owner confirms a consumer, one that is missing pauses the plan, and more time lets it go on', async ({
  gateway,
  ines,
  sana,
}) => {
  const analyst = await callAs(gateway, 'pe_sample_ines')
  const alert = await alertOf(analyst)

  // The analyst may choose: waiting for nobody, which a confirmed compromise calls for, or stages.
  await ines.page.goto(`${gateway.origin}/alerts/${alert.id}?action=rotate-secret`)
  await ines.page
    .getByRole('button', { name: /^Propose/ })
    .first()
    .click()
  const dialog = ines.page.getByRole('dialog', { name: /Rotate the secret/ })
  await expect(dialog.getByText(/The old secret goes now/)).toBeVisible()
  await dialog.getByRole('combobox', { name: 'Consumers' }).click()
  await ines.page.getByRole('option', { name: 'In stages, they have one hour' }).click()
  await expect(dialog.getByText('Consumers have 1 hour to take the new secret.')).toBeVisible()
  await expect(dialog.getByText(/Re-point a consumer to the new secret/).first()).toBeVisible()
  await dialog.getByRole('textbox', { name: /Why/ }).fill('It lay in a ticket; nobody has used it')
  await expectAccessible(ines.page)
  await dialog.getByRole('button', { name: 'Propose to approvers' }).click()
  const plan = await planOf(analyst, alert.id)
  const noor = await callAs(gateway, 'pe_sample_noor')
  await noor.ask('POST', `/api/plans/${plan.summary.id}/votes`, {
    choice: 'approve',
    digest: plan.digest,
    reason: 'Nothing breaks',
  })

  // Her team is asked, also for a service whose own team is not here.
  await sana.page.goto(`${gateway.origin}/plans/${plan.summary.id}`)
  await expect(rowOf(sana.page, 'nightly-settlement')).toContainText('asked')
  await sana.page.goto(`${gateway.origin}/notices`)
  await expect(
    sana.page
      .getByRole('list', { name: 'Notices' })
      .getByText(/nightly-settlement is to use the new secret of test-user/),
  ).toBeVisible()
  await ines.page.goto(`${gateway.origin}/plans/${plan.summary.id}`)
  await expect(
    rowOf(ines.page, 'nightly-settlement').getByRole('button', { name: 'It uses the new secret' }),
  ).toBeDisabled()

  // The hour passes and one is missing. Who takes the secret by themselves was seen.
  const start = await gateway.interrupt()
  const later = await start(2 * HOUR_MS)
  try {
    await comeBack(ines.page, later.origin, /Ines Calado/)
    await ines.page.goto(`${later.origin}/plans/${plan.summary.id}`)
    await expect(ines.page.getByText('Not re-pointed in time: nightly-settlement', { exact: true })).toBeVisible()
    await expect(ines.page.getByRole('status').getByText('paused').first()).toBeVisible()
    await expect(rowOf(ines.page, 'checkout-reconciler')).toContainText('on it')
    await expect(ines.page.getByRole('button', { name: 'Retire anyway' })).toBeEnabled()
    await expectAccessible(ines.page)
    await ines.page.getByRole('button', { name: 'Give more time' }).click()
    const more = ines.page.getByRole('dialog', { name: 'Give more time' })
    await more.getByRole('textbox').fill('The settlement runs until ten')
    await more.getByRole('button', { name: 'Give more time' }).click()
    await expect(rowOf(ines.page, 'nightly-settlement')).toContainText('asked')

    await comeBack(sana.page, later.origin, /Sana Rehman/)
    await sana.page.goto(`${later.origin}/plans/${plan.summary.id}`)
    await rowOf(sana.page, 'nightly-settlement').getByRole('button', { name: 'It uses the new secret' }).click()
    const confirm = sana.page.getByRole('dialog', { name: 'nightly-settlement was re-pointed' })
    await confirm.getByRole('textbox').fill('Restarted with the new key')
    await expectAccessible(sana.page)
    await confirm.getByRole('button', { name: 'It uses the new secret' }).click()
    await expect(rowOf(sana.page, 'nightly-settlement')).toContainText('Confirmed by Sana Rehman')
    await expect(rowOf(sana.page, 'nightly-settlement')).toContainText('on it')
    await expect(sana.page.getByRole('status').getByText('done').first()).toBeVisible()
    await expect(
      sana.page.getByText(/Sana Rehman confirmed that nightly-settlement was re-pointed/).first(),
    ).toBeVisible()
  } finally {
    await later.stop()
  }
})

function rowOf(page: Page, consumer: string) {
  return page
    .getByRole('listitem')
    .filter({ has: page.getByText(consumer, { exact: true }) })
    .filter({ hasText: 'run by' })
}

async function comeBack(page: Page, origin: string, who: RegExp): Promise<void> {
  await page.clock.install({ time: Date.now() + 2 * HOUR_MS })
  await page.goto(`${origin}/sign-in`)
  await page.getByRole('button', { name: who }).click()
  await expect(page).toHaveURL(/\/queue/)
}

type Caller = Awaited<ReturnType<typeof callAs>>

async function alertOf(analyst: Caller): Promise<{ readonly id: string }> {
  const { items } = await analyst.ask<{ items: readonly { id: string; identityId: string; action: string | null }[] }>(
    'GET',
    '/api/alerts?limit=400',
  )
  const found = items.find(
    ({ identityId, action }) => identityId === 'id_sample_test_user' && action === 'rotate-secret',
  )
  expect(found, 'the alert about the key that was quarantined').toBeDefined()
  return { id: found?.id ?? '' }
}

async function planOf(
  analyst: Caller,
  alertId: string,
): Promise<{ readonly summary: { readonly id: string }; readonly digest: string }> {
  const find = async () => {
    const { items } = await analyst.ask<{ items: readonly { id: string; alertId: string }[] }>('GET', '/api/plans')
    return items.find((item) => item.alertId === alertId)?.id ?? null
  }
  await expect.poll(find).not.toBeNull()
  return analyst.ask('GET', `/api/plans/${(await find()) ?? ''}`)
}
