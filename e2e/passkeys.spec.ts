import { execFile } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { type Caller, callAs } from './caller.ts'
import { changePolicy } from './change-policy.ts'
import { expect, expectAccessible, test } from './fixtures.ts'
import { addKey, plugIn } from './security-key.ts'

const ROOT = path.resolve(import.meta.dirname, '..')
const CLOUDTRAIL = fs.readFileSync(path.join(ROOT, 'mocks/fixtures/cloudtrail/invictus-story.ndjson'), 'utf8')
const GUARDDUTY = fs.readFileSync(path.join(ROOT, 'mocks/fixtures/guardduty/aws-samples-iam-finding.json'), 'utf8')

test.setTimeout(600_000)

interface Plan {
  readonly summary: { readonly id: string; readonly number: number }
  readonly state: string
  readonly containment: string
  readonly votes: readonly unknown[]
}

const planOf = (caller: Caller, id: string) => caller.ask<Plan>('GET', `/api/plans/${id}`)

test('C5 two people sign with their passkeys what then runs; a bogus signature and silence open nothing', async ({
  gateway,
  noor,
  tomo,
}) => {
  const ivo = await callAs(gateway, 'pe_sample_ivo')
  const ines = await callAs(gateway, 'pe_sample_ines')
  for (const [format, body] of [
    ['cloudtrail', CLOUDTRAIL],
    ['guardduty', GUARDDUTY],
  ] as const) {
    await ivo.ask('POST', `/api/ingest/${format}`, body, { 'Content-Type': 'application/x-ndjson' })
  }
  await changePolicy(gateway, { passkeyFromTier: 0, twoApprovalsCriticality: 1 })
  const found = await ines.ask<{ items: readonly { id: string }[] }>(
    'GET',
    '/api/alerts?text=instance%20used%20from%20elsewhere',
  )
  const alertId = found.items[0]?.id ?? ''
  const propose = (reason: string) =>
    ines.ask<Plan>('POST', '/api/plans', { alertId, action: 'revoke-session', reason, exceedsCap: false })
  const plan = await propose('Used from an address that is not the instance')

  // Without a key there is no approving, and the page says where to add one.
  await noor.page.goto(`${gateway.origin}/approvals`)
  await expect(noor.page.getByText(/signed with a passkey, and you have none here/).last()).toBeVisible()
  await expect(noor.page.getByRole('button', { name: /^Sign and approve/ })).toHaveAttribute('aria-disabled', 'true')
  const unsigned = await noor.context.request.post(`${gateway.origin}/api/plans/${plan.summary.id}/votes`, {
    headers: { 'Idempotency-Key': crypto.randomUUID(), Origin: gateway.origin },
    data: {
      choice: 'approve',
      digest: (
        (await (await noor.context.request.get(`${gateway.origin}/api/plans/${plan.summary.id}`)).json()) as {
          digest: string
        }
      ).digest,
    },
  })
  expect(unsigned.status()).toBe(403)

  const key = await plugIn(noor)
  await noor.page.getByRole('link', { name: 'Your passkeys' }).click()
  await expect(noor.page.getByRole('heading', { name: 'You have no key' })).toBeVisible()
  await expectAccessible(noor.page)
  await addKey(noor, gateway.origin, 'Noor’s blue key')
  await expectAccessible(noor.page)

  // A signature that is not the key's is refused; the next one, of the key itself, counts.
  await noor.page.goto(`${gateway.origin}/approvals`)
  const sign = noor.page.getByRole('button', { name: /^Sign and approve/ })
  await expect(sign).not.toHaveAttribute('aria-disabled', 'true')
  await expectAccessible(noor.page)
  await key.misbehave(true)
  await sign.click()
  await expect(noor.page.getByRole('alert').getByText(/The key’s answer does not hold/)).toBeVisible()
  await key.misbehave(false)
  await sign.click()
  await expect(noor.page.getByText(/Your vote counts; another is needed/)).toBeVisible()
  expect((await planOf(ines, plan.summary.id)).state).toBe('pending')

  await plugIn(tomo)
  await addKey(tomo, gateway.origin, 'Tomo’s laptop')
  await tomo.page.goto(`${gateway.origin}/approvals`)
  await tomo.page.getByRole('button', { name: /^Sign and approve/ }).click()
  await expect
    .poll(() => planOf(ines, plan.summary.id), { timeout: 60_000 })
    .toMatchObject({ state: 'done', containment: 'contained' })

  // What they signed leaves as a file that is checked without the gateway.
  await noor.page.goto(`${gateway.origin}/plans/${plan.summary.id}`)
  await expect(noor.page.getByText(/^signed/).first()).toBeVisible()
  const saving = noor.page.waitForEvent('download')
  await noor.page.getByRole('button', { name: 'Export approvals' }).click()
  const file = await (await saving).path()
  const checked = await promisify(execFile)(process.execPath, [
    path.join(ROOT, 'src/cli/main.ts'),
    'verify-approval',
    file,
  ])
  expect(checked.stdout).toContain('HOLDS  Noor Haddad approved P-1')
  expect(checked.stdout).toContain('HOLDS  Tomo Ishikawa approved P-1')
  expect(checked.stdout).toContain('2 signed, 0 broken, 0 unsigned.')

  // Taking it back is signed as well.
  const undo = await ines.ask<Plan>('POST', `/api/plans/${plan.summary.id}/rollback`, { reason: 'It was the owner' })
  for (const [i, { page }] of [noor, tomo].entries()) {
    await page.goto(`${gateway.origin}/approvals?plan=${undo.summary.id}`)
    const again = page.getByRole('button', { name: /^Sign and approve/ })
    const name = page.getByRole('textbox', { name: /Write the target/ })
    await expect(again).toBeVisible()
    if (await name.isVisible()) await name.fill((await name.getAttribute('placeholder')) ?? '')
    await again.click()
    await expect.poll(async () => (await planOf(ines, undo.summary.id)).votes.length, { timeout: 30_000 }).toBe(i + 1)
  }
  await expect
    .poll(() => planOf(ines, undo.summary.id), { timeout: 60_000 })
    .toMatchObject({ state: 'done', containment: 'not-contained' })

  // Silence never approves: the time runs out, the page says so, and nothing can be signed any more.
  await changePolicy(gateway, { approvalTtlMs: 60_000 })
  const silent = await propose('Seen again after the owner took it back')
  await noor.page.goto(`${gateway.origin}/approvals?plan=${silent.summary.id}`)
  await expect(sign).toBeVisible()
  await expect(noor.page.getByText('Nobody decided in time.').first()).toBeVisible({
    timeout: 90_000,
  })
  await expect(sign).toBeHidden()
  await expect.poll(async () => (await planOf(ines, silent.summary.id)).state, { timeout: 60_000 }).toBe('expired')
})
