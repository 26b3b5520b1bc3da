import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { Dependency, IdentityFacts } from '../../src/domain/identity/identity.ts'
import { Person } from '../../src/domain/people/person.ts'
import { readTime } from '../../src/domain/time/instant.ts'
import { type NormalisedRecord, normaliseBatch } from '../../src/formats/normalise-batch.ts'
import { TwinAccount } from '../../src/gateway/connectors/twin/twin-account.ts'
import { createEstate, type Estate } from './estate.ts'

const NOW = Date.UTC(2026, 10, 20, 13, 40)
const HOUR = 3_600_000
const digest = (text: string) => createHash('sha256').update(text).digest('hex')

const estate = createEstate({ seed: 7, alerts: 400, now: NOW })

function fingerprint({ people, identities, dependencies, dispositions, exercises, twin, ...rest }: Estate): string {
  const hash = createHash('sha256')
  hash.update(JSON.stringify({ people, identities, dependencies, dispositions, exercises, twin }))
  for (const batch of rest.rawBatches()) hash.update(batch.source).update(batch.bytes)
  return hash.digest('hex')
}

async function recordsOf(from: Estate): Promise<readonly NormalisedRecord[]> {
  const all: NormalisedRecord[] = []
  for (const { format, bytes, records } of from.rawBatches()) {
    const batch = await normaliseBatch(bytes, { format, digest, headers: {} })
    if (!batch.ok) throw new Error(`${format}: ${batch.reason}`)
    expect(batch.records).toHaveLength(records)
    all.push(...batch.records)
  }
  return all
}

const records = await recordsOf(estate)

test('the same seed gives the same bytes, another seed gives others', () => {
  expect(fingerprint(createEstate({ seed: 7, alerts: 400, now: NOW }))).toBe(fingerprint(estate))
  expect(fingerprint(createEstate({ seed: 8, alerts: 400, now: NOW }))).not.toBe(fingerprint(estate))
})

test('a larger estate keeps every identity of a smaller one, and the stories', () => {
  const large = createEstate({ seed: 7, alerts: 3_000, now: NOW })
  expect(large.identities.slice(0, estate.identities.length)).toEqual(estate.identities)
  const story = createEstate({ seed: 1, alerts: 0, now: NOW })
  const linesOf = (from: Estate) =>
    [...from.rawBatches()].flatMap(({ bytes }) => new TextDecoder().decode(bytes).trim().split('\n'))
  const all = new Set(linesOf(large))
  expect(linesOf(story).length).toBeGreaterThan(50)
  expect(linesOf(story).filter((line) => !all.has(line))).toEqual([])
})

test('every record is read by its format, and says when it was where its source does', () => {
  expect(records.filter((record) => !record.ok)).toEqual([])
  const without = records.filter((record) => record.ok && record.signal.observedAt === null)
  // Two audit events and one webhook of the stories hold no time at all.
  expect(without).toHaveLength(3)
})

test('every record lies in the past, and the stories in the last three hours', () => {
  const instants = records.flatMap((record) => (record.ok ? (record.signal.observedAt ?? []) : []))
  expect(Math.max(...instants)).toBeLessThan(NOW)
  expect(NOW - Math.min(...instants)).toBeLessThan(15 * 24 * HOUR)
  const stolen = records.filter((record) => record.ok && record.signal.sessions[0]?.id === 'ASIATFQR7NSC36DZQP7P')
  expect(stolen).toHaveLength(2)
  for (const record of stolen) {
    const at = record.ok ? record.signal.observedAt : null
    expect(NOW - (at ?? 0)).toBeLessThan(HOUR)
  }
})

test('a story keeps its distances: the theft comes 27 minutes and 28 seconds before the new key', () => {
  const at = (id: string) => {
    const found = records.find((record) => record.ok && record.signal.id === id)
    return found?.ok ? (found.signal.observedAt ?? Number.NaN) : Number.NaN
  }
  const between = at('sample-8c282c0b-00d1-4369-95b7-cb50b6eee620') - at('sample-bf68f8c0-590b-4740-ac89-aad0ed5dfe4f')
  expect(between).toBe(readTime('2023-07-10T12:24:50Z').at! - readTime('2023-07-10T11:57:22Z').at!)
})

test('most records name an identity of the estate; those that an attacker made are nobody’s', () => {
  const known = new Set(estate.identities.flatMap(({ facts }) => facts.names.map((name) => name.value)))
  const read = records.flatMap((record) => (record.ok ? [record.signal] : []))
  const named = read.filter((signal) =>
    [signal.actor, ...signal.affected].some((ref) => ref?.names.some((name) => known.has(name.value))),
  )
  expect(named.length / read.length).toBeGreaterThan(0.95)
  expect(known).not.toContain('malicious-iam-user')
  expect(known).not.toContain('system:serviceaccount:production:persistence-sa')
})

test('identities, dependencies and people are what the schemas ask for, and no name belongs to two', () => {
  for (const { facts } of estate.identities) expect(IdentityFacts.safeParse(facts).error).toBeUndefined()
  for (const dependency of estate.dependencies) expect(Dependency.safeParse(dependency).error).toBeUndefined()
  for (const person of estate.people) expect(Person.safeParse(person).error).toBeUndefined()
  const names = estate.identities.flatMap(({ id, facts }) =>
    [...new Set(facts.names.map((name) => name.value))].map((value) => [value, id] as const),
  )
  expect(new Set(names.map(([value]) => value)).size).toBe(names.length)
  expect(new Set(estate.dependencies.map(({ id }) => id)).size).toBe(estate.dependencies.length)
})

test('the twin has an account for every identity, and no consumer that the map does not have', () => {
  const edges = new Map(estate.dependencies.map((dependency) => [dependency.consumer.id, dependency]))
  const ids = estate.identities.map(({ id }) => id)
  expect(estate.twin.accounts).toHaveLength(ids.length)
  estate.twin.accounts.forEach((account, index) => {
    expect(TwinAccount.safeParse(account).error).toBeUndefined()
    const { facts } = estate.identities[index]!
    expect(facts.names.map((name) => name.value)).toContain(account.id)
    expect(account.credentials.map(({ id }) => id)).toEqual(facts.credentials.map(({ id }) => id))
    for (const consumer of account.consumers) {
      expect(edges.get(consumer.id)?.identityId).toBe(ids[index])
      expect(edges.get(consumer.id)?.consumer.recovery ?? consumer.recovery).toBe(consumer.recovery)
    }
    const holders = new Set(account.consumers.map(({ id }) => id))
    for (const { holder } of account.sessions) expect(holder === null || holders.has(holder)).toBe(true)
  })
})

test('only the sessions of thieves have no holder', () => {
  const orphans = estate.twin.accounts.flatMap(({ consumers, sessions }) =>
    consumers.length === 0 ? [] : sessions.filter(({ holder }) => holder === null).map(({ id }) => id),
  )
  expect(orphans.sort()).toEqual(['ASIA6FTSFH98XNF7DFZB', 'ASIATFQR7NSC36DZQP7P'])
})

test('inventories have gaps: owners, maps, checks and rotations are missing in some, not in most', () => {
  const all = createEstate({ seed: 7, alerts: 8_000, now: NOW }).identities.map(({ facts }) => facts)
  const share = (holds: (facts: IdentityFacts) => boolean) => all.filter(holds).length / all.length
  expect(share((facts) => facts.businessOwner === null && facts.technicalOwner === null)).toBeCloseTo(0.08, 1)
  expect(share((facts) => !facts.consumersKnown)).toBeCloseTo(0.12, 1)
  expect(share((facts) => facts.validatedAt === null || NOW - facts.validatedAt > 7 * 24 * HOUR)).toBeCloseTo(0.14, 1)
  expect(share((facts) => facts.environment === 'prod')).toBeCloseTo(0.4, 1)
  expect(share((facts) => facts.criticality === 5)).toBeLessThan(0.08)
})

test('severities fall off towards critical, and nights are quieter than days', () => {
  const signals = records.flatMap((record) => (record.ok ? [record.signal] : []))
  const findings = signals.filter(({ form }) => form === 'finding')
  const count = (severity: string) => findings.filter((signal) => signal.severity === severity).length
  expect(count('critical')).toBeLessThan(count('high'))
  expect(count('high')).toBeLessThan(count('medium'))
  const hours = signals.flatMap(({ observedAt }) => (observedAt === null ? [] : new Date(observedAt).getUTCHours()))
  const between = (from: number, to: number) => hours.filter((hour) => hour >= from && hour < to).length
  expect(between(8, 12)).toBeGreaterThan(2 * between(0, 4))
})

test('some findings are reported again under their own key', () => {
  const keys = records.flatMap((record) =>
    record.ok && record.signal.format === 'guardduty' ? record.signal.dedupKey : [],
  )
  expect(new Set(keys).size).toBeLessThan(keys.length)
})

test('a thousand records a round is all that is ever held', () => {
  const rounds = [...createEstate({ seed: 7, alerts: 5_000, now: NOW }).rawBatches()]
  expect(Math.max(...rounds.map((batch) => batch.records))).toBeLessThanOrEqual(1_100)
  expect(rounds.length).toBeGreaterThan(20)
})

test('judged alerts give every trigger of the history a measured precision', () => {
  const people = new Set(estate.people.map(({ id }) => id))
  for (const past of estate.dispositions) {
    expect(people).toContain(past.by)
    expect(past.at).toBeLessThan(NOW)
  }
  expect(estate.triggerRecords.get('access-key-for-another')).toEqual({ judged: 26, truePositives: 8 })
  expect(estate.triggerRecords.get('stolen-instance-role')).toEqual({ judged: 14, truePositives: 10 })
})

test('the agent has no work now, whatever the hour', () => {
  for (let hour = 0; hour < 24; hour += 1) {
    const now = NOW + hour * HOUR
    const agent = createEstate({ seed: 1, alerts: 0, now }).identities.find(({ id }) => id === 'id_sample_case_agent')
    const misused = now - 29 * 60_000
    const minute = new Date(misused).getUTCHours() * 60 + new Date(misused).getUTCMinutes()
    const [window] = agent?.facts.agent?.windows ?? []
    expect(window !== undefined && minute >= window.fromMinute && minute < window.toMinute).toBe(false)
  }
})
