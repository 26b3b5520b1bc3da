import type { AuditEntry } from '../../domain/audit/entry.ts'
import type { PlanView } from '../../domain/views/plan-views.ts'
import { auditEntries } from './audit-check.ts'
import type { World } from './gateway-kit.ts'

/**
 * One thing that somebody tried, and what they were told: `ok`, `fail` where it was refused, `info` where no answer came and it
 * may have happened or not. Expiry is nobody's call: it stands in the log alone.
 */
export interface Call {
  readonly planId: string
  readonly who: string
  readonly what: 'approve' | 'reject' | 'cancel'
  readonly told: 'ok' | 'fail' | 'info'
}

const DECISIONS: ReadonlySet<string> = new Set(['plan.approved', 'plan.rejected', 'plan.cancelled', 'plan.expired'])

/**
 * What is wrong between what people were told and what the log holds, a sentence each: a plan is decided once, whoever was told yes
 * stands in the log and nobody else does, and no vote is of the requester, after the decision, or after the plan's time was up.
 */
export async function raceTrouble(
  world: World,
  plans: readonly PlanView[],
  history: readonly Call[],
): Promise<readonly string[]> {
  const all = await auditEntries(world)
  const rows = await world.store.read
    .selectFrom('plan')
    .select(['id', 'expires_at', 'state'])
    .where('tenant', '=', world.store.tenant)
    .execute()
  return plans.flatMap((plan) => {
    const { id } = plan.summary
    const entries = all.filter(({ subjects }) => subjects.some((subject) => subject.id === id))
    const row = rows.find((candidate) => candidate.id === id)
    const calls = history.filter(({ planId }) => planId === id)
    const troubles = [
      ...decidedOnce(entries, row?.state ?? 'gone'),
      ...votesHold(entries, plan, row?.expires_at ?? 0),
      ...toldTheTruth(entries, calls),
    ]
    return troubles.map((trouble) => `P-${plan.summary.number}: ${trouble}`)
  })
}

function decidedOnce(entries: readonly AuditEntry[], state: string): string[] {
  const decisions = entries.filter(({ code }) => DECISIONS.has(code)).map(({ code }) => code)
  // What was approved may still be withdrawn, or run out of time, before it began.
  const [first, second, ...more] = decisions
  const isEnded = first === 'plan.approved' && (second === 'plan.cancelled' || second === 'plan.expired')
  if (first === undefined) return state === 'pending' ? [] : [`it is ${state} and nothing decided it`]
  return second !== undefined && !(isEnded && more.length === 0) ? [`decided by ${decisions.join(' and ')}`] : []
}

function votesHold(entries: readonly AuditEntry[], plan: PlanView, expiresAt: number): string[] {
  const decidedAt = entries.find(({ code }) => DECISIONS.has(code))?.sequence ?? Number.POSITIVE_INFINITY
  return entries
    .filter(({ code }) => code === 'vote.cast')
    .flatMap(({ actor, at, sequence }) => [
      ...(at >= expiresAt ? [`${actor.name} voted after its time`] : []),
      ...(sequence > decidedAt ? [`${actor.name} voted after it was decided`] : []),
      ...(actor.id === plan.body.requestedBy.id ? [`${actor.name} voted on an own plan`] : []),
    ])
}

function toldTheTruth(entries: readonly AuditEntry[], calls: readonly Call[]): string[] {
  const stands = ({ who, what }: Pick<Call, 'who' | 'what'>) =>
    entries.some(({ code, actor, detail }) =>
      what === 'cancel'
        ? code === 'plan.cancelled' && actor.id === who
        : code === 'vote.cast' && actor.id === who && detail['choice'] === what,
    )
  return calls.flatMap((call) => {
    if (call.told === 'ok' && !stands(call))
      return [`${call.who} was told that ${call.what} counts, and it is not in the log`]
    // The same person may be told yes for one click and no for another; a no to all of them must not stand.
    const isRefused = calls
      .filter(({ who, what }) => who === call.who && what === call.what)
      .every(({ told }) => told === 'fail')
    return isRefused && stands(call) ? [`${call.who} was refused, and ${call.what} is in the log`] : []
  })
}
