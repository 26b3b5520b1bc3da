import type { Page } from '@playwright/test'
import { type Caller, callAs } from './caller.ts'
import { expect, testOnOneGateway, watchForTrouble } from './fixtures.ts'
import { expectHarmless } from './harmless.ts'
import { fillWithHostility, TARGET } from './hostile-estate.ts'
import { HOSTILE, HOSTILE_WORDS, LOOK_ALIKES } from './hostile-words.ts'

// Every desk also fails its test on a dialog, a script error, a request to another host or a report of the content security
// policy: see watchForTrouble.
const test = testOnOneGateway(['--alerts', '0'], fillWithHostility)

const CSP = /script-src 'self' 'wasm-unsafe-eval';.*object-src 'none'; base-uri 'none';.*frame-ancestors 'none'$/

/** The two alerts of the hostile identity that a plan can be made for. */
async function actionableAlerts(caller: Caller): Promise<readonly { readonly id: string; readonly action: string }[]> {
  const { items } = await caller.ask<{
    items: readonly { id: string; identityName: string | null; action: string | null }[]
  }>('GET', '/api/alerts?limit=100')
  return items.flatMap(({ id, identityName, action }) =>
    identityName?.startsWith('svc <img') === true && action !== null ? [{ id, action }] : [],
  )
}

/**
 * Where the cursor of a list stands at first is not its top, a key that comes before the rows does nothing, and rows that come above the
 * cursor leave it on its alert: the list is whole before a key is pressed.
 */
async function goToTop(page: Page): Promise<void> {
  await expect(page.getByText(new RegExp(`^${HOSTILE_WORDS.length + 5} alerts `))).toBeVisible()
  await page.getByRole('grid', { name: 'Alerts' }).focus()
  await page.keyboard.press('Home')
  await expect(page.locator('[role=row][data-cursor]')).toHaveAttribute('data-index', '0')
}

test('hostile text in the queue, its preview and its rows on a phone is text that stays in its place', async ({
  gateway,
  ines,
}) => {
  for (const width of [1440, 390]) {
    await ines.page.setViewportSize({ width, height: 1000 })
    await ines.page.goto(`${gateway.origin}/queue`)
    const grid = ines.page.getByRole('grid', { name: 'Alerts' })
    await expect(grid.getByText(HOSTILE.template, { exact: true }).first()).toBeVisible()
    const heights = await grid.getByRole('row').evaluateAll((rows) => rows.map((row) => row.clientHeight))
    expect(new Set(heights.slice(1)).size, 'all rows are of one height').toBe(1)
    const seen = new Set<string | null>()
    await goToTop(ines.page)
    const cursor = ines.page.locator('[role=row][data-cursor]')
    for (let i = 0; i < HOSTILE_WORDS.length + 4; i += 1) {
      const before = (await cursor.getAttribute('data-row-key')) ?? ''
      await ines.page.keyboard.press('j')
      await expect(cursor).not.toHaveAttribute('data-row-key', before)
      // Beside the rows the preview shows another alert with each step; on a phone there are only the rows.
      if (width > 390 || i % 6 === 0) await expectHarmless(ines.page)
      for (const text of await grid.locator('bdi').evaluateAll((all) => all.map((each) => each.textContent)))
        seen.add(text)
    }
    // A NUL cannot be stored: its picture stands for it. A title is kept up to its limit.
    const kept = HOSTILE_WORDS.filter((word) => word !== HOSTILE.nul && word !== HOSTILE.long)
    expect(kept.filter((word) => !seen.has(word))).toEqual([])
  }
})

test('an alert made of hostile text can be read from top to bottom, with its raw record and its proposal', async ({
  gateway,
  ines,
}) => {
  const { page } = ines
  await page.goto(`${gateway.origin}/queue`)
  await goToTop(page)
  await page.keyboard.press('Enter')
  for (let i = 0; i < HOSTILE_WORDS.length + 5; i += 1) {
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expectHarmless(page)
    // The poisoned records stand at the ends of the list; between them are findings that differ in two texts.
    if (i < 2 || i > HOSTILE_WORDS.length) {
      await page.keyboard.press('v')
      await expect(page.getByRole('figure', { name: /The record/ })).toBeVisible()
      await expectHarmless(page)
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog')).toBeHidden()
    }
    const here = page.url()
    await page.keyboard.press('j')
    // The last one has none after it.
    if (i < HOSTILE_WORDS.length + 4) await expect(page).not.toHaveURL(here)
  }
})

test('what cannot be seen in a name is drawn, and copying gives the true text', async ({ gateway, ines }) => {
  await ines.page.goto(`${gateway.origin}/queue?text=gpj.exe`)
  const row = ines.page.getByRole('row', { name: /^Medium, invoice.*right-to-left override/ })
  await expect(row).toBeVisible()
  const mark = row.locator('[data-glyph="RLO"]').first()
  await expect(mark).toBeVisible()
  // What draws it comes when the list is there.
  await expect.poll(() => mark.evaluate((element) => getComputedStyle(element, '::before').content)).toBe('"RLO"')
  const copied = await row
    .locator('bdi')
    .first()
    .evaluate((text) => text.textContent)
  expect(copied).toBe(HOSTILE.reversed)
})

test('hostile text in a proposal, an approval, a plan and the record stays text', async ({
  gateway,
  ines,
  noor,
  mira,
}) => {
  const [alert] = await actionableAlerts(await callAs(gateway, 'pe_sample_ines'))
  await ines.page.goto(`${gateway.origin}/alerts/${alert?.id}`)
  await ines.page.getByRole('button', { name: /Propose to approvers/ }).click()
  const dialog = ines.page.getByRole('dialog')
  await expect(dialog.getByRole('textbox').first()).toBeVisible()
  await expectHarmless(ines.page)
  await dialog
    .getByRole('textbox')
    .first()
    .fill(`${HOSTILE.banner} ${HOSTILE.image}${HOSTILE.reversed}\n${HOSTILE.wide}\n${'and more\n'.repeat(100)}`)
  await dialog.getByRole('button', { name: /Propose/ }).click()
  await expect(ines.page.getByRole('link', { name: /P-1/ }).first()).toBeVisible()
  await expectHarmless(ines.page)

  await noor.page.goto(`${gateway.origin}/approvals`)
  await expect(noor.page.getByText('P-1').first()).toBeVisible()
  await expect(noor.page.getByText(HOSTILE.image).first()).toBeVisible()
  await expectHarmless(noor.page)
  // However long the reason is: what is touched, how often and under which digest stands above the button.
  const decision = noor.page.getByRole('complementary', { name: 'Decision' })
  for (const sight of [
    decision.getByText('Touches'),
    decision.getByText('AKIAV3XK7QN2M5RTPL6D').first(),
    decision.getByText('You approve plan'),
  ]) {
    await expect(sight).toBeInViewport()
  }
  await expect(noor.page.getByText('What breaks').first()).toBeInViewport()
  await noor.page.setViewportSize({ width: 390, height: 844 })
  await expectHarmless(noor.page)

  await ines.page.getByRole('link', { name: /P-1/ }).first().click()
  await expect(ines.page).toHaveURL(/\/plans\//)
  // The number stood on the page before as well.
  await expect(ines.page.getByRole('complementary', { name: 'Gate and undo' })).toBeVisible()
  await expectHarmless(ines.page)

  await mira.page.goto(`${gateway.origin}/record`)
  await expect(mira.page.getByText(/All \d+ entries hold/)).toBeVisible()
  for (let i = 0; i < 12; i += 1) {
    await mira.page.keyboard.press('j')
    await expectHarmless(mira.page)
  }
})

test('C11 C12 nothing that a GET, a frame or a foreign page can do approves a plan', async ({ gateway, noor }) => {
  const approver = await callAs(gateway, 'pe_sample_noor')
  const analyst = await callAs(gateway, 'pe_sample_ines')
  const [, alert] = await actionableAlerts(analyst)
  const plan = await analyst.ask<{ summary: { id: string }; digest: string }>('POST', '/api/plans', {
    alertId: alert?.id,
    action: alert?.action,
    reason: 'to see who can approve it',
  })
  const votes = `/api/plans/${plan.summary.id}/votes`
  const ballot = { choice: 'approve', digest: plan.digest, reason: 'not mine' }
  const query = new URLSearchParams({ ...ballot, _method: 'POST' }).toString()

  for (const answer of [
    await approver.call('GET', `${votes}?${query}`),
    await approver.call('HEAD', `${votes}?${query}`),
    await approver.call('GET', votes, undefined, { 'X-HTTP-Method-Override': 'POST' }),
    await approver.call('POST', votes, ballot, { 'Sec-Fetch-Site': 'cross-site' }),
    await approver.call('POST', votes, ballot, { Origin: 'null' }),
    await approver.call('POST', votes, ballot, { Origin: 'https://evil.example' }),
    await approver.call('POST', votes, JSON.stringify(ballot), { 'Content-Type': 'text/plain' }),
    await approver.call('POST', votes, new URLSearchParams(ballot).toString(), {
      'Content-Type': 'application/x-www-form-urlencoded',
    }),
  ]) {
    expect(answer.status, `${answer.url} ${answer.status}`).toBeGreaterThanOrEqual(400)
  }

  // The same from a page of another site, in the browser of somebody who may approve.
  const foreign = await noor.context.newPage()
  await foreign.goto('data:text/html,<h1>Elsewhere</h1>')
  await foreign.evaluate(
    async ({ url, ballot }) => {
      const image = new Image()
      image.src = `${url}?choice=approve`
      await fetch(url, { method: 'POST', mode: 'no-cors', credentials: 'include', body: JSON.stringify(ballot) }).catch(
        () => undefined,
      )
      const frame = document.createElement('iframe')
      frame.src = new URL('/approvals', url).href
      document.body.append(frame)
      await new Promise((resolve) => frame.addEventListener('load', resolve))
    },
    { url: `${gateway.origin}${votes}`, ballot },
  )
  const [framed] = foreign.mainFrame().childFrames()
  expect(framed?.url(), 'the console does not load in a frame').toMatch(/^chrome-error:/)
  await foreign.close()

  const after = await approver.ask<{ summary: { state: string; approvals: number } }>(
    'GET',
    `/api/plans/${plan.summary.id}`,
  )
  expect(after.summary).toMatchObject({ state: 'pending' })
})

test('identities, dead letters and sources made of hostile text stay text, and look-alikes are told apart', async ({
  gateway,
  ivo,
}) => {
  const { page } = ivo
  await page.goto(`${gateway.origin}/sources`)
  await expect(page.getByText(HOSTILE.image).first()).toBeVisible()
  await expectHarmless(page)
  await page.setInputFiles('input[type=file]', {
    name: `${HOSTILE.image.replaceAll('/', '')}\u202egpj.json`,
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify({ rule: HOSTILE.script, priority: HOSTILE.banner })),
  })
  await expect(page.getByRole('cell', { name: /gpj\.json/ })).toBeVisible()
  await expectHarmless(page)

  await page.goto(`${gateway.origin}/sources?tab=dead-letters`)
  await expect(page.getByText(/a GuardDuty finding has a type/)).toBeVisible()
  await expectHarmless(page)

  await page.goto(`${gateway.origin}/identities?text=${encodeURIComponent('-billing')}`)
  for (const name of LOOK_ALIKES) await expect(page.getByText(name, { exact: true }).first()).toBeVisible()
  await expectHarmless(page)
  await page.goto(`${gateway.origin}/identities/${TARGET.id}`)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expectHarmless(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await expectHarmless(page)

  const { items } = await (await callAs(gateway, 'pe_sample_ivo')).ask<{
    items: readonly { id: string; name: string }[]
  }>('GET', `/api/identities?text=${encodeURIComponent(LOOK_ALIKES[1])}`)
  await page.goto(`${gateway.origin}/identities/${items.find(({ name }) => name === LOOK_ALIKES[1])?.id}`)
  await expect(page.getByText(/looks like/i).first()).toBeVisible()
})

test('C12 every answer that a browser could draw forbids scripts of others, frames and guessing of types', async ({
  gateway,
}) => {
  const pages = ['/', '/queue', '/alerts/%3Cscript%3E', '/sign-in', '/approvals', '/nowhere/at/all', '/index.html']
  for (const path of [...pages, '/api/session', '/api/nowhere', '/api/alerts', '/icon.svg']) {
    const answer = await fetch(`${gateway.origin}${path}`)
    expect(answer.headers.get('content-security-policy'), path).toMatch(CSP)
    expect(answer.headers.get('x-content-type-options'), path).toBe('nosniff')
    expect(answer.headers.get('x-frame-options'), path).toBe('DENY')
    expect(answer.headers.get('cross-origin-opener-policy'), path).toBe('same-origin')
    expect(answer.headers.get('content-security-policy'), path).not.toContain("script-src 'self' 'unsafe-inline'")
    if (pages.includes(path)) expect(answer.headers.get('content-type'), path).toBe('text/html; charset=utf-8')
  }
})

test('C10 signing out in one tab signs the other tab out with its next call', async ({ gateway, pavel }) => {
  await pavel.page.goto(`${gateway.origin}/queue`)
  const other = await pavel.context.newPage()
  const trouble = await watchForTrouble(other, gateway.origin)
  await other.goto(`${gateway.origin}/sources`)
  await expect(other.getByRole('tab', { name: 'Sources' })).toBeVisible()

  await pavel.page.getByRole('button', { name: /settings and sign-out/ }).click()
  await pavel.page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(pavel.page).toHaveURL(/\/sign-in/)

  await other.getByRole('tab', { name: 'Dead letters' }).click()
  await expect(other).toHaveURL(/\/sign-in/)
  expect(trouble).toEqual([])
})

test('C10 a cookie from before the last sign-in opens nothing', async ({ gateway, pavel }) => {
  const before = await pavel.context.cookies()
  const old = before.find(({ name }) => name === '__Host-sluicegate')
  expect(old).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Strict', path: '/' })
  const withOld = () => fetch(`${gateway.origin}/api/alerts`, { headers: { Cookie: `${old?.name}=${old?.value}` } })
  expect((await withOld()).status).toBe(200)

  await pavel.page.goto(`${gateway.origin}/sign-in`)
  await pavel.page.getByRole('button', { name: /Mira Lindqvist/ }).click()
  await expect(pavel.page).toHaveURL(/\/queue/)
  expect((await withOld()).status).toBe(401)
  expect((await pavel.context.request.get(`${gateway.origin}/api/alerts`)).status()).toBe(200)
})
