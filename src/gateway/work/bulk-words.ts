import type { WorkField } from '../../domain/work/merge.ts'

const FIELD_WORDS: Readonly<Record<WorkField, string>> = {
  status: 'its status',
  disposition: 'what it was',
  assignee: 'who has it',
  hold: 'how long it rests',
  sla: 'its clock',
  evidence: 'its evidence',
}

/** Why a member was left alone. */
export function collisionWords(fields: readonly WorkField[]): string {
  const what = fields.map((field) => FIELD_WORDS[field]).join(', ')
  return `Changed after you saw it${what === '' ? '' : `: ${what}`}.`
}
