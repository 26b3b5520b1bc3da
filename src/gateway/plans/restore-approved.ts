import { digestText } from '../hash.ts'
import type { Reader, Tx } from '../store/store.ts'
import { findPlan, type StoredPlan } from './plan-rows.ts'

/** A failed or stopped plan is taken back because its playbook says so, whatever its deadline. */
export function isTemporary({ row, body }: StoredPlan): boolean {
  return (body.restoreAfterMs ?? null) !== null && (row.state === 'done' || body.onFailure !== 'take-back')
}

/**
 * Whether the plan that `undoes` names was approved with being taken back by itself, and nobody said since that it stays. Read
 * again before every step of the plan that takes it back.
 */
export async function isRestoreApproved(read: Reader | Tx, tenant: string, undoes: string): Promise<boolean> {
  const original = await findPlan(read, tenant, undoes)
  if (original === null || digestText(original.row.body) !== original.row.digest) return false
  return isTemporary(original) && original.row.confirmed === null
}
