import { exportPKCS8, generateKeyPair, jwtVerify } from 'jose'
import { expect, onTestFinished, test } from 'vitest'
import { AWS_IAM_KEY } from '../aws/iam-key.ts'
import { AWS_ROLE_SESSIONS } from '../aws/role-sessions.ts'
import { signV4 } from '../aws/sigv4.ts'
import type { Connector, StepWish } from '../connector.ts'
import { GITHUB_DEPLOY_KEY } from '../github/github-deploy-key.ts'
import { GITHUB_INSTALLATION } from '../github/github-installation.ts'
import { GITHUB_SECRET_ALERT } from '../github/secret-alert.ts'
import type { ConnectorKind } from '../kind.ts'
import { CONNECTOR_KINDS } from '../kinds.ts'
import { KUBERNETES_CRON_JOB } from '../kubernetes/cron-job.ts'
import { KUBERNETES_NETWORK } from '../kubernetes/network-isolation.ts'
import { KUBERNETES_TOKENS } from '../kubernetes/service-account-tokens.ts'
import { type Answer, type Asked, startServer } from '../testing/json-server.ts'
import { aTarget, connectorOf, stepOf, TOOLS } from '../testing/tools.ts'
import { VAULT_ENTITY } from '../vault/vault-entity.ts'
import { VAULT_TOKENS } from '../vault/vault-tokens.ts'

/*
 * Services that cannot run here, in the wire format that their vendors document. What these tests show is that the right
 * bytes leave and that documented answers are understood; the product says that none was tried against the live service.
 */

const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true })
const PEM = await exportPKCS8(privateKey)

test('kinds that were never tried against the live service say so', () => {
  expect(CONNECTOR_KINDS.filter((kind) => !kind.isTried)).toEqual([
    AWS_IAM_KEY,
    AWS_ROLE_SESSIONS,
    GITHUB_DEPLOY_KEY,
    GITHUB_INSTALLATION,
    GITHUB_SECRET_ALERT,
    KUBERNETES_CRON_JOB,
    KUBERNETES_NETWORK,
    KUBERNETES_TOKENS,
    VAULT_ENTITY,
    VAULT_TOKENS,
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

test('AWS IAM: older sessions of a role are denied by the time in the plan, read back, and taken back; another denial is none of ours', async () => {
  let document: string | null = null
  const { connector, asked } = await openTarget(
    AWS_ROLE_SESSIONS,
    (url) => ({ endpoint: url, region: 'us-east-1', accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret-of-aws' }),
    ({ body }) => {
      const form = new URLSearchParams(body)
      if (form.get('Action') === 'PutRolePolicy') document = form.get('PolicyDocument')
      if (form.get('Action') === 'DeleteRolePolicy') document = null
      if (form.get('Action') !== 'GetRolePolicy') return { status: 200, body: '<Ok/>' }
      return document === null
        ? {
            status: 404,
            body: iamError('NoSuchEntity', 'The role policy with name AWSRevokeOlderSessions cannot be found.'),
          }
        : { status: 200, body: `<PolicyDocument>${encodeURIComponent(document)}</PolicyDocument>` }
    },
  )
  const wish = { action: 'revoke-session', target: aTarget('report-runner') } as const
  const step = await stepOf(connector, { ...wish, undoes: null })
  const before = String((step.request as { aim: { ref: string } }).aim.ref)
  expect(before).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
  await closeAndOpen(connector, wish, 'contained', 'restore-session')
  const [put] = asked
    .map(({ body }) => new URLSearchParams(body))
    .filter((form) => form.get('Action') === 'PutRolePolicy')
  expect(JSON.parse(put?.get('PolicyDocument') ?? '')).toMatchObject({
    Statement: [{ Effect: 'Deny', Action: ['*'], Resource: ['*'], Condition: { DateLessThan: {} } }],
  })
  const deny = (time: string, Action: string) =>
    JSON.stringify({
      Statement: [
        { Effect: 'Deny', Action, Resource: '*', Condition: { DateLessThan: { 'aws:TokenIssueTime': time } } },
      ],
    })
  const effect = async (text: string) => {
    document = text
    return (await connector.verify(step, KEY, AbortSignal.timeout(2_000))).effect
  }
  expect(await effect(deny('2099-01-01T00:00:00Z', '*'))).toBe('present')
  expect(await effect(deny('2001-01-01T00:00:00Z', '*'))).toBe('absent')
  expect(await effect(deny('2099-01-01T00:00:00Z', 's3:*'))).toBe('absent')
  expect(await effect('{"Statement":[]}')).toBe('absent')
})

test('AWS IAM: the time that was approved stays in the plan however late it is asked again, and is none of the future', async () => {
  let now = Date.UTC(2026, 2, 2, 12)
  const values = { endpoint: 'http://127.0.0.1:1', region: 'us-east-1', accessKeyId: 'A', secretAccessKey: 's' }
  const tools = { ...TOOLS, now: () => Promise.resolve(now) }
  const connector = AWS_ROLE_SESSIONS.create({ id: 'co_aws', name: 'AWS', values }, tools)
  const wish = { action: 'revoke-session', target: aTarget('report-runner'), undoes: null } as const
  const { request } = await stepOf(connector, wish)
  now += 3_600_000
  expect(await connector.plan({ ...wish, approved: request })).toMatchObject({ ok: true, request })
  expect(await connector.plan(wish)).not.toMatchObject({ request })
  now -= 7_200_000
  expect(await connector.plan({ ...wish, approved: request })).toMatchObject({ ok: false })
  const other = { ...wish, target: aTarget('another-role'), approved: request }
  expect(await connector.plan(other)).toMatchObject({ ok: false })
})

test('GitHub: a deploy key is taken off a repository and the same key is put back; a list that may go on is not believed', async () => {
  const KEY_TEXT = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExample'
  const other = { id: 2, key: 'ssh-rsa AAAAB3', title: 'another', read_only: true }
  const ours = { id: 1, key: KEY_TEXT, title: 'deploy', read_only: true, verified: true }
  let keys: (typeof other)[] = [other, ours]
  const { connector, asked } = await openTarget(
    GITHUB_DEPLOY_KEY,
    (url) => ({ baseUrl: url, token: 'github_pat_example', repositories: 'deploy-bot = octo/reports' }),
    ({ method, path, body }) => {
      if (method === 'DELETE') keys = keys.filter(({ id }) => !path.endsWith(`/${id}`))
      if (method === 'POST') keys.push({ ...(JSON.parse(body) as typeof other), id: 7 })
      return method === 'GET' ? { status: 200, body: JSON.stringify(keys) } : { status: method === 'POST' ? 201 : 204 }
    },
  )
  const target = aTarget('deploy-bot', { credentialIds: ['1'] })
  await closeAndOpen(connector, { action: 'deactivate-key', target }, 'contained', 'reactivate-key')
  const changes = asked.filter(({ method }) => method !== 'GET').map(({ method, path, body }) => [method, path, body])
  expect(changes).toEqual([
    ['DELETE', '/repos/octo/reports/keys/1', ''],
    ['POST', '/repos/octo/reports/keys', JSON.stringify({ title: 'deploy', key: KEY_TEXT, read_only: true })],
  ])
  const unknown = {
    action: 'deactivate-key',
    target: aTarget('deploy-bot', { credentialIds: ['99'] }),
    undoes: null,
  } as const
  expect(await connector.plan(unknown)).toMatchObject({ ok: false, reason: expect.stringContaining('number 99') })
  keys = Array.from({ length: 100 }, (_, id) => ({ ...other, id }))
  expect(await connector.plan(unknown)).toMatchObject({ ok: false, reason: expect.stringContaining('did not say') })
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

test('Kubernetes: a workload is cut off by a policy of our own, never called fully contained, and a changed policy is not ours', async () => {
  let policy: Record<string, unknown> | null = null
  const { connector, asked } = await openTarget(
    KUBERNETES_NETWORK,
    (url) => ({ baseUrl: url, token: 'bound-token', workloads: 'report-runner = finance/report.Runner' }),
    ({ method, body }) => {
      if (method === 'POST') {
        const made = JSON.parse(body) as { metadata: object }
        policy = { ...made, metadata: { ...made.metadata, uid: 'u-1', generation: 1 } }
      }
      if (method === 'DELETE') policy = null
      return policy === null && method === 'GET'
        ? { status: 404, body: JSON.stringify({ kind: 'Status', reason: 'NotFound', code: 404 }) }
        : {
            status: method === 'POST' ? 201 : 200,
            body: JSON.stringify(policy ?? { kind: 'Status', status: 'Success' }),
          }
    },
  )
  const wish = { action: 'quarantine-workload', target: aTarget('report-runner') } as const
  await closeAndOpen(connector, wish, 'new-sessions-only', 'release-workload')
  const path = '/apis/networking.k8s.io/v1/namespaces/finance/networkpolicies'
  const changes = asked.filter(({ method }) => method !== 'GET')
  expect(changes.map((one) => [one.method, one.path])).toEqual([
    ['POST', path],
    ['DELETE', `${path}/sluicegate-report-runner`],
  ])
  expect(JSON.parse(changes[0]?.body ?? '')).toMatchObject({
    kind: 'NetworkPolicy',
    spec: { podSelector: { matchLabels: { app: 'report.Runner' } }, policyTypes: ['Ingress', 'Egress'] },
  })
  const step = await stepOf(connector, { ...wish, undoes: null })
  await connector.execute(step, KEY, AbortSignal.timeout(2_000))
  const made = policy as unknown as { spec: object }
  policy = { ...made, spec: { ...made.spec, egress: [{}] } }
  const changed = await connector.verify(step, KEY, AbortSignal.timeout(2_000))
  expect(changed).toMatchObject({ effect: 'absent', containment: 'not-contained' })
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

/** As the IAM API reference shows an error. */
function iamError(code: string, message: string): string {
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>`
  return `<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">${error}<RequestId>7a62c49f</RequestId></ErrorResponse>`
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
