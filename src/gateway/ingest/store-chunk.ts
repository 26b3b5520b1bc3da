import type { Facts } from '../../domain/evidence/fields.ts'
import type { IdentityRef, Signal } from '../../domain/signal/signal.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { IngestReport } from '../../domain/views/other-views.ts'
import { createDecisionFacts } from '../alerts/decision-facts.ts'
import { signalText } from '../alerts/signal-text.ts'
import { type Fired, firedBy, keysOf, type Matched, matchTriggers } from '../alerts/triggers.ts'
import { countHits } from '../changes/hits.ts'
import { gatherEvidence } from '../evidence/evidence.ts'
import { readGroups } from '../evidence/group-memory.ts'
import type { Gateway } from '../gateway.ts'
import { nameHash } from '../identities/identity-rows.ts'
import { createResolver, type Resolver } from '../identities/resolver.ts'
import { newId } from '../ids.ts'
import { appendAudit } from '../store/audit-log.ts'
import { insertRows } from '../store/bulk.ts'
import { DEAD_LETTER_COLUMNS, RECORD_COLUMNS } from '../store/columns.ts'
import { nextNumber, type Tx } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { createStoryBook, type ToldRecord } from '../stories/story-book.ts'
import { countMoves } from '../suppressions/moves.ts'
import { createAlertBoard } from './alert-board.ts'
import { type Chunk, EMPTY_REPORT, type Item } from './chunk.ts'
import { excerptOf } from './excerpt.ts'
import { judgeRecord, type Standing, type Verdict } from './judge-records.ts'
import { dedupText, type Hit, subjectRef } from './merge-alert.ts'
import { recordKey } from './record-key.ts'
import { shadowSubjects, tellShadows } from './shadow-board.ts'
import { readStanding, remember } from './standing-records.ts'

/** A day of clock skew is a wrong clock, not a prophecy. */
const FUTURE_MS = 24 * 60 * 60_000

/** A record that was read, and what it is to those that stand. */
interface Sorted {
  readonly item: Item
  readonly signal: Signal
  readonly verdict: Verdict
}

interface Judged extends Sorted {
  readonly facts: Facts
  readonly fired: Hit['fired']
  /** Of triggers that are only counted. */
  readonly shadow: Fired['shadow']
  readonly subject: IdentityRef | null
}

/**
 * Stores one part of a delivery in one transaction: the sealed records first, then identities, triggers, alerts, decisions,
 * tallies, dead letters, and the entry in the log, all or nothing. Parts of one tenant are stored one after the other, which is what
 * makes "the same record twice" and "the same name twice" decidable without a race.
 */
export async function storeChunk(gateway: Gateway, tx: Tx, chunk: Chunk): Promise<IngestReport> {
  const { tenant } = gateway.store
  await nextNumber(tx, tenant, 'ingest')
  const repeated = await findBatch(tx, tenant, chunk)
  if (repeated !== null) return repeated
  const now = await gateway.now(tx)
  const batchId = newId('ba', now, gateway.random)
  const resolver = createResolver(gateway, tx, now)
  const facts = await createDecisionFacts(gateway, tx)
  const board = createAlertBoard(gateway, tx, facts, chunk.isSample)

  const sorted = sortOut(chunk.items, await readStanding(tx, tenant, chunk.items), now)
  const heard = sorted.filter(isHeard).map(({ signal }) => signal)
  const evidence = await gatherEvidence(tx, { tenant, resolver, isSample: chunk.isSample }, heard)
  const { set } = facts.inForce
  const matched = sorted.map((one): Matched | null => {
    const { item, signal } = one
    if (!item.read.ok || !isHeard(one)) return null
    const { format, record } = { format: signal.format, record: item.read.record }
    return matchTriggers(set, { format, record, signal, facts: evidence.weigh(signal) }, seenAt(signal, now))
  })
  const groups = await readGroups(
    tx,
    { tenant, isSample: chunk.isSample },
    matched.flatMap((one) => (one === null ? [] : keysOf(one))),
  )
  const judged = sorted.map((one, i) => {
    const seen = matched[i] ?? null
    return judge(one, seen, seen === null ? { on: [], shadow: [] } : firedBy(set, seen, groups))
  })
  const lasting = judged.filter(({ verdict }) => verdict !== 'duplicate')
  await resolver.prepare(
    [...lasting.flatMap(({ signal, subject }) => [signal.actor, subject]), ...shadowSubjects(lasting)].filter(
      (ref) => ref !== null,
    ),
  )

  const asking = lasting.flatMap((one) => {
    const hit = hitOf(one, resolver, chunk, now)
    return hit === null ? [] : [{ one, hit, key: dedupText(one.signal, one.fired, subjectKey(one, hit)) }]
  })
  for (const identity of resolver.created) facts.knowIdentity(identity)
  await board.load(asking.map(({ key }) => key))
  const alertOf = new Map<Item, string>()
  for (const { one, hit, key } of asking) alertOf.set(one.item, board.hit(key, hit, now))
  const stories = createStoryBook(tx, { tenant, isSample: chunk.isSample })
  for (const signal of heard) stories.hear(signal, seenAt(signal, now))
  for (const { one, hit } of asking) {
    const alertId = alertOf.get(one.item)
    if (alertId !== undefined) stories.tell(toldRecord(one, hit, resolver, alertId))
  }
  const conflicts = lasting.filter(({ verdict }) => verdict === 'conflict')
  const standingAlerts = await board.alertsOfSignals(conflicts.map(({ signal }) => signal))
  for (const { item, signal } of conflicts) {
    const alertId = standingAlerts.get(standingKey(signal))
    if (alertId !== undefined) alertOf.set(item, alertId)
  }

  const records = lasting.map((one) =>
    recordRow(gateway, chunk, batchId, now, one, resolver, alertOf.get(one.item) ?? null),
  )
  await insertRows(tx, 'record', RECORD_COLUMNS, records)
  await resolver.save()
  await evidence.save(now)
  await groups.save(now)
  const { opened, updated, moves } = await board.save(now)
  await stories.save(now)
  await countHits(tx, tenant, now, chunk.isSample, judged)
  const told = lasting.map((one, i) => ({
    ...one,
    seenAt: seenAt(one.signal, now),
    recordId: records[i]?.id ?? '',
    alertId: alertOf.get(one.item) ?? null,
  }))
  await tellShadows(gateway, tx, { facts, resolver, told, isSample: chunk.isSample })
  const refused = await storeDeadLetters(gateway, tx, chunk, batchId, now)
  const report: IngestReport = {
    ...EMPTY_REPORT,
    batchId,
    records: chunk.items.length,
    accepted: lasting.length - conflicts.length,
    duplicates: judged.length - lasting.length,
    conflicts: conflicts.length,
    refused,
    alertsOpened: opened,
    alertsUpdated: updated,
    identitiesUnclaimed: resolver.created.length,
  }
  await countSource(tx, tenant, chunk, report, now)
  await tx
    .insertInto('batch')
    .values({
      tenant,
      id: batchId,
      source_id: chunk.source.id,
      digest: chunk.key,
      received_at: now,
      report: JSON.stringify(report),
    })
    .execute()
  await appendAudit(tx, tenant, now, [auditDraft(chunk, report), ...(await countMoves(tx, tenant, moves))])
  return report
}

async function findBatch(tx: Tx, tenant: string, chunk: Chunk): Promise<IngestReport | null> {
  const row = await tx
    .selectFrom('batch')
    .select('report')
    .where('tenant', '=', tenant)
    .where('source_id', '=', chunk.source.id)
    .where('digest', '=', chunk.key)
    .executeTakeFirst()
  return row === undefined ? null : (JSON.parse(row.report) as IngestReport)
}

function sortOut(items: readonly Item[], standing: Map<string, Standing>, now: EpochMs): Sorted[] {
  return items.flatMap((item): Sorted[] => {
    if (!item.read.ok) return []
    const signal = distrustFuture(item.read.signal, now)
    const verdict = judgeRecord(signal, item.digest, standing.get(standingKey(signal)))
    remember(standing, signal, item.digest, verdict)
    return [{ item, signal, verdict }]
  })
}

/** What stands already, and what contradicts it, asks for nothing and teaches nothing. */
function isHeard({ verdict }: Sorted): boolean {
  return verdict !== 'duplicate' && verdict !== 'conflict'
}

function judge(one: Sorted, matched: Matched | null, { on: fired, shadow }: Fired): Judged {
  const asks = matched !== null && (one.signal.form === 'finding' || fired.length > 0)
  const subject = asks ? subjectRef(one.signal, fired) : null
  return { ...one, facts: matched?.evidence.facts ?? {}, fired, shadow, subject }
}

export function standingKey(signal: Pick<Signal, 'format' | 'id'>): string {
  return `${signal.format}\n${signal.id}`
}

function distrustFuture(signal: Signal, now: EpochMs): Signal {
  const latest = Math.max(signal.observedAt ?? 0, signal.lastSeenAt ?? 0)
  if (latest <= now + FUTURE_MS || signal.timeFlags.includes('out-of-window')) return signal
  return { ...signal, timeFlags: [...signal.timeFlags, 'out-of-window'] }
}

/** By the source's clock where it can be believed, else by our receipt. */
function seenAt(signal: Signal, now: EpochMs): EpochMs {
  if (signal.timeFlags.includes('out-of-window')) return now
  return signal.lastSeenAt ?? signal.observedAt ?? now
}

function hitOf(
  { signal, verdict, fired, subject }: Judged,
  resolver: Resolver,
  chunk: Chunk,
  now: EpochMs,
): Hit | null {
  if (verdict === 'duplicate' || verdict === 'conflict') return null
  if (signal.form === 'event' && fired.length === 0) return null
  const match =
    subject === null
      ? { identityId: null, ambiguity: null }
      : resolver.matchOrCreate(subject, chunk.source.name, chunk.isSample)
  const seen = seenAt(signal, now)
  const isTrusted = !signal.timeFlags.includes('out-of-window')
  return { signal, verdict, fired, match, seenAt: seen, firstSeenAt: isTrusted ? (signal.firstSeenAt ?? seen) : seen }
}

function subjectKey({ subject }: Judged, hit: Hit): string {
  return hit.match.identityId ?? subject?.names[0]?.value ?? ''
}

function toldRecord(
  { signal, subject }: Judged,
  { match, seenAt, firstSeenAt }: Hit,
  resolver: Resolver,
  alertId: string,
): ToldRecord {
  const identity = match.identityId === null ? null : resolver.identity(match.identityId)
  const side = subject === signal.actor ? 'by' : 'to'
  const about = identity === null ? null : ({ id: identity.id, label: identity.name, side } as const)
  return { alertId, signal, subject: about, seenAt, firstSeenAt }
}

function recordRow(
  gateway: Gateway,
  chunk: Chunk,
  batchId: string,
  now: EpochMs,
  { item, signal, verdict, facts }: Judged,
  resolver: Resolver,
  alertId: string | null,
): Tables['record'] {
  return {
    tenant: gateway.store.tenant,
    id: newId('re', now, gateway.random),
    source_id: chunk.source.id,
    batch_id: batchId,
    position: item.position,
    format: signal.format,
    signal_id: recordKey(signal.id),
    digest: item.digest,
    bytes: item.raw,
    byte_length: item.raw.length,
    received_at: now,
    observed_at: signal.timeFlags.includes('out-of-window') ? null : signal.observedAt,
    title: signal.title,
    operation: signal.call?.operation ?? null,
    origin: signal.network.ip ?? signal.network.viaService,
    actor_id: signal.actor === null ? null : (resolver.match(signal.actor).identityId ?? strangerId(signal.actor)),
    alert_id: alertId,
    signal: signalText(signal),
    is_conflict: verdict === 'conflict',
    is_sample: chunk.isSample,
    facts: JSON.stringify(facts),
  }
}

/**
 * Who acted, where we know nobody of that name: the digest of the most lasting name. If that identity is described one day,
 * its past is found by it; until then no identity is made for everybody who ever did anything.
 */
export function strangerId(ref: Pick<IdentityRef, 'names'>): string {
  return `~${nameHash(ref.names[0]?.value ?? '')}`
}

async function storeDeadLetters(
  gateway: Gateway,
  tx: Tx,
  chunk: Chunk,
  batchId: string,
  now: EpochMs,
): Promise<number> {
  const { tenant } = gateway.store
  const rows: Tables['dead_letter'][] = []
  let refused = 0
  for (const { position, raw, digest, read } of chunk.items) {
    if (read.ok) continue
    refused += 1
    // One that is refused again stays where it lies.
    if (chunk.replayOf.has(position)) continue
    rows.push({
      tenant,
      id: newId('dl', now, gateway.random),
      source_id: chunk.source.id,
      batch_id: batchId,
      position,
      format: read.format,
      reason: read.reason,
      at: read.at,
      digest,
      bytes: raw,
      byte_length: raw.length,
      excerpt: excerptOf(raw),
      received_at: now,
      replayed_at: null,
      is_sample: chunk.isSample,
    })
  }
  await insertRows(tx, 'dead_letter', DEAD_LETTER_COLUMNS, rows)
  const landed = chunk.items.flatMap(({ position, read }) => (read.ok ? (chunk.replayOf.get(position) ?? []) : []))
  if (landed.length > 0) {
    await tx
      .updateTable('dead_letter')
      .set({ replayed_at: now })
      .where('tenant', '=', tenant)
      .where('id', 'in', landed)
      .execute()
  }
  return refused
}

async function countSource(tx: Tx, tenant: string, chunk: Chunk, report: IngestReport, now: EpochMs): Promise<void> {
  if (chunk.replayOf.size > 0) return
  await tx
    .updateTable('source')
    .set((eb) => ({
      last_received_at: now,
      received: eb('received', '+', report.records),
      refused: eb('refused', '+', report.refused),
    }))
    .where('tenant', '=', tenant)
    .where('id', '=', chunk.source.id)
    .execute()
}

function auditDraft(chunk: Chunk, report: IngestReport): Parameters<typeof appendAudit>[3][number] {
  const { batchId, ...counts } = report
  const isReplay = chunk.replayOf.size > 0
  return {
    code: isReplay ? 'dead-letter.replayed' : 'ingest.accepted',
    actor: chunk.actor,
    subjects: [
      { kind: 'batch', id: batchId, label: `part ${chunk.part} of ${chunk.parts}` },
      { kind: 'source', id: chunk.source.id, label: chunk.source.name },
    ],
    detail: { ...counts, digest: chunk.bodyDigest, part: chunk.part, parts: chunk.parts },
  }
}
