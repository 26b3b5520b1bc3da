import fs from 'node:fs'
import zlib from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { AlertDetail } from '../../domain/views/alert-views.ts'
import type { StoryView } from '../../domain/views/story-views.ts'
import { SAMPLE_STATE } from '../estate/sample-state.ts'
import { ingest } from '../ingest/ingest.ts'
import { setMeta } from '../store/estate.ts'
import { rowsOf } from './counts.ts'
import { addTestSource, type TestSource } from './deliver.ts'
import type { OpenWorld, World } from './gateway-kit.ts'
import { ACCOUNT, guardDutyFinding, ndjson, stolenRoleEvent } from './records.ts'

/** The public recording of an attack in full: 2,900 events, the calm ones included. */
const RECORDING = zlib.gunzipSync(fs.readFileSync('mocks/fixtures/cloudtrail/invictus-aws.ndjson.gz')).toString('utf8')

const SEEN_FROM = '198.51.100.7'

/** An IAM user who takes the audit trail away: `audit-trail-tampered` fires. */
function stopsTrail(user: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return iamEvent(user, `stop-${user}`, { eventName: 'StopLogging', eventSource: 'cloudtrail.amazonaws.com', ...more })
}

/** An IAM user who makes a key for another one: `access-key-for-another` fires. */
function makesKey(user: string, other: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return iamEvent(user, `key-${user}-${other}`, {
    eventName: 'CreateAccessKey',
    eventSource: 'iam.amazonaws.com',
    requestParameters: { userName: other },
    responseElements: { accessKey: { userName: other, accessKeyId: keyOf(other), status: 'Active' } },
    ...more,
  })
}

/** An IAM user who takes on a role: a calm event that hands out the key of a session. */
function assumesRole(user: string, role: string, session: string): Record<string, unknown> {
  return iamEvent(user, `assume-${user}-${role}`, {
    eventName: 'AssumeRole',
    eventSource: 'sts.amazonaws.com',
    requestParameters: { roleArn: `arn:aws:iam::${ACCOUNT}:role/${role}`, roleSessionName: 'work' },
    responseElements: {
      credentials: { accessKeyId: session },
      assumedRoleUser: { arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${role}/work`, assumedRoleId: 'AROA1:work' },
    },
  })
}

/** That role, in that session, taking the audit trail away. */
function roleStopsTrail(role: string, session: string): Record<string, unknown> {
  const identity = { type: 'AssumedRole', principalId: `AROA${role.toUpperCase()}:work`, accessKeyId: session }
  const issuer = { type: 'Role', arn: `arn:aws:iam::${ACCOUNT}:role/${role}`, userName: role }
  return stopsTrail(role, {
    sourceIPAddress: '192.0.2.44',
    userIdentity: {
      ...identity,
      arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${role}/work`,
      sessionContext: { sessionIssuer: issuer },
    },
  })
}

function iamEvent(user: string, id: string, more: Record<string, unknown>): Record<string, unknown> {
  return {
    eventVersion: '1.08',
    eventID: id,
    eventTime: '2026-03-02T08:30:00Z',
    awsRegion: 'eu-west-1',
    sourceIPAddress: `203.0.113.${user.length}`,
    userAgent: 'aws-cli/2.9',
    recipientAccountId: ACCOUNT,
    userIdentity: {
      type: 'IAMUser',
      principalId: `AIDA${user.toUpperCase()}`,
      arn: `arn:aws:iam::${ACCOUNT}:user/${user}`,
      accountId: ACCOUNT,
      accessKeyId: keyOf(user),
      userName: user,
    },
    ...more,
  }
}

function keyOf(user: string): string {
  return `AKIA${user.toUpperCase().padEnd(16, 'X')}`
}

async function storyOf(world: World, pick: (alert: AlertRowStored) => boolean): Promise<StoryView> {
  const alert = (await rowsOf(world, 'alert')).find(pick)
  if (alert === undefined) throw new Error('the world has no such alert')
  return world.get<StoryView>('ari', `/api/alerts/${alert.id}/story`)
}

type AlertRowStored = Awaited<ReturnType<typeof rowsOf<'alert'>>>[number]

const of = (user: string) => (alert: AlertRowStored) => alert.identity_name === user

/** Who is in a story, and why: what does not depend on ids and numbers. */
function outline({ alerts, cautions, isComplete }: StoryView) {
  const nameOf = new Map(alerts.map(({ number, title, identityName }) => [number, `${title} (${identityName})`]))
  const told = alerts.map(({ title, identityName, firstSeenAt, lastSeenAt, because }) => {
    const reasons = because.map((reason) => [nameOf.get(reason.with), reason.words.replace(/A-\d+/, 'A')])
    return { title, identityName, firstSeenAt, lastSeenAt, reasons }
  })
  return { told, cautions, isComplete }
}

async function close(world: World, user: string, disposition: string): Promise<void> {
  const alert = (await rowsOf(world, 'alert')).find(of(user))
  const change = { status: 'closed', disposition, reason: 'looked at with its owner' }
  const answer = await world.send('ines', 'PATCH', `/api/alerts/${alert?.id}`, change, {
    'If-Match': `"${alert?.version}"`,
  })
  expect(answer.status).toBe(200)
}

async function deliverSample(world: World, records: readonly unknown[]): Promise<void> {
  const source = { id: 'so_sample', name: 'sample feed', format: 'cloudtrail' }
  const actor = { kind: 'source', id: source.id, name: source.name } as const
  const body = new TextEncoder().encode(ndjson(records))
  const whole = { source, actor, format: 'cloudtrail', body, eventAt: null, headers: {}, isSample: true }
  await ingest(world.gateway, whole)
}

async function addSource(openWorld: OpenWorld): Promise<{ world: World; source: TestSource }> {
  const world = await openWorld()
  return { world, source: await addTestSource(world) }
}

/** Alerts that hang together. */
export function describeStories(openWorld: OpenWorld): void {
  describe('stories', () => {
    test('a recorded attack is one story, however it is delivered, and the rest is calm', {
      timeout: 120_000,
    }, async () => {
      const whole = await addSource(openWorld)
      const type = 'application/x-ndjson'
      expect((await whole.source.send(RECORDING, { type })).status).toBe(200)
      const alerts = await rowsOf(whole.world, 'alert')
      expect(alerts.length).toBeLessThanOrEqual(15)
      const story = await whole.world.get<StoryView>('ari', `/api/alerts/${alerts[0]?.id}/story`)
      expect(story).toMatchObject({ number: 1, isComplete: true })
      expect(story.alerts).toHaveLength(alerts.length)
      const fired = alerts.flatMap((row) => [row.trigger_id, ...(JSON.parse(row.also_fired) as string[])])
      for (const trigger of [
        'stolen-instance-role',
        'instance-session-elsewhere',
        'audit-trail-tampered',
        'new-administrator',
        'access-key-for-another',
        'administrator-planted',
      ]) {
        expect(fired).toContain(trigger)
      }
      // The other roles were taken on by the intruder; the stolen one is tied by an address alone, and that is said.
      const stolen = story.alerts.find(({ identityName }) => identityName?.includes('steal-credentials'))
      expect(stolen?.because).toMatchObject([{ kind: 'address', words: 'only the same address 192.168.10.20 as A-1' }])
      expect(story.cautions).toEqual([
        'Only the address 192.168.10.20 holds it together: without, it would be 2 stories.',
      ])

      const parts = await addSource(openWorld)
      const lines = RECORDING.trimEnd().split('\n')
      for (let start = 0; start < lines.length; start += 700) {
        const part = lines.slice(start, start + 700).join('\n')
        expect((await parts.source.send(part, { type })).status).toBe(200)
      }
      expect(outline(await storyOf(parts.world, of('bert-jan')))).toEqual(outline(story))
    })

    test('one address of five hundred identities makes no story of them, and stays quick', {
      timeout: 120_000,
    }, async () => {
      const { world, source } = await addSource(openWorld)
      const records = Array.from({ length: 5000 }, (_, n) => {
        const user = `svc-${n % 500}`
        return stopsTrail(user, { eventID: `e-${n}`, sourceIPAddress: SEEN_FROM })
      })
      expect((await source.send(ndjson(records), { type: 'application/x-ndjson' })).status).toBe(200)
      expect(await rowsOf(world, 'alert')).toHaveLength(500)
      const story = await storyOf(world, of('svc-7'))
      expect(story.alerts.map(({ identityName }) => identityName)).toEqual(['svc-7'])
      expect(story.cautions).toEqual([
        `More than 16 identities share ${SEEN_FROM} on that day: it connects nothing here.`,
      ])
      const crowds = (await rowsOf(world, 'story_crowd')).map(({ users }) => users.split(' ').length)
      expect(Math.max(...crowds)).toBe(17)
    })

    test('an identity with more alerts than anybody reads has a story that says that it goes on', {
      timeout: 60_000,
    }, async () => {
      const { world, source } = await addSource(openWorld)
      await source.deliver(Array.from({ length: 300 }, (_, n) => guardDutyFinding(`f-${n}`)))
      const story = await storyOf(world, of('svc-billing'))
      expect(story.alerts).toHaveLength(200)
      expect(story.isComplete).toBe(false)
      expect(story.cautions).toEqual(['It goes on: this is the part around the alert that was asked about.'])
    })

    test('an address is busy with calm records, too', async () => {
      const { world, source } = await addSource(openWorld)
      const seen = { sourceIPAddress: SEEN_FROM }
      await source.deliver([stopsTrail('ada', seen), stopsTrail('bob', seen)])
      expect((await storyOf(world, of('ada'))).alerts).toHaveLength(2)
      const calm = Array.from({ length: 15 }, (_, n) =>
        iamEvent(`calm-${n}`, `c-${n}`, { ...seen, eventName: 'ListBuckets', eventSource: 's3.amazonaws.com' }),
      )
      await source.deliver(calm)
      expect((await storyOf(world, of('ada'))).alerts).toHaveLength(1)
    })

    test('whoever acts with a key that somebody made belongs to the making of it, whichever comes first', async () => {
      const made = makesKey('ada', 'planted')
      const used = stopsTrail('planted', { eventTime: '2026-03-02T09:30:00Z' })
      const stories: unknown[] = []
      for (const order of [
        [made, used],
        [used, made],
      ]) {
        const { world, source } = await addSource(openWorld)
        for (const record of order) await source.deliver([record])
        const story = await storyOf(world, of('planted'))
        expect(story.alerts.map(({ identityName }) => identityName)).toEqual(['ada', 'planted'])
        stories.push(outline(story))
        const [, second] = story.alerts
        expect(second?.because[0]?.words).toBe(
          `acts with the key ${keyOf('planted')} that A-${story.alerts[0]?.number} made`,
        )
      }
      expect(stories[1]).toEqual(stories[0])
    })

    test('a role acts for whoever took it on, in whatever order and deliveries that is heard', async () => {
      const taken = assumesRole('ada', 'reader', 'ASIAREADER0000000001')
      const [before, as] = [stopsTrail('ada', { eventTime: '2026-03-02T08:00:00Z' }), 'ASIAREADER0000000001']
      const used = roleStopsTrail('reader', as)
      for (const deliveries of [[[taken], [before], [used]], [[used], [before], [taken]], [[before, used, taken]]]) {
        const { world, source } = await addSource(openWorld)
        for (const records of deliveries) await source.deliver(records)
        const story = await storyOf(world, of('reader'))
        expect(story.alerts.map(({ identityName }) => identityName)).toEqual(['ada', 'reader'])
        expect(story.alerts[1]?.because.map(({ words }) => words)).toEqual([
          `got its key from ada, who acts in A-${story.alerts[0]?.number}`,
        ])
        expect(story.cautions).toEqual([])
      }
    })

    test('whoever hands keys to half the house gives nobody away', async () => {
      const { world, source } = await addSource(openWorld)
      const roles = Array.from({ length: 17 }, (_, n) => `role-${String(n).padStart(2, '0')}`)
      const sessionOf = (role: string) => `ASIABROKER${role.toUpperCase()}`
      await source.deliver(roles.flatMap((role) => [assumesRole('broker', role, sessionOf(role))]))
      await source.deliver(
        roles.map((role, n) => ({ ...roleStopsTrail(role, sessionOf(role)), sourceIPAddress: `192.0.2.${n}` })),
      )
      expect((await storyOf(world, of('role-03'))).alerts.map(({ identityName }) => identityName)).toEqual(['role-03'])
    })

    test('more than a day apart is another story', async () => {
      const { world, source } = await addSource(openWorld)
      const seen = { sourceIPAddress: SEEN_FROM }
      const later = { ...seen, eventTime: '2026-03-01T07:45:00Z' }
      await source.deliver([stopsTrail('ada', seen), stopsTrail('bob', later)])
      expect((await storyOf(world, of('ada'))).alerts).toHaveLength(1)
    })

    test('what people judged harmless holds nothing together, and is said to be left out', async () => {
      const { world, source } = await addSource(openWorld)
      await source.deliver([
        stopsTrail('ada', { sourceIPAddress: SEEN_FROM }),
        makesKey('between', 'cy', { sourceIPAddress: SEEN_FROM }),
        stopsTrail('cy'),
      ])
      expect((await storyOf(world, of('ada'))).alerts).toHaveLength(3)
      await close(world, 'between', 'benign-positive')
      const story = await storyOf(world, of('ada'))
      expect(story.alerts).toHaveLength(1)
      expect(story.cautions).toEqual(['Left out because people judged them harmless: 1 alert.'])
      expect((await storyOf(world, of('between'))).cautions).toEqual(['It was judged harmless: it connects nothing.'])
    })

    test('the sample and what is real never meet in a story, and the sample takes its ties along', async () => {
      const { world, source } = await addSource(openWorld)
      await setMeta(world.store.read as never, world.store.tenant, SAMPLE_STATE, 'loaded')
      await deliverSample(world, [stopsTrail('ada', { sourceIPAddress: SEEN_FROM })])
      await source.deliver([stopsTrail('bob', { sourceIPAddress: SEEN_FROM })])
      expect((await storyOf(world, of('bob'))).alerts).toHaveLength(1)
      const ties = (await rowsOf(world, 'story_tie')).length
      expect((await world.send('mira', 'DELETE', '/api/estate/sample')).status).toBe(204)
      const left = [...(await rowsOf(world, 'story_tie')), ...(await rowsOf(world, 'story_crowd'))]
      expect(left.some(({ is_sample }) => is_sample)).toBe(false)
      expect(left.length).toBeGreaterThan(0)
      expect((await rowsOf(world, 'story_tie')).length).toBeLessThan(ties)
    })

    test('an alert of the sample that real records joined belongs to the story of those', async () => {
      const { world, source } = await addSource(openWorld)
      await deliverSample(world, [stopsTrail('ada'), stopsTrail('cy')])
      const real = stopsTrail('ada', { eventID: 'real', sourceIPAddress: SEEN_FROM })
      await source.deliver([real, stopsTrail('bob', { sourceIPAddress: SEEN_FROM })])
      const story = await storyOf(world, of('bob'))
      expect(story.alerts.map(({ identityName }) => identityName).sort()).toEqual(['ada', 'bob'])
    })

    test('the same record again changes nothing, and a crowd that nobody joined is forgotten', async () => {
      const { world, source } = await addSource(openWorld)
      await source.deliver([stopsTrail('ada')])
      const before = [await rowsOf(world, 'story_tie'), await rowsOf(world, 'story_crowd')]
      await source.deliver([stopsTrail('ada'), { ...stopsTrail('ada'), sourceIPAddress: SEEN_FROM }])
      expect([await rowsOf(world, 'story_tie'), await rowsOf(world, 'story_crowd')]).toEqual(before)
      world.clock.now += 20 * 24 * 60 * 60_000
      await source.deliver([stopsTrail('bob', { eventTime: '2026-03-21T08:30:00Z' })])
      const days = (await rowsOf(world, 'story_crowd')).map(({ seen_day }) => seen_day)
      expect(new Set(days).size).toBe(1)
    })

    test('an alert that does not exist has no story, and nobody reads one without signing in', async () => {
      const { world, source } = await addSource(openWorld)
      await source.deliver([stolenRoleEvent('e-1')])
      expect((await world.request('ari', '/api/alerts/al_none/story')).status).toBe(404)
      const [alert] = await rowsOf(world, 'alert')
      expect((await world.request(null, `/api/alerts/${alert?.id}/story`)).status).toBe(401)
      const detail = await world.get<AlertDetail>('ari', `/api/alerts/${alert?.id}`)
      const story = await world.get<StoryView>('ari', `/api/alerts/${alert?.id}/story`)
      expect(story.alerts).toMatchObject([{ id: detail.row.id, because: [] }])
    })
  })
}
