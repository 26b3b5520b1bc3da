import type { ChangeEvent } from '../../domain/views/other-views.ts'

/**
 * Keys of what the page remembers from the backend. Spelled here and nowhere else: a screen that invents its own key is not
 * refreshed when somebody changes the thing behind it. The first word is the family that `keysTouchedBy` names.
 */
export const queryKeys = {
  session: () => ['session'] as const,
  personas: () => ['personas'] as const,
  tally: () => ['alerts', 'tally'] as const,
  alert: (id: string) => ['alert', id] as const,
  draft: (alertId: string, action: string) => ['alert', alertId, 'draft', action] as const,
  record: (id: string) => ['record', id] as const,
  plans: (list: string) => ['plans', list] as const,
  plan: (id: string) => ['plan', id] as const,
  identities: (query: unknown) => ['identities', query] as const,
  identity: (id: string) => ['identity', id] as const,
  audit: (query: unknown) => ['audit', query] as const,
  auditHead: () => ['audit', 'head'] as const,
  sources: () => ['sources'] as const,
  deadLetters: () => ['sources', 'dead-letters'] as const,
  formats: () => ['formats'] as const,
  connectors: () => ['connectors'] as const,
  triggers: () => ['triggers'] as const,
  playbooks: () => ['playbooks'] as const,
  policy: () => ['policy'] as const,
  people: () => ['people'] as const,
}

/**
 * What a change makes old, as prefixes of keys. Every change is an entry of the record, so the record is always among them.
 * A plan changes its alert and its identity too; ingest may change any of them.
 */
export function keysTouchedBy(event: Pick<ChangeEvent, 'code' | 'subjects'>): readonly (readonly string[])[] {
  const keys: (readonly string[])[] = [['audit']]
  for (const { kind, id } of event.subjects) {
    if (kind === 'alert') keys.push(['alert', id], ['alerts'])
    if (kind === 'plan') keys.push(['plan', id], ['plans'])
    if (kind === 'identity') keys.push(['identity', id], ['identities'])
    if (kind === 'person') keys.push(['people'])
    if (kind === 'source' || kind === 'batch') keys.push(['sources'])
    if (kind === 'estate') keys.push(['session'])
  }
  const family = event.code.split('.')[0]
  if (family === 'ingest' || family === 'dead-letter') keys.push(['alerts'], ['identities'], ['sources'])
  if (family === 'plan' || family === 'vote' || family === 'step') keys.push(['plans'], ['connectors'])
  if (family === 'identity') keys.push(['identities'], ['alerts'])
  if (family === 'estate') keys.push(['alerts'], ['identities'], ['sources'], ['people'], ['connectors'])
  return keys
}
