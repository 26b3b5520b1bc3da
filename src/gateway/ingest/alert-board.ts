import type { Signal } from '../../domain/signal/signal.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import { type AlertDraft, composeAlert, draftOf, subjectOfDraft } from '../alerts/alert-draft.ts'
import { decideAlert } from '../alerts/decide-alert.ts'
import type { DecisionFacts } from '../alerts/decision-facts.ts'
import { redecide } from '../alerts/redecide.ts'
import { type AlertWrite, saveAlerts } from '../alerts/save-alerts.ts'
import type { Gateway } from '../gateway.ts'
import { digestText } from '../hash.ts'
import { newId } from '../ids.ts'
import { nextNumber, type Tx } from '../store/store.ts'
import { type Move, moveOf } from '../suppressions/moves.ts'
import { settled } from '../suppressions/settled.ts'
import { type Hit, mergeHit, needsNextGeneration, openAlert } from './merge-alert.ts'
import { recordKey } from './record-key.ts'

/** The alerts that one batch touches, merged in memory and written once. */
export interface AlertBoard {
  /** Reads the latest alert under each key. */
  load(keys: readonly string[]): Promise<void>
  /** Adds a record; answers the id of its alert. */
  hit(key: string, hit: Hit, now: EpochMs): string
  /** The alerts to which the first records of these signals went, by format and id. */
  alertsOfSignals(signals: readonly Signal[]): Promise<ReadonlyMap<string, string>>
  /**
   * Decides and writes every alert that was hit, and decides again those whose identity has a new trigger. `moves` went into a
   * suppression or came out of one; the caller records them.
   */
  save(now: EpochMs): Promise<{ readonly opened: number; readonly updated: number; readonly moves: readonly Move[] }>
}

export function createAlertBoard(gateway: Gateway, tx: Tx, facts: DecisionFacts, isSample: boolean): AlertBoard {
  const { tenant } = gateway.store
  /** By dedup hash: the latest generation. Earlier ones that the batch touched stay in `touched`. */
  const latest = new Map<string, AlertDraft>()
  const touched = new Map<string, AlertDraft>()
  const bySignal = new Map<string, string>()
  const hashes = new Map<string, string>()
  const hashOf = (key: string) => {
    const hash = hashes.get(key) ?? digestText(key)
    hashes.set(key, hash)
    return hash
  }

  return {
    load: async (keys) => {
      const wanted = [...new Set(keys.map(hashOf))]
      if (wanted.length === 0) return
      const rows = await tx
        .selectFrom('alert')
        .selectAll()
        .where('tenant', '=', tenant)
        .where('dedup_hash', 'in', wanted)
        .orderBy('generation')
        .forUpdate()
        .execute()
      for (const row of rows) latest.set(row.dedup_hash, draftOf(row))
    },
    hit: (key, hit, now) => {
      const dedupHash = hashOf(key)
      const found = latest.get(dedupHash)
      const isNext = found !== undefined && needsNextGeneration(found, hit, now)
      const alert =
        found === undefined || isNext
          ? openAlert(hit, {
              id: newId('al', now, gateway.random),
              number: 0,
              dedupHash,
              generation: (found?.generation ?? 0) + 1,
              receivedAt: now,
              isSample,
            })
          : mergeHit(found, hit, facts.inForce, now)
      latest.set(dedupHash, alert)
      touched.set(alert.id, alert)
      bySignal.set(`${hit.signal.format}\n${hit.signal.id}`, alert.id)
      return alert.id
    },
    alertsOfSignals: async (signals) => {
      const missing = signals.filter((signal) => !bySignal.has(`${signal.format}\n${signal.id}`))
      for (const [format, ours] of Map.groupBy(missing, (signal) => signal.format)) {
        const idOf = new Map(ours.map(({ id }) => [recordKey(id), id]))
        const rows = await tx
          .selectFrom('record')
          .select(['signal_id', 'alert_id'])
          .where('tenant', '=', tenant)
          .where('format', '=', format)
          .where('signal_id', 'in', [...idOf.keys()])
          .where('alert_id', 'is not', null)
          .execute()
        for (const row of rows) {
          if (row.alert_id !== null) bySignal.set(`${format}\n${idOf.get(row.signal_id)}`, row.alert_id)
        }
      }
      return bySignal
    },
    save: async (now) => {
      const drafts = await withNumbers(gateway, tx, [...touched.values()])
      await facts.preload(drafts.map(subjectOfDraft))
      const news = drafts.filter((draft) => draft.triggerId !== null && draft.before?.trigger_id !== draft.triggerId)
      for (const draft of drafts) {
        if (draft.identityId === null || draft.triggerId === null) continue
        facts.knowSighting(draft.identityId, {
          alertId: draft.id,
          triggerId: draft.triggerId,
          lastSeenAt: draft.lastSeenAt,
        })
      }
      const { correlationWindowMs } = facts.inForce.policy.confidence
      const neighbours = await readNeighbours(tx, tenant, news, touched, correlationWindowMs)
      const writes: AlertWrite[] = []
      const moves: Move[] = []
      const standing = await facts.suppressions()
      for (const draft of drafts) {
        const { before } = draft
        const { decision, input } = await decideAlert(gateway, tx, subjectOfDraft(draft), facts)
        const composed = composeAlert(tenant, draft, decision, input.identity, { now, inForce: facts.inForce })
        const after = settled(before, composed, standing, facts)
        writes.push({ before, after })
        moves.push(...moveOf(before, after, facts))
      }
      await saveAlerts(tx, tenant, writes)
      await redecideNeighbours(gateway, tx, facts, neighbours, news)
      const opened = drafts.filter((draft) => draft.before === null).length
      return { opened, updated: drafts.length - opened, moves }
    },
  }
}

/**
 * Open alerts of the same identities that a trigger which fired there newly corroborates. One that fires again says nothing
 * new to them, which is what keeps a noisy trigger cheap.
 */
async function redecideNeighbours(
  gateway: Gateway,
  tx: Tx,
  facts: DecisionFacts,
  neighbours: readonly AlertSubjectKey[],
  news: readonly AlertDraft[],
): Promise<void> {
  const { correlationWindowMs } = facts.inForce.policy.confidence
  const byIdentity = Map.groupBy(news, (draft) => draft.identityId)
  const affected = neighbours.filter((one) =>
    byIdentity.get(one.identityId)?.some(({ triggerId, lastSeenAt }) => {
      const isNear = Math.abs(lastSeenAt - one.lastSeenAt) <= correlationWindowMs
      return isNear && triggerId !== null && triggerId !== one.triggerId && !facts.hadFired(triggerId, one)
    }),
  )
  if (affected.length === 0) return
  const rows = await tx
    .selectFrom('alert')
    .selectAll()
    .where('tenant', '=', gateway.store.tenant)
    .where(
      'id',
      'in',
      affected.slice(0, MOST_NEIGHBOURS).map((one) => one.alertId),
    )
    .forUpdate()
    .execute()
  await redecide(gateway, tx, rows, facts)
}

/** Newest first; those beyond are decided again when they are next touched. */
const MOST_NEIGHBOURS = 1000

interface AlertSubjectKey {
  readonly alertId: string
  readonly identityId: string | null
  readonly triggerId: string | null
  readonly lastSeenAt: EpochMs
}

/** Open alerts on the identities of `news` around that time, apart from those that the batch touches itself. */
async function readNeighbours(
  tx: Tx,
  tenant: string,
  news: readonly AlertDraft[],
  touched: ReadonlyMap<string, AlertDraft>,
  windowMs: number,
): Promise<readonly AlertSubjectKey[]> {
  const identities = [...new Set(news.flatMap((draft) => draft.identityId ?? []))]
  if (identities.length === 0) return []
  const times = news.map((draft) => draft.lastSeenAt)
  const rows = await tx
    .selectFrom('alert')
    .select(['id as alertId', 'identity_id as identityId', 'trigger_id as triggerId', 'last_seen_at as lastSeenAt'])
    .where('tenant', '=', tenant)
    .where('identity_id', 'in', identities)
    .where('status', '<>', 'closed')
    .where('last_seen_at', '>=', Math.min(...times) - windowMs)
    .where('last_seen_at', '<=', Math.max(...times) + windowMs)
    .orderBy('last_seen_at', 'desc')
    .execute()
  return rows.filter((row) => !touched.has(row.alertId))
}

async function withNumbers(gateway: Gateway, tx: Tx, drafts: readonly AlertDraft[]): Promise<readonly AlertDraft[]> {
  const fresh = drafts.filter((draft) => draft.before === null).length
  if (fresh === 0) return drafts
  let next = await nextNumber(tx, gateway.store.tenant, 'alert', fresh)
  return drafts.map((draft) => {
    if (draft.before !== null) return draft
    const number = next
    next += 1
    return { ...draft, number }
  })
}
