import { type Browser, type BrowserContext, test as base, expect, type Page } from '@playwright/test'
import axe from 'axe-core'
import { type RunningGateway, startGateway } from './gateway.ts'

/**
 * One person at their own desk: a browser context of their own, signed in, on a page that is still empty. Signing in through the page is
 * a part of the journeys that are about it: it opened the queue, which most journeys leave at once.
 */
export interface Desk {
  readonly page: Page
  readonly context: BrowserContext
}

interface Desks {
  /** Analyst, SOC. */
  readonly ines: Desk
  /** Analyst, SOC. */
  readonly pavel: Desk
  /** Approver, SOC. */
  readonly noor: Desk
  /** Approver of the team that owns some of the identities. */
  readonly tomo: Desk
  /** Approver of the team that owns the payments data, whose services others use. */
  readonly sana: Desk
  /** Manager. */
  readonly mira: Desk
  /** Approver, SOC, who may break the glass. */
  readonly greta: Desk
  /** Integrator. */
  readonly ivo: Desk
  /** Trigger engineer. */
  readonly edda: Desk
}

/**
 * What every page of every journey must not do: show a dialog, fail in script, break the content security policy, open
 * another window, or ask another host for anything. Call it before the page goes anywhere; the list fills as it goes.
 */
export async function watchForTrouble(page: Page, origin: string): Promise<readonly string[]> {
  const trouble: string[] = []
  // The event tells what the console's own words may not, for example under a report-only policy or another language.
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
      console.error(`Content Security Policy: ${effectiveDirective} stopped ${blockedURI}`),
    )
  })
  page.on('popup', (popup) => trouble.push(`window: ${popup.url()}`))
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

async function openDesk(browser: Browser, gateway: RunningGateway, name: string, use: (desk: Desk) => Promise<void>) {
  const context = await browser.newContext()
  const signedIn = await context.request.post(`${gateway.origin}/api/session`, {
    data: { persona: `pe_sample_${name}` },
  })
  expect(signedIn.status(), `${name} signs in`).toBe(200)
  const page = await context.newPage()
  const trouble = await watchForTrouble(page, gateway.origin)
  await use({ page, context })
  await context.close()
  expect(trouble, 'what the pages of this person did').toEqual([])
}

type Place = { readonly browser: Browser; readonly gateway: RunningGateway }

function deskOf(name: keyof Desks) {
  return ({ browser, gateway }: Place, use: (desk: Desk) => Promise<void>) => openDesk(browser, gateway, name, use)
}

/** A desk is opened when a test first names it. */
const DESKS = {
  ines: deskOf('ines'),
  pavel: deskOf('pavel'),
  noor: deskOf('noor'),
  tomo: deskOf('tomo'),
  sana: deskOf('sana'),
  mira: deskOf('mira'),
  greta: deskOf('greta'),
  ivo: deskOf('ivo'),
  edda: deskOf('edda'),
}

interface OwnGateway {
  /** Options of the gateway that a test runs against. */
  readonly gatewayOptions: readonly string[]
  readonly gateway: RunningGateway
}

/** Tests with a gateway of their own each: sample people and identities, no alerts. */
export const test = base.extend<Desks & OwnGateway & { readonly gatewayEnvironment: Readonly<Record<string, string>> }>(
  {
    gatewayOptions: [['--alerts', '0'], { option: true }],
    gatewayEnvironment: [{}, { option: true }],
    gateway: async ({ gatewayOptions, gatewayEnvironment }, use) => {
      const gateway = await startGateway(gatewayOptions, undefined, gatewayEnvironment)
      await use(gateway)
      await gateway.stop()
    },
    ...DESKS,
  },
)

/**
 * Tests that share one gateway, started with `options` and filled once by `prepare`: for a spec that reads more than it
 * changes. After a failed test the next one gets a fresh gateway, filled again.
 */
export function testOnOneGateway(options: readonly string[], prepare?: (gateway: RunningGateway) => Promise<void>) {
  return base.extend<Desks, OwnGateway>({
    gatewayOptions: [options, { option: true, scope: 'worker' }],
    gateway: [
      async ({ gatewayOptions }, use) => {
        const gateway = await startGateway(gatewayOptions)
        await prepare?.(gateway)
        await use(gateway)
        await gateway.stop()
      },
      { scope: 'worker', timeout: 240_000 },
    ],
    ...DESKS,
  })
}

export { expect }

/**
 * WCAG 2.2 A and AA by axe, on what is on the screen now. It runs in the page itself, which holds no frame, and is brought there once for
 * a document: gathering the parts of frames on a second page, with all that passed, took seven times as long as looking.
 */
export async function expectAccessible(page: Page): Promise<void> {
  expect(page.frames(), 'frames, which this does not look into').toHaveLength(1)
  if (await page.evaluate(() => !('axe' in globalThis))) await page.evaluate(axe.source)
  const words = await page.evaluate(async () => {
    // A colour on its way from one to another is neither: what moves and comes to an end is waited for.
    const moving = () =>
      document
        .getAnimations()
        .filter(({ playState, effect }) => playState === 'running' && effect?.getComputedTiming().endTime !== Infinity)
    for (let round = 0; round < 10 && moving().length > 0; round += 1) {
      await Promise.allSettled(moving().map(({ finished }) => finished))
    }
    const { violations } = await (globalThis as unknown as { readonly axe: typeof axe }).axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
      resultTypes: ['violations'],
    })
    return violations.map(
      ({ id, help, nodes }) =>
        `${id}: ${help} (${nodes
          .map(({ html }) => html)
          .join(' | ')
          .slice(0, 400)})`,
    )
  })
  expect(words).toEqual([])
}
