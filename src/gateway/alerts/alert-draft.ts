import type { Tier } from '../../domain/action/action.ts'
import type { Disposition, Status } from '../../domain/alert/alert.ts'
import type { ActionOption, Decision } from '../../domain/decision/decision.ts'
import type { Identity } from '../../domain/identity/identity.ts'
import { ownerTeamOf } from '../../domain/identity/owner-team.ts'
import type { Policy } from '../../domain/policy/policy.ts'
import { SEVERITIES, type Severity, type Signal } from '../../domain/signal/signal.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import { slaDueAt } from '../../domain/work/sla.ts'
import type { InForce } from '../changes/in-force.ts'
import type { Tables } from '../store/tables.ts'
import type { AlertSubject } from './decide-alert.ts'
import { evidenceText } from './evidence-text.ts'
import { holdOf, type KeptWork, keptOf, NOT_HELD, withEvidenceAt } from './kept-work.ts'
import { readSignal, signalText } from './signal-text.ts'

/** An alert apart from what is decided about it: evidence, match, and the work that people did on it. */
export interface AlertDraft {
  readonly id: string
  readonly number: number
  readonly dedupHash: string
  readonly generation: number
  readonly isSample: boolean
  /** As it stands in the store; null for one that does not yet. */
  readonly before: Tables['alert'] | null
  readonly signal: Signal
  readonly firstSeenAt: EpochMs
  readonly lastSeenAt: EpochMs
  readonly receivedAt: EpochMs
  readonly count: number
  readonly triggerId: string | null
  /** The version that fired, whatever is in force by now. */
  readonly triggerVersion: number | null
  readonly alsoFired: readonly string[]
  readonly identityId: string | null
  readonly ambiguity: string | null
  readonly status: Status
  readonly disposition: Disposition
  readonly assignee: { readonly id: string; readonly name: string } | null
  readonly kept: KeptWork
}

export function draftOf(row: Tables['alert']): AlertDraft {
  return {
    id: row.id,
    number: row.number,
    dedupHash: row.dedup_hash,
    generation: row.generation,
    isSample: row.is_sample,
    before: row,
    signal: readSignal(row.signal),
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
    receivedAt: row.received_at,
    count: row.count,
    triggerId: row.trigger_id,
    triggerVersion: row.trigger_version,
    alsoFired: JSON.parse(row.also_fired) as string[],
    identityId: row.identity_id,
    ambiguity: row.ambiguity,
    status: row.status as Status,
    disposition: row.disposition as Disposition,
    assignee: row.assignee_id === null ? null : { id: row.assignee_id, name: row.assignee_name ?? row.assignee_id },
    kept: keptOf(row),
  }
}

export function subjectOfDraft(draft: AlertDraft): AlertSubject {
  const { id, identityId, ambiguity, triggerId, alsoFired, lastSeenAt, signal } = draft
  return { alertId: id, identityId, ambiguity, triggerId, alsoFired, lastSeenAt, signal }
}

/**
 * The row of a decided alert. Its version rises if anything in it changed except the instant of deciding, so that looking
 * again changes nothing under a person's hands.
 */
export function composeAlert(
  tenant: string,
  given: AlertDraft,
  decision: Decision,
  identity: Identity | null,
  { now, inForce }: { readonly now: EpochMs; readonly inForce: InForce },
): Tables['alert'] {
  const { before } = given
  const draft = before !== null && decision.need.tier > before.tier ? stirred(given) : given
  const { signal } = draft
  const trigger = draft.triggerId === null ? null : inForce.trigger(draft.triggerId)
  const chosen = decision.options.find((option) => option.action === decision.action)
  const title = trigger !== null && signal.form === 'event' ? trigger.title : signal.title
  const severity = signal.severity === 'unknown' && trigger !== null ? trigger.level : signal.severity
  const identityName = identity?.name ?? null
  const row: Tables['alert'] = {
    tenant,
    id: draft.id,
    number: draft.number,
    dedup_hash: draft.dedupHash,
    generation: draft.generation,
    title,
    severity,
    severity_rank: severityRank(severity),
    tier: decision.need.tier,
    uncapped: decision.need.uncapped,
    caps: JSON.stringify(decision.need.caps),
    gate: decision.gate,
    threat: decision.threat,
    action: decision.action,
    confidence: decision.confidence.value,
    urgency: decision.urgency.value,
    disruption: chosen?.disruption.score ?? 0,
    priority: decision.priority,
    identity_id: draft.identityId,
    identity_name: identityName,
    identity_kind: identity?.kind ?? 'unknown',
    is_claimed: identity?.claimed ?? false,
    owner_team: ownerTeamOf(identity),
    environment: identity?.environment ?? null,
    breaks: chosen === undefined ? null : JSON.stringify(breaksOf(chosen.disruption)),
    containment: containmentOf(before?.containment ?? null, decision.need.tier),
    status: draft.status,
    disposition: draft.disposition,
    assignee_id: draft.assignee?.id ?? null,
    assignee_name: draft.assignee?.name ?? null,
    sla_due_at: slaOf(draft, decision.need.tier, now, inForce.policy),
    first_seen_at: draft.firstSeenAt,
    last_seen_at: draft.lastSeenAt,
    received_at: draft.receivedAt,
    count: draft.count,
    trigger_id: draft.triggerId,
    trigger_version: draft.triggerVersion,
    trigger_title: trigger?.title ?? before?.trigger_title ?? null,
    type: signal.type,
    format: signal.format,
    vendor: signal.vendor,
    search: `${title}\n${identityName ?? ''}\na-${draft.number}`.toLowerCase(),
    decision: JSON.stringify(decision),
    signal: signalText(signal),
    evidence: evidenceText(signal),
    version: before?.version ?? 1,
    is_sample: draft.isSample,
    ambiguity: draft.ambiguity,
    also_fired: JSON.stringify(draft.alsoFired),
    ...draft.kept,
  }
  return before !== null && isChanged(before, row) ? withEvidenceAt(before, row, before.version + 1) : row
}

/** Whoever put it aside saw a lesser alert than it has become: it no longer rests, an accepted risk is open again, its clock runs. */
function stirred(draft: AlertDraft): AlertDraft {
  const isAccepted = draft.status === 'closed' && holdOf(draft.kept)?.kind === 'risk-accepted'
  const kept = { ...draft.kept, ...NOT_HELD, ...(isAccepted ? { closure: null } : {}) }
  return { ...draft, kept, status: isAccepted ? 'new' : draft.status }
}

/** Whether two rows of one alert differ in anything but when it was decided. */
export function isChanged(before: Tables['alert'], after: Tables['alert']): boolean {
  return (Object.keys(after) as (keyof Tables['alert'])[]).some((column) => {
    // Follows from the signal; a row from before there was this column is no other alert.
    if (column === 'evidence') return false
    if (column !== 'decision') return before[column] !== after[column]
    return timeless(before.decision) !== timeless(after.decision)
  })
}

/** `policyVersion` and `decidedAt` lead the text; everything that can differ in substance follows. */
function timeless(decision: string): string {
  return decision.slice(decision.indexOf('"confidence"'))
}

/** Consumers an action stops and those that come back alone; whoever is not known to come back counts as stopped. */
export function breaksOf(disruption: ActionOption['disruption']): {
  stops: number
  comesBack: number
  isComplete: boolean
} {
  let stops = 0
  let comesBack = 0
  for (const consumer of disruption.consumers) {
    if (consumer.outcome === 'comes-back') comesBack += consumer.standsFor
    else stops += consumer.standsFor
  }
  return { stops, comesBack, isComplete: disruption.isComplete }
}

export function severityRank(severity: Severity): number {
  return SEVERITIES.indexOf(severity)
}

/** What a target was read back as stays; before that, only a tier that asks for containment has a state at all. */
function containmentOf(before: string | null, tier: Tier): string | null {
  if (before !== null && before !== 'not-contained') return before
  return tier >= 2 ? 'not-contained' : null
}

/** Runs while nobody has acknowledged it and none is kept from doing so; a tier that rises later starts the shorter time at that moment. */
export function slaOf(draft: AlertDraft, tier: Tier, now: EpochMs, policy: Policy): EpochMs | null {
  if (draft.status !== 'new' || draft.kept.sla_pause !== null || draft.kept.suppression !== null) return null
  const { before } = draft
  if (before === null || before.status !== 'new') {
    return slaDueAt(tier, before === null ? draft.receivedAt : now, policy)
  }
  if (before.sla_due_at !== null && before.tier === tier) return before.sla_due_at
  const due = slaDueAt(tier, before.tier < tier ? now : draft.receivedAt, policy)
  return before.sla_due_at === null || before.tier > tier ? due : Math.min(due, before.sla_due_at)
}
