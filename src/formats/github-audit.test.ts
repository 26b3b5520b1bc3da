import { expect, test } from 'vitest'
import type { JsonObject } from '../domain/json/json.ts'
import { githubAudit } from './github-audit.ts'
import { describeTelemetry, fixture, fixturesOfOthers, recordOf, signalOf } from './telemetry-kit.ts'

const AUDIT = 'github/panther-audit-selected.ndjson'

describeTelemetry(githubAudit, { own: [AUDIT], others: fixturesOfOthers('github-audit') })

const read = (action: string) => signalOf(githubAudit, recordOf(AUDIT, { action }))
const anEntry = (members: JsonObject): JsonObject => ({
  action: 'repo.create',
  actor: 'ana',
  org: 'acme',
  '@timestamp': 1_621_305_118_553,
  ...members,
})

test('an app that was installed is affected; the person who did it is the actor', () => {
  expect(read('integration_installation.create')).toMatchObject({
    id: 'A-2345',
    title: 'integration_installation.create for Microsoft Teams for GitHub on your-organization by user_name',
    actor: { kind: 'human', names: [{ kind: 'user-name', value: 'user_name' }] },
    affected: [{ kind: 'oauth-app', label: 'Microsoft Teams for GitHub' }],
    account: 'your-organization',
    network: { ip: null, country: 'US' },
    observedAt: Date.UTC(2022, 11, 11, 5, 28, 5, 542),
    timeFlags: ['zone-assumed'],
    severity: 'unknown',
  })
})

test('where a token was used, the token leads and its owner follows', () => {
  const signal = read('git.clone')
  expect(signal.actor).toEqual({
    kind: 'api-key',
    label: 'OAuth access token of acme-inc-user',
    names: [
      { kind: 'token-id', value: '0123456789' },
      { kind: 'token-hash', value: '0771cae4d170dc02a6ff393d9946cd684d6145c1=' },
      { kind: 'object-id', value: '123456789' },
      { kind: 'user-name', value: 'acme-inc-user' },
    ],
  })
  expect(signal.credentials).toEqual([
    { id: '0123456789', kind: 'OAuth access token' },
    { id: '0771cae4d170dc02a6ff393d9946cd684d6145c1=', kind: 'github-token-hash' },
  ])
  expect(signal).toMatchObject({ network: { ip: '5.6.7.8' }, userAgent: 'git/2.30.2' })
})

test('a secret alert is a finding on the leaked credential, under the name that its webhook gives', () => {
  expect(read('secret_scanning_alert.create')).toMatchObject({
    form: 'finding',
    actor: null,
    affected: [
      { kind: 'api-key', names: [{ kind: 'other', value: 'acme-inc/crown-jewels/security/secret-scanning/12' }] },
    ],
    severity: 'medium',
  })
})

test('epoch milliseconds are read as such in either spelling of the field, and text as ever', () => {
  const at = Date.UTC(2021, 4, 18, 2, 31, 58, 553)
  expect(read('protected_branch.destroy')).toMatchObject({ observedAt: at, timeFlags: [] })
  expect(signalOf(githubAudit, anEntry({}))).toMatchObject({ observedAt: at, timeFlags: [] })
  const { '@timestamp': _, ...rest } = anEntry({ at_sign_timestamp: '2021-05-18 02:31:58.553' })
  expect(signalOf(githubAudit, rest).observedAt).toBe(at)
})

test('somebody who is removed is affected; somebody who acts on himself is named once in the title', () => {
  expect(read('org.remove_member')).toMatchObject({
    title: 'org.remove_member for bob on my-org by cat',
    affected: [{ label: 'bob' }],
  })
  expect(signalOf(githubAudit, anEntry({ action: 'org.add_member', user: 'ana' })).title).toBe(
    'org.add_member on acme by ana',
  )
})

test('a run of a workflow affects the pipeline', () => {
  expect(read('workflows.completed_workflow_run').affected).toMatchObject([
    { kind: 'ci-pipeline', label: 'your-org/panther-analysis-copy sync-panther-analysis-from-upstream' },
  ])
})

test('a deploy key has the same name here as in its webhook', () => {
  const signal = signalOf(
    githubAudit,
    anEntry({ action: 'public_key.create', repo: 'acme/app', public_key_id: 100, title: 'ci' }),
  )
  expect(signal.affected[0]?.names).toContainEqual({ kind: 'deploy-key', value: 'acme/app/keys/100' })
})

test('a bot is a bot, by its mark or its name', () => {
  expect(signalOf(githubAudit, anEntry({ actor: 'release-me', actor_is_bot: true })).actor?.kind).toBe('bot')
  expect(signalOf(githubAudit, anEntry({ actor: 'renovate[bot]' })).actor?.kind).toBe('bot')
})

test('an entry without an id of its own is known by its digest', () => {
  const [first] = fixture(AUDIT)
  expect(signalOf(githubAudit, first ?? {}).id).toMatch(/^sha256:/)
})
