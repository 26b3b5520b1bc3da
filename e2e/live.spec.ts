import fs from 'node:fs'
import path from 'node:path'
import { callAs, deliver } from './caller.ts'
import { expect, testOnOneGateway } from './fixtures.ts'

const test = testOnOneGateway(['--alerts', '60'])
const FINDING = JSON.parse(
  fs.readFileSync(
    path.resolve(import.meta.dirname, '../mocks/fixtures/guardduty/aws-samples-iam-finding.json'),
    'utf8',
  ),
) as Record<string, unknown>

test('what colleagues do is seen at its place, what arrives waits behind a pill, and the cursor stays on its alert', async ({
  gateway,
  ines,
  pavel,
}) => {
  await ines.page.goto(`${gateway.origin}/queue?view=shift`)
  await pavel.page.goto(`${gateway.origin}/queue?view=shift`)
  const grid = ines.page.getByRole('grid', { name: 'Alerts' })
  await expect(grid).toBeFocused()
  await expect(pavel.page.getByRole('grid', { name: 'Alerts' })).toBeFocused()
  const cursor = ines.page.locator('[role=row][data-cursor]')
  await ines.page.keyboard.press('Home')
  for (const key of ['j', 'j', 'j']) await ines.page.keyboard.press(key)
  const held = await cursor.getAttribute('data-row-key')
  const place = await cursor.getAttribute('data-index')

  // He takes an alert: her row says so where it stands, without a reload.
  await pavel.page.locator(`[data-row-key="${held}"]`).click()
  await pavel.page.keyboard.press('e')
  await expect(cursor).toHaveAccessibleName(/taken by Pavel Novotny/)
  await expect(cursor).toHaveAttribute('data-row-key', held ?? '')

  // What arrives moves nothing until she asks for it; then the cursor goes along with its alert.
  const ivo = await callAs(gateway, 'pe_sample_ivo')
  const fresh = [1, 2, 3].map((n) => ({
    ...FINDING,
    id: `live-${n}`,
    arn: `arn:aws:guardduty:us-east-1:123456789012:detector/x/finding/live-${n}`,
    severity: 8,
    updatedAt: new Date().toISOString(),
    title: `Fresh finding ${n}`,
    resource: { accessKeyDetails: { accessKeyId: `AKIALIVE${n}`, userType: 'IAMUser', userName: `live-${n}` } },
  }))
  expect((await deliver(ivo, 'guardduty', fresh)).alertsOpened).toBe(3)
  const pill = ines.page.getByRole('button', { name: /3 new/ })
  await expect(pill).toBeVisible()
  await expect(cursor).toHaveAttribute('data-index', place ?? '')
  await expect(grid.getByText('Fresh finding 1')).toHaveCount(0)
  await ines.page.keyboard.press('.')
  await expect(pill).toHaveCount(0)
  await ines.page.getByRole('combobox', { name: 'Search alerts' }).fill('Fresh finding')
  await expect(grid.getByRole('row', { name: /Fresh finding/ })).toHaveCount(3)
})
