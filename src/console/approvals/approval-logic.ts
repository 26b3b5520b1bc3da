import * as words from '#words/approvals.tsx'
import { PLAN_STATE_WORDS, planName } from '#words/shared/triage.ts'
import { actionOf } from '../../domain/action/catalogue.ts'
import { consumerCount } from '../../domain/decision/consumer-count.ts'
import type { Verdict } from '../../domain/people/verdict.ts'
import type { PlanBody, PlanStep } from '../../domain/plan/plan.ts'
import type { PlanView } from '../../domain/views/plan-views.ts'
import { sayRefusal } from '../shared/use-refusal.ts'

/** Why a plan is turned down, in the words that the requester reads. The keys 1–5 choose them. */
export const REJECT_REASONS = [
  words.breaksTooMuchNow,
  words.aSmallerAction,
  words.evidenceIsThin,
  words.thisActivity,
  words.wrongTarget,
] as const

/** The second half of the consequence: how much stops, in one sentence. */
export function breakageSentence(steps: readonly Pick<PlanStep, 'predicted'>[]): string {
  // One that several steps reach is one consumer, as badly off as the worst of them leaves it.
  const worst = new Map<string, PlanStep['predicted']['consumers'][number]>()
  for (const consumer of steps.flatMap(({ predicted }) => predicted.consumers)) {
    const before = worst.get(consumer.id)
    if (before === undefined || before.outcome === 'comes-back') worst.set(consumer.id, consumer)
  }
  const consumers = [...worst.values()]
  const count = (outcome: 'stops' | 'comes-back' | 'unknown') =>
    consumerCount(consumers.filter((consumer) => consumer.outcome === outcome))
  const stops = count('stops') + count('unknown')
  const returns = count('comes-back')
  const isWhole = steps.every(({ predicted }) => predicted.isComplete)
  if (stops === 0 && returns === 0) {
    return isWhole ? words.nothingStops : words.notMapped
  }
  const parts = [
    ...(stops > 0 ? [words.consumersStop(stops)] : []),
    ...(returns > 0 ? [words.comesBackAlone(returns)] : []),
  ]
  const entries = stops + returns === consumers.length ? '' : ` (${words.entriesOfTheMap(consumers.length)})`
  return `${parts.join(', ')}${entries}${isWhole ? '' : words.andMoreMay}.`
}

/**
 * Whether the approver must write the target's name: where the step is strong, cannot be undone, or breaks much. Reading it
 * back letter by letter is the cheapest brake on approving by habit.
 */
export function mustNameTarget(body: Pick<PlanBody, 'steps' | 'undoes'>): boolean {
  if (body.undoes !== null) return false
  return body.steps.some(({ action, predicted, undo }) => {
    const isMuch = predicted.level === 'high' || predicted.level === 'severe'
    return actionOf(action).strength >= 3 || undo.action === null || isMuch
  })
}

/** How a step is taken back, or that it cannot be, and what is lost either way. */
export function undoSentences(
  { action, seconds, cannotRestore }: PlanStep['undo'],
  timeText: (seconds: number) => string,
): readonly string[] {
  const time = seconds === null ? '' : `, ≈ ${timeText(seconds)}`
  const how = action === null ? words.itCannotBeUndone : words.byAPlan(action, time)
  return [how, ...cannotRestore.map((lost) => words.doesNotBringBack(lost))]
}

/** Whether what was written is that name, letter by letter. */
export function isTargetNamed({ identity }: Pick<PlanBody, 'identity'>, written: string): boolean {
  return written.trim() === identity.name.trim()
}

/**
 * Why nobody, or not this person, can decide on it now, by the time of the gateway (epoch ms); null where they can. `waits`: the
 * connection, null where it is there. What is over comes first: a late click must never look as if it could have counted.
 */
export function whyNotDecide(plan: PlanView, verdict: Verdict, now: number, waits: string | null): string | null {
  const { body, state } = plan
  if (state !== 'pending') return words.isDecided(planName(body.number), PLAN_STATE_WORDS[state].toLowerCase())
  if (now >= body.expiresAt) return words.isExpired(body.requestedBy.name)
  return sayRefusal(verdict) ?? waits
}

interface Reading {
  /** What became different since the person began to read, or null. */
  readonly changed: string | null
  readonly areTargetsSeen: boolean
  /** What stands in the field for the target's name. */
  readonly named: string
}

/** What has to be read, seen or written before this person may approve; null where nothing is left. */
export function whyNotApprove(plan: PlanView, { changed, areTargetsSeen, named }: Reading): string | null {
  if (changed !== null) return words.thePlanChanged
  const failing = plan.recheck.find(({ holds }) => !holds)
  if (failing !== undefined) return words.holdsNot(failing.what, failing.detail)
  if (!areTargetsSeen) return words.lookAtTargets
  if (mustNameTarget(plan.body) && !isTargetNamed(plan.body, named)) {
    return words.writeTheName(plan.body.identity.name)
  }
  return null
}

/** What a person has read: the plan by its digest, its state, and what the comparison of that moment said. */
export interface Shown {
  readonly digest: string
  /** Under the digest, and the only thing that changes it under the same number. */
  readonly expiresAt: number
  readonly state: PlanView['state']
  readonly failing: readonly string[]
  /** What the trigger says to do first, as text. */
  readonly guide: string
}

export function shownOf(plan: PlanView): Shown {
  const failing = plan.recheck.filter(({ holds }) => !holds).map(({ what }) => what)
  return {
    digest: plan.digest,
    expiresAt: plan.body.expiresAt,
    state: plan.state,
    failing,
    guide: JSON.stringify(plan.guide),
  }
}

/**
 * What became different since the person began to read, in one sentence, or null. A plan that did not wait any more is not read to
 * decide on it: how it goes on is its state and no change.
 */
export function changeSince(before: Shown, now: Shown): string | null {
  if (before.state !== 'pending') return null
  if (before.digest !== now.digest) return before.expiresAt < now.expiresAt ? words.hasMoreTime : words.contentChanged
  if (now.state !== 'pending') return words.stateIsNow(PLAN_STATE_WORDS[now.state].toLowerCase())
  if (before.guide !== now.guide) return words.guideChanged
  const fresh = now.failing.filter((what) => !before.failing.includes(what))
  return fresh.length === 0 ? null : words.noLongerAsShown(fresh.join(', '))
}

/** The exact things that a plan touches, one line each, for the block above the button. */
export function targetsOf(body: Pick<PlanBody, 'steps'>): readonly string[] {
  return body.steps.flatMap(({ action, target }) => {
    const ids = [...target.sessionIds, ...target.credentialIds, ...target.tools]
    return ids.length === 0 ? [`${action} ${target.account}`] : ids.map((id) => `${action} ${target.account} ${id}`)
  })
}
