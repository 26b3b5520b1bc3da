import * as words from '#words/queue.ts'
import { fieldNamed } from '../../domain/query/fields.ts'
import type { QueueLine } from '../../engine/worker/queue-client.ts'
import { valueWords } from './query/value-words.ts'

export type Group = Extract<QueueLine, { readonly kind: 'group' }>

/** What the alerts of a group have in common, in words. */
export function groupLabel({ field, value, label }: Group): string {
  if (value === null) return words.none
  return fieldNamed(field)?.values === undefined ? (label ?? value) : valueWords(field, value)
}
