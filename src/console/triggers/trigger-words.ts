import type { Threat } from '../../domain/action/action.ts'
import type { ChangeState, Mode } from '../../domain/change/change.ts'
import type { TriggerState } from './trigger-list.ts'

export const MODE_WORDS: Readonly<Record<Mode, string>> = { on: 'On', shadow: 'Shadow', off: 'Off' }

/** What a mode means, for whoever chooses one. */
export const MODE_MEANINGS: Readonly<Record<Mode, string>> = {
  on: 'Fires, raises alerts, and acts where it may.',
  shadow: 'Is evaluated and counted. Raises no alert and never acts.',
  off: 'Is not evaluated.',
}

export const THREAT_WORDS: Readonly<Record<Threat, string>> = {
  session: 'Session',
  credential: 'Credential',
  identity: 'Identity',
  workload: 'Workload',
  tool: 'Tool',
  pipeline: 'Pipeline',
}

export const STATE_WORDS: Readonly<Record<TriggerState, string>> = {
  broken: 'Cannot be read',
  lost: 'Lost automation',
  noisy: 'Half wrong or more',
  silent: 'No hit in 30 days',
  open: 'Open change',
  edited: 'Not as shipped',
}

export const CHANGE_STATE_WORDS: Readonly<Record<ChangeState, string>> = {
  proposed: 'Waits for review',
  approved: 'Approved, waits for its time',
  active: 'In force',
  superseded: 'Was in force, replaced',
  'rolled-back': 'Was in force, taken back',
  rejected: 'Rejected',
  withdrawn: 'Withdrawn',
  stale: 'Out of date',
  expired: 'Expired',
}

/** How a change is called everywhere. */
export function changeName(number: number): string {
  return `C-${number}`
}
