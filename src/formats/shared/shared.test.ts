import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { Signal } from '../../domain/signal/signal.ts'
import { awsIdentity, parseArn } from './aws.ts'
import { base64Json } from './base64-json.ts'
import { dottedOne, dottedTexts } from './dotted.ts'
import { identitiesOf, identityOf } from './identity.ts'
import { networkOf, readOrigin } from './network.ts'
import { confidenceOf, severityOf } from './severity.ts'
import { statusOf } from './status.ts'
import { attackIds, clamp, httpsLink, labelsOf } from './text.ts'
import { observed, observedIn } from './times.ts'
import { toSignal } from './to-signal.ts'

test('an origin is an address, the service that acted for somebody, or nothing', () => {
  const cases: [string, ReturnType<typeof readOrigin>][] = [
    ['203.0.113.7', { ip: '203.0.113.7' }],
    ['203.0.113.7:443', { ip: '203.0.113.7' }],
    ['2001:db8::1', { ip: '2001:db8::1' }],
    ['[2001:db8::1]:443', { ip: '2001:db8::1' }],
    ['10.0.0.1, 203.0.113.7', { ip: '10.0.0.1' }],
    ['cloudformation.amazonaws.com', { viaService: 'cloudformation.amazonaws.com' }],
    ['AWS Internal', { viaService: 'AWS Internal' }],
    ['127.0.0.1', null],
    ['::1', null],
    ['-', null],
    ['unknown', null],
    ['203.0.113.999', null],
    ['<script>', null],
    ['', null],
  ]
  expect(cases.map(([text]) => [text, readOrigin(text)])).toEqual(cases)
  expect(networkOf({ origin: 'ec2.amazonaws.com', country: 'NO' })).toMatchObject({
    ip: null,
    viaService: 'ec2.amazonaws.com',
    country: 'NO',
  })
})

test('only an absolute https address without user info becomes a link, unchanged', () => {
  expect(httpsLink('https://example.com/a?b=c#d')).toBe('https://example.com/a?b=c#d')
  const refused = [
    'http://example.com',
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    ' https://example.com',
    'https:example.com',
    'https://user@example.com',
    'https://a:b@example.com',
    'https://exa	mple.com',
    'https://example.com\\@evil',
    'https://',
    '//example.com',
    '',
  ]
  expect(refused.filter((text) => httpsLink(text) !== null)).toEqual([])
})

test('technique ids are found as whole words, whatever stands around them', () => {
  expect(
    attackIds([
      'attack.t1078.004',
      'mitre_T1552',
      'TA0043-T1595',
      'https://attack.mitre.org/techniques/T1098/001/',
      'T1552',
    ]),
  ).toEqual(['T1078.004', 'T1552', 'T1595', 'T1098.001'])
  expect(attackIds(['AT1234', 'T12345', 'T123', 'TA0001', ''])).toEqual([])
})

test('a text that is cut shows it, and is never cut inside a character', () => {
  expect(clamp('abcdef', 4)).toBe('abc…')
  expect(clamp('abcd', 4)).toBe('abcd')
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 20 }), (text, limit) => {
      const cut = clamp(text, limit)
      expect(cut.length).toBeLessThanOrEqual(limit)
      expect(cut.isWellFormed()).toBe(text.isWellFormed())
    }),
  )
})

test('labels leave out what is empty, keep the first of a name, and end at sixty-four', () => {
  expect(
    labelsOf([
      ['a', 1],
      ['b', ''],
      ['c', null],
      ['d', true],
      ['e', ['x', 2]],
      ['f', { g: 1 }],
      ['a', 2],
      ['__proto__', 'p'],
    ]),
  ).toEqual(
    Object.fromEntries([
      ['a', '1'],
      ['d', 'true'],
      ['e', 'x, 2'],
      ['__proto__', 'p'],
    ]),
  )
  expect(Object.keys(labelsOf(Array.from({ length: 10_000 }, (_, n) => [`k${n}`, n] as const)))).toHaveLength(64)
  expect(labelsOf([['k', 'x'.repeat(1_000_000)]])['k']).toHaveLength(1024)
})

test('an ARN is taken apart, also one without region and account', () => {
  expect(parseArn('arn:aws:iam::111122223333:role/ci/deploy')).toEqual({
    partition: 'aws',
    service: 'iam',
    region: null,
    account: '111122223333',
    resource: 'role/ci/deploy',
  })
  expect(parseArn('arn:aws:s3:::bucket/a:b')?.resource).toBe('bucket/a:b')
  for (const text of ['', 'arn:', 'arn:aws:iam', 'urn:aws:iam::1:x', null]) expect(parseArn(text)).toBeNull()
})

test('the kind of an AWS caller keeps people apart from programs and says unknown where the record does', () => {
  const kind = (caller: Parameters<typeof awsIdentity>[0]): string | undefined => awsIdentity(caller)?.kind
  const session = (role: string): string => `arn:aws:sts::111122223333:assumed-role/${role}/s`
  expect(kind({ type: 'AssumedRole', arn: session('deploy') })).toBe('cloud-role')
  expect(kind({ type: 'AssumedRole', arn: session('AWSReservedSSO_Admin_0f') })).toBe('human')
  expect(kind({ type: 'AssumedRole', arn: session('AWSServiceRoleForSupport') })).toBe('cloud-service')
  expect(kind({ type: 'AWSService', invokedBy: 'ec2.amazonaws.com' })).toBe('cloud-service')
  expect(kind({ type: 'IAMUser', userName: 'ana', accessKeyId: 'AKIAEXAMPLE' })).toBe('service-account')
  expect(kind({ type: 'IAMUser', userName: 'ana', accessKeyId: 'ASIAEXAMPLE', isMfa: true })).toBe('human')
  expect(kind({ type: 'IAMUser', userName: 'ana' })).toBe('unknown')
  expect(kind({ type: 'Root', arn: 'arn:aws:iam::111122223333:root' })).toBe('human')
  expect(awsIdentity({ type: 'Root', arn: 'arn:aws:iam::111122223333:root' })?.label).toBe('root of 111122223333')
  expect(kind({})).toBeUndefined()
})

test('the name of a session is no name of its role: whoever assumes the role chooses it', () => {
  const ref = awsIdentity({ type: 'AssumedRole', arn: 'arn:aws:sts::111122223333:assumed-role/deploy/svc-billing' })
  expect(ref?.names.map((name) => name.value)).not.toContain('svc-billing')
})

test('names are exact bytes: blanks and repeats go, spaces and case stay, and what is too long for a name is none', () => {
  const ref = identityOf('bot', '', [
    ['user-name', ' Ana '],
    ['email', ' Ana '],
    ['other', 'ana'],
    ['other', '  '],
    ['other', null],
    ['other', 'x'.repeat(3000)],
  ])
  expect(ref).toEqual({
    kind: 'bot',
    label: ' Ana ',
    names: [
      { kind: 'user-name', value: ' Ana ' },
      { kind: 'other', value: 'ana' },
    ],
  })
  expect(identityOf('bot', 'label alone', [])).toBeNull()
  expect(identitiesOf(ref, [ref, null], null)).toEqual([ref])
})

test('severity, status and confidence: known words in any spelling, unknown ones stay unknown', () => {
  expect(['HIGH', 'Informational', 'info', 'moderate', 'Fatal', 'urgent', '', null].map(severityOf)).toEqual([
    'high',
    'informational',
    'informational',
    'medium',
    'critical',
    'unknown',
    'unknown',
    'unknown',
  ])
  expect(['inProgress', 'IN_PROGRESS', 'Open', 'RESOLVED', 'whatever', null].map(statusOf)).toEqual([
    'in-progress',
    'in-progress',
    'new',
    'resolved',
    null,
    null,
  ])
  expect([
    confidenceOf(0.854, 1),
    confidenceOf(85, 100),
    confidenceOf(85, 1),
    confidenceOf(-1, 100),
    confidenceOf(null, 1),
  ]).toEqual([85, 85, null, null, null])
})

test('a time is the first candidate that can be read; its text and its flags go with it', () => {
  expect(observed(null, 'soon', '2026-03-01T10:00:00Z')).toEqual({
    observedAt: Date.UTC(2026, 2, 1, 10),
    timeOriginal: '2026-03-01T10:00:00Z',
    timeFlags: [],
  })
  expect(observed('soon', null)).toEqual({ observedAt: null, timeOriginal: 'soon', timeFlags: ['unreadable'] })
  expect(observed()).toEqual({ observedAt: null, timeOriginal: null, timeFlags: ['absent'] })
  expect(observedIn('ns', 1_772_359_200_123_456_800)).toEqual({
    observedAt: 1_772_359_200_123,
    timeOriginal: '1772359200123456800',
    timeFlags: [],
  })
  // A record cannot smuggle in a unit of its own.
  expect(observed({ value: 1, unit: 'x' }).observedAt).toBeNull()
})

test('ECS names are found dotted, nested and mixed', () => {
  for (const record of [{ 'a.b.c': ['x'] }, { a: { b: { c: 'x' } } }, { 'a.b': { c: 'x' } }, { a: { 'b.c': ['x'] } }])
    expect(dottedOne(record, 'a.b.c')).toBe('x')
  expect(dottedTexts({ a: { b: ['x', 1, null, { c: 2 }] } }, 'a.b')).toEqual(['x', '1'])
  expect(dottedOne({ a: 'x' }, 'a.b.c')).toBeUndefined()
})

test('JSON in base64 is read in both alphabets, and anything else is nothing', () => {
  const value = { a: 'ÿ>?' }
  expect(base64Json(Buffer.from(JSON.stringify(value)).toString('base64'))).toEqual(value)
  expect(base64Json(Buffer.from(JSON.stringify(value)).toString('base64url'))).toEqual(value)
  for (const text of [null, '', 'no json here', 'AAAA', Buffer.from([0xff, 0xfe]).toString('base64')])
    expect(base64Json(text)).toBeUndefined()
})

const needed = {
  format: 'f',
  form: 'finding',
  dedupKey: 'd',
  vendor: 'v',
  product: 'p',
  type: 't',
  title: 't',
} as const

test('a signal says only what is known; without an id there is none', () => {
  const built = toSignal({ ...needed, id: 'i' })
  expect(built.ok && built.signal).toMatchObject({
    severity: 'unknown',
    confidence: null,
    actor: null,
    affected: [],
    timeFlags: ['absent'],
    link: null,
  })
  for (const id of [null, '', '  ', 'x'.repeat(1025)])
    expect(toSignal({ ...needed, id }, '/id')).toMatchObject({ ok: false, at: '/id' })
})

test('every text and list of a signal is bounded, whatever the record held', () => {
  const long = 'x'.repeat(1_000_000)
  const ref = { kind: 'unknown', label: 'l', names: [{ kind: 'other', value: 'n' }] } as const
  const built = toSignal({
    ...needed,
    id: 'i',
    title: long,
    description: long,
    vendor: long,
    account: long,
    userAgent: long,
    link: `https://example.com/${long}`,
    affected: Array.from({ length: 10_000 }, () => ({ ...ref, names: [...ref.names] })),
    sessions: Array.from({ length: 10_000 }, () => ({ id: long.slice(0, 5000), startedAt: null })),
    call: { service: long, operation: long, outcome: 'unknown', error: long },
  })
  if (!built.ok) throw new Error(built.reason)
  Signal.parse(built.signal)
  expect(JSON.stringify(built.signal).length).toBeLessThan(300_000)
  expect(built.signal).toMatchObject({ link: null, affected: { length: 100 } })
})
