import type { AlertWish } from './change-work.ts'

/** What a wish asks for, as a title: "status closed, disposition false positive". A person is named by `assigneeName` where it is known. */
export function wishTitle(wish: AlertWish, assigneeName: string | null): string {
  const { status, disposition, assignee, take, addTags, removeTags, snooze, acceptRisk, sla } = wish
  const until = (at: number) => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`
  const parts = [
    status === undefined ? null : `status ${spaced(status)}`,
    disposition === undefined ? null : `disposition ${spaced(disposition)}`,
    assignee === undefined ? null : assignee === null ? 'released' : `given to ${assigneeName ?? assignee}`,
    take === undefined ? null : 'taken',
    addTags === undefined || addTags.length === 0 ? null : `tagged ${addTags.join(', ')}`,
    removeTags === undefined || removeTags.length === 0 ? null : `without ${removeTags.join(', ')}`,
    snooze === undefined ? null : snooze === null ? 'brought back' : `snoozed until ${until(snooze.until)}`,
    acceptRisk === undefined ? null : `risk accepted until ${until(acceptRisk.until)}`,
    sla === undefined ? null : sla === 'pause' ? 'clock paused' : 'clock running',
  ]
  const said = parts.filter((part) => part !== null).join(', ')
  return said === '' ? 'nothing' : said
}

function spaced(word: string): string {
  return word.replaceAll('-', ' ')
}
