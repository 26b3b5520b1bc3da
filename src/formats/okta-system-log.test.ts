import { expect, test } from 'vitest'
import type { JsonObject } from '../domain/json/json.ts'
import { oktaSystemLog } from './okta-system-log.ts'
import { describeTelemetry, fixture, fixturesOfOthers, signalOf } from './telemetry-kit.ts'

const OKTA = 'okta/panther-selected.ndjson'

describeTelemetry(oktaSystemLog, { own: [OKTA], others: fixturesOfOthers('okta-system-log') })

const byText = (text: string) =>
  signalOf(oktaSystemLog, fixture(OKTA).find((record) => JSON.stringify(record).includes(text)) ?? {})

const anEvent = (members: JsonObject): JsonObject => ({
  uuid: 'u-1',
  published: '2026-03-02T09:00:00.123Z',
  eventType: 'application.lifecycle.update',
  displayMessage: 'Update application',
  severity: 'INFO',
  actor: { id: '00u1', type: 'User', alternateId: 'ana@example.com', displayName: 'Ana' },
  outcome: { result: 'SUCCESS' },
  ...members,
})
const read = (members: JsonObject) => signalOf(oktaSystemLog, anEvent(members))

test('an API token that was made is affected, and its maker is the actor', () => {
  expect(byText('system.api_token.create')).toMatchObject({
    id: '2a992f80-d1ad-4f62-900e-8c68bb72a21b',
    form: 'event',
    title: 'Create API token for test_key by user@example.com',
    actor: {
      kind: 'human',
      label: 'user@example.com',
      names: [
        { kind: 'object-id', value: '00u3q14ei6KUOm4Xi2p4' },
        { kind: 'email', value: 'user@example.com' },
      ],
    },
    affected: [{ kind: 'api-key', label: 'test_key', names: [{ kind: 'token-id', value: '00Tpki36zlWjhjQ1u2p4' }] }],
    credentials: [{ id: '00Tpki36zlWjhjQ1u2p4', kind: 'okta-api-token' }],
    severity: 'informational',
    severityOriginal: 'INFO',
    observedAt: Date.UTC(2021, 0, 8, 21, 28, 34, 875),
    timeFlags: ['zone-assumed'],
    call: { outcome: 'success', error: null },
  })
})

test('the API token that made a call is named as a credential', () => {
  expect(read({ transaction: { detail: { requestApiTokenId: '00T9' } } }).credentials).toEqual([
    { id: '00T9', kind: 'okta-api-token' },
  ])
})

test('in a sign-in the application is a resource and the account in it is affected', () => {
  const signal = byText('AWS IAM Identity Center')
  expect(signal.resources).toEqual([
    { type: 'AppInstance', id: '0oaua5ldoougycQAO696', name: 'AWS IAM Identity Center' },
  ])
  expect(signal.affected).toMatchObject([{ kind: 'human', label: 'aardvark' }])
})

test('elsewhere the application is affected, by its id and not by the name that somebody gave it', () => {
  const signal = read({ target: [{ id: '0oa1', type: 'AppInstance', alternateId: 'Payroll', displayName: 'Payroll' }] })
  expect(signal.affected).toEqual([{ kind: 'oauth-app', label: 'Payroll', names: [{ kind: 'app-id', value: '0oa1' }] }])
})

test('what Okta does not know is no name, or all the unknown would be one identity', () => {
  const signal = byText('"alternateId":"admin"')
  expect(signal.actor?.names).toEqual([{ kind: 'user-name', value: 'admin' }])
  const nobody = read({ actor: { id: 'unknown', type: 'User', alternateId: 'unknown', displayName: 'unknown' } })
  expect(nobody.actor).toBeNull()
})

test('a detection by Okta is a finding whose actor is unknown; the address is where it came from', () => {
  expect(byText('security.threat.detected')).toMatchObject({
    form: 'finding',
    severity: 'medium',
    actor: null,
    network: { ip: '1.2.3.4', asn: '62240', organization: 'packethub s.a.', country: 'United States', city: 'Dallas' },
    call: { outcome: 'failure' },
  })
})

test('a session that is named is kept, in both spellings of the context', () => {
  expect(byText('user.mfa.factor.suspend').sessions).toEqual([{ id: '100-abc-9999', startedAt: null }])
  expect(read({ authenticationContext: { externalSessionId: 'unknown' } }).sessions).toEqual([])
})

test('a refusal is a failure, a challenge has no outcome yet', () => {
  expect(read({ outcome: { result: 'DENY' } }).call).toMatchObject({ outcome: 'failure', error: 'DENY' })
  expect(read({ outcome: { result: 'CHALLENGE' } }).call?.outcome).toBe('unknown')
})

test('an unreadable time is kept as it stands, and flagged', () => {
  expect(byText('"published":"redacted"')).toMatchObject({
    observedAt: null,
    timeOriginal: 'redacted',
    timeFlags: ['unreadable'],
  })
})

test('event hooks and EventBridge are opened', () => {
  const event = anEvent({})
  expect(oktaSystemLog.unwrap?.({ data: { events: [event] } })).toEqual([event])
  expect(oktaSystemLog.unwrap?.({ source: 'aws.partner/okta.com/x', detail: event })).toEqual([event])
  expect(oktaSystemLog.unwrap?.({ source: 'aws.guardduty', detail: event })).toBeNull()
})
