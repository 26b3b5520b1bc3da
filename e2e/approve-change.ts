import { expect, type Page } from '@playwright/test'

/** Approves the change that is open on this page, and waits until that change is in force: not its label, and no other one of the list. */
export async function approveChange(page: Page, why: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Why' }).fill(why)
  await page.getByRole('button', { name: 'Approve' }).click()
  await expect(page.getByRole('complementary', { name: 'Review' }).getByText('In force', { exact: true })).toBeVisible()
}
