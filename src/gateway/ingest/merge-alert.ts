import type { IdentityRef, Signal } from '../../domain/signal/signal.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import { isHeld } from '../../domain/work/hold.ts'
import type { LoadedTrigger } from '../../sigma/pack/pack.ts'
import type { AlertDraft } from '../alerts/alert-draft.ts'
import { holdOf, NOT_HELD, NOTHING_KEPT } from '../alerts/kept-work.ts'
import { byStrength } from '../alerts/triggers.ts'
import type { InForce } from '../changes/in-force.ts'
import type { Match } from '../identities/match.ts'
import { compareVersions, type Verdict } from './judge-records.ts'

/** A record that asks for an alert. */
export interface Hit {
  readonly signal: Signal
  readonly verdict: Exclude<Verdict, 'duplicate' | 'conflict'>
  /** Strongest first; empty for a finding without a trigger. */
  readonly fired: readonly LoadedTrigger[]
  readonly match: Match
  readonly seenAt: EpochMs
  readonly firstSeenAt: EpochMs
}

/**
 * Whose alert it is: as the trigger says; else, for a finding, whom it was done to, since that is what can be contained,
 * unless that is a person and the one who acted is not.
 */
export function subjectRef(signal: Signal, fired: readonly LoadedTrigger[]): IdentityRef | null {
  const affected = signal.affected.find((ref) => ref.kind !== 'human') ?? null
  const anyAffected = affected ?? signal.affected[0] ?? null
  const response = fired[0]?.trigger.response
  if (response !== undefined) {
    return response.subject === 'actor' ? (signal.actor ?? anyAffected) : (anyAffected ?? signal.actor)
  }
  return affected ?? signal.actor ?? anyAffected
}

/** What makes two records one alert: the source's key for findings; trigger, identity and session for telemetry. */
export function dedupText(signal: Signal, fired: readonly LoadedTrigger[], subject: string): string {
  const strongest = fired[0]
  if (signal.form === 'finding' || strongest === undefined) return `finding\n${signal.dedupKey}`
  return ['trigger', strongest.trigger.id, subject, signal.sessions[0]?.id ?? ''].join('\n')
}

export function openAlert(
  hit: Hit,
  made: { id: string; number: number; dedupHash: string; generation: number; receivedAt: EpochMs; isSample: boolean },
): AlertDraft {
  return {
    ...made,
    before: null,
    signal: hit.signal,
    firstSeenAt: Math.min(hit.firstSeenAt, hit.seenAt),
    lastSeenAt: hit.seenAt,
    count: 1,
    triggerId: hit.fired[0]?.trigger.id ?? null,
    triggerVersion: hit.fired[0]?.trigger.version ?? null,
    alsoFired: hit.fired.slice(1).map(({ trigger }) => trigger.id),
    identityId: hit.match.identityId,
    ambiguity: hit.match.ambiguity,
    status: 'new',
    disposition: 'undetermined',
    assignee: null,
    kept: NOTHING_KEPT,
  }
}

/**
 * Whether the hit needs an alert of its own although one with its key exists: a trigger that fires on a new record after the
 * alert was closed is a new case with a judgement of its own.
 */
export function needsNextGeneration(alert: AlertDraft, hit: Hit, now: EpochMs): boolean {
  return alert.status === 'closed' && !isResting(alert, now) && hit.verdict === 'fresh' && hit.fired.length > 0
}

/** An accepted risk takes more of the same without a word; if it becomes worse, its decision opens it. */
function isResting({ kept }: AlertDraft, now: EpochMs): boolean {
  return isHeld(holdOf(kept), now)
}

/**
 * The alert with one more record. The latest version of a finding is what is shown, whichever arrives last. An update that
 * does not say it is over opens a closed alert again: silence would hide that it goes on.
 */
export function mergeHit(alert: AlertDraft, hit: Hit, inForce: InForce, now: EpochMs): AlertDraft {
  const isNewest = compareVersions(hit.signal, alert.signal) >= 0
  const triggers = mergeTriggers(alert, hit, inForce)
  const isOver = ['resolved', 'archived', 'suppressed'].includes(hit.signal.sourceStatus ?? '')
  const reopens = alert.status === 'closed' && hit.verdict !== 'older' && !isOver && !isResting(alert, now)
  return {
    ...alert,
    ...triggers,
    signal: isNewest ? hit.signal : alert.signal,
    firstSeenAt: Math.min(alert.firstSeenAt, hit.firstSeenAt),
    lastSeenAt: Math.max(alert.lastSeenAt, hit.seenAt),
    count: alert.count + 1,
    // The subject of an alert never moves to another identity under people's hands; only a missing one is filled in.
    identityId: alert.identityId ?? hit.match.identityId,
    ambiguity: alert.ambiguity ?? hit.match.ambiguity,
    ...(reopens
      ? {
          status: 'new' as const,
          disposition: 'undetermined' as const,
          kept: { ...alert.kept, ...NOT_HELD, closure: null },
        }
      : {}),
  }
}

/** The strongest trigger of all records leads; the others corroborate. Independent of their order. */
function mergeTriggers(
  alert: AlertDraft,
  hit: Hit,
  { set }: InForce,
): Pick<AlertDraft, 'triggerId' | 'triggerVersion' | 'alsoFired'> {
  const ids = new Set([alert.triggerId, ...alert.alsoFired, ...hit.fired.map(({ trigger }) => trigger.id)])
  const loaded = [...ids].flatMap((id) => (id === null ? [] : (set.loaded.get(id) ?? [])))
  const [first, ...others] = loaded.sort(byStrength)
  const { triggerId, triggerVersion, alsoFired } = alert
  if (first === undefined) return { triggerId, triggerVersion, alsoFired }
  const { id, version } = first.trigger
  // A trigger that leads without firing again keeps the version that fired.
  const isOld = id === triggerId && !hit.fired.some(({ trigger }) => trigger.id === id)
  return {
    triggerId: id,
    triggerVersion: isOld ? triggerVersion : version,
    alsoFired: others.map(({ trigger }) => trigger.id),
  }
}
