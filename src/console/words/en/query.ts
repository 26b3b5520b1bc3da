import type { FieldName } from '../../../domain/query/fields.ts'
import { countText } from '../../ui/number-text.ts'
import { plural } from './plural.ts'

/** What a field means, in half a sentence, beside its name in the list of what may be written. */
export const means: Readonly<Record<FieldName, string>> = {
  status: 'where the work stands',
  tier: 'what response is needed, T0 observe to T4 shut down',
  severity: 'how bad if true, as the source says',
  gate: 'what its plan needs before a step may run',
  identity: 'name or id of the non-human identity',
  owner: 'team that owns the identity',
  environment: 'where the identity works',
  kind: 'kind of identity',
  assignee: 'who has it; me is yourself',
  tag: 'what people marked it with',
  disposition: 'what it turned out to be',
  trigger: 'title or id of the trigger that fired',
  threat: 'what is threatened',
  action: 'the action that is proposed',
  containment: 'what is known of the target',
  vendor: 'who made the product that sent it',
  format: 'how it was written when it came in',
  title: 'words of the title',
  received: 'when it came in, by our clock',
  lastSeen: 'last activity, by the source’s clock',
  firstSeen: 'first activity, by the source’s clock',
  due: 'until when somebody should have acknowledged it',
  held: 'until when it rests, snoozed or accepted',
  suppressed: 'by which suppression it is kept out of the queue, as SU-3',
  priority: 'confidence × urgency, 0 to 10,000: the order of work',
  confidence: 'how likely true, 0 to 100',
  urgency: 'how bad if true, 0 to 100',
  disruption: 'what our own response breaks',
  stops: 'consumers that the proposed action stops',
  signals: 'signals merged into it',
  number: 'as in A-48213, without the A',
  claimed: 'whether somebody has described the identity',
  sample: 'whether it belongs to the sample estate',
}

/** A path of raw records in the list of what may be written: what stands there, and in how many of those counted. */
export const exampleIn = (example: string, records: number) => `${example} · in ${countText(records)}`
export const inRecords = (records: number) => `in ${countText(records)}`
export const countedIn = (records: number, formats: number) =>
  `Counted in ${plural(records, 'record')}: the newest of each of ${plural(formats, 'format')}. Others may have other paths.`
export const pathsUnread = 'The paths of the records could not be read. Any path can still be written.'
