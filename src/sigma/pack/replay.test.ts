import { expect, test } from 'vitest'
import type { Identity } from '../../domain/identity/identity.ts'
import type { JsonObject } from '../../domain/json/json.ts'
import { anIdentity } from '../../testing/builders.ts'
import { asRole, type Change, caseOf, withValue } from './testing/cases.ts'
import { askingForTool } from './testing/changed.ts'
import { createReplay, evidenceOf, linesOf, textOf } from './testing/world.ts'

// Here nothing is said to be known: what a trigger asks for has to come about from the records before and the inventory.

const READ = linesOf('triggers/retrieve-secrets.ndjson').find((event) => event['eventName'] === 'GetSecretValue') ?? {}
const HOME = { sourceIPAddress: '10.20.0.9', userAgent: 'Boto3/1.34.1 md/Botocore#1.34.1' }
const ABROAD = { sourceIPAddress: '198.51.100.77', userAgent: 'curl/8.5.0' }
const HOUR_MS = 3_600_000

/** A world with one identity, described like this; `tell` brings one more of its events, so many hours on. */
async function worldOf(record: JsonObject, described: Partial<Identity>) {
  const { signal } = await evidenceOf('cloudtrail', record)
  const replay = createReplay({ [signal.actor?.names[0]?.value ?? '']: anIdentity(described) })
  return {
    tell: async (hour: number, change: JsonObject) => {
      const eventTime = new Date(Date.UTC(2026, 0, 5) + hour * HOUR_MS).toISOString().replace('.000Z', 'Z')
      const eventID = `${textOf(record['eventID'])}-${hour}`
      return replay.tell(await evidenceOf('cloudtrail', { ...record, eventTime, eventID, ...change }))
    },
  }
}

test.each([
  ['vendor-from-elsewhere', 'a vendor', { tenancy: 'third-party', kind: 'service-account' }],
  ['pipeline-credential-elsewhere', 'a pipeline', { kind: 'ci-pipeline' }],
] as const)(
  '%s fires when %s with a week of habits shows up elsewhere with another program',
  async (trigger, _who, as) => {
    const { tell } = await worldOf(READ, { ...as, environment: 'dev' })
    for (let hour = 0; hour < 6 * 24; hour += 2) expect(await tell(hour, HOME)).toEqual([])
    expect(await tell(150, { ...HOME, sourceIPAddress: ABROAD.sourceIPAddress })).toEqual([])
    expect(await tell(151, { ...HOME, userAgent: 'aws-sdk-go/1.44.1' })).toEqual([])
    expect(await tell(152, { ...ABROAD, sourceIPAddress: '203.0.113.5' })).toEqual([trigger])
    expect(await tell(153, { ...ABROAD, sourceIPAddress: '203.0.113.5' })).toEqual([])
  },
)

test('a vendor that is new here is not known well enough to be elsewhere', async () => {
  const { tell } = await worldOf(READ, { tenancy: 'third-party', kind: 'service-account' })
  for (let hour = 0; hour < 20; hour += 2) await tell(hour, HOME)
  expect(await tell(21, ABROAD)).toEqual([])
})

test('an administrator’s key that sleeps for three months and wakes is looked at; one that sleeps a month is not', async () => {
  for (const [days, fired] of [
    [90, ['forgotten-administrator-woke']],
    [30, []],
  ] as const) {
    const { tell } = await worldOf(READ, { kind: 'service-account', privilege: 'admin', environment: 'dev' })
    await tell(0, HOME)
    expect(await tell(days * 24, HOME)).toEqual(fired)
  }
})

test('an instance’s credentials are sure to be stolen only after the instance was seen with them', async () => {
  const { tell } = await worldOf(asRole(READ), {})
  expect(await tell(0, HOME)).toEqual([])
  expect(await tell(0.1, ABROAD)).toEqual(['instance-session-elsewhere'])
  // Every later call of the thief, and none of the instance.
  expect(await tell(0.2, ABROAD)).toEqual(['instance-session-elsewhere'])
  expect(await tell(0.3, HOME)).toEqual([])
})

test('an instance with a history that takes stock of the account is no suspicion', async () => {
  const { tell } = await worldOf(asRole(READ), {})
  const stock = { ...HOME, eventSource: 'sts.amazonaws.com', eventName: 'GetCallerIdentity' }
  expect(await tell(0, stock)).toEqual(['stolen-instance-role'])
  for (let hour = 1; hour < 4; hour += 1) await tell(hour, HOME)
  expect(await tell(5, stock)).toEqual([])
})

test('an agent is held to its hours and its tools as its owner described them', async () => {
  const { format, record, signal } = caseOf('AWS.BedrockModelInvocation.GuardRailIntervened/1')
  const agent = {
    approvedTools: ['record_read', 'grant_access'],
    windows: [{ days: [1, 2, 3, 4, 5], fromMinute: 480, toMinute: 1080 }],
  }
  const replay = createReplay({ [signal.actor?.names[0]?.value ?? '']: anIdentity({ kind: 'ai-agent', agent }) })
  const asks = async (tool: string, time: string) => {
    const timed: Change = withValue('timestamp', time)
    return replay.tell(await evidenceOf(format, timed(askingForTool(tool)(record))))
  }
  expect(await asks('record_read', '2026-01-05T10:00:00Z')).toEqual([])
  expect(await asks('grant_access', '2026-01-05T10:00:00Z')).toEqual(['agent-administrative-tool'])
  expect(await asks('grant_access', '2026-01-05T23:00:00Z')).toEqual([
    'agent-administrative-tool',
    'agent-outside-task-window',
  ])
  expect(await asks('record_delete', '2026-01-05T10:00:00Z')).toEqual(['agent-tool-not-approved'])
  expect(await asks('record_search', '2026-01-05T23:00:00Z')).toEqual([])
})

test('a machine’s password at the console is a person’s hand', async () => {
  const { record } = caseOf('invictus ConsoleLogin 70e5932e')
  const machine = await worldOf(record, { kind: 'service-account' })
  expect(await machine.tell(0, {})).toEqual(['console-used-as-machine'])
  const person = await worldOf(record, { kind: 'human' })
  expect(await person.tell(0, {})).toEqual([])
})
