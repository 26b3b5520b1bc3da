import type { Page } from '@playwright/test'
import { approveChange } from './approve-change.ts'
import { callAs, deliver } from './caller.ts'
import { type Desk, expect, expectAccessible, test } from './fixtures.ts'
import type { RunningGateway } from './gateway.ts'

const WEEK_MS = 7 * 24 * 60 * 60_000
const TRIGGER = 'freight-deployment-lists-secrets'
/** A role of the sample with two consumers: one signs in again by itself, the nightly job does not. */
const ROLE = { id: 'id_sample_0004r', name: 'freight-deploy-4r-role', account: '718290364482' }

const TEXT = `title: The freight deployment lists secrets
name: ${TRIGGER}
status: test
logsource: {product: aws, service: cloudtrail}
detection:
  called: {eventName: ListSecrets, userIdentity.arn|contains: freight-deploy}
  condition: called
level: medium
sluicegate:
  threatens: session
  confidence: 95
  playbook: stolen-session
  subject: actor
  automation: {allowed: true, threshold: 80}
`

test.setTimeout(420_000)

test('a trigger earns that it may act: tried in shadow, refused while that is short, allowed by a second person who has read what it would have done', async ({
  gateway,
  edda,
  mira,
  ines,
}) => {
  // The engineer brings a rule, and a second person puts it in shadow.
  const { page } = edda
  await page.goto(`${gateway.origin}/triggers?tab=import`)
  await page
    .getByLabel('Drop Sigma rules here, or choose them')
    .setInputFiles([{ name: 'freight.yml', mimeType: 'application/yaml', buffer: Buffer.from(TEXT) }])
  await page.getByRole('list', { name: 'Files' }).getByRole('button', { name: 'Open as draft' }).click()
  await expect(page.getByRole('textbox', { name: 'Text of a new trigger' })).toContainText('threshold: 80')
  await page.getByRole('tab', { name: 'Propose' }).click()
  await expect(page.getByRole('radio', { name: /^Shadow/ })).toBeChecked()
  await propose(page, 'Only an audit lists them, and there is none')
  await approve(gateway, mira, 'Let it be tried')

  // What it would have done, to whom, and what would have stopped. Nothing came of it.
  await sendCalls(gateway, 1, 10)
  await page.goto(`${gateway.origin}/triggers/${TRIGGER}?panel=dry-run`)
  await expect(page.getByRole('tab', { name: 'Dry run 10' })).toBeVisible()
  await expect(page.getByText('0 of 7 days, 10 of 10 alerts: too short to act by itself.')).toBeVisible()
  await expect(
    page.getByText('It would have acted by itself on 10 alerts: 1 consumer would have stopped.'),
  ).toBeVisible()
  const first = page.getByRole('listitem').filter({ hasText: ROLE.name }).first()
  await expect(first).toContainText('Would act by itself')
  await expect(first).toContainText('stops 1 consumer')
  await expectAccessible(page)
  await ines.page.goto(`${gateway.origin}/queue?q=${ROLE.name}`)
  await expect(ines.page.getByText(/Nothing matches|No alert/).first()).toBeVisible()

  // It goes live without automation: its alerts ask people and say why, and the wish for more is refused with the reason.
  await page.getByRole('tab', { name: 'Propose' }).click()
  await page.getByRole('radio', { name: /^On/ }).check()
  await expect(page.getByText('0 of 7 days, 10 of 10 alerts: too short to act by itself.')).toBeVisible()
  await propose(page, 'It fires on nothing else')
  await approve(gateway, mira, 'People decide until it has its days')
  await sendCalls(gateway, 11, 11)
  await openAlert(gateway, ines)
  const decision = ines.page.getByRole('complementary', { name: 'Decision' })
  await expect(decision.getByText('1 approval').first()).toBeVisible()
  await expect(decision).toContainText('It takes a dry run of 7 days and 10 alerts, then a reviewed change')
  await page.goto(`${gateway.origin}/triggers/${TRIGGER}?panel=propose`)
  await expect(page.getByText(/too short to act by itself. Until then it asks people/).first()).toBeVisible()
  await expect(page.getByRole('checkbox', { name: /act by itself/ })).toBeHidden()
  await expectAccessible(page)
  const asked = await (await callAs(gateway, 'pe_sample_edda')).call('POST', '/api/changes', {
    kind: 'trigger',
    id: TRIGGER,
    baseVersion: 2,
    text: TEXT,
    mode: 'on',
    activateAt: null,
    restoreAutomation: true,
    reason: 'Let it act now',
  })
  expect(asked.status).toBe(422)
  expect(await asked.json()).toMatchObject({ detail: expect.stringContaining('0 of 7 days, 11 of 10 alerts') })

  // A week later it may be given automation; whoever reviews that reads the dry run first.
  const start = await gateway.interrupt()
  const later = await start(WEEK_MS)
  try {
    for (const { page } of [edda, mira, ines]) await page.clock.install({ time: Date.now() + WEEK_MS })
    await signIn(later, edda, /Edda Sorensen/)
    await signIn(later, mira, /Mira Lindqvist/)
    await signIn(later, ines, /Ines Calado/)
    await page.goto(`${later.origin}/triggers/${TRIGGER}?panel=propose`)
    await page.getByRole('checkbox', { name: 'Let this text act by itself: its dry run is done' }).check()
    await expectAccessible(page)
    await propose(page, 'A week without one that was wrong')
    await approve(
      later,
      mira,
      'Read the eleven',
      'It would have acted by itself on 11 alerts: 1 consumer would have stopped.',
    )
    await page.goto(`${later.origin}/triggers/${TRIGGER}?panel=dry-run`)
    await expect(page.getByText(/A reviewed change gave this text automation/)).toBeVisible()
    await expectAccessible(page)

    // The next one is answered by itself, and the plan says that nobody was asked.
    await confirmRole(later)
    await sendCalls(later, 12, 12, WEEK_MS)
    await openAlert(later, ines)
    await expect(decision.getByText('Auto', { exact: true }).first()).toBeVisible()
    await ines.page.getByRole('link', { name: /^P-\d/ }).first().click()
    await expect(ines.page.getByText('Contained').first()).toBeVisible({ timeout: 60_000 })
  } finally {
    await later.stop()
  }
})

async function propose(page: Page, why: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Why' }).fill(why)
  await page.getByRole('button', { name: /Propose this change/ }).click()
  await expect(page).toHaveURL(/tab=changes/)
}

/** Reads the newest change, `reading` what it says of the dry run, and approves it. */
async function approve(gateway: RunningGateway, { page }: Desk, why: string, reading?: string): Promise<void> {
  await page.goto(`${gateway.origin}/triggers?tab=changes`)
  if (reading !== undefined) {
    await expect(page.getByText(reading)).toBeVisible()
    await expectAccessible(page)
  }
  await approveChange(page, why)
}

async function signIn({ origin }: RunningGateway, { page }: Desk, name: RegExp): Promise<void> {
  await page.goto(`${origin}/sign-in`)
  await page.getByRole('button', { name }).click()
  await expect(page).toHaveURL(/\/queue/)
}

async function openAlert(gateway: RunningGateway, { page }: Desk): Promise<void> {
  const analyst = await callAs(gateway, 'pe_sample_ines')
  const { items } = await analyst.ask<{ items: readonly { id: string }[] }>(
    'GET',
    `/api/alerts?text=${encodeURIComponent('freight deployment lists')}&sort=lastSeen`,
  )
  const [newest] = items
  if (newest === undefined) throw new Error('The calls have opened no alert.')
  await page.goto(`${gateway.origin}/alerts/${newest.id}`)
}

/** Somebody looks at the role again, as its owners do every week. */
async function confirmRole(gateway: RunningGateway): Promise<void> {
  const integrator = await callAs(gateway, 'pe_sample_ivo')
  const path = `/api/identities/${ROLE.id}`
  const { identity } = await integrator.ask<{ identity: { version: number } }>('GET', path)
  const seen = { validated: true, reason: 'Looked at it' }
  await integrator.ask('PATCH', path, seen, { 'If-Match': `"${identity.version}"` })
}

/** The call, in sessions of their own: as many alerts. What is old waits for a person, so it happens on the gateway's day. */
async function sendCalls(gateway: RunningGateway, from: number, to: number, laterMs = 0): Promise<void> {
  const at = new Date(Date.now() + laterMs).toISOString().replace(/\.\d+Z$/, 'Z')
  const records = Array.from({ length: to - from + 1 }, (_, i) => callIn(from + i, at))
  await deliver(await callAs(gateway, 'pe_sample_ivo'), 'cloudtrail', records)
}

function callIn(session: number, eventTime: string): unknown {
  const { name, account } = ROLE
  return {
    eventVersion: '1.08',
    eventID: `dry-run-${session}`,
    eventName: 'ListSecrets',
    eventSource: 'secretsmanager.amazonaws.com',
    eventTime,
    awsRegion: 'eu-west-1',
    sourceIPAddress: '198.51.100.7',
    userAgent: 'aws-cli/2.9',
    recipientAccountId: account,
    userIdentity: {
      type: 'AssumedRole',
      principalId: 'AROAHEIB2RCAAWOGZUWWX:deploy',
      arn: `arn:aws:sts::${account}:assumed-role/${name}/deploy`,
      accountId: account,
      accessKeyId: `ASIAFREIGHT0000000${String(session).padStart(2, '0')}`,
      sessionContext: {
        sessionIssuer: {
          type: 'Role',
          principalId: 'AROAHEIB2RCAAWOGZUWWX',
          arn: `arn:aws:iam::${account}:role/${name}`,
          accountId: account,
          userName: name,
        },
      },
    },
  }
}
