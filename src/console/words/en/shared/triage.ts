import type { Disposition, Status } from '../../../../domain/alert/alert.ts'
import type { PlanState } from '../../../../domain/plan/plan.ts'
import type { IdentityKind } from '../../../../domain/signal/signal.ts'
import { countText } from '../../../ui/number-text.ts'

/** How an alert is called everywhere: in rows, links, sentences. */
export function alertName(number: number): string {
  return `A-${number}`
}

const MOST_NAMED = 12

/** Several alerts by their names; of many the first ones, and how many more. `count` where not all of them are here. */
export function namesOf(rows: readonly { readonly number: number }[], count = rows.length): string {
  const named = rows.slice(0, MOST_NAMED).map(({ number }) => alertName(number))
  const more = count - named.length
  return more === 0 ? named.join(', ') : `${named.join(', ')} and ${countText(more)} more`
}

export function bulkName(number: number): string {
  return `B-${number}`
}

export function planName(number: number): string {
  return `P-${number}`
}

export const STATUS_WORDS: Readonly<Record<Status, string>> = {
  new: 'New',
  acknowledged: 'Acknowledged',
  'in-progress': 'In progress',
  closed: 'Closed',
}

export const DISPOSITION_WORDS: Readonly<Record<Disposition, string>> = {
  undetermined: 'Undetermined',
  'true-positive': 'True positive',
  'benign-positive': 'Benign',
  'false-positive': 'False positive',
}

export const KIND_WORDS: Readonly<Record<IdentityKind, string>> = {
  'cloud-role': 'Cloud role',
  'service-account': 'Service account',
  'api-key': 'API key',
  'oauth-app': 'OAuth app',
  workload: 'Workload',
  'ci-pipeline': 'CI pipeline',
  'ai-agent': 'AI agent',
  bot: 'Bot',
  'cloud-service': 'Cloud service',
  human: 'Person',
  unknown: 'Unknown kind',
}

export const PLAN_STATE_WORDS: Readonly<Record<PlanState, string>> = {
  pending: 'Waits for approval',
  approved: 'Approved',
  running: 'Running',
  paused: 'Paused',
  done: 'Done',
  failed: 'Failed',
  rejected: 'Rejected',
  expired: 'Expired',
  cancelled: 'Cancelled',
  void: 'Void',
}

export const blockedUntil = (because: string, unblock: string) => `Blocked: ${because}. ${unblock}.`
export const reasonsSayWhy = 'The reasons say what would unblock it.'
export const thisWaits = 'This waits for the connection to the gateway.'

export const queue = 'Queue'

export const nobodyHasIt = 'Nobody has it.'
export const closed = 'It is closed. Open it again first.'
export const noClockRuns = 'No clock runs for it.'
export const itIsClosedAlready = 'It is closed already.'

export const paused = 'paused'
export const breached = 'breached'
