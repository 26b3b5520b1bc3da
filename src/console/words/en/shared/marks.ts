export const breakage = {
  stops: 'Stops',
  'comes-back': 'Comes back alone',
  unknown: 'Unknown',
  attacker: 'Attacker holds it',
}

export const connectionMark = {
  live: 'Live',
  paused: 'Paused since',
  loading: 'Connecting',
  offline: 'Offline since',
  failed: 'Not loaded',
}
export const short = {
  live: 'Live',
  paused: 'Paused',
  loading: 'Joining',
  offline: 'Offline',
  failed: 'Failed',
}

export const record = {
  verified: 'Verified',
  broken: 'Broken',
  missing: 'Missing',
  'not-anchored': 'Not yet anchored',
}

export const severity = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  informational: 'Info',
  unknown: 'Unknown',
}

export const containment = {
  'not-contained': 'Not contained',
  'new-sessions-only': 'New sessions only',
  contained: 'Contained',
  'in-doubt': 'In doubt',
  'already-contained': 'Already contained',
  'cannot-contain': 'Cannot contain here',
}

export const gate = {
  auto: 'Auto',
  'one-approval': '1 approval',
  'two-approvals': '2 approvals',
  blocked: 'Blocked',
}
export const gateShort = {
  auto: 'Auto',
  'one-approval': 'One',
  'two-approvals': 'Two',
  blocked: 'Blocked',
}
export const approvals = 'approvals'

export const tier = {
  0: 'Observe',
  1: 'Investigate',
  2: 'Contain & verify',
  3: 'Contain',
  4: 'Shut down',
}
export const wasTier = (was: number) => `was T${was}`
export const seatsTaken = (votes: number, seats: number) => `${votes} of ${seats}`
