import type { AuditCode } from './entry.ts'
import type { Fields } from './fields.ts'
import type { Words } from './words.ts'

/** The part of the table that tells of exercises. */
export const EXERCISE_SENTENCES: Readonly<Record<Extract<AuditCode, `exercise.${string}`>, (f: Fields) => Words>> = {
  'exercise.asked': (f) => exercised(f, 'asked for an exercise of'),
  'exercise.begun': (f) => exercised(f, 'began to exercise'),
  'exercise.sent': (f) => ({
    did: 'sent',
    what: `“${f.action()}” in an exercise of playbook ${f.subject('playbook')}`,
    detail: [where(f), f.text('account')],
  }),
  'exercise.tried': (f) => ({
    did: 'tried',
    what: `“${f.action()}” in an exercise of playbook ${f.subject('playbook')}`,
    detail: [
      where(f),
      f.flag('passed') ? 'it held and was taken back' : 'failed',
      f.text('readback'),
      f.text('reason'),
    ],
  }),
  'exercise.taken-over': (f) => exercised(f, 'took over the exercise of'),
  'exercise.passed': (f) => exercised(f, 'exercised', 'passed'),
  'exercise.failed': (f) => exercised(f, 'exercised', 'failed'),
  'exercise.broken-off': (f) => exercised(f, 'exercised', 'broken off'),
  'exercise.lapsed': (f) => ({
    did: 'noticed',
    what: `that the exercise of playbook ${f.subject('playbook')} no longer counts`,
    detail: [where(f)],
  }),
}

function exercised(f: Fields, did: string, came: string | null = null): Words {
  return { did, what: `playbook ${f.subject('playbook')}`, detail: [where(f), came, f.text('reason')] }
}

function where(f: Fields): string | null {
  return f.text('connector') === null ? null : `on ${f.text('connector')}`
}
