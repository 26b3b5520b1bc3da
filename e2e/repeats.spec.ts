import type { Page } from '@playwright/test'
import { callAs, deliver } from './caller.ts'
import { expect, expectAccessible, test } from './fixtures.ts'
import type { RunningGateway } from './gateway.ts'

/** Each stop of the trail after the alert of the one before was closed is an alert of its own, and repeats it. */
async function stopTrail(gateway: RunningGateway, time: number): Promise<void> {
  const report = await deliver(await callAs(gateway, 'pe_sample_ivo'), 'cloudtrail', [
    {
      eventVersion: '1.08',
      userIdentity: {
        type: 'IAMUser',
        arn: 'arn:aws:iam::123456789012:user/deploy',
        accountId: '123456789012',
        userName: 'deploy',
      },
      eventTime: new Date(time).toISOString(),
      eventSource: 'cloudtrail.amazonaws.com',
      eventName: 'StopLogging',
      awsRegion: 'eu-west-1',
      sourceIPAddress: '198.51.100.7',
      requestParameters: { name: 'arn:aws:cloudtrail:eu-west-1:123456789012:trail/all' },
      eventID: `stop-${time}`,
      eventType: 'AwsApiCall',
      recipientAccountId: '123456789012',
    },
  ])
  expect(report).toMatchObject({ refused: 0, alertsOpened: 1 })
}

function alerts(page: Page) {
  return page.getByRole('grid', { name: 'Alerts' }).getByRole('row', { name: /,/ })
}

test('a row that stands for its repeats is worked as all of them', async ({ gateway, ines }) => {
  const { page } = ines
  const analyst = await callAs(gateway, 'pe_sample_ines')
  for (let i = 0; i < 3; i += 1) {
    await stopTrail(gateway, Date.now() + i)
    if (i === 2) break
    const { items } = await analyst.ask<{
      items: readonly { readonly id: string; readonly version: number; readonly status: string }[]
    }>('GET', '/api/alerts')
    const open = items.find(({ status }) => status !== 'closed')
    const change = { status: 'closed', disposition: 'benign-positive', reason: 'Known test of the platform team' }
    await analyst.ask('PATCH', `/api/alerts/${open?.id}`, change, { 'If-Match': `"${open?.version}"` })
  }
  await page.goto(`${gateway.origin}/queue?q=${encodeURIComponent('number > 0')}`)
  await expect(alerts(page)).toHaveCount(1)
  await expect(alerts(page).getByText('+2')).toBeVisible()
  await page.getByRole('grid', { name: 'Alerts' }).focus()
  await page.keyboard.press('t')
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('Tag 3 alerts')
  await dialog.getByRole('textbox').fill('trail-stopped')
  await page.keyboard.press('Control+Enter')
  await expect(dialog).toContainText(/3 of 3/)
  await expectAccessible(page)
  await page.keyboard.press('Control+Enter')
  await expect(dialog.getByRole('button', { name: /Done/ })).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(dialog).toBeHidden()

  // Two are closed and one is taken: the row is one row again, and nothing of it stays selected for the next key.
  const bar = page.getByRole('toolbar', { name: 'Selected alerts' })
  await expect(bar).toHaveCount(0)
  await page.keyboard.press('e')
  await expect(page.getByText('1 of 3 alerts are yours.').first()).toBeVisible()
  const left = page.getByRole('alert').filter({ hasText: '1 of 3 alerts are yours.' })
  await expect(left).toContainText('2 It is closed. Open it again first')
  await expect(bar).toHaveCount(0)
  await left.getByRole('button', { name: 'Dismiss' }).click()
  await page.getByRole('grid', { name: 'Alerts' }).focus()
  await page.keyboard.press('e')
  await expect(page.getByText('0 of 3 alerts are yours.').first()).toBeVisible()
  await expect(bar).toHaveCount(0)
  await expectAccessible(page)
})
