import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { test as base, expect, expectAccessible } from './fixtures.ts'
import { startGateway } from './gateway.ts'

const longFolder = fs.mkdtempSync(path.join(os.tmpdir(), 'sluicegate-long-'))

/** A gateway whose long history lies in a folder that is still empty, and a small threshold. */
const test = base.extend({
  gateway: async ({ gatewayOptions }, use) => {
    const environment = { HISTORY_URL: longFolder, HISTORY_FROM: '100' }
    const gateway = await startGateway(gatewayOptions, undefined, environment)
    await use(gateway)
    await gateway.stop()
  },
})
test.use({ gatewayOptions: ['--alerts', '400'] })
test.afterAll(() => fs.rmSync(longFolder, { recursive: true, force: true }))
test.setTimeout(420_000)

test('past the threshold a draft is counted beside the gateway, and comes to what the browser counts', async ({
  gateway,
  edda,
}) => {
  const { page, context } = edda
  const session = (await context.cookies()).find(({ name }) => name === '__Host-sluicegate')?.value ?? ''
  execFileSync(process.execPath, ['src/cli/main.ts', 'history', 'export', '--url', gateway.origin, longFolder], {
    cwd: path.resolve(import.meta.dirname, '..'),
    env: { ...process.env, SLUICEGATE_SESSION: decodeURIComponent(session) },
  })

  await page.goto(`${gateway.origin}/whatif`)
  const place = page.getByRole('combobox', { name: 'Count over' })
  await expect(place).toContainText('on the gateway', { timeout: 120_000 })
  await expect(page.getByText(/From 100 alerts on a draft is counted beside the gateway/)).toBeVisible()
  await expect(page.getByText(/looked up only in a history that the browser holds/)).toBeVisible()
  const slider = page.getByRole('slider', { name: 'Bands of confidence: High from' })
  const before = await contained(page)
  await slider.focus()
  await page.keyboard.press('Shift+ArrowLeft')
  await page.keyboard.press('Shift+ArrowLeft')
  await expect.poll(() => contained(page), { timeout: 60_000 }).toBeGreaterThan(before)
  await expect(page.getByText('Estimates.')).toHaveCount(0, { timeout: 60_000 })
  await expectAccessible(page)
  const exact = await contained(page)

  const tail = page.getByRole('switch', { name: /Hold back the newest 20 %/ })
  await tail.click()
  await expect(page.getByText(/^held back: /)).toHaveCount(5, { timeout: 60_000 })
  await tail.click()
  await expect(page.getByText(/^held back: /)).toHaveCount(0, { timeout: 60_000 })
  await expect.poll(() => contained(page), { timeout: 60_000 }).toBe(exact)

  await place.click()
  await page.getByRole('option', { name: /in this browser/ }).click()
  await expect(page).toHaveURL(/history=browser/)
  await expect(page.getByRole('heading', { name: 'Alerts that moved' })).toBeVisible({ timeout: 120_000 })
  await expect.poll(() => contained(page), { timeout: 60_000 }).toBe(exact)
  await expect(slider).toHaveValue('50')
})

async function contained(page: Page): Promise<number> {
  const figure = page.getByRole('term').filter({ hasText: 'Contained' })
  const text = await figure.locator('xpath=following-sibling::dd[1]/span[1]').textContent()
  return Number(text?.replaceAll(',', ''))
}
