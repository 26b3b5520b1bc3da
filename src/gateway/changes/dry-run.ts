import { sql } from 'kysely'
import type { Disposition } from '../../domain/alert/alert.ts'
import type { DryRunCounts } from '../../domain/change/backtest.ts'
import { consumerCount } from '../../domain/decision/consumer-count.ts'
import type { Decision } from '../../domain/decision/decision.ts'
import type { Policy } from '../../domain/policy/policy.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import {
  asksForDryRun,
  type DryRunLength,
  type DryRunOutcome,
  isLongEnough,
  type WouldHave,
  wouldHave,
} from '../../domain/trigger/dry-run.ts'
import type { DryRunItem, DryRunView } from '../../domain/views/dry-run-views.ts'
import type { Reader, Tx } from '../store/store.ts'
import type { InForce } from './in-force.ts'

/** Alerts whose outcomes are told, at most, of those in shadow and of those that stand; the length counts all of them. */
const MOST_COUNTED = 2_000
const MOST_SHOWN = 100

/** One text of a trigger, whatever versions held it. */
export interface TriedText {
  readonly id: string
  /** SHA-256 of the text. */
  readonly digest: string
}

/**
 * How long a text of a trigger has been tried, over every version that held it and was not switched off, and on how many alerts:
 * those that it led, and those that it would have led in shadow. The alerts of the sample estate are nobody's, and do not count.
 */
export async function readDryRunLength(
  read: Reader | Tx,
  tenant: string,
  inForce: InForce,
  text: TriedText,
  now: EpochMs,
): Promise<DryRunLength> {
  return lengthOf(read, tenant, text, await spansOf(read, tenant, inForce, text), now, WITHOUT_SAMPLE)
}

async function lengthOf(
  read: Reader | Tx,
  tenant: string,
  text: TriedText,
  spans: readonly Span[],
  now: EpochMs,
  whose: Whose,
): Promise<DryRunLength> {
  const ms = spans.reduce((sum, { from, to }) => sum + Math.max(0, (to ?? now) - from), 0)
  const versions = spans.map(({ version }) => version)
  if (versions.length === 0) return { ms: 0, alerts: 0 }
  const count = sql<number>`count(*)::integer`.as('count')
  const stood = await standing(read, tenant, text.id, versions, whose).select(count).executeTakeFirstOrThrow()
  const would = await shadows(read, tenant, text.id, versions, whose)
    .where('dry_run.outcome', '<>', 'corroborates' satisfies DryRunOutcome)
    .select(count)
    .executeTakeFirstOrThrow()
  return { ms, alerts: stood.count + would.count }
}

/** Whether a review may give automation to this text now. */
export async function hasEarnedAutomation(
  read: Reader | Tx,
  tenant: string,
  inForce: InForce,
  text: TriedText,
  now: EpochMs,
): Promise<boolean> {
  if (!asksForDryRun(inForce.policy)) return true
  return isLongEnough(await readDryRunLength(read, tenant, inForce, text, now), inForce.policy)
}

/** What the text did or would have done on its alerts, newest first, counted over the newest of them. */
export async function viewDryRun(
  read: Reader | Tx,
  tenant: string,
  inForce: InForce,
  text: TriedText,
  now: EpochMs,
): Promise<DryRunView> {
  const { policy } = inForce
  const spans = await spansOf(read, tenant, inForce, text)
  const given = inForce.gifts.get(text.id)
  const gift = given?.digest === text.digest ? given : null
  const isOfSample = gift?.isSample === true
  const whose = isOfSample ? WITH_SAMPLE : WITHOUT_SAMPLE
  const length = await lengthOf(read, tenant, text, spans, now, whose)
  const versions = spans.map(({ version }) => version)
  const told = versions.length === 0 ? [] : await tell(read, tenant, text.id, versions, policy, whose)
  const items = told.toSorted((a, b) => b.item.lastAt - a.item.lastAt)
  return {
    length: {
      ...length,
      since: items.reduce<number | null>((min, { item }) => Math.min(min ?? item.firstAt, item.firstAt), null),
    },
    asked: { ms: policy.gate.autoDryRunMs, alerts: policy.gate.autoDryRunAlerts },
    isLongEnough: isLongEnough(length, policy),
    givenAt: gift?.at ?? null,
    isOfSample,
    ...countsOf(items),
    isBounded: told.length < length.alerts,
    items: items.slice(0, MOST_SHOWN).map(({ item }) => item),
  }
}

interface Told {
  readonly item: DryRunItem
  readonly stops: WouldHave['stops']
}

function countsOf(
  told: readonly Told[],
): Pick<DryRunCounts, 'outcomes' | 'approvals' | 'identities' | 'stops' | 'judged'> {
  const outcomes = { automatic: 0, asks: 0, blocked: 0, observes: 0, corroborates: 0 }
  const judged = { 'true-positive': 0, 'benign-positive': 0, 'false-positive': 0, undetermined: 0 }
  const identities = new Set<string>()
  const stopped = new Map<string, WouldHave['stops'][number]>()
  let approvals = 0
  for (const { item, stops } of told) {
    outcomes[item.outcome] += 1
    judged[item.disposition] += 1
    approvals += item.approvals
    if (item.identity !== null) identities.add(item.identity.id)
    if (item.outcome === 'automatic') for (const consumer of stops) stopped.set(consumer.id, consumer)
  }
  return { outcomes, approvals, identities: identities.size, stops: consumerCount([...stopped.values()]), judged }
}

async function tell(
  read: Reader | Tx,
  tenant: string,
  id: string,
  versions: readonly number[],
  policy: Policy,
  whose: Whose,
): Promise<readonly Told[]> {
  const would = await shadows(read, tenant, id, versions, whose)
    .leftJoin('alert', (join) =>
      join.onRef('alert.tenant', '=', 'dry_run.tenant').onRef('alert.id', '=', 'dry_run.alert_id'),
    )
    .selectAll('dry_run')
    .select('alert.disposition')
    .orderBy('dry_run.last_at', 'desc')
    .limit(MOST_COUNTED)
    .execute()
  const stood = await standing(read, tenant, id, versions, whose)
    .select(['id', 'title', 'identity_id', 'identity_name', 'tier', 'gate', 'action', 'decision', 'disposition'])
    .select(['received_at', 'last_seen_at', 'count'])
    .orderBy('number', 'desc')
    .limit(MOST_COUNTED)
    .execute()
  return [
    ...would.map((row): Told => {
      const stops = JSON.parse(row.stops) as WouldHave['stops']
      const { outcome, approvals, first_at: firstAt, last_at: lastAt } = row
      return {
        stops,
        item: itemOf(row, {
          recordId: row.record_id,
          alertId: row.alert_id,
          outcome,
          approvals,
          stops,
          firstAt,
          lastAt,
        }),
      }
    }),
    ...stood.map((row): Told => {
      const { outcome, approvals, stops } = wouldHave(JSON.parse(row.decision) as Decision, policy)
      const [firstAt, lastAt] = [row.received_at, Math.max(row.received_at, row.last_seen_at)]
      return {
        stops,
        item: itemOf(row, { recordId: null, alertId: row.id, outcome, approvals, stops, firstAt, lastAt }),
      }
    }),
  ]
}

function itemOf(
  row: {
    readonly title: string
    readonly identity_id: string | null
    readonly identity_name: string | null
    readonly tier: number | null
    readonly gate: string | null
    readonly action: string | null
    readonly count: number
    readonly disposition: string | null
  },
  more: {
    readonly recordId: string | null
    readonly alertId: string | null
    readonly outcome: string
    readonly approvals: number
    readonly stops: WouldHave['stops']
    readonly firstAt: EpochMs
    readonly lastAt: EpochMs
  },
): DryRunItem {
  const { identity_id: id, identity_name: name } = row
  return {
    ...more,
    title: row.title,
    outcome: more.outcome as DryRunOutcome,
    stops: consumerCount(more.stops),
    identity: id === null ? null : { id, name: name ?? id },
    tier: row.tier as DryRunItem['tier'],
    gate: row.gate as DryRunItem['gate'],
    action: row.action as DryRunItem['action'],
    count: row.count,
    disposition: (row.disposition ?? 'undetermined') as Disposition,
  }
}

/**
 * The alerts of the sample estate are nobody's: nothing earns automation on them. Where the sample itself brought the automation they
 * are what it was tried on, and are shown as that.
 */
type Whose = readonly boolean[]
const WITHOUT_SAMPLE: Whose = [false]
const WITH_SAMPLE: Whose = [false, true]

function shadows(read: Reader | Tx, tenant: string, id: string, versions: readonly number[], whose: Whose) {
  return read
    .selectFrom('dry_run')
    .where('dry_run.tenant', '=', tenant)
    .where('dry_run.trigger_id', '=', id)
    .where('dry_run.version', 'in', [...versions])
    .where('dry_run.is_sample', 'in', [...whose])
}

function standing(read: Reader | Tx, tenant: string, id: string, versions: readonly number[], whose: Whose) {
  return read
    .selectFrom('alert')
    .where('tenant', '=', tenant)
    .where('trigger_id', '=', id)
    .where('trigger_version', 'in', [...versions])
    .where('is_sample', 'in', [...whose])
}

interface Span {
  readonly version: number
  readonly from: EpochMs
  /** Null while it is in force. */
  readonly to: EpochMs | null
}

/** When versions with this text were evaluated. What was shipped was so since the record began. */
async function spansOf(
  read: Reader | Tx,
  tenant: string,
  inForce: InForce,
  { id, digest }: TriedText,
): Promise<readonly Span[]> {
  const rows = await read
    .selectFrom('governed_version')
    .select(['number', 'mode', 'digest', 'at', 'ended_at'])
    .where('tenant', '=', tenant)
    .where('kind', '=', 'trigger')
    .where('subject_id', '=', id)
    .execute()
  const shipped = inForce.triggers.get(id)
  const versions =
    rows.length > 0 || shipped === undefined
      ? rows.map((row) => ({ ...row, version: row.number, to: row.ended_at }))
      : [{ version: shipped.version, mode: shipped.mode, digest: shipped.digest, at: null, to: null }]
  const tried = versions.filter((one) => one.digest === digest && one.mode !== 'off')
  if (tried.length === 0) return []
  const first = await read
    .selectFrom('audit_entry')
    .select('at')
    .where('tenant', '=', tenant)
    .orderBy('sequence')
    .limit(1)
    .executeTakeFirst()
  return tried.map(({ version, at, to }) => ({ version, from: at ?? first?.at ?? to ?? Number.POSITIVE_INFINITY, to }))
}
