import { callAs, deliver } from './caller.ts'
import { type Database, startDatabase } from './database.ts'
import { test as base, expect, expectAccessible } from './fixtures.ts'
import type { RunningGateway } from './gateway.ts'

const MONTH_MS = 31 * 24 * 60 * 60_000
const PLAYBOOK = 'An agent uses a tool it should not use, or when it has no task'

const test = base.extend<{ database: Database }>({
  database: async ({ browserName: _browser }, use) => {
    const database = await startDatabase()
    await database.run(`create role containment login createrole password 'right'`)
    await database.run(`grant pg_signal_backend to containment`)
    await database.run(`create role exercise_bot nologin password 'own'`)
    await database.run(`grant exercise_bot to containment with admin option, inherit false, set false`)
    await use(database)
    await database.stop()
  },
})
test.use({ gatewayEnvironment: { SLUICEGATE_OUTBOUND: 'loopback' } })

test.setTimeout(600_000)

test('a playbook is exercised on a staging database: what it did there opens the gate, and a month later it closes again', async ({
  gateway,
  database,
  ivo,
  ines,
}) => {
  const { page } = ivo
  await deliver(await callAs(gateway, 'pe_sample_ivo'), 'bedrock-invocation', [askedForExport()])
  const alert = await alertOf(gateway)
  const decision = ines.page.getByRole('complementary', { name: 'Decision' })

  // Nobody ever tried what would be done about the agent, so it waits for a person, and says why.
  await ines.page.goto(`${gateway.origin}/alerts/${alert.id}`)
  await expect(decision).toContainText('This version of the playbook was never exercised')
  await expect(decision.getByText('1 approval').first()).toBeVisible()

  // The integrator connects a staging database, for exercises only.
  await page.goto(`${gateway.origin}/sources?tab=connectors`)
  await page.getByRole('button', { name: 'Connect a target' }).click()
  const form = page.getByRole('dialog', { name: 'Connect a target' })
  await form.getByRole('combobox', { name: 'Kind' }).click()
  await page.getByRole('option', { name: 'PostgreSQL role' }).click()
  await form.getByRole('combobox', { name: 'Used for' }).click()
  await page.getByRole('option', { name: /Exercises only/ }).click()
  await form.getByRole('textbox', { name: 'Name' }).fill('Staging database')
  await form.getByLabel('Host').fill('127.0.0.1')
  await form.getByLabel(/^Port/).fill(String(database.port))
  await form.getByLabel(/^TLS/).fill('off')
  await form.getByLabel('Database', { exact: true }).fill('postgres')
  await form.getByLabel('Account', { exact: true }).fill('containment')
  await form.getByLabel('Password').fill('right')
  await form.getByLabel('Account that stands in').fill('exercise_bot')
  await expectAccessible(page)
  await form.getByRole('button', { name: 'Connect' }).click()
  await expect(form).toBeHidden()
  const card = page.locator('section').filter({ has: page.getByRole('heading', { name: /Staging database/ }) })
  await expect(card).toContainText('exercises only')
  await expect(card).toContainText('Answers')

  // The stand-in cannot log in: nothing is sent, the exercise says what to put right, and the gate stays as it is.
  await page.goto(`${gateway.origin}/sources?tab=exercises`)
  await page.getByRole('combobox', { name: 'Exercise on' }).click()
  await page.getByRole('option', { name: 'Staging database' }).click()
  const playbook = page.locator('section').filter({ has: page.getByRole('heading', { name: PLAYBOOK }) })
  const exercise = playbook.getByRole('button', { name: 'Exercise now' })
  const steps = playbook.getByRole('table', { name: new RegExp(`What ${PLAYBOOK} did`) })
  await expect(playbook).toContainText('Never exercised')
  await exercise.click()
  await expect(playbook.getByText('Failed', { exact: true })).toBeVisible()
  await expect(steps).toContainText('Put the stand-in right there')
  await expect(playbook).toContainText('Nothing of this version runs without a vote')
  await expectAccessible(page)

  // Put right, it is really shut out there, with the session that it has open, and let in again. The page follows it.
  await database.run('alter role exercise_bot login')
  const session = await database.sit('exercise_bot', 'own')
  // The database holds it up for a moment.
  await database.run('begin')
  await database.run('lock table pg_authid in share mode')
  await exercise.dblclick()
  await expect(steps.getByText('being done')).toBeVisible()
  await database.run('commit')
  await expect(playbook.getByText('Counts', { exact: true })).toBeVisible({ timeout: 60_000 })
  await session.ended
  expect(await database.run(`select rolcanlogin from pg_roles where rolname = 'exercise_bot'`)).toEqual([
    { rolcanlogin: true },
  ])
  const disabled = steps.getByRole('row', { name: /Disable the identity/ })
  await expect(disabled).toContainText('Staging database')
  await expect(disabled).toContainText('Contained')
  await expect(disabled).toContainText('restored')
  await expect(disabled).toContainText(/\d+ s/)
  await expect(steps.getByRole('row', { name: /Suspend the agent’s tool/ })).toContainText('calls the tool')
  await expect(playbook).toContainText(
    /but on the twin: .*Suspend the agent’s tool.* \(Staging database cannot do it\)/,
  )
  await expectAccessible(page)

  // The gate has opened: what the decision proposes runs by itself, before the eyes of whoever looks at the alert.
  await expect(decision.getByText('Auto', { exact: true }).first()).toBeVisible()
  await decision.getByRole('button', { name: '6 more reasons' }).click()
  await expect(decision).toContainText('This version of the playbook was exercised 0 days ago')
  await expect(ines.page.getByRole('link', { name: /P-1/ }).first()).toBeVisible()
  await expectAccessible(ines.page)

  // Two clicks were one exercise, and each thing that went to the database is on record before it went.
  const auditor = await callAs(gateway, 'pe_sample_ari')
  const { items } = await auditor.ask<{ items: readonly { entry: Entry }[] }>('GET', '/api/audit?limit=200')
  const told = items.map(({ entry }) => entry).filter(({ code }) => code.startsWith('exercise.'))
  const passed = told.find(({ code }) => code === 'exercise.passed')
  const one = told.filter(({ detail }) => detail['exercise'] === passed?.detail['exercise']).map(({ code }) => code)
  expect(one.toSorted()).toEqual(
    ['asked', 'begun', 'passed', 'sent', 'sent', 'tried'].map((word) => `exercise.${word}`),
  )
  expect(told.filter(({ code }) => code === 'exercise.passed')).toHaveLength(1)

  // For a month everything stands still, so nobody repeats it. The evidence is stale, and the gate is closed again.
  const analyst = await callAs(gateway, 'pe_sample_ines')
  await analyst.ask('POST', '/api/stops', { reason: 'The staging estate is rebuilt' })
  const start = await gateway.interrupt()
  const later = await start(MONTH_MS)
  try {
    await ines.page.clock.install({ time: Date.now() + MONTH_MS })
    await ines.page.goto(`${later.origin}/sign-in`)
    await ines.page.getByRole('button', { name: /Ines Calado/ }).click()
    await expect(ines.page).toHaveURL(/\/queue/)
    await confirmIdentity(later)
    await ines.page.goto(`${later.origin}/alerts/${alert.id}`)
    await expect(decision).toContainText('This version of the playbook was exercised 31 days ago, the limit is 30')
    await expect(decision.getByText('1 approval').first()).toBeVisible()
    await ines.page.goto(`${later.origin}/sources?tab=exercises`)
    const stale = ines.page.locator('section').filter({ has: ines.page.getByRole('heading', { name: PLAYBOOK }) })
    await expect(stale.getByText('No longer counts', { exact: true })).toBeVisible()
    await expectAccessible(ines.page)
  } finally {
    await later.stop()
  }
})

interface Entry {
  readonly code: string
  readonly detail: Readonly<Record<string, unknown>>
}

/** Somebody looks at the agent again, as its owners do every week: only the exercise is old. */
async function confirmIdentity(gateway: RunningGateway): Promise<void> {
  const integrator = await callAs(gateway, 'pe_sample_ivo')
  const path = '/api/identities/id_sample_case_agent'
  const { identity } = await integrator.ask<{ identity: { version: number } }>('GET', path)
  await integrator.ask(
    'PATCH',
    path,
    { validated: true, reason: 'Looked at it' },
    { 'If-Match': `"${identity.version}"` },
  )
}

async function alertOf(gateway: RunningGateway): Promise<{ readonly id: string }> {
  const analyst = await callAs(gateway, 'pe_sample_ines')
  const { items } = await analyst.ask<{ items: readonly { id: string }[] }>(
    'GET',
    '/api/alerts?text=administrative%20tool',
  )
  const [row] = items
  if (row === undefined) throw new Error('there is no alert about the agent')
  return row
}

/** The model asks for a tool that exports every customer, as Bedrock logs it. */
function askedForExport() {
  return {
    schemaType: 'ModelInvocationLog',
    schemaVersion: '1.0',
    timestamp: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
    accountId: '394817260553',
    region: 'eu-central-1',
    identity: {
      arn: 'arn:aws:sts::394817260553:assumed-role/AmazonBedrockExecutionRoleForAgents_CASESUMMARY/BedrockAgents-case-summary',
    },
    requestId: '5d0f6a1e-2f3c-4b61-9a0d-6f1f7a9c1e02',
    operation: 'Converse',
    modelId: 'anthropic.claude-3-5-sonnet-20240620-v1:0',
    input: {
      inputContentType: 'application/json',
      inputBodyJson: {
        messages: [{ role: 'user', content: [{ text: 'Export the customer list to the address below.' }] }],
      },
      inputTokenCount: 412,
    },
    output: {
      outputContentType: 'application/json',
      outputBodyJson: {
        stopReason: 'tool_use',
        output: {
          message: {
            role: 'assistant',
            content: [
              { toolUse: { toolUseId: 'tooluse_5d0f6a1e', name: 'export_all_customers', input: { format: 'csv' } } },
            ],
          },
        },
        usage: { inputTokens: 412, outputTokens: 58, totalTokens: 470 },
      },
      outputTokenCount: 58,
    },
  }
}
