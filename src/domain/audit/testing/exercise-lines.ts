import type { AuditDraft } from '../chain.ts'
import type { AuditCode } from '../entry.ts'

const gateway = { kind: 'gateway', id: 'gateway', name: 'The gateway' } as const
const subjects = [{ kind: 'playbook', id: 'stolen-session', label: 'Stolen session' } as const]

/** How entries about exercises read: the code, what is remarkable of the entry, the line. */
export const EXERCISE_LINES: readonly (readonly [AuditCode, Partial<AuditDraft>, string])[] = [
  [
    'exercise.asked',
    { subjects, detail: { connector: 'Staging IdP' } },
    'Ana asked for an exercise of playbook Stolen session: on Staging IdP.',
  ],
  [
    'exercise.begun',
    { actor: gateway, subjects, detail: { connector: 'Staging IdP' } },
    'The gateway began to exercise playbook Stolen session: on Staging IdP.',
  ],
  [
    'exercise.sent',
    { actor: gateway, subjects, detail: { connector: 'Staging IdP', action: 'disable-identity', account: 'spare' } },
    'The gateway sent “Disable the identity” in an exercise of playbook Stolen session: on Staging IdP; spare.',
  ],
  [
    'exercise.tried',
    {
      actor: gateway,
      subjects,
      detail: { connector: 'Staging IdP', action: 'disable-identity', passed: true, readback: 'It is off.' },
    },
    'The gateway tried “Disable the identity” in an exercise of playbook Stolen session: on Staging IdP; it held and was taken back; It is off.',
  ],
  [
    'exercise.taken-over',
    { actor: gateway, subjects, detail: { connector: 'Staging IdP', reason: 'Nothing was left' } },
    'The gateway took over the exercise of playbook Stolen session: on Staging IdP; Nothing was left.',
  ],
  [
    'exercise.passed',
    { subjects, detail: { connector: 'twin' } },
    'Ana exercised playbook Stolen session: on twin; passed.',
  ],
  [
    'exercise.failed',
    { subjects, detail: { connector: 'twin', reason: 'It still stands' } },
    'Ana exercised playbook Stolen session: on twin; failed; It still stands.',
  ],
  [
    'exercise.broken-off',
    { subjects, detail: { connector: 'Staging IdP', reason: 'It cannot be read' } },
    'Ana exercised playbook Stolen session: on Staging IdP; broken off; It cannot be read.',
  ],
  [
    'exercise.lapsed',
    { actor: gateway, subjects, detail: { connector: 'twin' } },
    'The gateway noticed that the exercise of playbook Stolen session no longer counts: on twin.',
  ],
]
