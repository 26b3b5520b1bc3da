import fs from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { callAs } from './caller.ts'
import { expect, expectAccessible, test } from './fixtures.ts'
import { addKey, plugIn } from './security-key.ts'

const FIXTURES = path.resolve(import.meta.dirname, '../mocks/fixtures')
const CLOUDTRAIL = fs.readFileSync(path.join(FIXTURES, 'cloudtrail/invictus-story.ndjson'), 'utf8')
const GUARDDUTY = fs.readFileSync(path.join(FIXTURES, 'guardduty/aws-samples-iam-finding.json'), 'utf8')

test('nobody answers at night: the glass is broken, everybody concerned knows, and a manager reviews it', async ({
  gateway,
  greta,
  mira,
  ines,
}) => {
  // Ines looks elsewhere, Mira at her page; what the browser would say outside of the tab is kept.
  for (const { page } of [ines, mira]) await page.goto(`${gateway.origin}/queue`)
  await keepNotifications(ines.page, false)
  await keepNotifications(mira.page, true)
  // The policy as it ships: approvals are not signed, whoever breaks the glass does so with a key of their own.
  await greta.page.goto(`${gateway.origin}/approvals?list=broken-glass`)
  await expect(
    greta.page.getByText('You may break the glass. It is signed with a passkey, and you have none here.'),
  ).toBeVisible()
  await plugIn(greta)
  await addKey(greta, gateway.origin, 'Greta’s key')
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
  await expect(dialog.getByText('You sign it with your passkey.')).toBeVisible()
  await expectAccessible(greta.page)
  await dialog.getByRole('textbox', { name: 'Why nobody could approve it' }).fill('It spreads and nobody answers')
  await dialog.getByRole('button', { name: 'Sign and break the glass' }).click()
  await expect(greta.page.getByText('The glass was broken').first()).toBeVisible()
  await expect(greta.page.getByText('let it run without its approvals, signed with a key').first()).toBeVisible()

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

  // Outside of the tab only whoever does not look at it is told; then who asked for it finds the outcome there. The record has a line of its own for each part.
  await expect
    .poll(() => notifications(ines.page), { timeout: 60_000 })
    .toContainEqual(expect.stringContaining('P-1 is done'))
  expect(await notifications(mira.page)).toEqual([])
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

const KEPT = 'sluicegate-test-notifications'

/** The browser's own notices, granted and kept in the tab's storage instead of shown, on this page and whatever it loads next. */
async function keepNotifications(page: Page, isLookedAt: boolean): Promise<void> {
  const stub = ({ key, isLookedAt }: { readonly key: string; readonly isLookedAt: boolean }) => {
    document.hasFocus = () => isLookedAt
    class Kept extends EventTarget {
      static readonly permission = 'granted'
      constructor(_title: string, { body }: { readonly body: string }) {
        super()
        sessionStorage.setItem(key, `${sessionStorage.getItem(key) ?? ''}${body}\u0000`)
      }
    }
    Object.assign(globalThis, { Notification: Kept })
  }
  const given = { key: KEPT, isLookedAt }
  await page.addInitScript(stub, given)
  await page.evaluate(stub, given)
}

async function notifications(page: Page): Promise<readonly string[]> {
  const kept = await page.evaluate((key) => sessionStorage.getItem(key) ?? '', KEPT)
  return kept.split('\u0000').filter((one) => one !== '')
}
