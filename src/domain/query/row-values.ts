import { suppressionName } from '../suppression/suppression-name.ts'
import type { QueueAlert } from '../views/queue-views.ts'
import type { FieldName } from './fields.ts'

/**
 * What an alert has under a field: the names of a keyword (each of them will do), the words of a text, a number, an instant, a
 * boolean; an empty list or null where there is nothing.
 */
export type RowValue = readonly string[] | number | boolean | null

const names = (...all: readonly (string | null)[]) => all.filter((one) => one !== null)

const READERS: Readonly<Record<FieldName, (row: QueueAlert) => RowValue>> = {
  status: ({ status }) => [status],
  tier: ({ tier }) => [`T${tier}`],
  severity: ({ severity }) => [severity],
  gate: ({ gate }) => [gate],
  identity: ({ identityName, identityId }) => names(identityName, identityId),
  owner: ({ ownerTeam }) => names(ownerTeam),
  environment: ({ environment }) => names(environment),
  kind: ({ identityKind }) => [identityKind],
  assignee: ({ assignee }) => (assignee === null ? [] : [assignee.name, assignee.id]),
  tag: ({ tags }) => tags,
  disposition: ({ disposition }) => [disposition],
  trigger: ({ trigger }) => (trigger === null ? [] : [trigger.title, trigger.id]),
  threat: ({ threat }) => [threat],
  action: ({ action }) => names(action),
  containment: ({ containment }) => names(containment),
  vendor: ({ vendor }) => [vendor],
  format: ({ format }) => [format],
  title: ({ title }) => [title],
  received: ({ receivedAt }) => receivedAt,
  lastSeen: ({ lastSeenAt }) => lastSeenAt,
  firstSeen: ({ firstSeenAt }) => firstSeenAt,
  due: ({ slaDueAt }) => slaDueAt,
  held: ({ hold }) => hold?.until ?? null,
  suppressed: ({ suppression }) => (suppression === null ? [] : [suppressionName(suppression)]),
  priority: ({ priority }) => priority,
  confidence: ({ confidence }) => confidence,
  urgency: ({ urgency }) => urgency,
  disruption: ({ disruption }) => disruption,
  stops: ({ breaks }) => breaks?.stops ?? null,
  signals: ({ count }) => count,
  number: ({ number }) => number,
  claimed: ({ isClaimed }) => isClaimed,
  sample: ({ isSample }) => isSample,
}

export function valueOfRow(row: QueueAlert, field: FieldName): RowValue {
  return READERS[field](row)
}

/** Where free text is looked for. */
export function wordsOfRow({ title, identityName, ownerTeam, trigger, number }: QueueAlert): readonly string[] {
  return names(title, identityName, ownerTeam, trigger?.title ?? null, `A-${number}`)
}
