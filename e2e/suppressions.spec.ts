import type { Page } from '@playwright/test'
import { callAs, deliver } from './caller.ts'
import { expect, expectAccessible, test } from './fixtures.ts'
import type { RunningGateway } from './gateway.ts'
import { pressSequence } from './key-sequence.ts'

/** Findings of Falco that open an alert each. */
async function bring(gateway: RunningGateway, from: number, to: number): Promise<void> {
  const now = Date.now()
  await deliver(
    await callAs(gateway, 'pe_sample_ivo'),
    'falco',
    Array.from({ length: to - from }, (_, at) => ({
      rule: `Terminal shell in container ${from + at}`,
      priority: 'Warning',
      source: 'syscall',
      hostname: `host-${from + at}`,
      output: `Terminal shell on host-${from + at}`,
      time: new Date(now + at).toISOString(),
      output_fields: { 'proc.name': 'sh', 'k8s.pod.name': `pod-${from + at}`, 'k8s.ns.name': 'shop' },
    })),
  )
}

function alerts(page: Page) {
  return page.getByRole('grid', { name: 'Alerts' }).getByRole('row', { name: /Terminal shell/ })
}

test('noise is suppressed by a property with its effect on the history in view, stays findable, and comes back at the end', async ({
  gateway,
  ines,
}) => {
  test.setTimeout(300_000)
  const { page } = ines
  await bring(gateway, 0, 6)
  await page.goto(`${gateway.origin}/queue`)
  await expect(alerts(page)).toHaveCount(6)

  // By key, from an alert: its own values are offered, and what they would have done is counted before anything is asked.
  await page.getByRole('grid', { name: 'Alerts' }).press('Shift+S')
  const asking = page.getByRole('dialog', { name: 'Suppress what is like it' })
  await expect(asking.getByText('It would have held 1 alert in 1 day: 1 not judged.')).toBeVisible()
  const query = asking.getByRole('textbox', { name: 'Alerts that fit' })
  await query.fill('tier : T1')
  await expect(asking.getByText('It names nothing', { exact: false })).toBeVisible()
  await query.fill('title : "Terminal shell"')
  await expect(asking.getByText('It would have held 6 alerts in 1 day: 6 not judged.')).toBeVisible()
  await expect(asking.getByText('6 alerts would leave the queue at once.', { exact: false })).toBeVisible()
  await expectAccessible(page)
  await asking.getByRole('button', { name: 'Suppress', exact: true }).click()
  await expect(asking.getByText('Choose how long.')).toBeVisible()
  await asking.getByRole('radio', { name: /7 days/ }).check()
  await asking.getByRole('textbox', { name: 'Why' }).fill('Rollout of the shop this week')
  await asking.getByRole('button', { name: 'Suppress', exact: true }).click()
  await expect(page.getByText('SU-1 holds 6 alerts back.')).toBeVisible()
  await expect(page.getByText('Nothing waits for you')).toBeVisible()

  // What arrives is held as well, and found by who looks for it.
  await bring(gateway, 6, 8)
  // The lines of a view stand still: it is opened when the page has heard of all of them.
  await page.getByRole('tab', { name: 'Suppressed 8' }).click()
  await expect(alerts(page)).toHaveCount(8)
  await expect(page.getByText('Suppressed by SU-1 of Ines Calado', { exact: false })).toBeVisible()
  await expectAccessible(page)

  // An alert that is taken is somebody's: the suppression lets go of it.
  await page.getByRole('grid', { name: 'Alerts' }).press('e')
  await expect(alerts(page)).toHaveCount(7)

  await pressSequence(page, 'g', 'u')
  await expect(page.getByRole('heading', { name: 'Suppressions' })).toBeVisible()
  const line = page.getByRole('listitem').filter({ hasText: 'SU-1' })
  await expect(line).toContainText('Rollout of the shop this week')
  await expect(line).toContainText('8 alerts so far')
  await expect(line.getByRole('link', { name: 'Alerts that SU-1 holds now' })).toHaveText('7 now')
  await expectAccessible(page)
  await page.keyboard.press('j')
  await expect(line).toHaveAttribute('aria-current', 'true')
  await page.keyboard.press('t')
  const extending = page.getByRole('dialog', { name: 'Another end for SU-1' })
  await extending.getByRole('radio', { name: /1 day/ }).check()
  await extending.getByRole('textbox', { name: 'Why' }).fill('It will be over tomorrow')
  await expect(extending.getByText('It would have held 8 alerts', { exact: false })).toBeVisible()
  await extending.getByRole('button', { name: 'Set this end' }).click()
  await expect(page.getByText('SU-1 has another end.')).toBeVisible()
  await expect(line).toContainText('It will be over tomorrow')
  // Taken back, it ends as it did, under the name of who took it back.
  await page.locator('#main').focus()
  await page.keyboard.press('Control+Z')
  await expect(page.getByText('SU-1 ends as it did before.', { exact: false })).toBeVisible()
  await expect(line).toContainText('The end that Ines Calado set stands again: Rollout of the shop this week')
  await page.keyboard.press('d')
  const ending = page.getByRole('dialog', { name: 'End SU-1' })
  await expect(ending.getByText('7 alerts come back into the queue at once.')).toBeVisible()
  await expectAccessible(page)
  await ending.getByRole('textbox', { name: 'Why' }).fill('The rollout is over')
  await ending.getByRole('button', { name: 'End it' }).click()
  await expect(page.getByText('Nothing is suppressed')).toBeVisible()
  await page.getByRole('tab', { name: /Over/ }).click()
  await expect(page.getByText('The rollout is over', { exact: false })).toBeVisible()
  await expectAccessible(page)
  await pressSequence(page, 'g', 'q')
  await page.getByRole('tab', { name: 'Shift triage 8' }).click()
  await expect(alerts(page)).toHaveCount(8)

  const api = await callAs(gateway, 'pe_sample_ines')
  const log = await api.ask<{ items: readonly { sentence: string }[] }>('GET', '/api/audit?text=su-1')
  expect(log.items.map(({ sentence }) => sentence)).toEqual([
    'Sluicegate showed 7 alerts of suppression SU-1 again: The rollout is over.',
    'Ines Calado ended suppression SU-1: The rollout is over.',
    expect.stringContaining('The end that Ines Calado set stands again'),
    expect.stringContaining('Ines Calado set another end for suppression SU-1: until'),
    'Sluicegate held back 2 alerts: by SU-1.',
    'Sluicegate held back 6 alerts: by SU-1.',
    expect.stringContaining('Ines Calado put up suppression SU-1: title : "Terminal shell"; until'),
  ])
})

test('what was true is named before it is silenced, and only who bears risks may', async ({ gateway, ines, noor }) => {
  test.setTimeout(300_000)
  await bring(gateway, 0, 3)
  const api = await callAs(gateway, 'pe_sample_ines')
  const { items } = await api.ask<{ items: readonly { id: string; number: number; version: number }[] }>(
    'GET',
    '/api/alerts',
  )
  const [first] = items
  await ines.page.goto(`${gateway.origin}/alerts/${first?.id}`)
  await expect(ines.page.getByRole('heading', { name: 'Notes' })).toBeVisible()
  await ines.page.keyboard.press('d')
  const closing = ines.page.getByRole('dialog', { name: /^Close A-/ })
  await closing.getByRole('radio', { name: /True/ }).check()
  await closing.getByRole('textbox', { name: 'Why' }).fill('Somebody was in the container')
  await closing.getByRole('button', { name: /^Close alert/ }).click()
  await expect(closing).toBeHidden()

  const suppress = async (page: Page) => {
    await page.goto(`${gateway.origin}/suppressions`)
    await page.getByRole('button', { name: 'Suppress by a query' }).click()
    const dialog = page.getByRole('dialog', { name: 'Suppress what a query finds' })
    await dialog.getByRole('textbox', { name: 'Alerts that fit' }).fill('title : "Terminal shell"')
    await expect(dialog.getByText('These were true, and would not have been seen:')).toBeVisible()
    await expect(dialog.getByRole('link', { name: `A-${first?.number}` })).toBeVisible()
    return dialog
  }
  const refused = await suppress(ines.page)
  await expect(refused.getByText('it would have held true alerts', { exact: false })).toBeVisible()
  await expectAccessible(ines.page)

  const allowed = await suppress(noor.page)
  await allowed.getByRole('radio', { name: /1 day/ }).check()
  await allowed.getByRole('textbox', { name: 'Why' }).fill('The container is being rebuilt')
  await allowed.getByRole('button', { name: 'Suppress', exact: true }).click()
  await expect(allowed.getByText('Look at the ones that were true first.')).toBeVisible()
  await expectAccessible(noor.page)
  await allowed.getByRole('checkbox', { name: /I have seen them/ }).click()
  await allowed.getByRole('button', { name: 'Suppress', exact: true }).click()
  await expect(noor.page.getByText('SU-1 holds 2 alerts back.')).toBeVisible()
})

test('a suppression that was put up a moment ago is lifted by the key, and the record says by whom', async ({
  gateway,
  ines,
}) => {
  test.setTimeout(300_000)
  const { page } = ines
  await bring(gateway, 0, 3)
  await page.goto(`${gateway.origin}/queue`)
  await expect(alerts(page)).toHaveCount(3)
  await page.getByRole('grid', { name: 'Alerts' }).press('Shift+S')
  const asking = page.getByRole('dialog', { name: 'Suppress what is like it' })
  await asking.getByRole('textbox', { name: 'Alerts that fit' }).fill('title : "Terminal shell"')
  await expect(asking.getByText('It would have held 3 alerts', { exact: false })).toBeVisible()
  await asking.getByRole('radio', { name: /8 hours/ }).check()
  await asking.getByRole('textbox', { name: 'Why' }).fill('Wrong window')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('Nothing waits for you')).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(page.getByText('SU-1 is over, and what it held is back.')).toBeVisible()
  await expect(alerts(page)).toHaveCount(3)
  const { items } = await (await callAs(gateway, 'pe_sample_ines')).ask<{ items: readonly { sentence: string }[] }>(
    'GET',
    '/api/audit?limit=5',
  )
  expect(items.map(({ sentence }) => sentence)).toContain(
    'Ines Calado ended suppression SU-1: Taken back by whoever put it up.',
  )
})
