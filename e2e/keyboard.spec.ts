import type { Page } from '@playwright/test'
import { expect, expectAccessible, testOnOneGateway } from './fixtures.ts'
import { pressSequence } from './key-sequence.ts'
import { screensOf } from './screens.ts'

const test = testOnOneGateway(['--alerts', '60'])

/** What has the focus, in words; fails where nothing has it or nobody could see that it has. */
async function focus(page: Page): Promise<string> {
  const { words, isVisible } = await page.evaluate(() => {
    const element = document.activeElement
    if (element === null || element === document.body) return { words: 'nothing', isVisible: false }
    const { outlineStyle, outlineWidth } = getComputedStyle(element)
    const hasRing = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
    // A text field may show a ring around its whole line, the main region shows none: it is where reading goes on.
    const around = element.closest('label, [role=group], fieldset, div')
    const isRingAround = around !== null && getComputedStyle(around).outlineStyle !== 'none'
    const cursor = element.querySelector('[data-cursor]')
    return {
      words:
        `${element.tagName.toLowerCase()}#${element.id} ${element.getAttribute('aria-label') ?? element.textContent ?? ''}`.slice(
          0,
          80,
        ),
      isVisible:
        hasRing || isRingAround || cursor !== null || element.tagName === 'MAIN' || element.tagName === 'INPUT',
    }
  })
  expect(words, 'the focus is somewhere').not.toBe('nothing')
  expect(isVisible, `one can see that ${words} has the focus`).toBe(true)
  return words
}

/** Presses keys one after the other; after each of them the focus must be somewhere. */
async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    await page.keyboard.press(key)
    // Between a thing that goes and the thing that takes its place there is a moment; after it the focus must be somewhere.
    await expect(() => focus(page)).toPass({ timeout: 15_000 })
  }
}

/** What asks a person something. A toast is a dialog too, but it asks nothing. */
function asking(page: Page) {
  return page.locator('[role=dialog]:not([aria-modal=false])')
}

function cursorRow(page: Page) {
  return page.locator('[role=row][data-cursor]')
}

/** The bar lies over the rows and is moved by itself: it must be where the row is. */
async function expectBarOnCursor(page: Page): Promise<void> {
  await expect(async () => {
    const bar = await page.locator('.cursor-bar').boundingBox()
    const row = await cursorRow(page).boundingBox()
    expect(bar?.y).toBeCloseTo(row?.y ?? -1, 0)
    expect(bar?.width).toBeCloseTo(row?.width ?? -1, 0)
  }).toPass({ timeout: 15_000 })
}

test('an analyst works the queue with the keyboard alone', async ({ gateway, ines }) => {
  const { page } = ines
  await page.goto(`${gateway.origin}/queue`)
  await expect(page.getByRole('grid', { name: 'Alerts' })).toBeFocused()
  await press(page, 'Home')
  const first = await cursorRow(page).getAttribute('data-row-key')
  await press(page, 'j')
  const second = await cursorRow(page).getAttribute('data-row-key')
  expect(second).not.toBe(first)
  await expectBarOnCursor(page)
  // Far down the list, past many rows that were never drawn.
  await press(page, 'End')
  await expectBarOnCursor(page)
  await press(page, 'Home', 'j')
  await expectBarOnCursor(page)
  await press(page, 'k')
  await expect(cursorRow(page)).toHaveAttribute('data-row-key', first ?? '')

  // The preview follows the cursor and goes away again.
  const isOpen = await page.locator('#drawer').isVisible()
  if (!isOpen) await press(page, ' ')
  await expect(page.locator('#drawer')).toBeVisible()
  // It may still show where the cursor was before.
  await expect(page).toHaveURL(new RegExp(`open=${first}`))
  const label = await page.locator('#drawer').getAttribute('aria-label')
  await press(page, 'j')
  await expect(page.locator('#drawer')).not.toHaveAttribute('aria-label', label ?? '')
  await press(page, ' ')
  await expect(page.locator('#drawer')).toBeHidden()

  // Take it, and take that back.
  await press(page, 'e')
  await expect(cursorRow(page)).toHaveAccessibleName(/taken by Ines Calado/)
  await press(page, 'Shift+E')
  await expect(cursorRow(page)).toHaveAccessibleName(/taken by nobody/)

  // Close it with a reason; the row after it takes its place under the cursor.
  const closed = await cursorRow(page).getAttribute('data-row-key')
  const after = await page.locator(`[data-row-key="${closed}"] + [role=row]`).getAttribute('data-row-key')
  await press(page, 'd')
  const dialog = asking(page)
  await expect(dialog).toBeVisible()
  await press(page, 'ArrowDown', 'ArrowDown', 'Tab')
  await page.keyboard.type('Known test of the platform team')
  await page.keyboard.press('Control+Enter')
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('grid', { name: 'Alerts' })).toBeFocused()
  await expect(cursorRow(page)).toHaveAttribute('data-row-key', after ?? '')
  await expect(page.locator(`[data-row-key="${closed}"]`)).toHaveCount(0)

  // Open one, come back to the same row.
  await press(page, 'Enter')
  await expect(page).toHaveURL(/\/alerts\//)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(() => focus(page)).toPass({ timeout: 15_000 })
  await press(page, 'v')
  await expect(page.getByRole('dialog', { name: 'Raw record' })).toBeVisible()
  await press(page, 'Escape')
  await expect(asking(page)).toBeHidden()
  await press(page, 'm')
  const before = page.url()
  await press(page, 'j')
  await expect(page).not.toHaveURL(before)
  await expect(page.getByText(/\b[23] of \d+/).first()).toBeVisible()
  const opened = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  await press(page, 'Escape')
  await expect(page).toHaveURL(/\/queue/)
  await expect(page.getByRole('grid', { name: 'Alerts' })).toBeFocused()
  await expect(cursorRow(page)).toHaveAttribute('data-row-key', opened)
})

test('an analyst proposes the smallest action with the keyboard alone', async ({ gateway, ines }) => {
  const { page } = ines
  await page.goto(`${gateway.origin}/queue?gate=one-approval&status=new,acknowledged,in-progress`)
  await expect(page.getByRole('grid', { name: 'Alerts' })).toBeFocused()
  await press(page, 'Home', 'p')
  const dialog = asking(page)
  await expect(dialog.getByRole('textbox')).toBeFocused()
  await page.keyboard.type('Used from an address that is not its own')
  await page.keyboard.press('Control+Enter')
  await expect(dialog).toBeHidden()
  await expect(page.getByText(/P-\d+ waits for 1 approval/)).toBeVisible()
  await expect(page.getByRole('grid', { name: 'Alerts' })).toBeFocused()
})

test('a selection is made, worked and left with the keyboard', async ({ gateway, ines }) => {
  const { page } = ines
  await page.goto(`${gateway.origin}/queue`)
  await expect(page.getByRole('grid', { name: 'Alerts' })).toBeFocused()
  await press(page, 'End', 'k', 'k', 'x', 'Shift+J', 'Shift+J')
  await expect(page.getByRole('toolbar', { name: 'Selected alerts' })).toContainText('3 selected')
  await press(page, 'd')
  await expect(page.getByRole('dialog', { name: 'Close 3 alerts' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(asking(page)).toBeHidden()
  await expect(page.getByRole('grid', { name: 'Alerts' })).toBeFocused()
  await press(page, 'e')
  await expect(page.getByRole('row', { name: /taken by Ines Calado/ })).toHaveCount(3)
})

test('Escape puts away what did not happen, then the selection, then the preview, and the cursor stays', async ({
  gateway,
  ines,
}) => {
  const { page } = ines
  await page.goto(`${gateway.origin}/queue`)
  await expect(page.getByRole('grid', { name: 'Alerts' })).toBeFocused()
  await press(page, 'Home', 'j', 'x', 'j')
  // It is fetched after the list: not to be there yet is not to be closed.
  await expect(async () => {
    if (!(await page.locator('#drawer').isVisible())) await press(page, ' ')
    await expect(page.locator('#drawer')).toBeVisible({ timeout: 3000 })
  }).toPass()
  const here = (await cursorRow(page).getAttribute('data-row-key')) ?? ''
  const notice = page.getByRole('alert').filter({ hasText: 'Nobody may' })
  await page.route('**/api/alerts/**', (route) =>
    route.request().method() === 'PATCH'
      ? route.fulfill({ status: 422, json: { type: 'cannot-do', title: 'Not possible', detail: 'Nobody may.' } })
      : route.fallback(),
  )
  await press(page, 'e')
  await expect(notice).toHaveCount(1)
  await expect(page.getByRole('grid', { name: 'Alerts' })).toBeFocused()
  await press(page, 'Escape')
  await expect(notice).toHaveCount(0)
  await expect(page.getByRole('toolbar', { name: 'Selected alerts' })).toContainText('1 selected')
  await press(page, 'Escape')
  await expect(page.getByRole('toolbar', { name: 'Selected alerts' })).toHaveCount(0)
  await expect(page.locator('#drawer')).toBeVisible()
  await press(page, 'Escape')
  await expect(page.locator('#drawer')).toBeHidden()
  await expect(page.getByRole('grid', { name: 'Alerts' })).toBeFocused()
  await expect(cursorRow(page)).toHaveAttribute('data-row-key', here)
  await press(page, '?')
  await expect(page.getByRole('dialog', { name: 'Keys' })).toContainText('Put a notice away')
})

test('every screen is reached with g and a letter, by the palette and by region, and the focus goes along', async ({
  gateway,
  ines,
}) => {
  const { page } = ines
  await page.goto(`${gateway.origin}/queue`)
  await expect(page.getByRole('grid', { name: 'Alerts' })).toBeFocused()
  for (const [key, path] of [
    ['a', '/approvals'],
    ['i', '/identities'],
    ['r', '/record'],
    ['s', '/sources'],
    ['q', '/queue'],
  ] as const) {
    await pressSequence(page, 'g', key)
    await expect(page).toHaveURL(new RegExp(path))
    await expect.poll(() => page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true)
  }

  await press(page, 'Control+K')
  const palette = page.getByRole('dialog', { name: 'Commands' })
  await expect(palette.getByRole('combobox')).toBeFocused()
  await page.keyboard.type('record')
  // Triggers and commands may hold the word, too: down until the screen is chosen.
  const chosen = palette.getByRole('option', { name: /^Record\b/ })
  for (let i = 0; i < 10 && (await chosen.first().getAttribute('aria-selected')) !== 'true'; i += 1) {
    await page.keyboard.press('ArrowDown')
  }
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/record/)
  await expect(palette).toBeHidden()
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true)

  // The map prints the keys of this screen; Escape gives the focus back.
  await press(page, '?')
  const map = page.getByRole('dialog', { name: 'Keys' })
  await expect(map.getByText('Next region')).toBeVisible()
  await press(page, 'Escape')
  await expect(map).toBeHidden()
  await expect(() => focus(page)).toPass({ timeout: 15_000 })

  // F6 goes around all regions of the screen and comes back to where it began.
  await page.goto(`${gateway.origin}/queue`)
  await expect(page.getByRole('grid', { name: 'Alerts' })).toBeFocused()
  const round: string[] = []
  for (let i = 0; i < 8; i += 1) {
    await press(page, 'F6')
    round.push(
      await page.evaluate(() =>
        document.activeElement?.closest('#rail') ? 'rail' : (document.activeElement?.id ?? ''),
      ),
    )
  }
  expect(new Set(round)).toEqual(new Set(['rail', 'main', 'grid', 'drawer'].filter((id) => round.includes(id))))
  expect(round.slice(0, 4)).toContain('rail')
  expect(round.slice(0, 4)).toContain('grid')
  await press(page, 'Shift+F6')
})

test('keys rest while a person types, and single keys can be switched off', async ({ gateway, ines }) => {
  const { page } = ines
  await page.goto(`${gateway.origin}/queue`)
  await expect(page.getByRole('grid', { name: 'Alerts' })).toBeFocused()
  await press(page, '/')
  const search = page.getByRole('combobox', { name: 'Search alerts' })
  await expect(search).toBeFocused()
  await page.keyboard.type('gq dex?')
  await expect(search).toHaveValue(/ gq dex\?$/)
  await expect(asking(page)).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(() => focus(page)).toPass({ timeout: 15_000 })

  // The bare address would bring back the view that was last looked at, with the words that no alert holds.
  await page.goto(`${gateway.origin}/queue?view=shift`)
  await expect(page.getByRole('grid', { name: 'Alerts' })).toBeFocused()
  await press(page, '?')
  await page.getByRole('switch', { name: 'Single keys' }).press('Space')
  await page.keyboard.press('Escape')
  await expect(asking(page)).toBeHidden()
  const before = await cursorRow(page).getAttribute('data-row-key')
  await press(page, 'j', 'e', 'd')
  await expect(asking(page)).toHaveCount(0)
  await expect(cursorRow(page)).toHaveAttribute('data-row-key', before ?? '')
  await press(page, 'ArrowDown')
  await expect(cursorRow(page)).not.toHaveAttribute('data-row-key', before ?? '')
})

test('every screen passes axe, dark and light, wide and on a phone', async ({ gateway, ines }) => {
  const { page } = ines
  const screens = [
    ...(await screensOf(gateway)),
    '/sources?tab=mappings',
    '/sources?tab=dead-letters',
    '/sources?tab=people',
    '/api-docs',
  ]
  for (const screen of screens) {
    await page.goto(`${gateway.origin}${screen}`)
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeAttached()
    await expect(page.getByRole('status', { name: /Loading/ })).toHaveCount(0)
    // Both themes and both widths where the layout differs; that tokens keep their contrast in each pair is a test of its own.
    for (const [colorScheme, width] of [
      ['dark', 1280],
      ...(screen.includes('?') || screen === '/api-docs' ? [] : ([['light', 390]] as const)),
    ] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.setViewportSize({ width, height: 844 })
      await test.step(`${screen} ${colorScheme} ${width}`, () => expectAccessible(page))
    }
  }
})

test('after a click beside the list its keys go on, and bring the focus back to it', async ({ gateway, ines }) => {
  const { page } = ines
  await page.goto(`${gateway.origin}/queue`)
  const grid = page.getByRole('grid', { name: 'Alerts' })
  await expect(grid).toBeFocused()
  await press(page, 'Home')
  const first = await cursorRow(page).getAttribute('data-row-key')
  await page.getByText(/filtered in/).click()
  await expect(grid).not.toBeFocused()
  await page.keyboard.press('j')
  await expect(grid).toBeFocused()
  await expect(cursorRow(page)).not.toHaveAttribute('data-row-key', first ?? '')
  await page.getByText(/filtered in/).click()
  await page.keyboard.press('ControlOrMeta+a')
  await expect(page.getByRole('toolbar', { name: 'Selected alerts' })).toContainText(/\d+ selected/)
  expect(await page.evaluate(() => getSelection()?.toString())).toBe('')
})

test('a key acts on the row under the cursor, however soon after the move, and however far the page is with drawing it', async ({
  gateway,
  tomo,
}) => {
  const { page } = tomo
  await page.goto(`${gateway.origin}/queue?q=not status:closed and (not assignee:* or assignee:me)`)
  const grid = page.getByRole('grid', { name: 'Alerts' })
  await expect(grid).toBeFocused()
  await page.keyboard.press('Home')
  const moments = [
    { isBeside: false, afterMs: 0 },
    { isBeside: true, afterMs: 0 },
    // The hand has come to rest within the same moment: what follows it is under way, and not drawn.
    { isBeside: false, afterMs: 121 },
    { isBeside: true, afterMs: 121 },
  ]
  for (const moment of moments) {
    await page.evaluate(async ({ isBeside, afterMs }) => {
      if (isBeside && document.activeElement instanceof HTMLElement) document.activeElement.blur()
      const press = (key: string) => {
        const how = { key, code: `Key${key.toUpperCase()}`, bubbles: true, cancelable: true }
        const target = document.activeElement ?? document.body
        target.dispatchEvent(new KeyboardEvent('keydown', how))
      }
      press('j')
      if (afterMs === 0) return press('e')
      // Both are due when the page is free again: the cursor's rest, and then the key.
      const pressed = new Promise<void>((resolve) => {
        setTimeout(() => {
          press('e')
          resolve()
        }, afterMs)
      })
      const free = performance.now() + afterMs + 20
      while (performance.now() < free);
      await pressed
    }, moment)
    await expect(cursorRow(page), JSON.stringify(moment)).toHaveAccessibleName(/taken by Tomo/)
    await grid.focus()
  }
})
