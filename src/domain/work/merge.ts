import * as z from 'zod'
import type { AlertWish } from './change-work.ts'

/** The parts of an alert that change apart from each other. `evidence` is what a judgement rests on: tier, records, identity. */
export const WORK_FIELDS = ['status', 'disposition', 'assignee', 'hold', 'sla', 'evidence'] as const
export type WorkField = (typeof WORK_FIELDS)[number]

/** At which version of the alert each part changed last; a part that never did is missing. */
export const FieldVersions = z.partialRecord(z.enum(WORK_FIELDS), z.number().int())
export type FieldVersions = z.infer<typeof FieldVersions>

/**
 * The parts that a wish reads or writes. Tags are sets that people add to and take from: such changes never collide. Whoever
 * judges an alert rests on its evidence, so a judgement also collides with evidence that came meanwhile.
 */
export function fieldsOf(wish: AlertWish): readonly WorkField[] {
  const fields = new Set<WorkField>()
  if (wish.status !== undefined) fields.add('status')
  if (wish.assignee !== undefined) fields.add('assignee')
  if (wish.take !== undefined) fields.add('assignee').add('status')
  if (wish.disposition !== undefined) fields.add('disposition').add('evidence')
  if (wish.status === 'closed') fields.add('disposition').add('evidence')
  if (wish.snooze !== undefined) fields.add('hold').add('status')
  if (wish.acceptRisk !== undefined) fields.add('hold').add('status').add('disposition').add('evidence')
  if (wish.sla !== undefined) fields.add('sla').add('status')
  return WORK_FIELDS.filter((field) => fields.has(field))
}

/** What somebody else changed after `seenVersion` of what this wish touches. Empty: both changes stand side by side. */
export function collisions(wish: AlertWish, versions: FieldVersions, seenVersion: number): readonly WorkField[] {
  return fieldsOf(wish).filter((field) => (versions[field] ?? 0) > seenVersion)
}
