import fs from 'node:fs'
import path from 'node:path'
import { callAs } from './caller.ts'
import { expect, expectAccessible, test } from './fixtures.ts'

const FIXTURES = path.resolve(import.meta.dirname, '../mocks/fixtures')
const CLOUDTRAIL = fs.readFileSync(path.join(FIXTURES, 'cloudtrail/invictus-story.ndjson'), 'utf8')
const GUARDDUTY = fs.readFileSync(path.join(FIXTURES, 'guardduty/aws-samples-iam-finding.json'), 'utf8')

interface Plan {
  readonly summary: { readonly id: string }
  readonly digest: string
  readonly state: string
}

test('anybody stops everything from any screen; nothing is sent until two others let it go on', async ({
  gateway,
  ines,
  noor,
  mira,
}) => {
  const ivo = await callAs(gateway, 'pe_sample_ivo')
  const analyst = await callAs(gateway, 'pe_sample_ines')
  const approver = await callAs(gateway, 'pe_sample_noor')
  for (const [format, body] of [
    ['cloudtrail', CLOUDTRAIL],
    ['guardduty', GUARDDUTY],
  ] as const) {
    await ivo.ask('POST', `/api/ingest/${format}`, body, { 'Content-Type': 'application/x-ndjson' })
  }

  await ines.page.goto(`${gateway.origin}/identities`)
  await ines.page.getByRole('button', { name: 'Stop all' }).click()
  const dialog = ines.page.getByRole('dialog', { name: 'Stop everything' })
  await dialog.getByRole('textbox', { name: 'Why' }).fill('We are in the wrong estate')
  await dialog.getByRole('button', { name: 'Stop everything' }).click()
  const banner = ines.page.getByRole('alert').filter({ hasText: 'Everything is stopped.' })
  await expect(banner).toContainText('We are in the wrong estate')
  await expect(banner.getByRole('button', { name: 'Let it go on' })).toHaveAttribute('aria-disabled', 'true')
  await expectAccessible(ines.page)

  // It is approved, and stays where it is.
  const found = await analyst.ask<{ items: readonly { id: string }[] }>(
    'GET',
    '/api/alerts?text=instance%20used%20from%20elsewhere',
  )
  const plan = await analyst.ask<Plan>('POST', '/api/plans', {
    alertId: found.items[0]?.id,
    action: 'revoke-session',
    reason: 'Used from an address that is not the instance',
    exceedsCap: false,
  })
  const { id } = plan.summary
  await approver.ask('POST', `/api/plans/${id}/votes`, { choice: 'approve', digest: plan.digest, reason: 'Seen' })
  await noor.page.goto(`${gateway.origin}/plans/${id}`)
  await expect(
    noor.page.getByText(/Held back: Stop 1 by Ines Calado: We are in the wrong estate/).first(),
  ).toBeVisible()
  await expect(noor.page.getByRole('alert').filter({ hasText: 'Everything is stopped.' })).toBeVisible()

  await ines.page.goto(`${gateway.origin}/plans/${id}`)
  const rail = ines.page.getByRole('complementary', { name: 'Gate and undo' })
  await expect(rail).toContainText('Held back: Stop 1')

  for (const [i, { page }] of [noor, mira].entries()) {
    await page.goto(`${gateway.origin}/approvals`)
    const stopped = page.getByRole('alert').filter({ hasText: 'Everything is stopped.' })
    await stopped.getByRole('button', { name: 'Let it go on' }).click()
    const why = page.getByRole('dialog', { name: /Let it go on after stop 1/ })
    await why.getByRole('textbox', { name: 'Why' }).fill('The estate is the right one')
    await why.getByRole('button', { name: 'Let it go on' }).click()
    if (i === 0) await expect(stopped).toContainText('1 of 2 let it go on: Noor Haddad.')
  }
  await expect(banner).toBeHidden()
  // The page that was open all the time, well before a paused plan is looked at by itself again.
  await expect(rail).not.toContainText('Held back: Stop 1', { timeout: 8_000 })
  await expect
    .poll(async () => (await analyst.ask<Plan>('GET', `/api/plans/${id}`)).state, { timeout: 60_000 })
    .toBe('done')
})
