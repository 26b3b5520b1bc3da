import { expect, test } from 'vitest'
import type { Facts } from '../../domain/evidence/fields.ts'
import { anIdentity } from '../../testing/builders.ts'
import type { Evidence } from '../fires.ts'
import { loadPack } from './pack.ts'
import { asRole, type Change, caseOf, changed, withValue } from './testing/cases.ts'
import { askingForTool, CHANGED } from './testing/changed.ts'
import { FIRES } from './testing/fires.ts'
import { createReplay, evidenceOf, firedOn, linesOf, textOf } from './testing/world.ts'

const same: Change = (record) => record
const RETRIEVED = linesOf('triggers/retrieve-secrets.ndjson')
const READ = RETRIEVED.find((event) => event['eventName'] === 'GetSecretValue') ?? {}
const NEW_REGION = { 'identity.environment': 'prod', 'novel.region': true, 'novel.is_settled': true }
const NIGHT = { 'agent.in_task_window': false, 'agent.tool_authority': 'admin', 'agent.tool_approved': true }
const ELSEWHERE = { 'novel.network': true, 'novel.user_agent': true, 'novel.is_settled': true }

interface Known {
  readonly trigger: string
  readonly id: string
  readonly change?: Change
  readonly facts: Facts
  /** The same record is calm with each of these put over the facts. */
  readonly calm: readonly Facts[]
}

/** What was known around a record makes the trigger fire; the record is a real one, what was known is composed. */
const KNOWN: readonly Known[] = [
  {
    trigger: 'instance-session-elsewhere',
    id: 'invictus GetCallerIdentity bf68f8c0',
    facts: { 'session.kind': 'instance', 'session.at_origin': false },
    calm: [{ 'session.at_origin': true }, { 'session.kind': 'session' }],
  },
  {
    trigger: 'session-in-two-places',
    id: 'invictus GetCallerIdentity bf68f8c0',
    facts: { 'session.kind': 'session', 'session.overlap': true, 'session.user_agents': 2 },
    calm: [{ 'session.overlap': false }, { 'session.user_agents': 1 }],
  },
  {
    trigger: 'console-used-as-machine',
    id: 'invictus ConsoleLogin 70e5932e',
    facts: { 'identity.known': true, 'identity.kind': 'service-account' },
    calm: [{ 'identity.kind': 'human' }, { 'identity.known': false }],
  },
  {
    trigger: 'agent-outside-task-window',
    id: 'AWS.BedrockModelInvocation.GuardRailIntervened/1',
    change: askingForTool('record_purge'),
    facts: NIGHT,
    calm: [{ 'agent.in_task_window': true }, { 'agent.tool_authority': 'read' }],
  },
  {
    trigger: 'agent-tool-not-approved',
    id: 'AWS.BedrockModelInvocation.GuardRailIntervened/1',
    change: askingForTool('record_update'),
    facts: { 'agent.tool_approved': false, 'agent.tool_authority': 'write' },
    calm: [{ 'agent.tool_approved': true }, { 'agent.tool_authority': 'read' }],
  },
  {
    trigger: 'agent-authority-exceeded',
    id: 'AWS.BedrockModelInvocation.GuardRailIntervened/1',
    change: askingForTool('record_purge'),
    facts: { 'agent.authority_exceeded': true, 'agent.tool_authority': 'admin' },
    calm: [{ 'agent.authority_exceeded': false }],
  },
  {
    trigger: 'secret-in-code-after-rotation',
    id: 'secret_scanning_alert.reopened',
    facts: { 'secret.state': 'rotated' },
    calm: [{ 'secret.state': 'active' }],
  },
  {
    trigger: 'dead-secret-used',
    id: 'invictus DeleteFlowLogs de58d903',
    facts: { 'secret.is_own': true, 'secret.state': 'rotated', 'secret.days_since_rotated': 3 },
    calm: [{ 'secret.state': 'active' }, { 'secret.days_since_rotated': 0 }, { 'secret.is_own': false }],
  },
  {
    trigger: 'secret-shared-by-identities',
    id: 'invictus DeleteFlowLogs de58d903',
    facts: { 'secret.used_by': 3 },
    calm: [{ 'secret.used_by': 2 }],
  },
  {
    trigger: 'forgotten-administrator-woke',
    id: 'invictus DeleteFlowLogs de58d903',
    facts: { 'identity.privilege': 'admin', 'identity.dormant_days': 90, 'session.kind': 'credential' },
    calm: [{ 'identity.privilege': 'write' }, { 'identity.dormant_days': 59 }, { 'session.kind': 'session' }],
  },
  {
    trigger: 'vendor-from-elsewhere',
    id: 'invictus DeleteFlowLogs de58d903',
    facts: { 'identity.third_party': true, ...ELSEWHERE },
    calm: [{ 'identity.third_party': false }, { 'novel.user_agent': false }, { 'novel.is_settled': false }],
  },
  {
    trigger: 'pipeline-credential-elsewhere',
    id: 'invictus DeleteFlowLogs de58d903',
    facts: { 'identity.kind': 'ci-pipeline', ...ELSEWHERE },
    calm: [{ 'identity.kind': 'cloud-role' }, { 'novel.network': false }],
  },
]

test.each(KNOWN)('$trigger fires on $id with what was known, and is calm without it', async (known) => {
  const { trigger, id, change = same, facts, calm } = known
  expect(firedOn(await changed(id, change))).not.toContain(trigger)
  expect(firedOn(await changed(id, change, facts))).toContain(trigger)
  for (const other of calm) {
    expect([other, firedOn(await changed(id, change, { ...facts, ...other }))]).not.toEqual([
      other,
      expect.arrayContaining([trigger]),
    ])
  }
})

test.each([
  ['production-secret-new-region-by-key', same],
  ['production-secret-new-region', asRole],
])('%s fires on a real read of a secret, from a new region, with a history, in production', async (trigger, change) => {
  const fired = async (facts: Facts) => firedOn(await evidenceOf('cloudtrail', change(READ), facts))
  expect(await fired(NEW_REGION)).toEqual([trigger])
  for (const calm of [{ 'novel.region': false }, { 'novel.is_settled': false }, { 'identity.environment': 'dev' }]) {
    expect(await fired({ ...NEW_REGION, ...calm })).toEqual([])
  }
  const byService = withValue('userIdentity.invokedBy', 'cloudformation.amazonaws.com')(change(READ))
  expect(firedOn(await evidenceOf('cloudtrail', byService, NEW_REGION))).toEqual([])
})

test('a textbook week: a production role reads its secret for days at home, then once from abroad', async () => {
  const role = asRole(READ)
  const { signal } = await evidenceOf('cloudtrail', role)
  const name = signal.actor?.names[0]?.value ?? ''
  const replay = createReplay({ [name]: anIdentity({ environment: 'prod', kind: 'cloud-role' }) })
  const read = async (hour: number, region: string) =>
    replay.tell(await evidenceOf('cloudtrail', { ...at(role, hour), awsRegion: region }))
  for (let hour = 0; hour < 6 * 24; hour += 2) expect(await read(hour, 'eu-central-1')).toEqual([])
  expect(await read(6 * 24, 'ap-southeast-2')).toEqual(['production-secret-new-region'])
  expect(await read(6 * 24 + 2, 'eu-central-1')).toEqual([])
})

test('five refused sign-ins of a machine and one that works from a new address are a way in', async () => {
  expect(await signIns(5, '198.51.100.77')).toContain('guessed-then-in')
  expect(await signIns(5, '192.168.10.20')).not.toContain('guessed-then-in')
  expect(await signIns(4, '198.51.100.77')).not.toContain('guessed-then-in')
  expect(await signIns(5, '198.51.100.77', 1)).not.toContain('guessed-then-in')
  expect(await signIns(5, '198.51.100.77', 0, 'human')).not.toContain('guessed-then-in')
})

test('the recording of twenty secrets read in seconds fires once ten are read; nine are calm', async () => {
  expect(await firedOver('cloudtrail', RETRIEVED)).toContain('11 × secrets-harvested')
  const nine = RETRIEVED.filter((event) => event['eventName'] === 'GetSecretValue').slice(0, 9)
  expect(await firedOver('cloudtrail', nine)).toEqual([])
  const spread = RETRIEVED.map((event, index) => at(event, index))
  expect(await firedOver('cloudtrail', spread)).toEqual([])
})

test('the recording of a user made, raised and given a key fires when the third of the three is there', async () => {
  const events = linesOf('triggers/create-admin-user.ndjson')
  expect(await firedOver('cloudtrail', events)).toEqual([
    '1 × access-key-for-another',
    '1 × administrator-planted',
    '1 × new-administrator',
  ])
  const [first = {}, second = {}, third = {}] = events
  const others = [first, second, withValue('requestParameters.userName', 'somebody-else')(third)]
  expect(await firedOver('cloudtrail', others)).not.toContain('1 × administrator-planted')
})

test('the recording of a role that opens models and uses one fires at the use; either alone does not', async () => {
  const events = linesOf('triggers/invoke-model.ndjson')
  expect(await firedOver('cloudtrail', events)).toContain('1 × models-opened-and-used')
  const uses = events.filter((event) => event['eventName'] === 'InvokeModel')
  expect(uses.length).toBeGreaterThan(0)
  expect(await firedOver('cloudtrail', uses)).toEqual([])
})

test('the recording of a role that is refused twenty-nine times fires from the fifteenth on', async () => {
  const events = linesOf('triggers/password-data.ndjson')
  expect(await firedOver('cloudtrail', events)).toEqual(['15 × rights-probed'])
  expect(await firedOver('cloudtrail', events.slice(0, 14))).toEqual([])
})

test('a service account that is refused ten times in a row is probing; the cluster’s own are left out', async () => {
  const refused = caseOf('Kubernetes.API.Multiple403.PublicIP/4').record
  const ten = (user: string) =>
    Array.from({ length: 10 }, (_, minute) => ({
      ...refused,
      auditID: `refused-${minute}`,
      user: { username: user },
      requestReceivedTimestamp: new Date(Date.UTC(2026, 0, 5, 3, 0, minute * 20)).toISOString(),
    }))
  expect(await firedOver('kubernetes-audit', ten('system:serviceaccount:shop:web'))).toEqual([
    '1 × cluster-rights-probed',
  ])
  expect(await firedOver('kubernetes-audit', ten('system:serviceaccount:kube-system:coredns'))).toEqual([])
})

test('one token that clones twenty repositories within the hour takes what there is', async () => {
  const cloned = caseOf('GitHub.Secret.Scanning.Alert.Created/2').record
  const clones = (count: number, minutes: number) =>
    Array.from({ length: count }, (_, n) => {
      const time = new Date(Date.UTC(2026, 0, 5, 3, n * minutes)).toISOString()
      const repo = `acme-inc/repo-${n}`
      return {
        ...cloned,
        _document_id: `clone-${n}`,
        repo,
        repository: repo,
        at_sign_timestamp: time,
        created_at: time,
      }
    })
  expect(await firedOver('github-audit', clones(20, 2))).toEqual(['1 × code-cloned-in-bulk'])
  expect(await firedOver('github-audit', clones(19, 2))).toEqual([])
  expect(await firedOver('github-audit', clones(20, 30))).toEqual([])
})

test('a trigger of the pack that no test shows firing does not exist', () => {
  const sequences = [
    'production-secret-new-region',
    'production-secret-new-region-by-key',
    'guessed-then-in',
    'secrets-harvested',
    'administrator-planted',
    'models-opened-and-used',
    'rights-probed',
    'cluster-rights-probed',
    'code-cloned-in-bulk',
  ]
  const shown = new Set([
    ...Object.keys(FIRES),
    ...CHANGED.map(([trigger]) => trigger),
    ...KNOWN.map(({ trigger }) => trigger),
    ...sequences,
  ])
  expect(loadPack().flatMap(({ trigger }) => (shown.has(trigger.id) ? [] : [trigger.id]))).toEqual([])
})

/** The event as another of its kind, so many hours after midnight of 5 January 2026. */
function at(event: Evidence['record'], hour: number): Evidence['record'] {
  const eventTime = new Date(Date.UTC(2026, 0, 5) + Math.round(hour * 3600) * 1000).toISOString().replace('.000Z', 'Z')
  return { ...event, eventTime, eventID: `${textOf(event['eventID'])}-${hour}` }
}

/** How often each trigger fires while the records are told in order. */
async function firedOver(format: string, records: readonly Evidence['record'][]): Promise<readonly string[]> {
  const replay = createReplay()
  const fired: string[] = []
  for (const record of records) fired.push(...replay.tell(await evidenceOf(format, record)))
  return [...Map.groupBy(fired, (id) => id)].map(([id, all]) => `${all.length} × ${id}`).sort()
}

/** One sign-in from home, some refused ones from elsewhere, and one that works; all of one identity, in minutes. */
async function signIns(
  refused: number,
  from: string,
  pauseHours = 0,
  kind: 'service-account' | 'human' = 'service-account',
) {
  const { record, signal } = caseOf('invictus ConsoleLogin 70e5932e')
  const name = signal.actor?.names[0]?.value ?? ''
  const replay = createReplay({ [name]: anIdentity({ kind }) })
  const tell = async (hour: number, change: Change) =>
    replay.tell(await evidenceOf('cloudtrail', change(at(record, hour))))
  await tell(0, same)
  for (let n = 0; n < refused; n += 1) {
    const failed = withValue('responseElements.ConsoleLogin', 'Failure')
    await tell(1 + n / 60, (event) =>
      failed({ ...event, errorMessage: 'Failed authentication', sourceIPAddress: from }),
    )
  }
  return tell(1.1 + pauseHours, (event) => ({ ...event, sourceIPAddress: from }))
}
