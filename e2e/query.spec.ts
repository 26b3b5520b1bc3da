import { expect, expectAccessible, testOnOneGateway } from './fixtures.ts'

const test = testOnOneGateway(['--alerts', '60'])

test('a path that no record has is told with the nearest one, and taking it is one click', async ({
  gateway,
  ines,
}) => {
  const { page } = ines
  await page.goto(`${gateway.origin}/queue?q=${encodeURIComponent('raw.userAgnt : *')}`)
  await expect(page.getByText('Field raw.userAgnt exists in no record.')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Ask for raw.userAgent' }).click()
  await expect(page.getByRole('combobox', { name: 'Search alerts' })).toHaveValue('raw.userAgent : *')
  await expect(page.getByText('exists in no record')).toHaveCount(0)
  await expect(page.getByRole('grid', { name: 'Alerts' }).getByRole('row').nth(1)).toBeVisible()
})

test('whoever writes of raw records is offered paths that records have, and then values that stand there', async ({
  gateway,
  ines,
}) => {
  const { page } = ines
  await page.goto(`${gateway.origin}/queue`)
  const search = page.getByRole('combobox', { name: 'Search alerts' })
  await search.click()
  await search.fill('')
  await search.pressSequentially('raw')
  await page.keyboard.press('Tab')
  await expect(search).toHaveValue('raw.')
  await search.pressSequentially('useragent')
  await expect(page.getByRole('option', { name: /^raw\.userAgent/ })).toContainText(/in \d+$/)
  await expect(page.getByText(/^Counted in \d+ records: the newest of each of \d+ formats\./)).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(search).toHaveValue('raw.userAgent : ')
  const value = page.getByRole('listbox').getByRole('option').first()
  await expect(value).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByText('exists in no record')).toHaveCount(0)
  await expect(page.getByRole('grid', { name: 'Alerts' }).getByRole('row').nth(1)).toBeVisible()
})

test('a view without alerts says what there is none of, and only one of waiting work that nothing waits', async ({
  gateway,
  ines,
}) => {
  const { page } = ines
  for (const [view, nothing] of [
    ['suppressed', 'Nothing is suppressed'],
    ['aside', 'Nothing is put aside'],
  ] as const) {
    await page.goto(`${gateway.origin}/queue?view=${view}`)
    await expect(page.getByRole('heading', { name: nothing })).toBeVisible()
    await expect(page.getByText('Nothing waits', { exact: false })).toHaveCount(0)
  }
})
