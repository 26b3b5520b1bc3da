import type { Person } from '../../domain/people/person.ts'
import type { BreakGlass } from '../../domain/plan/break-glass.ts'
import type { Gateway } from '../gateway.ts'
import { findPerson, listPeople } from '../http/access.ts'
import { recordRefusal } from '../http/permission.ts'
import { Problem } from '../http/problem.ts'
import { bodyOf, subjectsOf } from '../plans/plan-rows.ts'
import type { Rights } from '../rights/rights.ts'
import { appendAudit } from '../store/audit-log.ts'
import { GATEWAY_ACTOR, personActor } from '../store/estate.ts'
import { glassOf } from './glass-rows.ts'

/**
 * Says whether a use of break-glass was justified: once, by somebody else. Throws `not-found`, `stale` where somebody was first,
 * `forbidden` (in the log).
 */
export async function reviewGlass(
  gateway: Gateway,
  by: Person,
  planId: string,
  review: { readonly verdict: 'justified' | 'not-justified'; readonly reason: string },
): Promise<void> {
  const { store } = gateway
  const { tenant } = store
  const glass = await glassOf(store.read, tenant, planId)
  if (glass === null) throw new Problem('not-found', 'Nobody broke the glass for this plan.')
  const plan = await store.read
    .selectFrom('plan')
    .select('body')
    .where('tenant', '=', tenant)
    .where('id', '=', planId)
    .executeTakeFirstOrThrow()
  const subjects = subjectsOf(bodyOf(plan))
  const current = (await findPerson(store.read, tenant, by.id)) ?? { ...by, roles: [] }
  const people = await listPeople(store.read, tenant)
  const verdict = gateway.rights.may(current, 'review-glass', { people, glass: { brokenBy: glass.person } })
  if (!verdict.allowed) {
    await recordRefusal(gateway, by, 'review-glass', verdict.rule, verdict.because, subjects)
    throw new Problem('forbidden', verdict.because, { rule: verdict.rule })
  }
  const isFirst = await store.write(async (tx) => {
    const now = await gateway.now(tx)
    const { verdict: found, reason } = review
    const reviewed = await tx
      .updateTable('break_glass')
      .set({
        reviewed_by: by.id,
        reviewed_by_name: current.name,
        reviewed_at: now,
        verdict: found,
        review_reason: reason,
      })
      .where('tenant', '=', tenant)
      .where('plan_id', '=', planId)
      .where('reviewed_at', 'is', null)
      .returning('plan_id')
      .executeTakeFirst()
    if (reviewed === undefined) return false
    const detail = { verdict: found, reason, brokenBy: glass.person.name, isLate: now > glass.reviewDueAt }
    await appendAudit(tx, tenant, now, [{ code: 'glass.reviewed', actor: personActor(current), subjects, detail }])
    return true
  })
  if (!isFirst) throw new Problem('stale', 'Somebody has reviewed it already.')
}

/** Says once, in the log, that a review is overdue; managers see it until somebody does it. Answers how many. */
export async function reportOverdueReviews(gateway: Gateway): Promise<number> {
  const { store } = gateway
  const { tenant } = store
  const asOf = await gateway.now(store.read)
  const due = await store.read
    .selectFrom('break_glass')
    .select('plan_id')
    .where('tenant', '=', tenant)
    .where('reviewed_at', 'is', null)
    .where('overdue_at', 'is', null)
    .where('review_due_at', '<=', asOf)
    .limit(20)
    .execute()
  let reported = 0
  for (const { plan_id: planId } of due) {
    const isReported = await store.write(async (tx) => {
      const now = await gateway.now(tx)
      const row = await tx
        .updateTable('break_glass')
        .set({ overdue_at: now })
        .where('tenant', '=', tenant)
        .where('plan_id', '=', planId)
        .where('reviewed_at', 'is', null)
        .where('overdue_at', 'is', null)
        .returning(['person_name', 'review_due_at'])
        .executeTakeFirst()
      if (row === undefined) return false
      const plan = await tx
        .selectFrom('plan')
        .select('body')
        .where('tenant', '=', tenant)
        .where('id', '=', planId)
        .executeTakeFirstOrThrow()
      const detail = { brokenBy: row.person_name, reviewDueAt: row.review_due_at }
      await appendAudit(tx, tenant, now, [
        { code: 'glass.review-overdue', actor: GATEWAY_ACTOR, subjects: subjectsOf(bodyOf(plan)), detail },
      ])
      return true
    })
    if (isReported) reported += 1
  }
  return reported
}

/** A use with whether this reader may review it. */
export function withVerdict(rights: Rights, glass: BreakGlass, reader: Person, people: readonly Person[]) {
  return { ...glass, mayReview: rights.may(reader, 'review-glass', { people, glass: { brokenBy: glass.person } }) }
}
