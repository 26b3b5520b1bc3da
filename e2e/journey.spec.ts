import fs from 'node:fs'
import path from 'node:path'
import { expect, expectAccessible, test } from './fixtures.ts'

const FIXTURES = path.resolve(import.meta.dirname, '../mocks/fixtures')
const ROLE = 'stratus-red-team-ec2-steal-credentials-role'

/** Real records as their origins published them: see mocks/fixtures/LICENCES.md. */
const CLOUDTRAIL = fs.readFileSync(path.join(FIXTURES, 'cloudtrail/invictus-story.ndjson'))
const GUARDDUTY = fs.readFileSync(path.join(FIXTURES, 'guardduty/aws-samples-iam-finding.json'))

// Three people, two vendors, one containment and its undo: long on a busy machine.
test.setTimeout(600_000)

test('a stolen role goes from two vendors’ records to a contained, verified, restored and provable end', async ({
  gateway,
  ivo,
  ines,
  noor,
  mira,
}) => {
  // The integrator makes a source and sends the records as a machine would, with its token.
  await ivo.page.goto(`${gateway.origin}/sources`)
  await ivo.page.getByRole('button', { name: 'Add source' }).click()
  const dialog = ivo.page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Journey')
  await dialog.getByRole('button', { name: 'Add source' }).click()
  const shownOnce = ivo.page.getByRole('dialog').getByRole('textbox', { name: 'Token' })
  await expect(shownOnce).toHaveValue(/^sgi_[0-9a-f]{64}$/)
  const token = await shownOnce.inputValue()
  for (const [format, body] of [
    ['cloudtrail', CLOUDTRAIL],
    ['guardduty', GUARDDUTY],
  ] as const) {
    const answer = await fetch(`${gateway.origin}/api/ingest/${format}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/x-ndjson' },
      body,
    })
    expect(answer.status, await answer.clone().text()).toBe(200)
    expect(await answer.json()).toMatchObject({ refused: 0, conflicts: 0 })
  }

  // The analyst finds the stolen role in the queue, sees whose it is and what would break, and asks for the smallest action.
  await ines.page.goto(`${gateway.origin}/queue`)
  await expectAccessible(ines.page)
  await ines.page.getByRole('combobox', { name: 'Search alerts' }).fill('instance used from elsewhere')
  const row = ines.page.getByRole('row', { name: new RegExp(ROLE) })
  // It stands there before the list is filtered, too, and would go from under the pointer between two clicks.
  await expect(ines.page.getByRole('grid')).toHaveAttribute('aria-rowcount', '2')
  await expect(row).toBeVisible()
  await row.dblclick()
  await expect(ines.page.getByRole('heading', { level: 1, name: /EC2 instance used from elsewhere/ })).toBeVisible()
  await expect(ines.page.getByText('192.168.10.20').first()).toBeVisible()
  await expect(ines.page.getByText('Finance Operations').first()).toBeVisible()
  await expect(ines.page.getByText('month-end-close').first()).toBeVisible()
  await expectAccessible(ines.page)
  await ines.page.getByRole('button', { name: /Propose to approvers/ }).click()
  const propose = ines.page.getByRole('dialog')
  await propose.getByRole('textbox').first().fill('Used from an address that is not the instance, six seconds later')
  await propose.getByRole('button', { name: /Propose/ }).click()
  await expect(ines.page.getByRole('link', { name: /P-1/ }).first()).toBeVisible()

  // Her own vote is refused, by the gateway itself and with the reason.
  await ines.page.getByRole('link', { name: /P-1/ }).first().click()
  await expect(ines.page).toHaveURL(/\/plans\//)
  const planId = new URL(ines.page.url()).pathname.split('/').at(-1) ?? ''
  await expectAccessible(ines.page)
  const plan = (await (await ines.context.request.get(`${gateway.origin}/api/plans/${planId}`)).json()) as {
    digest: string
  }
  const own = await ines.context.request.post(`${gateway.origin}/api/plans/${planId}/votes`, {
    headers: { 'Idempotency-Key': crypto.randomUUID(), Origin: gateway.origin },
    data: { choice: 'approve', digest: plan.digest, reason: 'my own' },
  })
  expect(own.status()).toBe(403)
  expect(((await own.json()) as { detail: string }).detail).toContain('You cannot approve this: you asked for it.')
  await ines.page.goto(`${gateway.origin}/approvals?list=waiting`)
  await expect(ines.page.getByText(/you asked for it/i).first()).toBeVisible()

  // Somebody else approves exactly that plan.
  await noor.page.goto(`${gateway.origin}/approvals`)
  await expect(noor.page.getByText('P-1').first()).toBeVisible()
  await expect(noor.page.getByText(plan.digest.slice(0, 4)).first()).toBeVisible()
  await expectAccessible(noor.page)
  await noor.page.getByRole('button', { name: /^Approve/ }).click()

  // The twin shows the sessions refused, and what became of each consumer.
  await ines.page.goto(`${gateway.origin}/plans/${planId}`)
  await expect(ines.page.getByText('Contained').first()).toBeVisible({ timeout: 60_000 })
  await expect(ines.page.getByText(/0 of \d+ known sessions accepted/).first()).toBeVisible()
  await expect(ines.page.getByText('month-end-close').first()).toBeVisible()
  await expect(ines.page.getByText(/broken/i).first()).toBeVisible()

  // Taking it back is a plan of its own, with a gate of its own; it restores.
  await ines.page.getByRole('button', { name: /Roll back/ }).click()
  const rollback = ines.page.getByRole('dialog')
  await rollback.getByRole('textbox').first().fill('The job was approved by its owner')
  await rollback.getByRole('button', { name: /Roll back|Propose/ }).click()
  await noor.page.goto(`${gateway.origin}/approvals`)
  await expect(noor.page.getByText('P-2').first()).toBeVisible()
  await noor.page.getByRole('button', { name: /^Approve/ }).click()
  await expect
    .poll(
      async () => {
        const answer = await ines.context.request.get(`${gateway.origin}/api/plans?list=all`)
        const { items } = (await answer.json()) as {
          items: readonly { number: number; state: string; containment: string }[]
        }
        return items.find(({ number }) => number === 2)
      },
      { timeout: 60_000 },
    )
    .toMatchObject({ state: 'done', containment: 'not-contained' })

  // The manager finds all of it in the record, which her own browser has verified.
  await mira.page.goto(`${gateway.origin}/record`)
  await expect(mira.page.getByText(/All \d+ entries hold/)).toBeVisible({ timeout: 60_000 })
  await expectAccessible(mira.page)
  await mira.page.goto(`${gateway.origin}/record?subject=${planId}`)
  for (const sentence of [
    /Ines Calado asked for .*Revoke its sessions/,
    /Ines Calado was refused .*vote on plan P-1/,
    /Noor Haddad approved plan P-1/,
    /Sluicegate sent step 1 of plan P-1/,
    /Sluicegate read back step 1 of plan P-1/,
    /Sluicegate finished plan P-1/,
  ]) {
    await expect(mira.page.getByRole('row', { name: sentence }).first()).toBeVisible()
  }
})
