import * as z from 'zod'
import { MOST_MEMBERS } from './most-members.ts'

export const CASE_STATUSES = ['open', 'closed'] as const
export const CaseStatus = z.enum(CASE_STATUSES)
export type CaseStatus = z.infer<typeof CaseStatus>

const ids = z.array(z.string().min(1).max(100)).min(1).max(MOST_MEMBERS)
const reason = z.string().trim().min(3).max(2000)
const name = z.string().trim().min(3).max(200)

/**
 * Alerts worked as one. The reason says why they belong together. `leavesTaken`: those that are in a case already stay there; without it
 * one of them refuses the whole.
 */
export const CaseDraft = z.strictObject({ name, alertIds: ids, reason, leavesTaken: z.boolean().optional() })
export type CaseDraft = z.infer<typeof CaseDraft>

/** Alerts that somebody means to link: those of another case stay there. */
export const CaseCandidates = z.strictObject({ alertIds: ids })
export type CaseCandidates = z.infer<typeof CaseCandidates>

/** An absent field stays. Closing takes a reason. */
export const CaseChange = z.strictObject({
  name: name.optional(),
  /** `me` takes it, null gives it to nobody, else a person's id. */
  owner: z.string().min(1).max(100).nullable().optional(),
  status: CaseStatus.optional(),
  reason: reason.optional(),
})
export type CaseChange = z.infer<typeof CaseChange>

export const CaseAddition = z.strictObject({ alertIds: ids, reason })
export type CaseAddition = z.infer<typeof CaseAddition>

export const CaseRemoval = z.strictObject({ alertIds: ids, reason })
export type CaseRemoval = z.infer<typeof CaseRemoval>

interface CaseState {
  readonly name: string
  readonly status: CaseStatus
  readonly ownerId: string | null
}

type CaseChanged =
  | { readonly ok: true; readonly after: CaseState; readonly changed: readonly (keyof CaseState)[] }
  | { readonly ok: false; readonly refusal: string }

/**
 * A change of a case by a person. Closing it takes a reason, and that none of its alerts is open: a closed case says that nothing of
 * it waits. Opening it again is always allowed.
 */
export function changeCase(
  before: CaseState,
  change: CaseChange,
  { byId, openMembers }: { readonly byId: string; readonly openMembers: number },
): CaseChanged {
  const after: CaseState = {
    name: change.name ?? before.name,
    status: change.status ?? before.status,
    ownerId: change.owner === undefined ? before.ownerId : change.owner === 'me' ? byId : change.owner,
  }
  if (after.status === 'closed' && before.status === 'open') {
    if (change.reason === undefined) return no('Closing a case takes a reason of at least three characters.')
    if (openMembers > 0) {
      const what = openMembers === 1 ? 'One of its alerts is' : `${openMembers} of its alerts are`
      return no(`${what} still open. Close them first, all at once if they ended alike.`)
    }
  }
  const changed = (['name', 'status', 'ownerId'] as const).filter((field) => before[field] !== after[field])
  return { ok: true, after, changed }
}

function no(refusal: string): CaseChanged {
  return { ok: false, refusal }
}
