import type { Page } from '@playwright/test'
import { expect, testOnOneGateway } from './fixtures.ts'
import type { RunningGateway } from './gateway.ts'
import { screensOf } from './screens.ts'

const test = testOnOneGateway(['--alerts', '60'])

/** A window of 1280 by 1024 at 400 %: what WCAG 1.4.10 asks for, and the height that goes with it. */
const AT_400_PERCENT = { width: 320, height: 256 }

async function everyScreen(gateway: RunningGateway): Promise<readonly string[]> {
  return [...(await screensOf(gateway)), '/triggers', '/triggers/stolen-instance-role', '/whatif']
}

/** A screen that no longer grows has what it asked for; the line for live changes stays open, so the network is never idle. */
async function still(page: Page): Promise<void> {
  const count = () => page.locator('#main *').count()
  const before = await count()
  await page.waitForTimeout(400)
  expect(await count()).toBe(before)
}

async function goTo(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeAttached()
  await expect(page.getByRole('status', { name: /Loading/ })).toHaveCount(0)
  await expect(() => still(page)).toPass()
}

test('at 400 % no screen moves sideways, and every control can be brought into sight and hit', async ({
  gateway,
  edda,
}) => {
  const { page } = edda
  for (const screen of await everyScreen(gateway)) {
    await page.setViewportSize(AT_400_PERCENT)
    await goTo(page, gateway.origin + screen)
    const look = async () => {
      const { wideBy, covered, controls, listPx } = await page.evaluate(async () => {
        const covered: string[] = []
        // Lines of a list come and go under their keys; they are asked for by the list that holds them.
        const all = [...document.querySelectorAll<HTMLElement>('#main :is(a[href], button, input, select, textarea)')]
          .filter((one) => one.closest('[role=row]') === null)
          .filter((one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
        for (const one of all) {
          one.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' })
          await new Promise(requestAnimationFrame)
          const { left, top, width, height } = one.getBoundingClientRect()
          if (width <= 1 || height <= 1) continue
          const hit = document.elementFromPoint(left + width / 2, top + height / 2)
          const label = hit?.closest('label')
          if (!one.contains(hit) && hit?.contains(one) !== true && label?.contains(one) !== true)
            covered.push(
              `${one.tagName} ${one.getAttribute('aria-label') ?? one.textContent} at ${left | 0},${top | 0}`,
            )
        }
        const list = document.querySelector('#main [aria-rowcount]')
        list?.scrollIntoView({ block: 'end', behavior: 'instant' })
        const { top = 0, bottom = 0, left = 0 } = list?.getBoundingClientRect() ?? {}
        const inSight = Array.from({ length: Math.floor(bottom - top) }, (_, y) => top + y).filter((y) =>
          list?.contains(document.elementFromPoint(left + 40, y)),
        )
        return {
          listPx: list === null ? null : inSight.length,
          wideBy: (document.scrollingElement?.scrollWidth ?? 0) - innerWidth,
          covered,
          controls: all.length,
        }
      })
      expect(wideBy, 'how far the page is wider than its window, px').toBeLessThanOrEqual(0)
      expect(controls, 'controls on this screen').toBeGreaterThan(0)
      // Two lines of a list at least, or one cannot read on.
      if (listPx !== null) expect(listPx, 'height of the list that is in sight, px').toBeGreaterThanOrEqual(120)
      expect(covered, 'controls that nobody can reach').toEqual([])
    }
    // A screen that just came may still move under the hand: what cannot be hit at once is tried again.
    await test.step(screen, () => expect(look).toPass({ timeout: 20_000 }))
  }
})

test('in forced colours one sees the cursor, the open tab and what has the focus', async ({ gateway, ines }) => {
  const { page } = ines
  await page.emulateMedia({ forcedColors: 'active' })
  await goTo(page, `${gateway.origin}/queue`)
  const cursor = page.locator('[role=row][data-cursor]')
  await page.getByRole('grid', { name: 'Alerts' }).focus()
  await page.keyboard.press('j')
  await expect(cursor).toHaveCSS('outline-style', 'solid')
  await expect(page.locator('[role=row]:not([data-cursor])').nth(2)).toHaveCSS('outline-style', 'none')

  await goTo(page, `${gateway.origin}/approvals`)
  const ground = await page.evaluate(() => {
    const probe = document.body.appendChild(document.createElement('i'))
    probe.style.color = 'Canvas'
    const { color } = getComputedStyle(probe)
    probe.remove()
    return color
  })
  await expect(page.getByRole('tab', { selected: false }).first()).toHaveCSS('border-bottom-color', ground)
  await expect(page.getByRole('tab', { selected: true })).not.toHaveCSS('border-bottom-color', ground)
  await page.keyboard.press('Tab')
  const ring = await page.evaluate(() => {
    const { outlineStyle, outlineColor } = getComputedStyle(document.activeElement ?? document.body)
    return { outlineStyle, outlineColor }
  })
  expect(ring.outlineStyle).toBe('solid')
  expect(ring.outlineColor).not.toBe(ground)
})

test('whoever asked for less motion sees nothing move', async ({ gateway, ines }) => {
  const { page } = ines
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await goTo(page, `${gateway.origin}/queue`)
  const moving = () =>
    page.evaluate(() =>
      document
        .getAnimations()
        .filter(({ effect }) => Number(effect?.getComputedTiming().duration ?? 0) > 0)
        .map((one) => (one.effect instanceof KeyframeEffect ? (one.effect.target?.outerHTML.slice(0, 120) ?? '') : '')),
    )
  for (const key of ['j', ' ', '?', 'Escape', 'Control+k', 'Escape', 'e']) {
    await page.keyboard.press(key)
    expect(await moving(), `after ${key}`).toEqual([])
  }
})

test('what a screen reader reads stands in the order of the screen, under headings that skip no level', async ({
  gateway,
  edda,
}) => {
  const { page } = edda
  for (const screen of await everyScreen(gateway)) {
    await page.setViewportSize({ width: 1280, height: 800 })
    await goTo(page, gateway.origin + screen)
    await test.step(screen, async () => {
      const found = await page.evaluate(() => {
        const said = (one: Element) => `${one.tagName}.${one.className} ${(one.textContent ?? '').slice(0, 40)}`
        const shown = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter((one) => one.checkVisibility())
        const levels = shown.map((one) => Number(one.tagName[1]))
        const skipped = shown.filter((_, i) => i > 0 && (levels[i] ?? 0) > (levels[i - 1] ?? 0) + 1).map(said)
        // Within one box, what comes later must not stand before: neither above nor, on the same line, to the left.
        const backwards: string[] = []
        for (const box of document.querySelectorAll('#main, #main *')) {
          if (!/flex|grid/.test(getComputedStyle(box).display) || box.closest('svg, [role=row], .cm-editor')) continue
          const parts = [...box.children].filter(
            (one) => one.checkVisibility() && !/absolute|fixed/.test(getComputedStyle(one).position),
          )
          for (const [i, part] of parts.entries()) {
            const before = parts[i - 1]?.getBoundingClientRect()
            const here = part.getBoundingClientRect()
            if (before === undefined || here.width * here.height * before.width * before.height === 0) continue
            const isAbove = here.bottom <= before.top + 1
            const isOnLine = here.top < before.bottom - 1 && before.top < here.bottom - 1
            if (isAbove ? here.left < before.right - 1 : isOnLine && here.right <= before.left + 1)
              backwards.push(said(part))
          }
        }
        return {
          mains: document.querySelectorAll('main').length,
          firsts: levels.filter((level) => level === 1).length,
          jumps: [...document.querySelectorAll('[tabindex]')].filter((one) => (one as HTMLElement).tabIndex > 0).length,
          skipped,
          backwards,
        }
      })
      expect(found).toEqual({ mains: 1, firsts: 1, jumps: 0, skipped: [], backwards: [] })
    })
  }
})

test('what cannot be used keeps its place under the Tab key and says why', async ({ gateway, ines }) => {
  const { page } = ines
  await page.setViewportSize({ width: 1280, height: 800 })
  const tabs = ['people', 'mappings', 'exercises'].map((tab) => `/sources?tab=${tab}`)
  const refused: string[] = []
  for (const screen of [...(await everyScreen(gateway)), ...tabs]) {
    await goTo(page, gateway.origin + screen)
    const found = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>(':disabled, [aria-disabled=true], [inert]')]
        .filter((one) => one.checkVisibility())
        .map((one) => ({
          name: one.getAttribute('aria-label') ?? one.textContent ?? '',
          isReached: one.tabIndex === 0 && !one.matches(':disabled, [inert]'),
          why: (one.getAttribute('aria-describedby') ?? '')
            .split(' ')
            .map((id) => document.getElementById(id)?.textContent ?? '')
            .join(' '),
        })),
    )
    expect(
      found.filter(({ isReached, why }) => !isReached || !/\w+ .*\.$/.test(why)),
      screen,
    ).toEqual([])
    refused.push(...found.map(({ why }) => why))
  }
  expect(refused.filter((why) => /can\. Rule [\w-]+\.[\w-]+\.$/.test(why)).length, 'by a rule').toBeGreaterThan(0)
})

test('what a menu cannot do now stands in it with the reason', async ({ gateway, mira, edda }) => {
  const { page } = edda
  await goTo(page, `${gateway.origin}/whatif`)
  await page.getByRole('button', { name: 'Undo' }).focus()
  await expect(page.getByRole('button', { name: 'Undo' })).toHaveAccessibleDescription(/Nothing was changed/)
  await goTo(mira.page, `${gateway.origin}/queue`)
  await mira.page.getByRole('button', { name: 'Views' }).press('Enter')
  const item = mira.page.getByRole('menuitem', { name: 'Export my views' })
  await expect(item).toHaveAttribute('aria-disabled', 'true')
  await expect(item).toHaveAccessibleDescription(/./)
  await item.press('Enter')
  await expect(item).toBeVisible()
})
