import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, expect, type Page, test as base } from '@playwright/test'
import { type RunningGateway, startGateway } from './gateway.ts'

/** One person at their own desk: a browser context of their own, signed in through the page. */
export interface Desk {
  readonly page: Page
  readonly context: BrowserContext
}

interface Desks {
  /** Options of the gateway that this spec runs against. */
  readonly gatewayOptions: readonly string[]
  readonly gateway: RunningGateway
  /** Analyst, SOC. */
  readonly ines: Desk
  /** Approver, SOC. */
  readonly noor: Desk
  /** Approver of the team that owns some of the identities. */
  readonly tomo: Desk
  /** Manager. */
  readonly mira: Desk
  /** Integrator. */
  readonly ivo: Desk
}

/**
 * What every page of every journey must not do: show a dialog, fail in script, break the content security policy, or ask
 * another host for anything.
 */
function watchForTrouble(page: Page, origin: string): readonly string[] {
  const trouble: string[] = []
  page.on('dialog', (dialog) => {
    trouble.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('pageerror', (error) => trouble.push(`script: ${error.message}`))
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) trouble.push(`policy: ${message.text()}`)
  })
  page.on('request', (request) => {
    const { protocol, origin: asked } = new URL(request.url())
    if (/^https?:/.test(protocol) && asked !== origin) trouble.push(`request to ${asked}`)
  })
  return trouble
}

async function openDesk(browser: Browser, gateway: RunningGateway, name: RegExp, use: (desk: Desk) => Promise<void>) {
  const context = await browser.newContext()
  const page = await context.newPage()
  const trouble = watchForTrouble(page, gateway.origin)
  await page.goto(`${gateway.origin}/sign-in`)
  await page.getByRole('button', { name }).click()
  await expect(page).toHaveURL(/\/queue/)
  await use({ page, context })
  await context.close()
  expect(trouble, 'what the pages of this person did').toEqual([])
}

export const test = base.extend<Desks>({
  gatewayOptions: [['--alerts', '0'], { option: true }],
  gateway: async ({ gatewayOptions }, use) => {
    const gateway = await startGateway(gatewayOptions)
    await use(gateway)
    await gateway.stop()
  },
  ines: ({ browser, gateway }, use) => openDesk(browser, gateway, /Ines Calado/, use),
  noor: ({ browser, gateway }, use) => openDesk(browser, gateway, /Noor Haddad/, use),
  tomo: ({ browser, gateway }, use) => openDesk(browser, gateway, /Tomo Ishikawa/, use),
  mira: ({ browser, gateway }, use) => openDesk(browser, gateway, /Mira Lindqvist/, use),
  ivo: ({ browser, gateway }, use) => openDesk(browser, gateway, /Ivo Petrov/, use),
})

export { expect }

/** WCAG 2.2 A and AA by axe, on what is on the screen now. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  const words = violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help} (${nodes
        .map((node) => node.html)
        .join(' | ')
        .slice(0, 400)})`,
  )
  expect(words).toEqual([])
}
