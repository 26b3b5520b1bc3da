import http from 'node:http'
import { callAs } from './caller.ts'
import { test as base, expect, expectAccessible } from './fixtures.ts'
import { listen } from './listen.ts'

const TOKEN = 'token-of-the-containment-client'

/** The flag service of another team, as far as a template needs it: one flag, and a token that it asks for. */
const test = base.extend<{ flags: { readonly url: string } }>({
  flags: async ({ browserName: _browser }, use) => {
    const server = http.createServer((request, response) => {
      if (request.headers.authorization !== `Bearer ${TOKEN}`) response.writeHead(401).end()
      else response.writeHead(200, { 'content-type': 'application/json' }).end('{"enabled":true}')
    })
    const { url, stop } = await listen(server)
    await use({ url })
    stop()
  },
})
test.use({ gatewayEnvironment: { SLUICEGATE_OUTBOUND: 'loopback' } })

test('an integrator connects a target: a wrong secret shows as not well, the right one as well, and it is switched off', async ({
  gateway,
  flags,
  ivo,
  ines,
}) => {
  const { page } = ivo
  await page.goto(`${gateway.origin}/sources?tab=connectors`)
  await page.getByRole('button', { name: 'Connect a target' }).click()
  const form = page.getByRole('dialog', { name: 'Connect a target' })
  await form.getByRole('combobox', { name: 'Kind' }).click()
  await page.getByRole('option', { name: 'Any HTTP API (template)' }).click()
  await expectAccessible(page)

  // An address inside is refused at its field, and nothing is lost of what was written.
  await form.getByRole('textbox', { name: 'Name' }).fill('Flags of the platform team')
  await form.getByLabel('Base address').fill('https://169.254.169.254')
  await form.getByLabel('What it closes').fill('identity')
  await form.getByLabel('Authorization').fill('Bearer a-wrong-one')
  await form.getByLabel('Call that closes').fill('POST /flags/{account}/off')
  await form.getByLabel('Call that opens again').fill('POST /flags/{account}/on')
  await form.getByLabel('Call that tells the state').fill('GET /flags/{account}')
  await form.getByLabel('Where the state stands').fill('/enabled')
  await form.getByLabel('What it is when closed').fill('false')
  await form.getByRole('button', { name: 'Connect' }).click()
  await expect(form.getByText(/not an address of the public network/).first()).toBeVisible()
  await form.getByLabel('Base address').fill(flags.url)
  await form.getByRole('button', { name: 'Connect' }).click()
  await expect(form).toBeHidden()

  const card = page
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: /Flags of the platform team/ }) })
  await expect(card).toContainText('Does not answer')
  await expect(card).toContainText('renew the secret')
  await expect(card).toContainText('sealed, never readable again')

  // Whoever moves the address writes the secret again: it is never sent to another place.
  await card.getByRole('button', { name: 'Change' }).click()
  const change = page.getByRole('dialog', { name: 'Change the connector' })
  await expect(change.getByLabel('Authorization')).toHaveValue('')
  await change.getByLabel('Base address').fill(`${flags.url}/elsewhere`)
  await change.getByRole('button', { name: 'Save' }).click()
  await expect(change.getByText(/write it again/).first()).toBeVisible()
  await change.getByLabel('Base address').fill(flags.url)
  await change.getByLabel('Authorization').fill(`Bearer ${TOKEN}`)
  await change.getByRole('button', { name: 'Save' }).click()
  await expect(change).toBeHidden()
  await expect(card).toContainText('Answers')
  await expectAccessible(page)

  await card.getByRole('button', { name: 'Switch off' }).click()
  await page
    .getByRole('dialog', { name: 'Switch this connector off?' })
    .getByRole('button', { name: 'Switch it off' })
    .click()
  await expect(card).toContainText('Nothing is sent to it and nobody asks it.')

  // The record tells all of it and no secret; an analyst sees why the controls are not theirs.
  const auditor = await callAs(gateway, 'pe_sample_ari')
  const record = JSON.stringify(await auditor.ask('GET', '/api/audit'))
  for (const code of ['connector.added', 'connector.changed', 'connector.switched-off']) expect(record).toContain(code)
  expect(record).not.toContain(TOKEN)
  await ines.page.goto(`${gateway.origin}/sources?tab=connectors`)
  await expect(ines.page.getByRole('button', { name: 'Connect a target' })).toHaveAttribute('aria-disabled', 'true')
})

test('a signed webhook is connected: what is wrong is said at its field, and its secret is told by its age only', async ({
  gateway,
  ivo,
}) => {
  const secret = `whsec_${Buffer.from('a secret of more than 24 bytes').toString('base64')}`
  const receiver = http.createServer((request, response) => {
    const isSigned = request.headers['webhook-signature']?.toString().startsWith('v1,') ?? false
    response.writeHead(isSigned ? 200 : 401, { 'content-type': 'application/json' }).end('{"state":"absent"}')
  })
  const { url: origin, stop } = await listen(receiver)
  const url = `${origin}/flow`
  const { page } = ivo
  await page.goto(`${gateway.origin}/sources?tab=connectors`)
  await page.getByRole('button', { name: 'Connect a target' }).click()
  const form = page.getByRole('dialog', { name: 'Connect a target' })
  await form.getByRole('combobox', { name: 'Kind' }).click()
  await page.getByRole('option', { name: /^Signed webhook/ }).click()
  await form.getByRole('textbox', { name: 'Name' }).fill('Flow of the SOC')
  await form.getByLabel('Address', { exact: true }).fill('https://10.0.0.7/flow')
  await form.getByLabel('Signing secret').fill('hunter2')
  await form.getByLabel(/^Actions/).fill('deactivate-key\nrevoke-tokens')
  await form.getByRole('button', { name: 'Connect' }).click()
  await expect(form.getByText(/not an address of the public network/).first()).toBeVisible()
  await form.getByLabel('Address', { exact: true }).fill(url)
  await form.getByRole('button', { name: 'Connect' }).click()
  await expect(form.getByText(/The webhook secret/).first()).toBeVisible()
  await form.getByLabel('Signing secret').fill(secret)
  await expectAccessible(page)
  await form.getByRole('button', { name: 'Connect' }).click()
  await expect(form).toBeHidden()

  const card = page.locator('section').filter({ has: page.getByRole('heading', { name: /Flow of the SOC/ }) })
  await expect(card).toContainText('The status address answers.')
  await expect(card).toContainText('sealed, never readable again')
  await expect(card.getByRole('listitem').filter({ hasText: /^revoke-tokens$/ })).toBeVisible()
  await expect(card).toContainText('Revoke the tokens it holds now, Deactivate the key, Activate the key again')
  await card.getByRole('button', { name: 'Change' }).click()
  const change = page.getByRole('dialog', { name: 'Change the connector' })
  await expect(change.getByLabel('Signing secret')).toHaveValue('')
  await expect(change.getByLabel(/^Actions/)).toHaveValue('deactivate-key\nrevoke-tokens')
  const auditor = await callAs(gateway, 'pe_sample_ari')
  const told = await auditor.ask('GET', '/api/audit')
  expect(JSON.stringify([told, await auditor.ask('GET', '/api/connectors')])).not.toContain(secret.slice(6))
  stop()
})

test('a playbook is exercised on the twin, and its evidence says what broke, how long the undo took and until when it counts', async ({
  gateway,
  ivo,
}) => {
  const { page } = ivo
  await page.goto(`${gateway.origin}/sources?tab=exercises`)
  const playbook = page
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: /A credential is known to somebody else/ }) })
  await expect(playbook).toContainText('exercised 12 days ago')
  await playbook.getByRole('button', { name: 'Exercise now' }).click()
  await expect(playbook).not.toContainText('12 days ago', { timeout: 60_000 })
  await expect(playbook).toContainText('Counts')
  const steps = playbook.getByRole('table', { name: /What A credential is known to somebody else did/ })
  await expect(steps.getByRole('row', { name: /Rotate the secret/ })).toContainText('restored')
  await expect(steps.getByRole('row', { name: /Revoke the app’s grants/ })).toContainText('for good')
  await expectAccessible(page)
})
