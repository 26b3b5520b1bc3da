import type { AuditEntry } from '../../domain/audit/entry.ts'
import { type Decided, habitsOf, wordsToRead } from '../../domain/plan/approval-habits.ts'
import type { ApprovalHabits } from '../../domain/views/habit-views.ts'
import type { Gateway } from '../gateway.ts'
import { bodyOf } from './plan-rows.ts'

const DAY_MS = 24 * 60 * 60_000
/** More votes than that are not read; the answer says from when on it counts. */
const MOST_VOTES = 20_000

/**
 * How people decided in the last `days`, from the entries of their votes: a vote that was cast anew after more time was given stands
 * twice there, and both were decisions. Of plans that are gone with the sample nothing is known to read, so they are never hurried.
 */
export async function readHabits(gateway: Gateway, days: number): Promise<ApprovalHabits> {
  const { read, tenant } = gateway.store
  const to = await gateway.now(read)
  const rows = await read
    .selectFrom('audit_entry')
    .select('text')
    .where('tenant', '=', tenant)
    .where('code', '=', 'vote.cast')
    .where('at', '>=', to - days * DAY_MS)
    .orderBy('sequence', 'desc')
    .limit(MOST_VOTES)
    .execute()
  const votes = rows.map(({ text }) => JSON.parse(text) as AuditEntry)
  const planIds = [...new Set(votes.flatMap((entry) => planIn(entry)?.id ?? []))]
  const plans = new Map<string, { readonly at: number; readonly words: number }>()
  for (let start = 0; start < planIds.length; start += 500) {
    const found = await read
      .selectFrom('plan')
      .select(['id', 'requested_at', 'body'])
      .where('tenant', '=', tenant)
      .where('id', 'in', planIds.slice(start, start + 500))
      .execute()
    for (const row of found) plans.set(row.id, { at: row.requested_at, words: wordsToRead(bodyOf(row)) })
  }
  const decisions = votes.flatMap((entry): Decided[] => {
    const plan = planIn(entry)
    if (plan === undefined) return []
    const known = plans.get(plan.id)
    return [
      {
        person: { id: entry.actor.id, name: entry.actor.name },
        plan: { id: plan.id, number: Number(plan.label.replace('P-', '')) },
        choice: entry.detail['choice'] === 'approve' ? 'approve' : 'reject',
        at: entry.at,
        readableFrom: known?.at ?? entry.at,
        words: known?.words ?? 0,
      },
    ]
  })
  const from = rows.length < MOST_VOTES ? to - days * DAY_MS : (votes.at(-1)?.at ?? to)
  return { from, to, decisions: decisions.length, people: [...habitsOf(decisions)] }
}

function planIn({ subjects }: AuditEntry) {
  return subjects.find(({ kind }) => kind === 'plan')
}
