import { callAs, deliver } from './caller.ts'
import { expect, expectAccessible, test } from './fixtures.ts'
import type { RunningGateway } from './gateway.ts'
import { pressSequence } from './key-sequence.ts'

/** Findings of GuardDuty about keys of these users, one each. */
async function bring(
  gateway: RunningGateway,
  findings: readonly (readonly [title: string, user: string])[],
): Promise<void> {
  const now = Date.now()
  const at = (ms: number) => new Date(now - ms).toISOString()
  const report = await deliver(
    await callAs(gateway, 'pe_sample_ivo'),
    'guardduty',
    findings.map(([title, user], i) => ({
      schemaVersion: '2.0',
      id: `finding-${i}`,
      arn: `arn:aws:guardduty:eu-west-1:111122223333:detector/d/finding/finding-${i}`,
      type: 'UnauthorizedAccess:IAMUser/MaliciousIPCaller.Custom',
      accountId: '111122223333',
      region: 'eu-west-1',
      partition: 'aws',
      severity: 5,
      title,
      description: 'An API was invoked from an address on a threat list.',
      createdAt: at(600_000),
      updatedAt: at(300_000),
      resource: {
        resourceType: 'AccessKey',
        accessKeyDetails: {
          accessKeyId: `AKIA-${user}`,
          principalId: `AIDA-${user}`,
          userType: 'IAMUser',
          userName: user,
        },
      },
      service: {
        serviceName: 'guardduty',
        detectorId: 'd',
        count: 1,
        archived: false,
        resourceRole: 'TARGET',
        eventFirstSeen: at(600_000 - i * 1000),
        eventLastSeen: at(300_000),
        action: {
          actionType: 'AWS_API_CALL',
          awsApiCallAction: { api: 'ListBuckets', serviceName: 's3.amazonaws.com' },
        },
      },
    })),
  )
  expect(report).toMatchObject({ refused: 0, alertsOpened: findings.length })
}

test('alerts that hang together become one case, are worked at once, and the case is closed when they are', async ({
  gateway,
  ines,
}) => {
  test.setTimeout(300_000)
  const { page } = ines
  await bring(gateway, [
    ['Key used from a bad address', 'svc-1'],
    ['Buckets listed', 'svc-1'],
    ['Secrets read', 'svc-1'],
    ['Something else', 'other'],
  ])
  const api = await callAs(gateway, 'pe_sample_ines')
  const { items } = await api.ask<{ items: readonly { id: string; number: number; title: string }[] }>(
    'GET',
    '/api/alerts',
  )
  const named = (title: string) => items.find((one) => one.title === title)
  const first = named('Key used from a bad address')
  await page.goto(`${gateway.origin}/alerts/${first?.id}`)
  await expect(page.getByText('part of a story of 3')).toBeVisible()
  await page.keyboard.press('l')
  const opening = page.getByRole('dialog', { name: 'Open a case' })
  await expect(opening.getByText('3 alerts belong to it', { exact: false })).toBeVisible()
  await opening.getByRole('checkbox', { name: /Secrets read/ }).click()
  await expect(opening.getByText('2 alerts belong to it', { exact: false })).toBeVisible()
  await expectAccessible(page)
  await opening.getByRole('textbox', { name: 'What is it about?' }).fill('Stolen key of svc-1')
  await opening.getByRole('textbox', { name: 'Why' }).fill('One key, within minutes')
  await opening.getByRole('button', { name: 'Open the case' }).click()

  // Its page: who, what, why tied, what else there is, and the timeline.
  await expect(page.getByRole('heading', { name: 'Stolen key of svc-1' })).toBeVisible()
  await expect(page.getByText('2 of 2 open', { exact: false })).toBeVisible()
  await expect(page.getByText(`same identity svc-1 as A-${first?.number}`, { exact: false }).first()).toBeVisible()
  const timeline = page.getByRole('list', { name: 'Timeline' })
  await expect(timeline.getByText('opened case CS-1', { exact: false })).toBeVisible()
  await expectAccessible(page)

  // The story offers the third; the fourth is put in by hand, and taken out again.
  await page.getByRole('button', { name: `Add A-${named('Secrets read')?.number}` }).click()
  const adding = page.getByRole('dialog', { name: 'Add 1 alert to the case' })
  await adding.getByRole('textbox', { name: 'Why' }).fill('It is the same key after all')
  await adding.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(page.getByText('3 of 3 open', { exact: false })).toBeVisible()
  await page.locator('#main').focus()
  await page.keyboard.press('l')
  await adding.getByRole('textbox', { name: 'Number' }).fill(`A-${named('Something else')?.number}`)
  await adding.getByRole('textbox', { name: 'Why' }).fill('Same shift, perhaps the same hand')
  await adding.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(page.getByText('4 of 4 open', { exact: false })).toBeVisible()
  await page.getByRole('button', { name: `Take out: A-${named('Something else')?.number}` }).click()
  const removing = page.getByRole('dialog', { name: /out of the case/ })
  await removing.getByRole('textbox', { name: 'Why' }).fill('It is another matter')
  await expectAccessible(page)
  await removing.getByRole('button', { name: 'Take out' }).click()
  await expect(page.getByText('3 of 3 open', { exact: false })).toBeVisible()

  // A case with open alerts is not closed; all of them are, by one key and one reason.
  await expect(page.getByRole('button', { name: 'Close the case…' })).toHaveAttribute('aria-disabled', 'true')
  await page.locator('#main').focus()
  await page.keyboard.press('p')
  const proposing = page.getByRole('dialog', { name: /^Propose for/ })
  await expect(
    proposing.getByText('blocked: open it', { exact: false }).or(proposing.getByText('no action is proposed')).first(),
  ).toBeVisible()
  await expectAccessible(page)
  await proposing.getByRole('button', { name: 'Not now' }).click()
  await page.locator('#main').focus()
  await page.keyboard.press('d')
  const closing = page.getByRole('dialog', { name: 'Close 3 alerts' })
  await closing.getByRole('radio', { name: /True/ }).check()
  await closing.getByRole('textbox', { name: 'Why' }).fill('The key was rotated and read back')
  await closing.getByRole('button', { name: 'Close 3 alerts…' }).click()
  await closing.getByRole('button', { name: 'Change 3' }).click()
  await closing.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByText('0 of 3 open', { exact: false })).toBeVisible()
  await page.getByRole('button', { name: 'Close the case…' }).click()
  const ending = page.getByRole('dialog', { name: 'Close CS-1' })
  await ending.getByRole('textbox', { name: 'Why' }).fill('Rotated, read back, owner told')
  await ending.getByRole('button', { name: 'Close the case' }).click()
  await expect(page.getByText('Closed by Ines Calado', { exact: false })).toBeVisible()
  await expect(timeline.getByText('closed case CS-1', { exact: false })).toBeVisible()
  await expectAccessible(page)

  await page.locator('#main').focus()
  await pressSequence(page, 'g', 'c')
  await expect(page.getByText('No case is open')).toBeVisible()
  await page.getByRole('tab', { name: 'Closed' }).click()
  await expect(page.getByRole('link', { name: 'Stolen key of svc-1' })).toBeVisible()
  await expectAccessible(page)
  // From the alert the same key leads to its case.
  await page.goto(`${gateway.origin}/alerts/${first?.id}`)
  await expect(page.getByRole('link', { name: /in case CS-1/ })).toBeVisible()
  await page.keyboard.press('l')
  await expect(page.getByRole('heading', { name: 'Stolen key of svc-1' })).toBeVisible()
})

test('what is done to a case by mistake is taken back by the key: what was added, its name, and that it was opened', async ({
  gateway,
  ines,
}) => {
  test.setTimeout(300_000)
  const { page } = ines
  await bring(gateway, [
    ['Key used from a bad address', 'svc-1'],
    ['Something else', 'other'],
  ])
  const api = await callAs(gateway, 'pe_sample_ines')
  const { items } = await api.ask<{ items: readonly { id: string; number: number; title: string }[] }>(
    'GET',
    '/api/alerts',
  )
  const first = items.find(({ title }) => title === 'Key used from a bad address')
  const other = items.find(({ title }) => title === 'Something else')
  const open = async () => {
    await page.goto(`${gateway.origin}/alerts/${first?.id}`)
    await expect(page.getByRole('heading', { name: 'Notes' })).toBeVisible()
    await page.keyboard.press('l')
    const opening = page.getByRole('dialog', { name: 'Open a case' })
    await opening.getByRole('textbox', { name: 'Why' }).fill('It looked like more')
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText('1 of 1 open', { exact: false })).toBeVisible()
  }
  await open()
  await page.keyboard.press('Control+z')
  await expect(page.getByText('CS-1 is gone, and its alerts stand alone again.')).toBeVisible()
  await expect(page).toHaveURL(/\/queue/)

  await open()
  await page.locator('#main').focus()
  await page.keyboard.press('l')
  const adding = page.getByRole('dialog', { name: 'Add 1 alert to the case' })
  await adding.getByRole('textbox', { name: 'Number' }).fill(`A-${other?.number}`)
  await adding.getByRole('textbox', { name: 'Why' }).fill('The same hand, perhaps')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('1 alert added to CS-2.')).toBeVisible()
  await expect(page.getByText('2 of 2 open', { exact: false })).toBeVisible()
  await page.locator('#main').focus()
  await page.keyboard.press('Control+z')
  await expect(page.getByText('CS-2 is as it was before.')).toBeVisible()
  await expect(page.getByText('1 of 1 open', { exact: false })).toBeVisible()
  // It was worked on since it was opened: that is taken back no more, and says why until somebody has read it.
  await page.keyboard.press('Control+z')
  const notice = page.getByRole('alert').filter({ hasText: 'CS-2 was not taken back.' })
  await expect(notice).toBeVisible()
  await expectAccessible(page)
  // What lies on top goes first: the toast of what was taken back, where it still stands, then the notice.
  await expect(async () => {
    await page.keyboard.press('Escape')
    await expect(notice).toBeHidden({ timeout: 1_000 })
  }).toPass()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
})
