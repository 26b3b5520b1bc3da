import type { AuditDraft } from '../chain.ts'
import type { AuditCode } from '../entry.ts'

const gateway = { kind: 'gateway', id: 'gateway', name: 'The gateway' } as const
const ana = { kind: 'person', id: 'person-ana', label: 'Ana' } as const
const plan = { kind: 'plan', id: 'plan-1', label: 'P-12' } as const
const stop = { kind: 'stop', id: 'stop-1', label: 'Stop 3' } as const
const digest = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'

/** What stands in the log about keys, gates and what passes or holds them, each with the line that a reader gets. */
export const GATE_LINES: readonly (readonly [AuditCode, Partial<AuditDraft>, string])[] = [
  [
    'plan.stopping',
    { subjects: [plan], detail: { reason: 'The owner does it' } },
    'Ana stopped plan P-12 before its next step: The owner does it.',
  ],
  [
    'plan.confirmed',
    { subjects: [plan], detail: { reason: 'Still leaking' } },
    'Ana confirmed that what plan P-12 did stays: Still leaking.',
  ],
  [
    'plan.restore-failed',
    { actor: gateway, subjects: [plan], detail: { reason: 'Not as we left it' } },
    'The gateway could not take back what plan P-12 did: Not as we left it.',
  ],
  [
    'repoint.asked',
    { actor: gateway, subjects: [plan], detail: { team: 'Payments', consumer: 'Billing' } },
    'The gateway asked Payments to re-point Billing for plan P-12.',
  ],
  [
    'repoint.confirmed',
    { subjects: [plan], detail: { consumer: 'Billing', note: 'Restarted with the new one', digest } },
    'Ana confirmed that Billing was re-pointed, for plan P-12: Restarted with the new one; digest 9f86d081884c.',
  ],
  [
    'repoint.extended',
    { subjects: [plan], detail: { reason: 'Payments is on it' } },
    'Ana gave more time to the consumers of plan P-12: Payments is on it.',
  ],
  [
    'passkey.added',
    {
      subjects: [ana],
      detail: { name: 'Blue key', rpId: 'gate.example', confirmedBy: 'confirmed with “Old key”' },
    },
    'Ana added passkey “Blue key” of Ana: for gate.example; confirmed with “Old key”.',
  ],
  [
    'passkey.revoked',
    { subjects: [ana], detail: { name: 'Blue key', reason: 'Lost on a train' } },
    'Ana revoked passkey “Blue key” of Ana: Lost on a train.',
  ],
  [
    'passkey.refused',
    { detail: { rule: 'passkey.used', because: 'The answer was used before.' } },
    'Ana was refused a passkey: passkey.used; The answer was used before.',
  ],
  [
    'plan.extended',
    { subjects: [plan], detail: { reason: 'Night shift begins', digest, votesGone: 1 } },
    'Ana gave more time to plan P-12: Night shift begins; digest 9f86d081884c; what was approved before counts no more.',
  ],
  [
    'plan.escalated',
    {
      actor: gateway,
      subjects: [plan],
      detail: { to: 'managers', stage: 'Access', reason: 'Nobody decided in 24 of 30 minutes' },
    },
    'The gateway passed the silence about plan P-12 (Access) on to managers: Nobody decided in 24 of 30 minutes.',
  ],
  [
    'glass.broken',
    { subjects: [plan], detail: { reason: 'It spreads, nobody answers', digest } },
    'Ana broke the glass for plan P-12: It spreads, nobody answers; digest 9f86d081884c.',
  ],
  [
    'glass.reviewed',
    { subjects: [plan], detail: { verdict: 'justified', reason: 'It spread', brokenBy: 'Bo', isLate: true } },
    'Ana found justified that Bo broke the glass for plan P-12: It spread; after the time for it.',
  ],
  [
    'glass.review-overdue',
    { actor: gateway, subjects: [plan], detail: { brokenBy: 'Bo' } },
    'The gateway still waits for a review of Bo breaking the glass for plan P-12.',
  ],
  [
    'stop.raised',
    { subjects: [stop], detail: { scope: 'everything', reason: 'Wrong estate' } },
    'Ana stopped everything: Stop 3; Wrong estate.',
  ],
  [
    'stop.release-voted',
    { subjects: [stop], detail: { reason: 'Understood' } },
    'Ana said that work may go on after Stop 3: Understood.',
  ],
  [
    'stop.released',
    { actor: gateway, subjects: [stop], detail: { by: ['Mia', 'Bo'] } },
    'The gateway ended Stop 3: released by Mia, Bo.',
  ],
]
