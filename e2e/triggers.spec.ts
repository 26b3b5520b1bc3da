import { approveChange } from './approve-change.ts'
import { expect, expectAccessible, testOnOneGateway } from './fixtures.ts'

const TRIGGER = 'stolen-instance-role'

const test = testOnOneGateway(['--alerts', '120'])
test.setTimeout(420_000)

test('an engineer mends a trigger on real records, a second person reviews exactly that, and it is in force', async ({
  gateway,
  edda,
  mira,
}) => {
  const { page } = edda
  await page.goto(`${gateway.origin}/triggers`)
  await expectAccessible(page)
  await page.getByRole('searchbox', { name: 'Search triggers' }).fill(TRIGGER)
  await page.getByRole('row').nth(1).dblclick()
  await expect(page).toHaveURL(new RegExp(`/triggers/${TRIGGER}`))

  // The text in force stands beside what it does to the loaded history.
  const matches = page.getByRole('status').filter({ hasText: /^Matches [1-9]\d* of/ })
  await expect(matches).toBeVisible({ timeout: 60_000 })
  await expectAccessible(page)
  const before = await matchCount(matches)

  // A slip is underlined with what would be right, and one click mends it.
  const editor = page.getByRole('textbox', { name: `Text of ${TRIGGER}` })
  const field = editor.getByText('userIdentity.accessKeyId|startswith')
  const box = await field.boundingBox()
  await field.dblclick({ position: { x: (box?.width ?? 0) - 12, y: 8 } })
  await page.keyboard.type('startzwith')
  const problems = page.getByRole('group', { name: 'Problems' })
  await expect(problems).toContainText('`startzwith`')
  await expect(page.getByText(/The text cannot be read: this is what it did before/)).toBeVisible()
  await expect(problems).toContainText('startswith')
  await expectAccessible(page)
  await problems.getByRole('button', { name: 'Use startswith' }).click()
  await expect(problems).toBeHidden()

  // What is let go is seen at once, and a record says which condition decides.
  await editor.getByText('GetCallerIdentity', { exact: true }).click()
  await page.keyboard.press('ControlOrMeta+Shift+K')
  await expect.poll(() => matchCount(matches)).toBeLessThan(before)
  await page.getByRole('combobox', { name: 'Which records' }).click()
  await page.getByRole('option', { name: /No longer fires/ }).click()
  await page
    .getByRole('row', { name: /^No longer: GetCallerIdentity/ })
    .first()
    .click()
  const why = page.getByRole('region', { name: 'Why' })
  await expect(why.getByRole('status')).toContainText('It does not fire')
  await expect(why.getByRole('status')).toContainText('eventName does not hold')
  await expect(why.getByText('GetCallerIdentity').last()).toBeVisible()
  await expectAccessible(page)
  await why.getByRole('button', { name: /^eventName, go to line/ }).click()
  await expect(editor).toBeFocused()
  await why.getByRole('button', { name: 'Must not fire' }).click()
  await expect(page.getByRole('tab', { name: 'Tests 1' })).toBeVisible()

  await page.getByRole('tab', { name: 'Propose' }).click()
  await expect(page.getByText(/It fires on \d+, the version in force on \d+\./)).toBeVisible({ timeout: 120_000 })
  await expectAccessible(page)
  await page.getByRole('textbox', { name: 'Why' }).fill('Asking who one is, is what every tool does first')
  await page.getByRole('button', { name: /Propose this change/ }).click()
  await expect(page).toHaveURL(/tab=changes/)
  await expect(page.getByText(/You cannot review this: you proposed it/)).toBeVisible()
  await expectAccessible(page)

  // Somebody else reads what it does and what it changes, and answers for it.
  await mira.page.goto(`${gateway.origin}/triggers?tab=changes`)
  const change = mira.page.getByRole('figure', { name: /^Version \d+ and C-\d+/ })
  await expect(change).toContainText('removed: ')
  await expect(change).toContainText('GetCallerIdentity')
  await expect(mira.page.getByText(/It fires on \d+/)).toBeVisible()
  await approveChange(mira.page, 'Agreed, the other calls say more')

  // It is in force, with its past beside it.
  await page.goto(`${gateway.origin}/triggers/${TRIGGER}?panel=versions`)
  await expect(page.getByText('in force', { exact: true })).toBeVisible()
  await expect(page.getByText('Asking who one is, is what every tool does first')).toBeVisible()
  await expectAccessible(page)
})

test('the bench is worked by keyboard alone, and the editor lets go of the focus', async ({ gateway, edda }) => {
  const { page } = edda
  await page.goto(`${gateway.origin}/triggers`)
  await page.getByRole('grid', { name: 'Triggers' }).focus()
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/triggers\/[a-z-]+$/)
  const records = page.getByRole('grid', { name: 'Records' })
  await expect(records).toBeVisible({ timeout: 60_000 })
  await page.keyboard.press('m')
  await expect(records).toBeFocused()
  await page.keyboard.press('j')
  await expect(page.getByRole('region', { name: 'Why' }).getByRole('status')).toContainText('It fires')
  await page.keyboard.press('y')
  await expect(page.getByRole('tab', { name: 'Tests 1' })).toBeVisible()
  await page.keyboard.press('e')
  const editor = page.getByRole('textbox', { name: /^Text of/ })
  await expect(editor).toBeFocused()
  await page.keyboard.press('ControlOrMeta+End')
  await page.keyboard.type('\nfalse')
  await expect(page.getByRole('option', { name: 'falsepositives' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Tab')
  await expect(editor).not.toBeFocused()
  await page.keyboard.press('n')
  await expect(page, 'a letter of the list does nothing here').toHaveURL(/\/triggers\/[a-z-]+$/)
  await page.keyboard.press('p')
  await expect(page.getByRole('radiogroup', { name: 'Mode' })).toBeVisible()
})

test('a worker that does not even load is said, and writing goes on', async ({ gateway, edda }) => {
  const { page, context } = edda
  await context.route(/trigger-lab\.worker/, (route) => route.abort())
  await page.goto(`${gateway.origin}/triggers/${TRIGGER}`)
  await expect(page.getByRole('alert').filter({ hasText: 'ended the worker' })).toBeVisible({ timeout: 60_000 })
  await page.getByRole('textbox', { name: `Text of ${TRIGGER}` }).click()
  await page.keyboard.type('# ')
  await expect(page.getByRole('button', { name: 'Discard what I wrote' })).toBeVisible()
})

test('rules from elsewhere are read one by one, and one that is refused says where and why', async ({
  gateway,
  edda,
}) => {
  const { page } = edda
  const rule = (condition: string) =>
    `title: Keys made\nlogsource: {product: aws, service: cloudtrail}\ndetection:\n  selection: {eventName: CreateAccessKey}\n  condition: ${condition}\n`
  await page.goto(`${gateway.origin}/triggers?tab=import`)
  await page.getByLabel('Drop Sigma rules here, or choose them').setInputFiles([
    { name: 'keys.yml', mimeType: 'application/yaml', buffer: Buffer.from(rule('selection')) },
    { name: 'wrong.yml', mimeType: 'application/yaml', buffer: Buffer.from(rule('selectoin')) },
    { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no rule') },
  ])
  const files = page.getByRole('list', { name: 'Files' })
  await expect(files.getByRole('listitem').filter({ hasText: 'wrong.yml' })).toContainText('selection')
  await expect(page.getByText(/1 file left out/)).toBeVisible()
  await expectAccessible(page)
  await files.getByRole('button', { name: 'Open as draft' }).click()
  await expect(page).toHaveURL(/\/triggers\/new\?draft=keys-made/)
  await expect(page.getByRole('textbox', { name: 'Text of a new trigger' })).toContainText('To be decided')
  await expect(page.getByRole('status').filter({ hasText: /^Matches/ })).toBeVisible({ timeout: 60_000 })
})

async function matchCount(line: { textContent(): Promise<string | null> }): Promise<number> {
  return Number(/^Matches ([\d,]+)/.exec((await line.textContent()) ?? '')?.[1]?.replaceAll(',', '') ?? Number.NaN)
}
