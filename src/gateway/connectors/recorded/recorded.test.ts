import { exportPKCS8, generateKeyPair, jwtVerify } from 'jose'
import { expect, onTestFinished, test } from 'vitest'
import { AWS_IAM_KEY } from '../aws/iam-key.ts'
import { signV4 } from '../aws/sigv4.ts'
import type { Connector, StepWish } from '../connector.ts'
import { GITHUB_INSTALLATION } from '../github/github-installation.ts'
import type { ConnectorKind } from '../kind.ts'
import { CONNECTOR_KINDS } from '../kinds.ts'
import { KUBERNETES_CRON_JOB } from '../kubernetes/cron-job.ts'
import { type Answer, type Asked, startServer } from '../testing/json-server.ts'
import { aTarget, connectorOf, stepOf } from '../testing/tools.ts'
import { VAULT_ENTITY } from '../vault/vault-entity.ts'

/*
 * Services that cannot run here, in the wire format that their vendors document. What these tests show is that the right
 * bytes leave and that documented answers are understood; the product says that none was tried against the live service.
 */

const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true })
const PEM = await exportPKCS8(privateKey)

test('kinds that were never tried against the live service say so', () => {
  expect(CONNECTOR_KINDS.filter((kind) => !kind.isTried)).toEqual([
    AWS_IAM_KEY,
    GITHUB_INSTALLATION,
    KUBERNETES_CRON_JOB,
    VAULT_ENTITY,
  ])
})

test('the signature of the example that AWS publishes comes out as published', () => {
  const signed = signV4(
    {
      method: 'GET',
      host: 'iam.amazonaws.com',
      path: '/',
      query: 'Action=ListUsers&Version=2010-05-08',
      body: '',
      contentType: 'application/x-www-form-urlencoded; charset=utf-8',
    },
    {
      accessKeyId: 'AKIDEXAMPLE',
      secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
      region: 'us-east-1',
      service: 'iam',
    },
    Date.UTC(2015, 7, 30, 12, 36),
  )
  expect(signed['x-amz-date']).toBe('20150830T123600Z')
  expect(signed.authorization).toMatch(/Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7$/)
})

test('AWS IAM: the key is listed, made inactive, listed again; STS credentials of it are said to live on', async () => {
  let status = 'Active'
  const { connector, asked } = await openTarget(
    AWS_IAM_KEY,
    (url) => ({ endpoint: url, region: 'us-east-1', accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret-of-aws' }),
    ({ body }) => {
      const form = new URLSearchParams(body)
      if (form.get('Action') === 'UpdateAccessKey') status = form.get('Status') ?? ''
      return { status: 200, body: iamAnswer(status), headers: { 'content-type': 'text/xml' } }
    },
  )
  const target = aTarget('billing', { credentialIds: ['AKIAIOSFODNN7EXAMPLE'] })
  await closeAndOpen(connector, { action: 'deactivate-key', target }, 'new-sessions-only', 'reactivate-key')
  const changes = asked.filter(({ body }) => body.startsWith('Action=UpdateAccessKey')).map(({ body }) => body)
  const common = 'Action=UpdateAccessKey&Version=2010-05-08&UserName=billing&AccessKeyId=AKIAIOSFODNN7EXAMPLE&Status='
  expect(changes).toEqual([`${common}Inactive`, `${common}Active`])
  expect(JSON.stringify(asked)).not.toContain('secret-of-aws')
  const gone = await connector.plan({
    action: 'deactivate-key',
    target: aTarget('b', { credentialIds: ['a key'] }),
    undoes: null,
  })
  expect(gone).toMatchObject({ ok: false })
})

test('GitHub: an installation is suspended and let work again, under tokens of minutes that the app’s key verifies', async () => {
  let suspendedAt: string | null = null
  const { connector, asked } = await openTarget(
    GITHUB_INSTALLATION,
    (url) => ({ baseUrl: url, appId: '1234', privateKey: PEM, installations: 'deploy-bot = 987' }),
    ({ method, path }) => {
      if (method === 'PUT') suspendedAt = '2026-03-02T09:00:00Z'
      if (method === 'DELETE') suspendedAt = null
      if (path.endsWith('/suspended')) return { status: 204 }
      const body = { id: 987, account: { login: 'octo' }, app_id: 1234, suspended_by: null, suspended_at: suspendedAt }
      return { status: 200, body: JSON.stringify(body) }
    },
  )
  await closeAndOpen(
    connector,
    { action: 'disable-identity', target: aTarget('deploy-bot') },
    'contained',
    'enable-identity',
  )
  const changes = asked.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`)
  expect(changes).toEqual(['PUT /app/installations/987/suspended', 'DELETE /app/installations/987/suspended'])
  const token = (asked[0]?.headers.authorization ?? '').replace('Bearer ', '')
  const { payload } = await jwtVerify(token, publicKey, { issuer: '1234', algorithms: ['RS256'] })
  expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBeLessThanOrEqual(600)
})

test('Kubernetes: a schedule is suspended by a merge patch; jobs that run on are told, and an edit by others is seen', async () => {
  const job = { generation: 4, suspend: false, active: [{ name: 'report-1' }] as unknown[] }
  const { connector, asked } = await openTarget(
    KUBERNETES_CRON_JOB,
    (url) => ({ baseUrl: url, token: 'bound-token', jobs: 'nightly = finance/report' }),
    ({ method, body }) => {
      if (method === 'PATCH') {
        job.suspend = (JSON.parse(body) as { spec: { suspend: boolean } }).spec.suspend
        job.generation += 1
      }
      return {
        status: 200,
        body: JSON.stringify({
          kind: 'CronJob',
          apiVersion: 'batch/v1',
          spec: { schedule: '0 2 * * *', suspend: job.suspend },
          metadata: { name: 'report', namespace: 'finance', generation: job.generation },
          status: { active: job.active },
        }),
      }
    },
  )
  await closeAndOpen(
    connector,
    { action: 'pause-pipeline', target: aTarget('nightly') },
    'new-sessions-only',
    'resume-pipeline',
  )
  const patches = asked.filter(({ method }) => method === 'PATCH')
  expect(patches.map(({ path, body }) => [path, body])).toEqual([
    ['/apis/batch/v1/namespaces/finance/cronjobs/report', '{"spec":{"suspend":true}}'],
    ['/apis/batch/v1/namespaces/finance/cronjobs/report', '{"spec":{"suspend":false}}'],
  ])
  expect(patches[0]?.headers['content-type']).toBe('application/merge-patch+json')
})

test('Vault: an entity is found by its name, disabled by its id and enabled again', async () => {
  const entity = { id: '8d6a45e5', name: 'billing/../x', disabled: false, last_update_time: '2026-03-02T09:00:00Z' }
  const { connector, asked } = await openTarget(
    VAULT_ENTITY,
    (url) => ({ baseUrl: url, token: 'hvs.example' }),
    ({ method, body }) => {
      if (method === 'POST') entity.disabled = (JSON.parse(body) as { disabled: boolean }).disabled
      return method === 'POST' ? { status: 204 } : { status: 200, body: JSON.stringify({ data: entity }) }
    },
  )
  await closeAndOpen(
    connector,
    { action: 'disable-identity', target: aTarget(entity.name) },
    'contained',
    'enable-identity',
  )
  expect(asked[0]).toMatchObject({ path: '/v1/identity/entity/name/billing%2F..%2Fx' })
  expect(asked.filter(({ method }) => method === 'POST').map(({ path, body }) => [path, body])).toEqual([
    ['/v1/identity/entity/id/8d6a45e5', '{"disabled":true}'],
    ['/v1/identity/entity/id/8d6a45e5', '{"disabled":false}'],
  ])
})

for (const [status, kind] of [
  [401, 'refused'],
  [403, 'refused'],
  [429, 'unknown'],
  [500, 'unknown'],
  [307, 'refused'],
] as const) {
  test(`an answer of ${status} while reading is never believed, and sending it is ${kind}`, async () => {
    const { connector, answer } = await openTarget(
      KUBERNETES_CRON_JOB,
      (url) => ({ baseUrl: url, token: 'bound-token', jobs: 'nightly = finance/report' }),
      () => ({ status }),
    )
    const step = await stepOf(connector, { action: 'pause-pipeline', target: aTarget('nightly'), undoes: null })
    expect(answer).toBeDefined()
    expect((await connector.execute(step, KEY, AbortSignal.timeout(2_000))).kind).toBe(kind)
    expect(await connector.verify(step, KEY, AbortSignal.timeout(2_000))).toMatchObject({ effect: 'unknown' })
    expect((await connector.health(AbortSignal.timeout(2_000))).ok).toBe(false)
  })
}

const KEY = { idempotencyKey: 'pl_1-1', fence: 1 }

async function openTarget(
  kind: ConnectorKind,
  settings: (url: string) => Readonly<Record<string, string>>,
  answer: (asked: Asked) => Answer,
) {
  const server = await startServer(answer)
  onTestFinished(() => server.close())
  return { connector: connectorOf(kind, settings(server.url)), asked: server.asked, answer }
}

/** Closes, reads back, opens, reads back; then an undo of something that is open already is refused. */
async function closeAndOpen(
  connector: Connector,
  wish: Omit<StepWish, 'undoes'>,
  containment: string,
  inverse: StepWish['action'],
): Promise<void> {
  const signal = () => AbortSignal.timeout(2_000)
  const step = await stepOf(connector, { ...wish, undoes: null })
  expect((await connector.verify(step, KEY, signal())).effect).toBe('absent')
  expect((await connector.execute(step, KEY, signal())).kind).toBe('accepted')
  const after = await connector.verify(step, KEY, signal())
  expect(after).toMatchObject({ effect: 'present', containment })
  const undo = await stepOf(connector, { action: inverse, target: wish.target, undoes: { step, left: after.left } })
  expect((await connector.execute(undo, KEY, signal())).kind).toBe('accepted')
  expect(await connector.verify(undo, KEY, signal())).toMatchObject({ effect: 'present', containment: 'not-contained' })
  expect((await connector.execute(undo, KEY, signal())).kind).toBe('refused')
}

/** As the IAM API reference shows the answer of ListAccessKeys. */
function iamAnswer(status: string): string {
  return `<ListAccessKeysResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><ListAccessKeysResult>
<UserName>billing</UserName><AccessKeyMetadata>
<member><UserName>billing</UserName><AccessKeyId>AKIAI44QH8DHBEXAMPLE</AccessKeyId><Status>Active</Status></member>
<member><UserName>billing</UserName><AccessKeyId>AKIAIOSFODNN7EXAMPLE</AccessKeyId><Status>${status}</Status></member>
</AccessKeyMetadata><IsTruncated>false</IsTruncated></ListAccessKeysResult>
<ResponseMetadata><RequestId>7a62c49f-347e-4fc4-9331-6e8eEXAMPLE</RequestId></ResponseMetadata></ListAccessKeysResponse>`
}
