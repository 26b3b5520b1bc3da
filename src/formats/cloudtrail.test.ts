import { expect, test } from 'vitest'
import { isObject, type Json, type JsonObject, own } from '../domain/json/json.ts'
import { cloudtrail } from './cloudtrail.ts'
import { CONTEXT, describeTelemetry, fixture, fixturesOfOthers, recordOf, signalOf } from './telemetry-kit.ts'

const INVICTUS = 'cloudtrail/invictus-selected.ndjson'
const PANTHER = 'cloudtrail/panther-selected.ndjson'
const ALL = [
  INVICTUS,
  PANTHER,
  'cloudtrail/stratus-sts-federation-token.ndjson',
  'cloudtrail/stratus-iam-backdoor-user.ndjson',
  'cloudtrail/stratus-bedrock-invoke-model.ndjson',
]

describeTelemetry(cloudtrail, { own: ALL, refuses: 1, others: fixturesOfOthers('cloudtrail') })

const read = (members: JsonObject, file = INVICTUS) => signalOf(cloudtrail, recordOf(file, members))

/** An event with just what CloudTrail always writes. */
const anEvent = (members: JsonObject): JsonObject => ({
  eventVersion: '1.08',
  eventID: 'e1',
  eventTime: '2023-07-10T12:00:00Z',
  eventSource: 'iam.amazonaws.com',
  eventName: 'CreateAccessKey',
  recipientAccountId: '123837392027',
  ...members,
})

test('a key made for another user names that user as affected, and both keys', () => {
  const signal = read({ eventID: '8c282c0b-00d1-4369-95b7-cb50b6eee620' })
  expect(signal.title).toBe('CreateAccessKey for malicious-iam-user by bert-jan')
  expect(signal.actor).toEqual({
    kind: 'service-account',
    label: 'bert-jan',
    names: [
      { kind: 'principal-id', value: 'AIDATFQR7NSC5AU2ZV3IE' },
      { kind: 'arn', value: 'arn:aws:iam::123837392027:user/bert-jan' },
      { kind: 'user-name', value: 'bert-jan' },
      { kind: 'access-key-id', value: 'AKIATFQR7NSC8Q4X20BJ' },
    ],
  })
  expect(signal.affected).toEqual([
    {
      kind: 'service-account',
      label: 'malicious-iam-user',
      names: [
        { kind: 'user-name', value: 'malicious-iam-user' },
        { kind: 'access-key-id', value: 'AKIATFQR7NSCQLA2F4OD' },
      ],
    },
  ])
  expect(signal.credentials).toEqual([
    { id: 'AKIATFQR7NSC8Q4X20BJ', kind: 'aws-access-key' },
    { id: 'AKIATFQR7NSCQLA2F4OD', kind: 'aws-access-key' },
  ])
  expect(signal).toMatchObject({
    id: '8c282c0b-00d1-4369-95b7-cb50b6eee620',
    dedupKey: 'cloudtrail:8c282c0b-00d1-4369-95b7-cb50b6eee620',
    form: 'event',
    type: 'CreateAccessKey',
    severity: 'unknown',
    confidence: null,
    observedAt: Date.UTC(2023, 6, 10, 12, 24, 50),
    timeFlags: [],
    account: '123837392027',
    region: 'us-east-1',
    network: { ip: '192.168.10.20', viaService: null },
    call: { service: 'iam.amazonaws.com', operation: 'CreateAccessKey', outcome: 'success', error: null },
  })
})

test('a policy attached to a user, or a role that is made, affects that user or role', () => {
  expect(read({ eventID: 'f4923a37-92d5-4dfd-9786-6caef2b5f33c' })).toMatchObject({
    title: 'AttachUserPolicy for malicious-iam-user by bert-jan',
    affected: [{ label: 'malicious-iam-user' }],
    resources: [
      { type: 'AWS::IAM::User', id: 'malicious-iam-user' },
      { type: 'AWS::IAM::Policy', id: 'arn:aws:iam::aws:policy/AdministratorAccess' },
    ],
  })
  expect(read({ eventName: 'CreateRole' }).affected[0]?.names.slice(0, 2)).toEqual([
    { kind: 'principal-id', value: 'AROATFQR7NSCWWVLB7BES' },
    { kind: 'arn', value: 'arn:aws:iam::123837392027:role/stratus-red-team-ec2-get-password-data-role' },
  ])
})

test('a key made for oneself affects the caller, under all its names', () => {
  const signal = signalOf(
    cloudtrail,
    anEvent({
      userIdentity: { type: 'IAMUser', userName: 'ci', arn: 'arn:aws:iam::1:user/ci', principalId: 'AIDA1' },
      responseElements: { accessKey: { accessKeyId: 'AKIANEW', userName: 'ci' } },
    }),
  )
  expect(signal.title).toBe('CreateAccessKey by ci')
  expect(signal.affected[0]?.names.map((name) => name.value)).toEqual([
    'AIDA1',
    'arn:aws:iam::1:user/ci',
    'ci',
    'AKIANEW',
  ])
})

test('the session of a role leads back to the role, and its session name is shown but matches nobody', () => {
  const signal = read({ eventID: 'bf68f8c0-590b-4740-ac89-aad0ed5dfe4f' })
  expect(signal.actor?.kind).toBe('cloud-role')
  expect(signal.actor?.label).toBe('stratus-red-team-ec2-steal-credentials-role')
  const names = signal.actor?.names.map((name) => name.value) ?? []
  expect(names).toContain('arn:aws:iam::123837392027:role/stratus-red-team-ec2-steal-credentials-role')
  expect(names).not.toContain('i-0dbc91f429e48eeed')
  expect(signal.labels['sessionName']).toBe('i-0dbc91f429e48eeed')
  expect(signal.sessions).toEqual([{ id: expect.stringMatching(/^ASIA/), startedAt: expect.any(Number) }])
})

test('AssumeRole affects the role, and names the session it hands out without its token', () => {
  const record = fixture(INVICTUS).find(
    (item) => own(item, 'eventName') === 'AssumeRole' && own(item, 'sourceIPAddress') === 'ec2.amazonaws.com',
  )
  const signal = signalOf(cloudtrail, record ?? {})
  expect(signal.title).toBe('AssumeRole for stratus-red-team-ec2-steal-credentials-role by ec2.amazonaws.com')
  expect(signal.actor).toEqual({
    kind: 'cloud-service',
    label: 'ec2.amazonaws.com',
    names: [{ kind: 'other', value: 'ec2.amazonaws.com' }],
  })
  expect(signal.affected[0]?.kind).toBe('cloud-role')
  expect(signal.affected[0]?.names).toContainEqual({ kind: 'access-key-id', value: 'ASIATFQR7NSC36DZQP7P' })
  expect(signal.credentials).toEqual([{ id: 'ASIATFQR7NSC36DZQP7P', kind: 'aws-session-key' }])
  expect(signal.network).toMatchObject({ ip: null, viaService: 'ec2.amazonaws.com' })
})

test('no session token, key material or policy text of any fixture is in its signal', () => {
  const secrets = (value: Json | undefined): string[] =>
    isObject(value)
      ? Object.entries(value).flatMap(([key, item]) =>
          /token$|secretAccessKey|privateKey|password$/i.test(key) && typeof item === 'string' && item.length > 12
            ? [item]
            : secrets(item),
        )
      : Array.isArray(value)
        ? value.flatMap((item: Json) => secrets(item))
        : []
  const found = ALL.flatMap(fixture).flatMap((record) =>
    secrets(own(record, 'responseElements')).map((secret) => ({ record, secret })),
  )
  expect(found.length).toBeGreaterThan(1)
  for (const { record, secret } of found) {
    const text = JSON.stringify(signalOf(cloudtrail, record))
    expect(text).not.toContain(secret.slice(0, 24))
    expect(text).not.toContain(secret.slice(-24))
  }
})

test('a federated user is led back to the user who asked for it', () => {
  const [issued, used] = fixture('cloudtrail/stratus-sts-federation-token.ndjson')
  expect(signalOf(cloudtrail, issued ?? {}).affected[0]?.label).toBe('stratus_red_team')
  expect(signalOf(cloudtrail, used ?? {}).actor?.names).toContainEqual({
    kind: 'session-issuer',
    value: 'arn:aws:iam::742491224508:user/stratus-red-team-user-federation-user',
  })
})

test('behind a role that IAM Identity Center reserves stands a person', () => {
  const records = fixture(PANTHER).filter((record) => own(record, 'eventName') === 'UpdateGuardrail')
  expect(signalOf(cloudtrail, records[0] ?? {}).actor).toMatchObject({ kind: 'human', label: 'dr.evil' })
})

test('a role named like a reserved one, without its path, does not make its session name a person', () => {
  const signal = signalOf(
    cloudtrail,
    anEvent({
      userIdentity: {
        type: 'AssumedRole',
        principalId: 'AROA1:ceo@example.com',
        arn: 'arn:aws:sts::1:assumed-role/AWSReservedSSO_Admin/ceo@example.com',
        sessionContext: {
          sessionIssuer: { arn: 'arn:aws:iam::1:role/AWSReservedSSO_Admin', userName: 'AWSReservedSSO_Admin' },
        },
      },
    }),
  )
  expect(signal.actor?.names.map((name) => name.value)).not.toContain('ceo@example.com')
})

test('a token of GitHub Actions is a pipeline, and one of a look-alike host is not', () => {
  const from = (host: string) =>
    signalOf(
      cloudtrail,
      anEvent({
        eventSource: 'sts.amazonaws.com',
        eventName: 'AssumeRoleWithWebIdentity',
        userIdentity: {
          type: 'WebIdentityUser',
          principalId: `arn:aws:iam::1:oidc-provider/${host}:sts.amazonaws.com:repo:octo/app:ref:refs/heads/main`,
          userName: 'repo:octo/app:ref:refs/heads/main',
          identityProvider: `arn:aws:iam::1:oidc-provider/${host}`,
        },
        requestParameters: { roleArn: 'arn:aws:iam::1:role/deploy' },
      }),
    )
  expect(from('token.actions.githubusercontent.com')).toMatchObject({
    actor: { kind: 'ci-pipeline', label: 'repo:octo/app:ref:refs/heads/main' },
    affected: [{ kind: 'cloud-role', label: 'deploy' }],
  })
  expect(from('token.actions.githubusercontent.com.evil.example').actor?.kind).toBe('unknown')
})

test('a service that acts for a user is the way of the call and not a name of the user', () => {
  const record = fixture(INVICTUS).find((item) => own(item, 'eventName') === 'GetStorageLensDashboardDataInternal')
  const signal = signalOf(cloudtrail, record ?? {})
  expect(signal.actor?.names.map((name) => name.value)).not.toContain('AWS Internal')
  expect(signal.network).toMatchObject({ ip: null, viaService: 'AWS Internal' })
})

test('looking at a user affects nobody; the user is a resource', () => {
  const record = fixture(INVICTUS).find((item) => own(item, 'eventName') === 'ListAccessKeys')
  const signal = signalOf(cloudtrail, record ?? {})
  expect(signal.affected).toEqual([])
  expect(signal.resources[0]?.type).toBe('AWS::IAM::User')
})

test('a role that is lent to a function is affected', () => {
  const record = fixture(INVICTUS).find((item) => own(item, 'eventName') === 'CreateFunction20150331')
  expect(signalOf(cloudtrail, record ?? {}).affected).toMatchObject([
    { kind: 'cloud-role', label: 'stratus-red-team-backdoor-f-lambda' },
  ])
})

test('reading a secret names the secret as a credential and not its value', () => {
  const record = fixture(INVICTUS).find((item) => own(item, 'eventName') === 'GetSecretValue')
  expect(signalOf(cloudtrail, record ?? {}).credentials.map((item) => item.kind)).toEqual([
    'aws-access-key',
    'aws-secret',
  ])
})

test('a refused call is a failure and says why', () => {
  const record = fixture(INVICTUS).find((item) => own(item, 'eventName') === 'GetPasswordData')
  const signal = signalOf(cloudtrail, record ?? {})
  expect(signal.call).toMatchObject({ outcome: 'failure', error: 'Client.UnauthorizedOperation' })
  expect(signal.description).toBe('You are not authorized to perform this operation.')
})

test('lower-case keys, a space for T and request parameters as text are read', () => {
  const [lower] = fixture(PANTHER).filter((record) => own(record, 'eventname') === 'CreateIPSet')
  expect(signalOf(cloudtrail, lower ?? {})).toMatchObject({
    type: 'CreateIPSet',
    observedAt: Date.UTC(2022, 6, 17, 4, 50, 23),
    timeFlags: ['zone-assumed'],
  })
})

test('an event without an id is known by its digest, so that it is one signal however often it comes', () => {
  const { eventID: _, ...record } = anEvent({})
  const first = signalOf(cloudtrail, record)
  expect(first.id).toMatch(/^sha256:[0-9a-f]{64}$/)
  expect(signalOf(cloudtrail, { ...record }).id).toBe(first.id)
  expect(signalOf(cloudtrail, { ...record, eventTime: '2023-07-10T12:00:01Z' }).id).not.toBe(first.id)
})

test('records are taken out of a delivered file, an EventBridge event and CloudWatch Logs', () => {
  const record = anEvent({})
  expect(cloudtrail.unwrap?.({ Records: [record, 7] })).toEqual([record, 7])
  expect(cloudtrail.unwrap?.({ 'detail-type': 'AWS API Call via CloudTrail', detail: record })).toEqual([record])
  expect(cloudtrail.unwrap?.({ logEvents: [{ message: JSON.stringify(record) }] })).toEqual([record])
  expect(cloudtrail.unwrap?.(record)).toBeNull()
})

test('an event without a name is refused with the field at fault', () => {
  expect(cloudtrail.normalise({ eventVersion: '1.08' }, CONTEXT)).toMatchObject({ ok: false, at: '/eventName' })
})
