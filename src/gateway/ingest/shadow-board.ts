import type { IdentityRef, Signal } from '../../domain/signal/signal.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import { wouldHave } from '../../domain/trigger/dry-run.ts'
import type { LoadedTrigger } from '../../sigma/pack/pack.ts'
import { decideAlert } from '../alerts/decide-alert.ts'
import type { DecisionFacts } from '../alerts/decision-facts.ts'
import { byStrength, type Fired } from '../alerts/triggers.ts'
import type { Gateway } from '../gateway.ts'
import { digestText } from '../hash.ts'
import type { Resolver } from '../identities/resolver.ts'
import { insertRows } from '../store/bulk.ts'
import { DRY_RUN_COLUMNS } from '../store/columns.ts'
import type { Tx } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { dedupText, subjectRef } from './merge-alert.ts'

/** A record on which triggers in shadow fired, and what became of it without them. */
export interface Shadowed {
  readonly signal: Signal
  readonly fired: Fired['on']
  readonly shadow: Fired['shadow']
  /** Our time for it, epoch ms UTC. */
  readonly seenAt: EpochMs
  readonly recordId: string
  readonly alertId: string | null
}

type Row = Tables['dry_run']

/** Whose alerts these records would have been, for the resolver to look up with the others. */
export function shadowSubjects(told: readonly Pick<Shadowed, 'signal' | 'fired' | 'shadow'>[]): readonly IdentityRef[] {
  return told.flatMap(({ signal, fired, shadow }) =>
    shadow.flatMap((trigger) => subjectRef(signal, lineUp(trigger, fired)) ?? []),
  )
}

/**
 * Decides what triggers in shadow would have come to, by the decision that counts, as if each were on and its dry run done. Nothing comes
 * of it: no identity is made, no alert touched, nobody asked. Suppressions are left out, since they hold back alerts and not triggers.
 */
export async function tellShadows(
  gateway: Gateway,
  tx: Tx,
  {
    facts,
    resolver,
    told,
    isSample,
  }: {
    readonly facts: DecisionFacts
    readonly resolver: Pick<Resolver, 'match'>
    readonly told: readonly Shadowed[]
    readonly isSample: boolean
  },
): Promise<void> {
  const { tenant } = gateway.store
  const all = told.flatMap((one) => one.shadow.map((trigger) => sightingOf(one, trigger, resolver)))
  if (all.length === 0) return
  const alike = Map.groupBy(all, ({ key }) => key)
  const newest = [...alike.values()].flatMap((same) => same.at(-1) ?? [])
  await facts.preload(newest.map(({ match, one }) => ({ identityId: match.identityId, lastSeenAt: one.seenAt })))
  const before = await readRows(tx, tenant, newest)
  const asIfOn: DecisionFacts = {
    ...facts,
    automation: async (trigger, identity) => {
      const forbidden = trigger === null ? null : facts.inForce.whyKept(trigger.id)
      return { ...(await facts.automation(trigger, identity)), forbidden }
    },
  }
  const rows: Row[] = []
  for (const sighting of newest) {
    const { key, trigger, match, one, leads } = sighting
    const identity = match.identityId === null ? null : await facts.identity(match.identityId)
    const was = before.get(key)
    rows.push({
      tenant,
      trigger_id: trigger.trigger.id,
      version: trigger.trigger.version,
      dedup_hash: sighting.hash,
      record_id: one.recordId,
      alert_id: one.alertId ?? was?.alert_id ?? null,
      title: one.signal.title,
      identity_id: match.identityId,
      identity_name: identity?.name ?? null,
      ...(leads ? await decided(gateway, tx, asIfOn, sighting) : LEFT_TO_ANOTHER),
      count: (was?.count ?? 0) + (alike.get(key)?.length ?? 0),
      first_at: was?.first_at ?? facts.now,
      last_at: facts.now,
      is_sample: isSample,
    })
  }
  await insertRows(tx, 'dry_run', DRY_RUN_COLUMNS, rows, { replaceBy: KEY })
}

const KEY = ['tenant', 'trigger_id', 'version', 'dedup_hash'] as const

interface Sighting {
  readonly one: Shadowed
  readonly trigger: LoadedTrigger
  readonly match: { readonly identityId: string | null; readonly ambiguity: string | null }
  readonly hash: string
  readonly key: string
  /** It would have led the alert. */
  readonly leads: boolean
}

function sightingOf(one: Shadowed, trigger: LoadedTrigger, resolver: Pick<Resolver, 'match'>): Sighting {
  const line = lineUp(trigger, one.fired)
  const subject = subjectRef(one.signal, line)
  const match = subject === null ? { identityId: null, ambiguity: null } : resolver.match(subject)
  const named = match.identityId ?? subject?.names[0]?.value ?? ''
  const hash = digestText(dedupText(one.signal, line, named))
  const leads = line[0] === trigger
  return { one, trigger, match, hash, key: keyOf(trigger.trigger.id, trigger.trigger.version, hash), leads }
}

/** Those that would have fired together, were this one on: the strongest first. */
function lineUp(trigger: LoadedTrigger, fired: Fired['on']): readonly LoadedTrigger[] {
  return [trigger, ...fired].sort(byStrength)
}

function keyOf(id: string, version: number, hash: string): string {
  return `${id}@${version} ${hash}`
}

type Outcome = Pick<Row, 'outcome' | 'tier' | 'gate' | 'action' | 'approvals' | 'stops'>

const LEFT_TO_ANOTHER: Outcome = {
  outcome: 'corroborates',
  tier: null,
  gate: null,
  action: null,
  approvals: 0,
  stops: '[]',
}

async function decided(
  gateway: Gateway,
  tx: Tx,
  facts: DecisionFacts,
  { one, trigger, match }: Sighting,
): Promise<Outcome> {
  const { decision } = await decideAlert(
    gateway,
    tx,
    {
      // Its own alert corroborates nothing.
      alertId: one.alertId,
      identityId: match.identityId,
      ambiguity: match.ambiguity,
      triggerId: trigger.trigger.id,
      alsoFired: one.fired.map((other) => other.trigger.id),
      lastSeenAt: one.seenAt,
      signal: one.signal,
    },
    facts,
  )
  const { outcome, approvals, stops } = wouldHave(decision, facts.inForce.policy)
  const { need, gate, action } = decision
  return { outcome, tier: need.tier, gate, action, approvals, stops: JSON.stringify(stops) }
}

async function readRows(tx: Tx, tenant: string, asked: readonly Sighting[]): Promise<ReadonlyMap<string, Row>> {
  const rows = await tx
    .selectFrom('dry_run')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('trigger_id', 'in', [...new Set(asked.map(({ trigger }) => trigger.trigger.id))])
    .where('dedup_hash', 'in', [...new Set(asked.map(({ hash }) => hash))])
    .execute()
  return new Map(rows.map((row) => [keyOf(row.trigger_id, row.version, row.dedup_hash), row]))
}
