import type { AlertChange } from '../../domain/views/alert-views.ts'
import type { WorkField } from '../../domain/work/merge.ts'

/** What a wish asks for, as a title: "status closed, disposition false positive". */
export function wishTitle(wish: AlertChange, assigneeName: string | null): string {
  const { status, disposition, assignee, addTags, removeTags, snooze, acceptRisk, sla } = wish
  const until = (at: number) => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`
  const parts = [
    status === undefined ? null : `status ${spaced(status)}`,
    disposition === undefined ? null : `disposition ${spaced(disposition)}`,
    assignee === undefined ? null : assignee === null ? 'released' : `given to ${assigneeName ?? assignee}`,
    addTags === undefined || addTags.length === 0 ? null : `tagged ${addTags.join(', ')}`,
    removeTags === undefined || removeTags.length === 0 ? null : `without ${removeTags.join(', ')}`,
    snooze === undefined ? null : snooze === null ? 'brought back' : `snoozed until ${until(snooze.until)}`,
    acceptRisk === undefined ? null : `risk accepted until ${until(acceptRisk.until)}`,
    sla === undefined ? null : sla === 'pause' ? 'clock paused' : 'clock running',
  ]
  const said = parts.filter((part) => part !== null).join(', ')
  return said === '' ? 'nothing' : said
}

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

function spaced(word: string): string {
  return word.replaceAll('-', ' ')
}
