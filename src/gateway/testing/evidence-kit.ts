import fs from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Facts } from '../../domain/evidence/fields.ts'
import type { AlertDetail } from '../../domain/views/alert-views.ts'
import type { RecordView } from '../../domain/views/other-views.ts'
import { SAMPLE_STATE } from '../estate/sample-state.ts'
import { keepBound } from '../evidence/history-rows.ts'
import { ingest } from '../ingest/ingest.ts'
import { setMeta } from '../store/estate.ts'
import { rowsOf } from './counts.ts'
import { addTestSource, type TestSource } from './deliver.ts'
import type { OpenWorld, World } from './gateway-kit.ts'
import { cloudTrailEvent, guardDutyFinding, ndjson, ROLE, stolenRoleEvent } from './records.ts'

const PARIS = { awsRegion: 'eu-west-3' }

/** Facts by the id of their signal; of several records of one signal the one that was heard. */
async function factsOf(world: World): Promise<ReadonlyMap<string, Facts>> {
  const rows = (await rowsOf(world, 'record')).filter((row) => !row.is_conflict)
  return new Map(rows.map((row) => [row.signal_id, JSON.parse(row.facts) as Facts]))
}

async function factsAfter(world: World, source: TestSource, records: readonly unknown[], id: string): Promise<Facts> {
  await source.deliver(records)
  return (await factsOf(world)).get(id) ?? {}
}

async function describeIdentity(world: World, identity: Record<string, unknown>): Promise<void> {
  const answer = await world.request('ivo', '/api/identities/import?format=json&what=identities', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify([identity]),
  })
  expect(answer.status).toBe(200)
}

/** What was known of a record's surroundings when it came in. */
export function describeEvidence(openWorld: OpenWorld): void {
  describe('evidence', () => {
    test('a record is weighed against all that came before it, in its own delivery and in earlier ones', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      await source.deliver([cloudTrailEvent('e-1'), cloudTrailEvent('e-2')])
      await source.deliver([cloudTrailEvent('e-3', PARIS), cloudTrailEvent('e-4', PARIS)])
      const facts = await factsOf(world)
      expect([...facts].sort().map(([, one]) => one['novel.region'])).toEqual([undefined, false, true, false])
      expect(facts.get('e-3')).toMatchObject({
        'identity.known': false,
        'novel.history': 2,
        'novel.region_seen': 1,
        'novel.network': false,
        'session.kind': 'instance',
        'session.at_origin': true,
      })
    })

    test('however a stream is cut into deliveries and whenever it comes, its facts are the same', {
      timeout: 60_000,
    }, async () => {
      const places = [
        {},
        PARIS,
        { sourceIPAddress: '203.0.113.7' },
        { errorCode: 'AccessDenied' },
        { eventTime: '2026-02-01T00:00:00Z' },
      ]
      const one = fc.record({ place: fc.constantFrom(...places), role: fc.constantFrom('a', 'b') })
      await fc.assert(
        fc.asyncProperty(
          fc.array(one, { minLength: 2, maxLength: 12 }),
          fc.infiniteStream(fc.boolean()),
          async (drawn, cuts) => {
            const stream = drawn.map(({ place, role }, n) => cloudTrailEvent(`e-${n}`, { ...place, ...userOf(role) }))
            const whole = await openWorld()
            await (await addTestSource(whole)).deliver(stream)
            const cut = await openWorld()
            cut.clock.now += 200 * 24 * 60 * 60_000
            const source = await addTestSource(cut)
            let part: unknown[] = []
            for (const event of stream) {
              part.push(event)
              if (cuts.next().value !== true) continue
              await source.deliver(part)
              part = []
            }
            if (part.length > 0) await source.deliver(part)
            expect(await factsOf(cut)).toEqual(await factsOf(whole))
          },
        ),
        { numRuns: 6 },
      )
    })

    test('a delivery of several parts is one stream', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      const events = Array.from({ length: 1100 }, (_, n) => cloudTrailEvent(`e-${n}`))
      await source.send(ndjson(events), { type: 'application/x-ndjson' })
      const counts = [...(await factsOf(world)).values()].map((facts) => Number(facts['novel.history']))
      expect(counts.sort((a, b) => a - b)).toEqual(events.map((_, n) => n))
    })

    test('what stands already, and what contradicts it, teaches nothing', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      await source.deliver([cloudTrailEvent('e-1')])
      const past = await rowsOf(world, 'history')
      await source.deliver([cloudTrailEvent('e-1'), cloudTrailEvent('e-1', PARIS)])
      expect(await rowsOf(world, 'history')).toEqual(past)
      const facts = await factsAfter(world, source, [cloudTrailEvent('e-2', PARIS)], 'e-2')
      expect(facts).toMatchObject({ 'novel.history': 1, 'novel.region': true })
      const conflict = (await rowsOf(world, 'record')).find((row) => row.is_conflict)
      expect(conflict?.facts).toBe('{}')
    })

    test('a part that was rolled back leaves no trace in any history', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      await source.deliver([cloudTrailEvent('e-1')])
      const past = await rowsOf(world, 'history')
      const { read, tenant } = world.store
      const { size } = await read
        .selectFrom('audit_head')
        .select('size')
        .where('tenant', '=', tenant)
        .executeTakeFirstOrThrow()
      const blocker = { tenant, sequence: size, at: 0, code: 'fault', actor_id: '', leaf: '', text: '', search: '' }
      await read.insertInto('audit_entry').values(blocker).execute()
      expect((await source.send(JSON.stringify(cloudTrailEvent('e-2', PARIS)))).status).toBe(500)
      expect(await rowsOf(world, 'history')).toEqual(past)
      await read.deleteFrom('audit_entry').where('tenant', '=', tenant).where('sequence', '=', size).execute()
      const facts = await factsAfter(world, source, [cloudTrailEvent('e-2', PARIS)], 'e-2')
      expect(facts).toMatchObject({ 'novel.history': 1, 'novel.region': true })
    })

    test('whoever is described later keeps the past it had as a stranger, and old facts stay as they were', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      await source.deliver([cloudTrailEvent('e-1'), cloudTrailEvent('e-2')])
      await describeIdentity(world, {
        name: 'report-runner',
        kind: 'cloud-role',
        names: [{ kind: 'arn', value: ROLE }],
        environment: 'prod',
        tenancy: 'shared',
      })
      const facts = await factsAfter(world, source, [cloudTrailEvent('e-3', PARIS)], 'e-3')
      expect(facts).toMatchObject({
        'identity.known': true,
        'identity.environment': 'prod',
        'identity.shared': true,
        'novel.history': 2,
        'novel.region': true,
      })
      expect((await factsOf(world)).get('e-2')).toMatchObject({ 'identity.known': false, 'novel.history': 1 })
      const [identity] = await rowsOf(world, 'identity')
      const kept = (await rowsOf(world, 'history')).filter((row) => row.kind === 'identity')
      expect(kept.map((row) => row.key)).toEqual([identity?.id])
    })

    test('an alert on it changes nothing for the facts of those that follow', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      await source.deliver([cloudTrailEvent('e-1'), stolenRoleEvent('e-2')])
      expect(await rowsOf(world, 'identity')).toMatchObject([{ claimed: false }])
      const facts = await factsAfter(world, source, [cloudTrailEvent('e-3')], 'e-3')
      expect(facts).toMatchObject({ 'identity.known': false, 'novel.history': 2, 'session.sources': 2 })
      expect(facts['identity.key']).toBe((await factsOf(world)).get('e-1')?.['identity.key'])
    })

    test('a token found in code after it was rotated says so, with whoever holds it', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      const hash = 'Ri9FjVgdOlPnBmujoxP4XPJcbe82BhJX'
      await describeIdentity(world, {
        name: 'ci-publish-token',
        kind: 'api-key',
        names: [{ kind: 'token-hash', value: hash }],
        environment: 'ci',
        credentials: [
          {
            id: hash,
            kind: 'token',
            state: 'inactive',
            createdAt: Date.UTC(2026, 0, 1),
            rotatedAt: Date.UTC(2026, 1, 20),
            expiresAt: null,
            expiryKnown: true,
            lastUsedAt: null,
          },
        ],
      })
      const incident = {
        source: 'GitGuardian',
        timestamp: '2026-03-02T08:00:00Z',
        action: 'incident_triggered',
        incident: { id: 7, date: '2026-03-02T07:59:00Z', secret_hash: hash, detector: { name: 'npm_token' } },
      }
      expect(await factsAfter(world, source, [incident], '7')).toMatchObject({
        'identity.known': true,
        'identity.environment': 'ci',
        'secret.state': 'rotated',
        'secret.days_since_rotated': 10,
        'secret.consumers': 0,
      })
    })

    test('the sample estate has a past of its own, and takes it along when it goes', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      const sample = [cloudTrailEvent('s-1'), cloudTrailEvent('s-2', PARIS)]
      await ingest(world.gateway, {
        source: { id: source.id, name: 'sample', format: 'auto' },
        actor: { kind: 'source', id: source.id, name: 'sample' },
        format: 'auto',
        body: new TextEncoder().encode(ndjson(sample)),
        eventAt: null,
        headers: {},
        isSample: true,
      })
      expect((await factsOf(world)).get('s-2')).toMatchObject({ 'novel.history': 1, 'novel.region': true })
      expect(await factsAfter(world, source, [cloudTrailEvent('e-1')], 'e-1')).toMatchObject({ 'novel.history': 0 })
      const real = (await rowsOf(world, 'history')).filter((row) => !row.is_sample)
      await world.store.write((tx) => setMeta(tx, world.store.tenant, SAMPLE_STATE, 'loaded'))
      expect((await world.send('mira', 'DELETE', '/api/estate/sample')).status).toBe(204)
      expect(await rowsOf(world, 'history')).toEqual(real)
    })

    test('a full house lets go of whom it has not seen for longest, and then claims nothing of it', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      for (const name of ['old', 'middle', 'new']) {
        await source.deliver([cloudTrailEvent(`${name}-1`, userOf(name))])
        world.clock.now += 24 * 60 * 60_000
      }
      const { store } = world
      await store.write((tx) => keepBound(tx, store.tenant, 'identity', 1, 3))
      const kept = (await rowsOf(world, 'history')).filter((row) => row.kind === 'identity')
      expect(kept).toHaveLength(1)
      const facts = await factsAfter(world, source, [cloudTrailEvent('old-2', { ...userOf('old'), ...PARIS })], 'old-2')
      expect(facts).toMatchObject({ 'novel.history': 0, 'novel.is_settled': false })
      expect(facts).not.toHaveProperty(['novel.region'])
    })

    test('the record and the alert show what was known', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      await source.deliver([cloudTrailEvent('e-1'), stolenRoleEvent('e-2'), guardDutyFinding('f-1')])
      const alert = (await rowsOf(world, 'alert')).find((row) => row.identity_name === 'report-runner')
      const detail = await world.get<AlertDetail>('ines', `/api/alerts/${alert?.id}`)
      const own = detail.records.filter((row) => row.isOfAlert === true)
      expect(own).toHaveLength(1)
      expect(own[0]?.facts).toMatchObject({ 'session.new_source': true, 'session.at_origin': false })
      expect(detail.records.filter((row) => row.isOfAlert !== true).every((row) => row.facts === undefined)).toBe(true)
      const record = await world.get<RecordView>('ines', `/api/records/${own[0]?.id}`)
      expect(record.facts).toEqual(own[0]?.facts)
    })

    test('a trigger that asks for facts fires on the record that shows them', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      const use = (id: string, minute: string, more: Record<string, unknown> = {}) =>
        cloudTrailEvent(id, { ...sessionOf('nightly-build'), eventTime: `2026-03-02T08:${minute}:00Z`, ...more })
      const elsewhere = { sourceIPAddress: '203.0.113.7', userAgent: 'curl/8.1' }
      await source.deliver([use('owner-1', '01'), use('thief-1', '02', elsewhere)])
      expect(await rowsOf(world, 'alert')).toEqual([])
      await source.deliver([use('owner-2', '03')])
      expect(await rowsOf(world, 'alert')).toMatchObject([{ trigger_id: 'session-in-two-places', count: 1 }])
    })

    test('in a public recording of an attack, the one role that was stolen is the one whose session moved', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      const recording = fs.readFileSync('mocks/fixtures/cloudtrail/invictus-story.ndjson', 'utf8')
      expect((await source.send(recording, { type: 'application/x-ndjson' })).status).toBe(200)
      const records = (await rowsOf(world, 'record')).map((row) => ({ ...row, known: JSON.parse(row.facts) as Facts }))
      const ofInstances = records.filter(({ known }) => known['session.kind'] === 'instance')
      expect(ofInstances).toHaveLength(5)
      expect(ofInstances.filter(({ known }) => known['session.new_source'] === true)).toMatchObject([
        { operation: 'GetCallerIdentity', origin: '192.168.10.20' },
      ])
      expect(
        ofInstances.filter(({ known }) => known['session.at_origin'] === false).map(({ operation }) => operation),
      ).toEqual(['GetCallerIdentity', 'DescribeInstances'])
      const alerts = (await rowsOf(world, 'alert')).filter((row) => row.trigger_id === 'instance-session-elsewhere')
      expect(alerts).toMatchObject([{ identity_name: 'stratus-red-team-ec2-steal-credentials-role', count: 2 }])
    })
  })
}

/** The event's caller: an IAM user of this name. */
function userOf(name: string): Record<string, unknown> {
  return {
    userIdentity: {
      type: 'IAMUser',
      principalId: `AIDA${name.toUpperCase()}`,
      arn: `arn:aws:iam::111122223333:user/${name}`,
      accountId: '111122223333',
      accessKeyId: `AKIA${name.toUpperCase()}`,
      userName: name,
    },
  }
}

/** A session of the role whose name somebody chose: not that of an instance. */
function sessionOf(name: string): Record<string, unknown> {
  const { userIdentity } = cloudTrailEvent('any') as { userIdentity: Record<string, unknown> }
  const arn = `arn:aws:sts::111122223333:assumed-role/report-runner/${name}`
  return { userIdentity: { ...userIdentity, principalId: `AROAEXAMPLEREPORT0001:${name}`, arn } }
}
