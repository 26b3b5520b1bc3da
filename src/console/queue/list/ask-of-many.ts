import * as words from '#words/queue.ts'
import { MOST_MEMBERS } from '../../../domain/case/most-members.ts'
import { NAMING_FIELDS } from '../../../domain/suppression/suppressible.ts'
import type { QueueEngine } from '../../../engine/worker/queue-client.ts'
import { MOST_VALUES, PROPERTY_FIELDS, propertyOf } from '../../shared/suppression/properties.ts'
import type { Many } from '../../shared/triage/many.ts'
import { say } from '../../ui/Toast.tsx'

type Ask = (kind: 'link' | 'suppress', many: Many) => void

/** As one case, as far as a case reaches; beyond that why not, and what else there is. */
export function linkMany(many: Many, ask: Ask): void {
  if (many.members.length > MOST_MEMBERS) say(words.tooManyForCase(many.members.length, MOST_MEMBERS))
  else ask('link', many)
}

/**
 * By what all of them have in common: the worker reads it from its columns, however many they are. Where nothing of it names what would be
 * silenced, why not, and what else there is.
 */
export async function suppressMany(engine: QueueEngine | null, many: Many, ask: Ask): Promise<void> {
  const numbers = many.members.map(({ number }) => number)
  const outcome = await engine?.ask<'shared'>({ kind: 'shared', numbers, fields: PROPERTY_FIELDS, limit: MOST_VALUES })
  if (outcome?.kind !== 'answered') return say(words.notSelected)
  const shared = PROPERTY_FIELDS.flatMap((field, at) => {
    const values = outcome.answer.values[at] ?? null
    return values === null ? [] : [propertyOf(field, values)]
  })
  if (shared.some(({ field }) => NAMING_FIELDS.some((name) => name === field))) ask('suppress', { ...many, shared })
  else say(words.nothingInCommon(numbers.length, MOST_VALUES))
  return undefined
}
