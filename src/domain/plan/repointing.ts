import type { Dependency } from '../identity/identity.ts'
import type { EpochMs } from '../time/instant.ts'
import type { PlanBody, PlanStep, StepState, StepTarget } from './plan.ts'
import { REPOINT_AT_MOST_MS } from './plan-words.ts'
import { waitsFor } from './step-order.ts'

/** Somebody who holds a secret and has to take the next one. */
export type RepointedConsumer = StepTarget['consumer'] & {}

/** Stands for whoever else uses a secret of which nobody knows all consumers. */
export const EVERYBODY_ELSE = 'everybody-else'

/**
 * Who has to take the new secret before the old one goes: whoever holds one of these credentials, each once, by id. What stands on them
 * holds no secret. Where it is not known who all uses it, the last one stands for everybody else, and the owner answers for
 * them. A consumer without a team is answered for by the owner's. `credentialIds` empty: any.
 */
export function consumersToRepoint(
  dependencies: readonly Dependency[],
  credentialIds: readonly string[],
  consumersKnown: boolean,
  ownerTeam: string,
): readonly RepointedConsumer[] {
  const isMeant = ({ via, viaId }: Dependency) =>
    via === 'credential' && (viaId === null || credentialIds.length === 0 || credentialIds.includes(viaId))
  const byId = new Map<string, RepointedConsumer>()
  for (const edge of dependencies.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const { id, name, team } = edge.consumer
    if (isMeant(edge) && !byId.has(id)) byId.set(id, { id, name, team: team ?? ownerTeam })
  }
  const known = [...byId.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1))
  return consumersKnown
    ? known
    : [...known, { id: EVERYBODY_ELSE, name: 'Everybody else who uses it', team: ownerTeam }]
}

type Placed = Pick<PlanStep, 'ordinal' | 'after'>
type Ordered = Pick<PlanStep, 'ordinal' | 'after' | 'action' | 'target'>

/** Ordinals of all steps before this one, whatever way leads there. */
export function ancestorsOf(step: Placed, steps: readonly Placed[]): ReadonlySet<number> {
  const found = new Set<number>()
  const queue = [...waitsFor(step, steps)]
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (found.has(next)) continue
    found.add(next)
    const before = steps.find(({ ordinal }) => ordinal === next)
    if (before !== undefined) queue.push(...waitsFor(before, steps))
  }
  return found
}

/**
 * Why a plan would retire a secret before everybody has the next one; null where it does not. Each step that retires comes after one
 * that issues the same secret and after one for each of `consumers`.
 */
export function whyRetiresTooEarly(steps: readonly Ordered[], consumers: readonly RepointedConsumer[]): string | null {
  for (const step of steps.filter(({ action }) => action === 'retire-secret')) {
    const ancestors = ancestorsOf(step, steps)
    const before = steps.filter(({ ordinal }) => ancestors.has(ordinal))
    const isIssued = step.target.credentialIds.every((id) =>
      before.some(({ action, target }) => action === 'issue-secret' && target.credentialIds.includes(id)),
    )
    if (!isIssued) return `Step ${step.ordinal} retires a secret that no step before it issues anew.`
    const missing = consumers.filter(
      ({ id }) => !before.some(({ action, target }) => action === 'repoint-consumer' && target.consumer?.id === id),
    )
    if (missing.length > 0) {
      return `Step ${step.ordinal} retires a secret before it re-points ${missing.map(({ name }) => name).join(', ')}.`
    }
  }
  return null
}

/** What a target shows of one consumer: on the old secret (perhaps on both), on the new one only, or nothing. */
export type Seen = 'old' | 'next' | 'nothing'

/** On which secret a consumer shall be in the end. */
export type Wanted = 'old' | 'next'

/**
 * Whether a consumer is where it shall be. What a target sees counts more than what a person says: seen on the wrong secret
 * it is not, whoever confirmed it; seen on the right one it is, also without a word. Where nothing is seen, a person's word counts.
 */
export function isRepointed(seen: Seen, isConfirmed: boolean, wanted: Wanted): boolean {
  return seen === 'nothing' ? isConfirmed : seen === wanted
}

/** How a use of a secret calls itself, with how often it is seen. */
export interface Use {
  readonly name: string
  readonly count: number
}

/** What is seen of the consumer that calls itself by its name or its id; on both secrets counts as on the one to be left. */
export function seenOf(
  { id, name }: RepointedConsumer,
  old: readonly Use[],
  next: readonly Use[],
  wanted: Wanted,
): Seen {
  const isIts = (use: Use) => use.count > 0 && (use.name === name || use.name === id)
  const [onOld, onNext] = [old.some(isIts), next.some(isIts)]
  if (onOld && onNext) return wanted === 'next' ? 'old' : 'next'
  return onOld ? 'old' : onNext ? 'next' : 'nothing'
}

/** Whether nothing that this step waits for is still to be done. What the runner's claim asks of the database, for one plan. */
export function mayBeSent(step: Placed, steps: readonly Placed[], states: ReadonlyMap<number, StepState>): boolean {
  return waitsFor(step, steps).every((ordinal) => states.get(ordinal) === 'done')
}

/** A paused plan waits so long for somebody to decide after its consumers had their time. */
export const GRACE_MS = 24 * 60 * 60_000

/** Until when approvals hold: as the plan says, or where consumers are waited for as it stands on its row, yet never beyond this. */
export function approvalUntil(
  { expiresAt, repointWithinMs }: Pick<PlanBody, 'expiresAt' | 'repointWithinMs'>,
  rowExpiresAt: EpochMs,
): EpochMs {
  if (repointWithinMs === undefined || repointWithinMs === null) return expiresAt
  return Math.min(Math.max(rowExpiresAt, expiresAt), latestEnd(expiresAt))
}

/** After that no consumer is given more time, whoever asks. */
export function latestEnd(expiresAt: EpochMs): EpochMs {
  return expiresAt + REPOINT_AT_MOST_MS + GRACE_MS
}

/** When people are asked for one of its consumers until `deadline`: how long the plan has to live for that. */
export function livesUntil({ expiresAt }: Pick<PlanBody, 'expiresAt'>, deadline: EpochMs): EpochMs {
  return Math.min(deadline + GRACE_MS, latestEnd(expiresAt))
}
