import { expect, expectAccessible, testOnOneGateway } from './fixtures.ts'

const test = testOnOneGateway(['--alerts', '60'])

test('a view is saved, shared with the team, found by a colleague, and said to be changed when it is', async ({
  gateway,
  ines,
  pavel,
}) => {
  const { page } = ines
  await page.goto(`${gateway.origin}/queue?status=new&severity=critical`)
  await expect(page.getByRole('grid', { name: 'Alerts' })).toBeVisible()
  await page.getByRole('button', { name: 'Views' }).click()
  await page.getByRole('menuitem', { name: /Save as a new view/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Save this view' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Critical and new')
  await dialog.getByRole('checkbox', { name: /finds it/ }).check()
  await expectAccessible(page)
  await page.keyboard.press('Control+Enter')
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('tab', { name: /Critical and new/ })).toHaveAttribute('aria-selected', 'true')
  await expect(page.getByText('changed since saved')).toHaveCount(0)

  await pavel.page.goto(`${gateway.origin}/queue`)
  await pavel.page.getByRole('tab', { name: /Critical and new/ }).click()
  await expect(pavel.page).toHaveURL(/severity/)
  await pavel.page.getByRole('button', { name: 'Remove filter severity' }).click()
  await expect(pavel.page.getByText('changed since saved')).toBeVisible()

  // What he was in is what he comes back to, the change included; and the way back is one click.
  await pavel.page.goto(`${gateway.origin}/approvals`)
  await pavel.page.goto(`${gateway.origin}/queue`)
  await expect(pavel.page.getByRole('tab', { name: /Critical and new/ })).toHaveAttribute('aria-selected', 'true')
  await expect(pavel.page.getByText('changed since saved')).toBeVisible()
  await pavel.page.getByRole('button', { name: 'Reset' }).click()
  await expect(pavel.page.getByRole('button', { name: 'Remove filter severity' })).toBeVisible()
  await pavel.page.getByRole('button', { name: 'Views' }).click()
  const removing = pavel.page.getByRole('menuitem', { name: /Delete/ })
  await expect(removing, 'it is hers').toHaveAttribute('aria-disabled', 'true')
  await expect(removing).toHaveAccessibleDescription(/Ines Calado/)
})

test('a key is given another one, a shared key is named at both, and it can be taken back', async ({
  gateway,
  ines,
}) => {
  const { page } = ines
  await page.goto(`${gateway.origin}/queue?view=shift`)
  await expect(page.getByRole('grid', { name: 'Alerts' })).toBeFocused()
  await page.keyboard.press('?')
  const map = page.getByRole('dialog', { name: 'Keys' })
  await map.getByRole('button', { name: 'Change keys' }).click()
  const take = map.getByRole('button', { name: /Change the key of “Take and acknowledge”/ })
  await take.click()
  await page.keyboard.press('d')
  await expect(map.getByText('also “Close with reason”')).toBeVisible()
  await expect(map.getByText('also “Take and acknowledge”')).toBeVisible()
  await expectAccessible(page)
  await take.click()
  await page.keyboard.press('y')
  await expect(map.getByText('also “Close with reason”')).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(map).toBeHidden()
  await expect(page.getByRole('grid', { name: 'Alerts' })).toBeFocused()
  const cursor = page.locator('[role=row][data-cursor]')
  // The sample has some that are hers already; the old key takes none.
  const hers = page.getByRole('row', { name: /taken by Ines Calado/ })
  const before = await hers.count()
  await page.keyboard.press('e')
  await page.keyboard.press('j')
  await page.keyboard.press('y')
  await expect(cursor).toHaveAccessibleName(/taken by Ines Calado/)
  await expect(hers).toHaveCount(before + 1)

  await page.keyboard.press('?')
  await map.getByRole('button', { name: 'Change keys' }).click()
  await map.getByRole('button', { name: 'Give every key back' }).click()
  await page.keyboard.press('Escape')
  await expect(map).toBeHidden()
  await page.keyboard.press('Shift+E')
  await expect(cursor).toHaveAccessibleName(/taken by nobody/)
  await page.keyboard.press('e')
  await expect(cursor).toHaveAccessibleName(/taken by Ines Calado/)
})

test('the palette does what the keys of the screen do, and finds views, alerts by number and identities', async ({
  gateway,
  ines,
}) => {
  const { page } = ines
  await page.goto(`${gateway.origin}/queue?view=shift`)
  await expect(page.getByRole('grid', { name: 'Alerts' })).toBeFocused()
  const palette = page.getByRole('dialog', { name: 'Commands' })
  const choose = async (text: string, option: RegExp) => {
    await page.keyboard.press('Control+K')
    await expect(palette.getByRole('combobox')).toBeFocused()
    await page.keyboard.type(text)
    await palette.getByRole('option', { name: option }).first().click()
    await expect(palette).toBeHidden()
  }
  await page.keyboard.press('Control+K')
  await expect(palette.getByRole('combobox')).toBeFocused()
  await page.keyboard.type('clo')
  await expect(palette.getByRole('option').first()).toHaveText(/^Close with reason/)
  await page.keyboard.press('Escape')
  await expect(palette).toBeHidden()
  await choose('close with', /Close with reason/)
  await expect(page.getByRole('dialog', { name: /Close A-/ })).toBeVisible()
  await page.keyboard.press('Escape')
  // The rarer work has keys as well; what this person may not do says who may.
  await page.keyboard.press('Shift+A')
  await expect(page.getByText(/^You cannot accept this risk/)).toBeVisible()
  await choose('pause the clock', /Pause the clock/)
  const pausing = page.getByRole('dialog', { name: /Pause the clock of A-/ })
  await pausing.getByRole('textbox', { name: 'Why' }).fill('Waits for the vendor')
  await page.keyboard.press('Control+Enter')
  await expect(pausing).toBeHidden()
  await page.keyboard.press('Shift+P')
  await expect(page.getByText('The clock runs', { exact: false })).toBeVisible()
  await choose('blocked', /^Blocked/)
  await expect(page).toHaveURL(/view=blocked/)
  // Whoever types a number means that alert: Enter opens it.
  await page.keyboard.press('Control+K')
  await expect(palette.getByRole('combobox')).toBeFocused()
  await page.keyboard.type('A-7')
  await expect(palette.getByRole('option', { name: /^A-7 /, selected: true })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(palette).toBeHidden()
  await expect(page).toHaveURL(/\/alerts\//)
  await expect(page.getByText('A-7').first()).toBeVisible()
  await choose('another time', /Another time zone/)
  const zones = page.getByRole('dialog', { name: 'Time zone' })
  await zones.getByRole('textbox').fill('tokyo')
  await page.keyboard.press('Enter')
  await expect(zones).toBeHidden()
  await expect(page.getByText(/UTC\+9/).first()).toBeVisible()
})

test('the text, the chips, the facets and the brush are one query, and the URL is the view', async ({
  gateway,
  ines,
}) => {
  const { page } = ines
  await page.goto(`${gateway.origin}/queue?view=shift`)
  const grid = page.getByRole('grid', { name: 'Alerts' })
  await expect(grid).toBeFocused()
  const search = page.getByRole('combobox', { name: 'Search alerts' })

  // A facet writes the text and a chip; the chip takes it out again.
  await page.getByRole('navigation', { name: 'Filters' }).getByRole('button', { name: /High/ }).click()
  await expect(search).toHaveValue(/severity : high/)
  await expect(page).toHaveURL(/severity/)
  await page.getByRole('button', { name: 'Remove filter severity' }).click()
  await expect(search).not.toHaveValue(/severity/)

  // Typing: fields, then values with counts, chosen with the arrows; a fault points and leaves the list as it was.
  await page.keyboard.press('Escape')
  await search.fill('tie')
  await page.getByRole('option', { name: /^tier/ }).click()
  await expect(search).toHaveValue('tier : ')
  // Tab takes the first of what is offered for what was begun; where nothing was, it goes on.
  await search.fill('sev')
  await expect(page.getByText('Tab takes the first')).toBeVisible()
  await search.press('Tab')
  await expect(search).toHaveValue('severity : ')
  await expect(search).toBeFocused()
  await search.fill('tier : ')
  await search.pressSequentially('T')
  await expect(page.getByRole('option', { name: /^T3/ })).toBeVisible()
  await search.fill('tier : T9')
  await expect(page.getByText(/T9.*is no value of tier/)).toBeVisible()
  await expect(grid.getByRole('row').nth(1)).toBeVisible()
  await expectAccessible(page)
  await search.fill('tier >= T2')
  await search.press('Enter')
  await expect(grid).toBeFocused()
  await expect(page).toHaveURL(/q=tier/)

  // Values of the row under the cursor: only these.
  await page.keyboard.press('f')
  const values = page.getByRole('dialog', { name: /Values of this row/ })
  await expectAccessible(page)
  await values.getByRole('button', { name: /^Only: Gate/ }).click()
  await expect(search).toHaveValue(/tier >= T2 and gate : /)

  // A stretch of time, with keys alone.
  await page.getByRole('slider', { name: 'Alerts over time' }).focus()
  for (const key of ['ArrowLeft', 'Shift+ArrowLeft', 'Shift+ArrowLeft', 'Enter']) await page.keyboard.press(key)
  await expect(search).toHaveValue(/lastSeen : \[/)
  await page.goBack()
  await expect(search).not.toHaveValue(/lastSeen/)

  // Groups fold with the arrows and carry their counts.
  await page.goto(`${gateway.origin}/queue?view=shift&group=tier,owner`)
  const tree = page.getByRole('treegrid', { name: 'Alerts' })
  await expect(tree.getByRole('row', { expanded: false }).first()).toBeVisible()
  await tree.focus()
  await page.keyboard.press('Home')
  const before = await tree.getAttribute('aria-rowcount')
  await page.keyboard.press('ArrowRight')
  await expect(tree).not.toHaveAttribute('aria-rowcount', before ?? '')
  await expectAccessible(page)
  await page.keyboard.press('ArrowLeft')
  await expect(tree).toHaveAttribute('aria-rowcount', before ?? '')

  // A group is selected by its head, counts what is selected of it, and says so when one is taken out again.
  await page.keyboard.press('x')
  const head = tree.getByRole('row').nth(1)
  await expect(head).toHaveAttribute('aria-selected', 'true')
  await expect(head).toHaveAccessibleName(/, (\d+) alerts, \1 selected$/)
  for (const key of ['ArrowRight', 'j', 'ArrowRight', 'j', 'x']) {
    await page.keyboard.press(key)
    await expect(tree.getByRole('row', { name: /Loading/ })).toHaveCount(0)
  }
  await expect(head).toHaveAttribute('aria-selected', 'false')
  await expect(head).toHaveAccessibleName(/, \d+ alerts, \d+ selected$/)
  await expectAccessible(page)
  // What a query chose becomes one case as well, or one suppression by what it has in common.
  await page.keyboard.press('l')
  const opening = page.getByRole('dialog', { name: 'Open a case' })
  await expect(opening.getByText(/\d+ alerts belong to it/)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(opening).toBeHidden()
  await page.keyboard.press('Home')
  await page.keyboard.press('x')
  await expect(head).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('x')
  await expect(page.getByRole('toolbar', { name: 'Selected alerts' })).toBeHidden()
  // Pressed before the first press is counted, the second one still takes it back.
  for (const key of ['x', 'x']) await page.keyboard.press(key)
  await expect(head).toHaveAttribute('aria-selected', 'false')
  await expect(head).toHaveAccessibleName(/, \d+ alerts$/)
  await page.keyboard.press('x')
  await expect(head).toHaveAttribute('aria-selected', 'true')
})

test('a role begins with the view that its manager chose, the address of the console leads there, and later to the last one', async ({
  browser,
  gateway,
  mira,
}) => {
  const { page } = mira
  await page.goto(`${gateway.origin}/queue?q=${encodeURIComponent('severity : critical')}&group=owner`)
  await page.getByRole('button', { name: 'Views' }).focus()
  // Without a pointer: the menu, its first item, the name, the team, the first role.
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: /Save as a new view/ })).toBeFocused()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Save this view' })
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toBeFocused()
  await page.keyboard.type('blocked')
  await page.keyboard.press('Control+Enter')
  await expect(dialog.getByText('Another view in your list has this name')).toBeVisible()
  await page.keyboard.press('Control+A')
  await page.keyboard.type('Critical by owner')
  for (const key of ['Tab', 'Space', 'Tab', 'Space']) await page.keyboard.press(key)
  await expect(dialog.getByRole('checkbox', { name: 'Analysts' })).toBeChecked()
  await page.keyboard.press('Control+Enter')
  await expect(dialog).toBeHidden()

  const context = await browser.newContext()
  const analyst = await context.newPage()
  await analyst.goto(`${gateway.origin}/`)
  await analyst.getByRole('button', { name: /Ines Calado/ }).click()
  const tab = (name: RegExp) => analyst.getByRole('tab', { name })
  await expect(tab(/Critical by owner/)).toHaveAttribute('aria-selected', 'true')
  await expect(analyst.getByRole('treegrid', { name: 'Alerts' })).toBeVisible()
  await tab(/Unassigned/).click()
  await expect(tab(/Unassigned/)).toHaveAttribute('aria-selected', 'true')
  await analyst.goto(`${gateway.origin}/`)
  await expect(tab(/Unassigned/)).toHaveAttribute('aria-selected', 'true')
  await context.close()
})

test('views travel as a file: what is there stays one, and where a name is taken somebody decides', async ({
  gateway,
  pavel,
}) => {
  const { page } = pavel
  await page.goto(`${gateway.origin}/queue?q=${encodeURIComponent('tier >= T3')}`)
  await page.getByRole('button', { name: 'Views' }).click()
  await page.getByRole('menuitem', { name: /Save as a new view/ }).click()
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Night')
  await page.keyboard.press('Control+Enter')
  const tabs = page.getByRole('tab', { name: /Night/ })
  await expect(tabs).toHaveCount(1)
  await page.getByRole('button', { name: 'Views' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'Export it' }).click()
  const file = await (await download).createReadStream()
  const text = (await file.toArray()).join('')
  const give = (content: string) =>
    page.getByLabel('Import views').setInputFiles({
      name: 'views.json',
      mimeType: 'application/json',
      buffer: Buffer.from(content),
    })
  await give(text)
  await expect(page.getByText('Nothing was imported: the list is as it was.')).toBeVisible()
  await expect(tabs).toHaveCount(1)

  const changed = text.replace('T3', 'T4')
  await give(changed)
  const asking = page.getByRole('dialog', { name: 'Some of these names are taken' })
  await expectAccessible(page)
  await page.keyboard.press('Control+Enter')
  await expect(asking).toBeHidden()
  await expect(page.getByRole('tab', { name: /^Night 2/ })).toBeVisible()

  await give(changed)
  const choice = asking.getByRole('combobox', { name: 'What becomes of “Night”' })
  await choice.click()
  await page.getByRole('option', { name: 'Replace the one there is' }).click()
  await page.keyboard.press('Control+Enter')
  await expect(asking).toBeHidden()
  await expect(tabs).toHaveCount(2)
  await expect(page.getByText('changed since saved')).toBeVisible()
  await page.getByRole('button', { name: 'Reset' }).click()
  await expect(page.getByRole('combobox', { name: 'Search alerts' })).toHaveValue(/T4/)
})

test('a file that is no file of views is refused in its place, with what is wrong and what to do', async ({
  gateway,
  pavel,
}) => {
  const { page } = pavel
  await page.goto(`${gateway.origin}/queue`)
  await expect(page.getByRole('tab', { name: /^Shift triage/ })).toBeVisible()
  const wrong = { kind: 'sluicegate.views', version: 1, views: [{ name: 'Night', search: 7, audience: 'team' }] }
  await page.getByLabel('Import views').setInputFiles({
    name: 'night.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(wrong)),
  })
  const refused = page.getByRole('dialog', { name: 'The file was not imported' })
  await expect(refused.getByText('night.json')).toBeVisible()
  await expect(refused.getByRole('alert')).toContainText('at /views/0/search')
  await expect(refused.getByText(/Nothing of it was taken/)).toBeVisible()
  await expectAccessible(page)
  const chooser = page.waitForEvent('filechooser')
  await refused.getByRole('button', { name: 'Choose a file again' }).click()
  await (await chooser).setFiles({
    name: 'night.json',
    mimeType: 'application/json',
    buffer: Buffer.from(
      JSON.stringify({ ...wrong, views: [{ name: 'Late', search: 'q=tier+%3A+T4', audience: 'team' }] }),
    ),
  })
  await expect(refused).toBeHidden()
  await expect(page.getByRole('tab', { name: /^Late/ })).toBeVisible()
})
