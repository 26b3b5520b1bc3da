import type { AuditDraft } from '../chain.ts'
import type { AuditCode } from '../entry.ts'

const gateway = { kind: 'gateway', id: 'gateway', name: 'The gateway' } as const
const alert = { kind: 'alert', id: 'alert-1', label: 'A-48213' } as const
const bulk = { kind: 'bulk', id: 'bulk-1', label: 'B-3' } as const
const digest = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'

/** Work on alerts: what is recorded, and the line a reader gets. Who acts is Ana where nobody else is named. */
export const WORK_LINES: readonly (readonly [AuditCode, Partial<AuditDraft>, string])[] = [
  [
    'alert.returned',
    { actor: gateway, subjects: [alert], detail: { because: 'Its snooze is over' } },
    'The gateway brought back alert A-48213: Its snooze is over.',
  ],
  [
    'alert.noted',
    { subjects: [alert], detail: { text: '@Bo, please look', mentions: ['Bo'] } },
    'Ana wrote a note on alert A-48213: @Bo, please look; calls Bo.',
  ],
  [
    'bulk.started',
    {
      subjects: [bulk],
      detail: { title: 'status closed', alerts: 12, query: 'tier : T0', reason: 'A drill', digest },
    },
    'Ana began bulk action B-3 on 12 alerts: status closed; of the query tier : T0; A drill; digest 9f86d081884c.',
  ],
  [
    'bulk.changed',
    { subjects: [bulk, alert], detail: { title: 'status closed', changed: 1, left: 2, reason: 'A drill' } },
    'Ana changed 1 alert by bulk action B-3: status closed; 2 left as they were; A drill.',
  ],
  [
    'bulk.cancelled',
    { subjects: [bulk], detail: { changed: 100, waiting: 20 } },
    'Ana stopped bulk action B-3: 100 changed; 20 waiting.',
  ],
]
