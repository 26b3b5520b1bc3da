import { askFor } from './ask-for.ts'
import { callAs } from './caller.ts'
import { changePolicy } from './change-policy.ts'
import { expect, expectAccessible, testOnOneGateway } from './fixtures.ts'

const test = testOnOneGateway(['--alerts', '400'])
test.setTimeout(300_000)

test('several decisions of one kind are marked one by one with the keyboard and sent together', async ({
  gateway,
  noor,
}) => {
  const plans = await askFor(gateway, 3)
  const { page } = noor
  const lists: string[] = []
  page.on('request', (request) => {
    const { pathname, search } = new URL(request.url())
    if (pathname === '/api/plans') lists.push(search)
  })
  await page.goto(`${gateway.origin}/approvals`)
  const list = page.getByRole('list', { name: 'Waiting for you' })
  await expect(list.getByRole('button')).toHaveCount(3)
  // The number in the rail and both lists are one question.
  expect([...new Set(lists)]).toEqual(['?list=pending&limit=200'])
  const decision = page.getByRole('complementary', { name: 'Decision' })
  for (let nth = 0; nth < 2; nth += 1) {
    await expect(decision.getByRole('button', { name: /^Mark to approve/ })).not.toHaveAttribute(
      'aria-disabled',
      'true',
    )
    await page.keyboard.press('a')
    await expect(list.getByText('marked: approve')).toHaveCount(nth + 1)
  }
  const bar = page.getByRole('region', { name: 'Marked decisions' })
  await expect(bar.getByRole('status')).toContainText('Approve 2 ×')
  await expectAccessible(page)

  // Nothing has been sent yet, and another kind is not sent with them.
  const noorsCaller = await callAs(gateway, 'pe_sample_noor')
  const votesOf = async (id: string) =>
    (await noorsCaller.ask<{ votes: readonly unknown[] }>('GET', `/api/plans/${id}`)).votes.length
  for (const { summary } of plans) expect(await votesOf(summary.id)).toBe(0)
  await page.keyboard.press('r')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'A smaller action exists' }).click()
  await dialog.getByRole('button', { name: 'Mark to reject' }).click()
  await expect(page.getByText(/one kind at a time/)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()

  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('2 decisions sent.')).toBeVisible()
  await expect(bar).toBeHidden()
  await expect(list.getByRole('button')).toHaveCount(1)

  // What was decided is dated by its decision, and says whose it was.
  await page.getByRole('tab', { name: 'History' }).click()
  const decided = page.getByRole('list', { name: 'History' }).getByRole('button')
  await expect(decided).toHaveCount(2)
  await expect(decided.first()).toHaveAccessibleName(/Approved by Noor Haddad, .+ ago asked by Ines Calado, .+ ago/)
})

test('Escape clears the marks, and nothing was sent', async ({ gateway, noor }) => {
  const [plan] = await askFor(gateway, 1)
  const { page } = noor
  await page.goto(`${gateway.origin}/approvals?plan=${plan?.summary.id ?? ''}`)
  const decision = page.getByRole('complementary', { name: 'Decision' })
  await expect(decision.getByRole('button', { name: /^Mark to approve/ })).not.toHaveAttribute('aria-disabled', 'true')
  await page.keyboard.press('a')
  await expect(page.getByRole('region', { name: 'Marked decisions' })).toBeVisible()
  await expect(decision.getByText(/^More time can be given from \d\d:\d\d:\d\d UTC on, once\.$/)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('region', { name: 'Marked decisions' })).toBeHidden()
  await expect(decision.getByRole('button', { name: /^Mark to approve/ })).toBeVisible()
})

test('x marks the open plan and takes its mark off again; a number key begins a rejection with its reason', async ({
  gateway,
  noor,
}) => {
  const [plan] = await askFor(gateway, 1)
  const { page } = noor
  await page.goto(`${gateway.origin}/approvals?plan=${plan?.summary.id ?? ''}`)
  const decision = page.getByRole('complementary', { name: 'Decision' })
  await expect(decision.getByRole('button', { name: /^Mark to approve/ })).not.toHaveAttribute('aria-disabled', 'true')
  const bar = page.getByRole('region', { name: 'Marked decisions' })
  await page.keyboard.press('x')
  await expect(bar).toBeVisible()
  await page.keyboard.press('x')
  await expect(bar).toBeHidden()
  await page.keyboard.press('5')
  await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Reason' })).toHaveValue(
    'The target is not the right one',
  )
})

test('on a phone the time left stands beside the buttons, the open tab is in sight, and a bar reads as it stands', async ({
  gateway,
  noor,
}) => {
  const [plan] = await askFor(gateway, 1)
  const id = plan?.summary.id ?? ''
  const { page } = noor
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(`${gateway.origin}/approvals?plan=${id}`)
  const decision = page.getByRole('complementary', { name: 'Decision' })
  await expect(decision.getByText('Silence never approves.', { exact: false }).first()).toBeInViewport()
  await expect(decision.getByRole('timer', { name: 'Expires in' })).toBeInViewport()
  await expect(decision.getByRole('button', { name: /^Approve/ })).toBeInViewport()
  await expectAccessible(page)

  await page.goto(`${gateway.origin}/approvals?list=broken-glass`)
  await expect(page.getByRole('tab', { name: 'Broken glass' })).toBeInViewport({ ratio: 0.99 })
  // Its age comes with the list.
  await expect(page.getByText('state of')).toBeVisible()
  const middles = await page.evaluate(() =>
    [...(document.querySelector('h1')?.parentElement?.children ?? [])].map((part) => {
      const { top, height } = part.getBoundingClientRect()
      return Math.round((top + height / 2) / 8)
    }),
  )
  expect(middles.length).toBeGreaterThan(2)
  expect(middles).toEqual(middles.toSorted((a, b) => a - b))

  // Of a plan that waits the time left stays at the foot as well.
  await page.goto(`${gateway.origin}/plans/${id}`)
  await expect(page.getByRole('timer', { name: 'Expires in' })).toBeInViewport()
  await expectAccessible(page)
})

test('a seat of a domain is kept for somebody of it, who is named; a manager says who that is', async ({
  gateway,
  noor,
  mira,
}) => {
  await changePolicy(gateway, {
    quorums: {
      'one-approval': [
        { title: 'Access', need: 1, seats: ['iam'], silence: [{ afterPercent: 20, tell: 'who-could' }] },
        { title: 'Response', need: 1, seats: ['anybody'], silence: null },
      ],
      'two-approvals': [{ title: 'Approval', need: 2, seats: ['anybody', 'owner-team'], silence: null }],
    },
  })

  // Whoever it is for is said by a manager, in the record.
  await mira.page.goto(`${gateway.origin}/sources?tab=people`)
  await mira.page.getByRole('button', { name: 'Change what Jun Aboagye approves for' }).click()
  const dialog = mira.page.getByRole('dialog')
  await dialog.getByRole('checkbox', { name: 'IAM' }).click()
  await dialog.getByRole('textbox', { name: 'Why' }).fill('Jun moved to identities')
  await dialog.getByRole('button', { name: 'Change' }).click()
  await expect(mira.page.getByRole('row', { name: /Jun Aboagye/ })).toContainText('IAM, platform')
  await expectAccessible(mira.page)

  const [plan] = await askFor(gateway, 1)
  expect(plan?.summary.quorum).toBe(2)

  const { page } = noor
  await page.goto(`${gateway.origin}/approvals?plan=${plan?.summary.id ?? ''}`)
  await page.getByRole('button', { name: /^Approve/ }).click()
  await page.goto(`${gateway.origin}/plans/${plan?.summary.id ?? ''}`)
  await expect(page.getByText('Free seat for IAM')).toBeVisible()
  const greta = await callAs(gateway, 'pe_sample_greta')
  const seen = await greta.ask<{ summary: { mayVote: { because: string } } }>(
    'GET',
    `/api/plans/${plan?.summary.id ?? ''}`,
  )
  expect(seen.summary.mayVote.because).toBe(
    'Your approval would fill no seat: it needs somebody of IAM. Ida Falk or Jun Aboagye can.',
  )
})
