import http from 'node:http'
import { callAs, deliver } from './caller.ts'
import { test as base, expect, expectAccessible } from './fixtures.ts'
import { listen } from './listen.ts'

/** The API of a cluster, as far as the tokens of one service account need it: one Secret that holds one. */
const test = base.extend<{ cluster: { readonly url: string; readonly secrets: Set<string> } }>({
  cluster: async ({ browserName: _browser }, use) => {
    const secrets = new Set(['reader-token'])
    const account = { name: 'reader', namespace: 'reports', uid: 'uid-reader' }
    const annotations = {
      'kubernetes.io/service-account.name': account.name,
      'kubernetes.io/service-account.uid': account.uid,
    }
    const answer = (method: string, path: string): [number, object] => {
      if (path === '/version') return [200, { major: '1', minor: '30' }]
      if (path.endsWith('/serviceaccounts/reader')) return [200, { kind: 'ServiceAccount', metadata: account }]
      if (path.endsWith('/tokenreviews')) return [201, { kind: 'TokenReview', status: { user: {} } }]
      if (path.endsWith('/secrets')) {
        const items = [...secrets].map((name) => ({ metadata: { name, namespace: 'reports', uid: name, annotations } }))
        return [200, { kind: 'PartialObjectMetadataList', metadata: {}, items }]
      }
      const name = path.split('/').at(-1) ?? ''
      if (!secrets.has(name)) return [404, { kind: 'Status', status: 'Failure', reason: 'NotFound', code: 404 }]
      if (method === 'DELETE') secrets.delete(name)
      return [200, { kind: 'Secret', metadata: { name, uid: name }, data: { token: btoa('a token') } }]
    }
    const server = http.createServer((request, response) => {
      const [status, body] = answer(request.method ?? '', (request.url ?? '').split('?')[0] ?? '')
      request.resume()
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    })
    const { url, stop } = await listen(server)
    await use({ url, secrets })
    stop()
  },
})
test.use({ gatewayEnvironment: { SLUICEGATE_OUTBOUND: 'loopback' } })
test.setTimeout(300_000)

test('the tokens of a service account that calls from outside are revoked: blocked until exercised, then by two people, and read back', async ({
  gateway,
  cluster,
  ines,
  ivo,
}) => {
  const integrator = await callAs(gateway, 'pe_sample_ivo')
  await integrator.ask('POST', '/api/connectors', {
    kind: 'kubernetes-tokens',
    name: 'Tokens of the cluster',
    values: { baseUrl: cluster.url, token: 'a-token', accounts: 'reports/reader = reports/reader' },
  })
  const at = new Date().toISOString()
  await deliver(integrator, 'kubernetes-audit', [
    {
      kind: 'Event',
      apiVersion: 'audit.k8s.io/v1',
      auditID: 'from-outside-1',
      stage: 'ResponseComplete',
      verb: 'list',
      user: { username: 'system:serviceaccount:reports:reader' },
      sourceIPs: ['5.5.5.5'],
      objectRef: { resource: 'pods', namespace: 'reports', apiVersion: 'v1' },
      responseStatus: { code: 200 },
      requestReceivedTimestamp: at,
      stageTimestamp: at,
    },
  ])
  const analyst = await callAs(gateway, 'pe_sample_ines')
  const { items } = await analyst.ask<{ items: readonly { id: string; identityId: string }[] }>('GET', '/api/alerts')
  const [alert] = items
  if (alert === undefined) throw new Error('there is no alert')
  const path = `/api/identities/${alert.identityId}`
  const { identity } = await integrator.ask<{ identity: { version: number } }>('GET', path)
  const known = {
    businessOwner: 'Engineering',
    technicalOwner: 'Build Tooling',
    environment: 'staging',
    criticality: 2,
  }
  const reach = { privilege: 'write', tenancy: 'dedicated', trustDomain: 'cluster', sensitiveResources: 1 }
  const facts = { ...known, ...reach, consumersKnown: true, validated: true, reason: 'Looked at it with its team' }
  await integrator.ask('PATCH', path, facts, { 'If-Match': `"${identity.version}"` })

  const { page } = ines
  await page.goto(`${gateway.origin}/alerts/${alert.id}`)
  const revoke = page.getByRole('radio', { name: /^revoke-tokens/ })
  await expect(revoke).toBeChecked()
  await expect(page.getByText('Exercise this version of the playbook').first()).toBeVisible()
  await expect(page.getByRole('button', { name: /^Propose/ }).first()).toHaveAttribute('aria-disabled', 'true')

  await ivo.page.goto(`${gateway.origin}/sources?tab=exercises`)
  const playbook = ivo.page.locator('section').filter({ has: ivo.page.getByRole('heading', { name: /abused-tokens/ }) })
  await playbook.getByRole('button', { name: 'Exercise now' }).click()
  await expect(playbook).toContainText('Counts', { timeout: 60_000 })
  const tried = playbook.getByRole('row', { name: /Revoke the tokens it holds now/ })
  await expect(tried).toContainText('none: it is for good')

  await page.reload()
  await page
    .getByRole('button', { name: /^Propose/ })
    .first()
    .click()
  const dialog = page.getByRole('dialog', { name: /Revoke the tokens/ })
  await expect(dialog.getByText('Tokens of the cluster')).toBeVisible()
  await expect(dialog.getByText(/The Secrets: a new one holds another token/)).toBeVisible()
  await dialog.getByRole('textbox', { name: /Why/ }).fill('It is used from 5.5.5.5')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Propose to approvers' }).click()
  await expect(dialog).toBeHidden()
  const plans = await analyst.ask<{ items: readonly { id: string }[] }>('GET', '/api/plans?limit=1')
  const id = plans.items[0]?.id ?? ''
  expect([...cluster.secrets]).toEqual(['reader-token'])
  for (const who of ['pe_sample_noor', 'pe_sample_jun']) {
    const approver = await callAs(gateway, who)
    const { digest } = await approver.ask<{ digest: string }>('GET', `/api/plans/${id}`)
    await approver.ask('POST', `/api/plans/${id}/votes`, { choice: 'approve', digest, reason: 'Nobody is there' })
  }
  await page.goto(`${gateway.origin}/plans/${id}`)
  await expect(page.getByText(/^0 of the 1 Secrets of the plan are there/)).toBeVisible({ timeout: 60_000 })
  expect([...cluster.secrets]).toEqual([])
  await expect(page.getByRole('button', { name: 'Roll back' })).toHaveAttribute('aria-disabled', 'true')
})
