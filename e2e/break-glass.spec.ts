import fs from 'node:fs'
import path from 'node:path'
import { callAs } from './caller.ts'
import { expect, expectAccessible, test } from './fixtures.ts'

const FIXTURES = path.resolve(import.meta.dirname, '../mocks/fixtures')
const CLOUDTRAIL = fs.readFileSync(path.join(FIXTURES, 'cloudtrail/invictus-story.ndjson'), 'utf8')
const GUARDDUTY = fs.readFileSync(path.join(FIXTURES, 'guardduty/aws-samples-iam-finding.json'), 'utf8')

test('nobody answers at night: the glass is broken, everybody concerned knows, and a manager reviews it', async ({
  gateway,
  greta,
  mira,
  ines,
}) => {
  const ivo = await callAs(gateway, 'pe_sample_ivo')
  const analyst = await callAs(gateway, 'pe_sample_ines')
  for (const [format, body] of [
    ['cloudtrail', CLOUDTRAIL],
    ['guardduty', GUARDDUTY],
  ] as const) {
    await ivo.ask('POST', `/api/ingest/${format}`, body, { 'Content-Type': 'application/x-ndjson' })
  }
  const found = await analyst.ask<{ items: readonly { id: string }[] }>(
    'GET',
    '/api/alerts?text=instance%20used%20from%20elsewhere',
  )
  const { summary } = await analyst.ask<{ summary: { id: string } }>('POST', '/api/plans', {
    alertId: found.items[0]?.id,
    action: 'revoke-session',
    reason: 'Used from an address that is not the instance',
    exceedsCap: false,
  })

  await greta.page.goto(`${gateway.origin}/approvals?plan=${summary.id}`)
  await greta.page.getByRole('button', { name: 'Break the glass' }).click()
  const dialog = greta.page.getByRole('dialog', { name: 'Break the glass for P-1' })
  await expect(dialog.getByText(/owners and all managers are told now/)).toBeVisible()
  await expectAccessible(greta.page)
  await dialog.getByRole('textbox', { name: 'Why nobody could approve it' }).fill('It spreads and nobody answers')
  await dialog.getByRole('button', { name: 'Break the glass' }).click()
  await expect(greta.page.getByText('The glass was broken').first()).toBeVisible()

  // The manager is told where she is, and finds it under her name.
  await expect(mira.page.getByText(/Greta Amsel broke the glass for P-1/).first()).toBeVisible()
  await mira.page.getByRole('button', { name: /Mira Lindqvist/ }).click()
  await mira.page.getByRole('menuitem', { name: 'Notices, 1 new' }).click()
  await expect(
    mira.page.getByRole('list', { name: 'Notices' }).getByText('It spreads and nobody answers'),
  ).toBeVisible()
  await expectAccessible(mira.page)

  await mira.page.goto(`${gateway.origin}/approvals?list=broken-glass`)
  await expect(mira.page.getByText('1 in all, 1 not reviewed, 0 not justified.')).toBeVisible()
  await expectAccessible(mira.page)
  await mira.page.getByRole('button', { name: 'Review it' }).click()
  const review = mira.page.getByRole('dialog', { name: 'Was it justified?' })
  await review.getByRole('textbox', { name: 'Why' }).fill('The session was in use, and on-call was ill')
  await review.getByRole('button', { name: 'Justified', exact: true }).click()
  await expect(mira.page.getByText('1 in all, 0 not reviewed, 0 not justified.')).toBeVisible()

  // Who asked for it learns the outcome; the record has a line of its own for each part.
  await ines.page.goto(`${gateway.origin}/notices`)
  await expect(ines.page.getByRole('link', { name: /P-1 is done/ })).toBeVisible({ timeout: 60_000 })
  await mira.page.goto(`${gateway.origin}/record?subject=${summary.id}`)
  for (const line of [
    /Greta Amsel broke the glass for plan P-1/,
    /Mira Lindqvist found justified that Greta Amsel broke the glass/,
  ]) {
    await expect(mira.page.getByRole('row', { name: line }).first()).toBeVisible()
  }
})
