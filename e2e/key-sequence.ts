import type { Page } from '@playwright/test'

/**
 * Keys that mean one thing together, one after the other without waiting for what the page answers: on a busy machine the answer to the
 * first comes when the page has stopped waiting for the second.
 */
export async function pressSequence(page: Page, ...keys: readonly string[]): Promise<void> {
  await Promise.all(keys.map((key) => page.keyboard.press(key)))
}
