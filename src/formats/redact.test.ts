import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { redact } from './redact.ts'
import { redactText } from './shared/secret-patterns.ts'

const hex = fc.stringMatching(/^[0-9a-f]{40,60}$/)
const word = fc.stringMatching(/^[A-Za-z0-9]{36,80}$/)

/** Secrets that betray themselves by shape, wherever they stand. */
const shaped = fc.oneof(
  word.map((body) => `IQoJ${body}`),
  fc.tuple(word, word, word).map(([a, b, c]) => `eyJ${a}.eyJ${b}.${c}`),
  word.map((body) => `ghp_${body}`),
  word.map((body) => `github_pat_${body}`),
  word.map((body) => `xoxb-${body}`),
  word.map((body) => `sk_live_${body}`),
  word.map((body) => `sk-proj-${body}`),
  word.map((body) => `sk-ant-api03-${body}`),
  word.map((body) => `AIza${body}`),
  word.map((body) => `glpat-${body}`),
  hex.map((body) => `dop_v1_${body}`),
  word.map((body) => `-----BEGIN RSA PRIVATE KEY-----\n${body}\n-----END RSA PRIVATE KEY-----`),
)
const fieldNames = fc.constantFrom(
  'sessionToken',
  'SecretAccessKey',
  'masterUserPassword',
  'client_secret',
  'x-api-key',
  'Authorization',
  'Set-Cookie',
  'DB_PASSWORD',
  'refresh_token',
  'private-key',
  'SharedAccessSignature',
)
const around = fc.constantFrom('', ' ', '=', '"', "'", ': ', '\n', '(', '/', 'é ')

test('no planted secret survives anywhere in what is shown, in a value, a key, a list or a longer text', () => {
  fc.assert(
    fc.property(
      fc.jsonValue(),
      shaped,
      fieldNames,
      word,
      around,
      around,
      (noise, secret, field, named, before, after) => {
        const text = before + secret + after
        const record = JSON.parse(
          JSON.stringify({
            noise,
            text,
            deep: [{ [`key ${secret}`]: text }],
            [field]: named,
            list: { [field]: [named] },
          }),
        )
        const shown = JSON.stringify(redact(record).shown)
        for (const needle of [JSON.stringify(secret).slice(1, -1), named]) expect(shown).not.toContain(needle)
      },
    ),
  )
})

test('the marker says what it was and how long, and the pointers say where', () => {
  const record = {
    credentials: { accessKeyId: 'ASIAEXAMPLE', sessionToken: 'IQoJREDACTED', expiration: '…' },
    a: ['ghp_0123456789abcdefghij'],
  }
  expect(redact(record)).toEqual({
    shown: {
      credentials: {
        accessKeyId: 'ASIAEXAMPLE',
        sessionToken: '[redacted: sessiontoken, 12 characters]',
        expiration: '…',
      },
      a: ['[redacted: GitHub token, 24 characters]'],
    },
    redactedAt: ['/credentials/sessionToken', '/a/0'],
  })
})

test('ids, hashes, page tokens and the names of secrets are not secrets', () => {
  const record = {
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    hashed_token: 'x8qHFp8TjlbcV0nMXyzAAAAAAA=',
    nextToken: 'abc',
    secret_type: 'github_personal_access_token',
    apiKey: { id: 'key_123', name: 'ci' },
    arn: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:Dummy-Secret-ab12cde34f',
    task: 'task-0123456789abcdef0123',
    hasPassword: true,
    password: null,
  }
  expect(redact(record)).toEqual({ shown: record, redactedAt: [] })
})

test('secrets are found in command lines, addresses, headers, connection strings and pairs of name and value', () => {
  const texts: [string, string][] = [
    ['mysqldump --password=hunter2hunter2 db', 'mysqldump --password=[redacted: password or key, 14 characters] db'],
    ['login --token s3cr3tvalue', 'login --token [redacted: password or key, 11 characters]'],
    ['https://bot:hunter2@example.com/x', 'https://bot:[redacted: password in an address, 7 characters]@example.com/x'],
    ['Bearer abcdefghijklmnopqrst', 'Bearer [redacted: authorization, 20 characters]'],
    [
      'https://x.blob.core.windows.net/c?sv=1&sig=abc%3D&se=2',
      'https://x.blob.core.windows.net/c?sv=1&sig=[redacted: signature, 6 characters]&se=2',
    ],
    [
      'AccountName=a;AccountKey=Zm9vYmFyZm9vYmFy==;E=x',
      'AccountName=a;AccountKey=[redacted: password or key, 18 characters];E=x',
    ],
    ['{"password":"hunter2hunter2"}', '{"password":"[redacted: password or key, 14 characters]"}'],
  ]
  for (const [text, shown] of texts) expect(redactText(text)).toBe(shown)
  const pairs = { headers: [{ name: 'Authorization', value: 'opaque' }], env: [{ name: 'HOME', value: '/root' }] }
  expect(redact(pairs).redactedAt).toEqual(['/headers/0/value'])
})

test('the data of a Kubernetes secret is hidden, its name is not', () => {
  const record = { kind: 'Secret', metadata: { name: 'db' }, data: { user: 'YWRtaW4=', pass: 'aHVudGVy' } }
  expect(redact(record).redactedAt).toEqual(['/data/user', '/data/pass'])
})

test('a private key that is cut off is hidden to the end', () => {
  expect(redactText('x -----BEGIN PRIVATE KEY-----\nMIIE')).toBe('x [redacted: private key, 32 characters]')
})

test('hiding twice hides no more: the markers are not taken for secrets', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(shaped, fc.string(), fc.constant(' password=')), { maxLength: 6 }), (parts) => {
      const once = redactText(parts.join(' '))
      expect(redactText(once)).toBe(once)
    }),
  )
})

test('text made to be slow is read in linear time', () => {
  // A quadratic pattern would need minutes here; the suite's own limit is the only clock.
  for (const unit of [
    'eyJ',
    'eyJ.',
    'ghp_',
    'sk-',
    '://a:',
    'password=',
    'password ',
    'Bearer ',
    '-----BEGIN PRIVATE KEY-----',
    'SG.a',
  ]) {
    expect(redactText(unit.repeat(400_000)).length).toBeGreaterThan(0)
  }
})

test('every kind of secret is found where nothing else in the text gives it away', () => {
  const body = 'A1b2C3d4E5f6A7b8C9d0A1b2C3d4E5f6A7b8C9d0'
  const hexBody = '0123456789abcdef0123456789abcdef01234567'
  const prefixes = [
    'IQoJ',
    'FwoG',
    'FQoG',
    'AQoD',
    'eyJ',
    'ghp_',
    'gho_',
    'ghu_',
    'ghs_',
    'ghr_',
    'github_pat_',
    'glpat-',
    'gldt-',
    'glrt-',
    'xoxb-',
    'xoxp-',
    'xoxe.xoxp-',
    'xapp-',
    'sk_live_',
    'rk_test_',
    'whsec_',
    'sk-',
    'AIza',
    'ya29.',
    'GOCSPX-',
    'abc8Q~',
    'npm_',
    'pypi-',
    'hvs.',
    'SG.A1b2C3d4E5f6A7b8C9d0.',
    'hooks.slack.com/services/',
  ]
  const secrets = [...prefixes.map((prefix) => prefix + body), `dop_v1_${hexBody}`, `dapi${hexBody}`]
  expect(secrets.filter((secret) => redactText(`x ${secret} y`).includes(secret))).toEqual([])
  const contexts = [
    'Bearer ',
    'Basic ',
    'token ',
    'SSWS ',
    'a?sig=',
    'a&X-Amz-Signature=',
    'passwd=',
    'pwd: ',
    'passphrase=',
  ]
  expect(contexts.filter((context) => redactText(context + body).includes(body))).toEqual([])
})
