import type { WorkField } from '../../domain/work/merge.ts'
import type { Tables } from '../store/tables.ts'

type Now = Pick<Tables['alert'], 'status' | 'assignee_name'>

const FIELD_WORDS: Readonly<Record<WorkField, (now: Now) => string>> = {
  status: ({ status }) => `it is ${status.replace('-', ' ')} now`,
  disposition: () => 'what it was',
  assignee: ({ assignee_name }) => `${assignee_name ?? 'nobody'} has it now`,
  hold: () => 'how long it rests',
  sla: () => 'its clock',
  evidence: () => 'its evidence',
}

/** Why a member was left alone, and what it is now. */
export function collisionWords(fields: readonly WorkField[], now: Now): string {
  const what = fields.map((field) => FIELD_WORDS[field](now)).join(', ')
  return `Changed after you saw it${what === '' ? '' : `: ${what}`}.`
}
