import { askFor } from './ask-for.ts'
import { callAs } from './caller.ts'
import { changePolicy } from './change-policy.ts'
import { expect, expectAccessible, test } from './fixtures.ts'
import { addKey, plugIn } from './security-key.ts'

test.use({ gatewayOptions: ['--alerts', '400'] })
test.setTimeout(420_000)

interface Plan {
  readonly digest: string
  readonly state: string
  readonly votes: readonly { readonly digest: string; readonly passkey: { readonly name: string } | null }[]
}

test('a batch of marks outlives a reload and is signed plan by plan; one that changed meanwhile is refused and said', async ({
  gateway,
  noor,
}) => {
  // More time may be given from the start here: it makes another plan of one that somebody marked before.
  await changePolicy(gateway, { passkeyFromTier: 0, extendWithinMs: 30 * 60_000 })
  const asked = await askFor(gateway, 3)
  const { page, context } = noor
  await plugIn(noor)
  await addKey(noor, gateway.origin, 'Noor’s blue key')

  await page.goto(`${gateway.origin}/approvals`)
  const list = page.getByRole('list', { name: 'Waiting for you' })
  const bar = page.getByRole('region', { name: 'Marked decisions' })
  const decision = page.getByRole('complementary', { name: 'Decision' })
  for (let nth = 0; nth < 3; nth += 1) {
    const markable = decision.getByRole('button', { name: /^Mark to approve/ })
    await expect(markable).not.toHaveAttribute('aria-disabled', 'true')
    await page.keyboard.press('a')
    await expect(list.getByText('marked: approve')).toHaveCount(nth + 1)
  }
  await page.reload()
  await expect(bar.getByRole('status')).toContainText('Approve 3 ×')

  // One of them becomes another plan, and the line to it is slow: the page goes on showing what it was.
  const [changed] = asked
  const address = `/api/plans/${changed?.summary.id ?? ''}`
  const before = await (await context.request.get(`${gateway.origin}${address}`)).text()
  await page.route(`**${address}`, (route) => route.fulfill({ contentType: 'application/json', body: before }))
  const ines = await callAs(gateway, 'pe_sample_ines')
  await ines.ask('POST', `${address}/extension`, { reason: 'The night shift begins' })
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('2 of 3 decisions sent; what was not stays marked, with why.')).toBeVisible()
  await expect(bar).toContainText('is not of this moment. Look at it again.')
  await expectAccessible(page)

  const plans = await Promise.all(asked.map(({ summary }) => ines.ask<Plan>('GET', `/api/plans/${summary.id}`)))
  expect(plans.map(({ votes }) => votes.length)).toEqual([0, 1, 1])
  // Each was signed for itself.
  for (const { digest, votes } of plans.slice(1)) {
    expect(votes).toMatchObject([{ digest, passkey: { name: 'Noor’s blue key' } }])
  }

  // The line is back: the mark is taken off, with why, and the plan is read again before anything is approved.
  await page.unroute(`**${address}`)
  await page.reload()
  const off = bar.getByRole('list', { name: 'Marks that were taken off' })
  await expect(off).toContainText('It is another plan than the one you marked. Read it again.')
  await expect(bar.getByRole('button', { name: /^Submit/ })).toBeHidden()
  await expectAccessible(page)
  await page.reload()
  await off.getByRole('button', { name: /^open P-/ }).click()
  await bar.getByRole('button', { name: 'I have read it' }).click()
  await expect(bar).toBeHidden()
  await decision.getByRole('button', { name: /^Sign and approve/ }).click()
  await expect.poll(async () => (await ines.ask<Plan>('GET', address)).votes.length, { timeout: 30_000 }).toBe(1)
})

test('marks are their maker’s: whoever signs in next in the same tab neither sees nor sends them', async ({
  gateway,
  noor,
}) => {
  const [plan] = await askFor(gateway, 1)
  const { page } = noor
  await page.goto(`${gateway.origin}/approvals?plan=${plan?.summary.id ?? ''}`)
  const bar = page.getByRole('region', { name: 'Marked decisions' })
  await page.getByRole('button', { name: /^Mark to approve/ }).click()
  await expect(bar).toBeVisible()
  await page.getByRole('button', { name: /settings and sign-out/ }).click()
  await page.getByRole('menuitem', { name: /Greta Amsel/ }).click()
  await expect(page).toHaveURL(/\/queue/)
  await page.goto(`${gateway.origin}/approvals`)
  await expect(page.getByRole('button', { name: /^Mark to approve/ })).toBeVisible()
  await expect(bar).toBeHidden()
})
