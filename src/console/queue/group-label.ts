import * as words from '#words/queue.ts'
import { fieldNamed } from '../../domain/query/fields.ts'
import type { QueueLine } from '../../engine/worker/queue-client.ts'
import { fieldLabel } from '../shared/field-label.ts'
import { valueWords } from './query/value-words.ts'

export type Group = Extract<QueueLine, { readonly kind: 'group' }>

/** What is missing on these is not known, which is a danger; on any other field nothing is there, which is an answer. */
const KNOWN_OF_ALL: readonly string[] = ['owner', 'identity', 'environment', 'kind']

export function isUnknownGroup({ field, value }: Pick<Group, 'field' | 'value'>): boolean {
  return value === null && KNOWN_OF_ALL.includes(field)
}

/** What the alerts of a group have in common, in words. */
export function groupLabel({ field, value, label }: Pick<Group, 'field' | 'value' | 'label'>): string {
  if (value === null) return KNOWN_OF_ALL.includes(field) ? words.notKnown : words.none
  return fieldNamed(field)?.values === undefined ? (label ?? value) : valueWords(field, value)
}

/** The same where no column and no colour says which field is meant. */
export function groupName(group: Pick<Group, 'field' | 'value' | 'label'>): string {
  return group.value === null ? words.groupWithout(fieldLabel(group.field), groupLabel(group)) : groupLabel(group)
}
