import type { CDPSession } from '@playwright/test'
import { type Desk, expect } from './fixtures.ts'

/** A security key in this person's browser: Chromium's own authenticator, its holder always recognised. */
export async function plugIn(desk: Desk): Promise<{ misbehave(isBogus: boolean): Promise<void> }> {
  const cdp: CDPSession = await desk.context.newCDPSession(desk.page)
  await cdp.send('WebAuthn.enable', { enableUI: false })
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return {
    misbehave: async (isBogus) => {
      await cdp.send('WebAuthn.setResponseOverrideBits', { authenticatorId, isBogusSignature: isBogus })
    },
  }
}

/** Adds a key on the person's own page. */
export async function addKey({ page }: Desk, origin: string, name: string): Promise<void> {
  await page.goto(`${origin}/keys`)
  await page.getByRole('button', { name: 'Add a key' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Name of the key' }).fill(name)
  await dialog.getByRole('button', { name: 'Make the key' }).click()
  await expect(page.getByRole('list', { name: 'Keys' }).getByText(name)).toBeVisible()
}
