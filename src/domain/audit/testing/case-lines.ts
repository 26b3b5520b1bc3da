import type { AuditDraft } from '../chain.ts'
import type { AuditCode } from '../entry.ts'

const alert = { kind: 'alert', id: 'alert-1', label: 'A-48213' } as const
const gateway = { kind: 'gateway', id: 'gateway', name: 'The gateway' } as const
const caseFile = { kind: 'case', id: 'cs_7', label: 'CS-7' } as const
const suppression = { kind: 'suppression', id: 'su_7', label: 'SU-7' } as const

/** How entries about cases and suppressions read: the code, what is remarkable of the entry, the line. */
export const CASE_LINES: readonly (readonly [AuditCode, Partial<AuditDraft>, string])[] = [
  [
    'case.opened',
    { subjects: [caseFile], detail: { name: 'Stolen role', alerts: 3, reason: 'One session' } },
    'Ana opened case CS-7: Stolen role; with 3 alerts; One session.',
  ],
  [
    'case.changed',
    { subjects: [caseFile], detail: { owner: { from: null, to: 'Bo' } } },
    'Ana changed case CS-7: owner nobody → Bo.',
  ],
  ['case.closed', { subjects: [caseFile], detail: { reason: 'Rotated' } }, 'Ana closed case CS-7: Rotated.'],
  ['case.reopened', { subjects: [caseFile] }, 'Ana opened case CS-7 again.'],
  [
    'case.alerts-added',
    { subjects: [caseFile, alert], detail: { alerts: 1, reason: 'Same key' } },
    'Ana added A-48213 to case CS-7: Same key.',
  ],
  [
    'case.alert-removed',
    { subjects: [caseFile, alert], detail: { alerts: 1, reason: 'Another matter' } },
    'Ana took A-48213 out of case CS-7: Another matter.',
  ],
  [
    'case.withdrawn',
    { subjects: [caseFile, alert], detail: { alerts: 3 } },
    'Ana withdrew case CS-7: 3 alerts stand alone again.',
  ],
  [
    'suppression.created',
    {
      subjects: [suppression],
      detail: {
        query: 'trigger : key-made',
        until: Date.UTC(2026, 2, 9, 9),
        wouldHaveHeld: 42,
        truePositives: 3,
        reason: 'Rollout of the week',
      },
    },
    'Ana put up suppression SU-7: trigger : key-made; until 2026-03-09 09:00 UTC; would have held 42 before, 3 of them true; Rollout of the week.',
  ],
  [
    'suppression.extended',
    { subjects: [suppression], detail: { until: Date.UTC(2026, 2, 9, 9), reason: 'Still on' } },
    'Ana set another end for suppression SU-7: until 2026-03-09 09:00 UTC; Still on.',
  ],
  [
    'suppression.ended',
    { subjects: [suppression], detail: { reason: 'It is over' } },
    'Ana ended suppression SU-7: It is over.',
  ],
  [
    'suppression.held',
    { actor: gateway, subjects: [suppression, alert], detail: { alerts: 1 } },
    'The gateway held back A-48213: by SU-7.',
  ],
  [
    'suppression.released',
    { actor: gateway, subjects: [suppression, alert], detail: { alerts: 12, because: 'Its time was over' } },
    'The gateway showed 12 alerts of suppression SU-7 again: Its time was over.',
  ],
]
