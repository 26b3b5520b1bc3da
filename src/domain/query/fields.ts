import { ACTION_IDS, THREATS } from '../action/action-words.ts'
import { DISPOSITIONS, STATUSES } from '../alert/alert.ts'
import { GATES } from '../decision/decision-words.ts'
import { ENVIRONMENTS } from '../identity/identity-words.ts'
import { CONTAINMENTS } from '../plan/plan-words.ts'
import { IDENTITY_KINDS, SEVERITIES } from '../signal/signal-words.ts'

/**
 * `keyword`: a name, compared whole. `closed`: one of `values`. `ordered`: the same, and `values` stand in ascending order, so
 * that they compare. `text`: words, found anywhere. `boolean`: `true` or `false`. Case never matters.
 */
export type FieldKind = 'keyword' | 'closed' | 'ordered' | 'text' | 'number' | 'time' | 'boolean'

export interface QueryField {
  /** As a query writes it. */
  readonly name: string
  /** As a heading says it. */
  readonly label: string
  readonly kind: FieldKind
  /** What it means, in half a sentence. */
  readonly means: string
  /** Of `closed` and `ordered` fields, every value. */
  readonly values?: readonly string[]
}

const TIERS = ['T0', 'T1', 'T2', 'T3', 'T4'] as const

/** Every field of an alert that a query, a facet, a group and a sort can name; in the order in which they are offered. */
export const QUERY_FIELDS = [
  field('status', 'Status', 'closed', 'where the work stands', STATUSES),
  field('tier', 'Tier', 'ordered', 'what response is needed, T0 observe to T4 shut down', TIERS),
  field('severity', 'Severity', 'ordered', 'how bad if true, as the source says', SEVERITIES),
  field('gate', 'Gate', 'closed', 'what its plan needs before a step may run', GATES),
  field('identity', 'Identity', 'keyword', 'name or id of the non-human identity'),
  field('owner', 'Owner', 'keyword', 'team that owns the identity'),
  field('environment', 'Environment', 'closed', 'where the identity works', ENVIRONMENTS),
  field('kind', 'Kind', 'closed', 'kind of identity', IDENTITY_KINDS),
  field('assignee', 'Assignee', 'keyword', 'who has it; me is yourself'),
  field('tag', 'Tag', 'keyword', 'what people marked it with'),
  field('disposition', 'Disposition', 'closed', 'what it turned out to be', DISPOSITIONS),
  field('trigger', 'Trigger', 'keyword', 'title or id of the trigger that fired'),
  field('threat', 'Threat', 'closed', 'what is threatened', THREATS),
  field('action', 'Action', 'closed', 'the action that is proposed', ACTION_IDS),
  field('containment', 'Containment', 'closed', 'what is known of the target', CONTAINMENTS),
  field('vendor', 'Vendor', 'keyword', 'who made the product that sent it'),
  field('format', 'Format', 'keyword', 'how it was written when it came in'),
  field('title', 'Title', 'text', 'words of the title'),
  field('received', 'Received', 'time', 'when it came in, by our clock'),
  field('lastSeen', 'Last seen', 'time', 'last activity, by the source’s clock'),
  field('firstSeen', 'First seen', 'time', 'first activity, by the source’s clock'),
  field('due', 'Due', 'time', 'until when somebody should have acknowledged it'),
  field('held', 'Held until', 'time', 'until when it rests, snoozed or accepted'),
  field('suppressed', 'Suppressed', 'keyword', 'by which suppression it is kept out of the queue, as SU-3'),
  field('priority', 'Priority', 'number', 'confidence × urgency, 0 to 10,000: the order of work'),
  field('confidence', 'Confidence', 'number', 'how likely true, 0 to 100'),
  field('urgency', 'Urgency', 'number', 'how bad if true, 0 to 100'),
  field('disruption', 'Disruption', 'number', 'what our own response breaks'),
  field('stops', 'Stops', 'number', 'consumers that the proposed action stops'),
  field('signals', 'Signals', 'number', 'signals merged into it'),
  field('number', 'Number', 'number', 'as in A-48213, without the A'),
  field('claimed', 'Claimed', 'boolean', 'whether somebody has described the identity'),
  field('sample', 'Sample', 'boolean', 'whether it belongs to the sample estate'),
] as const satisfies readonly QueryField[]

export type FieldName = (typeof QUERY_FIELDS)[number]['name']

const BY_NAME: ReadonlyMap<string, QueryField & { readonly name: FieldName }> = new Map(
  QUERY_FIELDS.map((one) => [one.name.toLowerCase(), one]),
)

/** The field of that name, in whatever case it is written. */
export function fieldNamed(name: string): (QueryField & { readonly name: FieldName }) | null {
  return BY_NAME.get(name.toLowerCase()) ?? null
}

function field<const Name extends string>(
  name: Name,
  label: string,
  kind: FieldKind,
  means: string,
  values?: readonly string[],
): QueryField & { readonly name: Name } {
  return { name, label, kind, means, ...(values === undefined ? {} : { values }) }
}
