import type { AuditCode } from './entry.ts'
import type { Fields } from './fields.ts'
import { because, type Words } from './words.ts'

type CaseCode = Extract<AuditCode, `case.${string}` | `suppression.${string}`>

/** The part of the table that tells of cases and of what is kept out of the queue. */
export const CASE_SENTENCES: Readonly<Record<CaseCode, (f: Fields) => Words>> = {
  'case.opened': (f) => ({
    did: 'opened',
    what: caseOf(f),
    detail: [f.text('name'), `with ${alerts(f)}`, because(f)],
  }),
  'case.changed': (f) => ({ did: 'changed', what: caseOf(f), detail: [f.change('name'), f.change('owner')] }),
  'case.closed': (f) => ({ did: 'closed', what: caseOf(f), detail: [because(f)] }),
  'case.reopened': (f) => ({ did: 'opened', what: `${caseOf(f)} again`, detail: [because(f)] }),
  'case.alerts-added': (f) => ({ did: 'added', what: `${alerts(f)} to ${caseOf(f)}`, detail: [because(f)] }),
  'case.alert-removed': (f) => ({ did: 'took', what: `${alerts(f)} out of ${caseOf(f)}`, detail: [because(f)] }),
  'case.withdrawn': (f) => ({
    did: 'withdrew',
    what: caseOf(f),
    detail: [`${alerts(f)} ${f.count('alerts') === 1 ? 'stands' : 'stand'} alone again`],
  }),
  'suppression.created': (f) => ({
    did: 'put up',
    what: suppression(f),
    detail: [f.text('query'), until(f), foundBefore(f), because(f)],
  }),
  'suppression.extended': (f) => ({
    did: 'set another end for',
    what: suppression(f),
    detail: [until(f), foundBefore(f), because(f)],
  }),
  'suppression.ended': (f) => ({ did: 'ended', what: suppression(f), detail: [because(f)] }),
  'suppression.held': (f) => ({ did: 'held back', what: alerts(f), detail: [`by ${f.subject('suppression')}`] }),
  'suppression.released': (f) => ({
    did: 'showed',
    what: `${alerts(f)} of ${suppression(f)} again`,
    detail: [because(f)],
  }),
}

function caseOf(f: Fields): string {
  return `case ${f.subject('case')}`
}

function suppression(f: Fields): string {
  return `suppression ${f.subject('suppression')}`
}

function alerts(f: Fields): string {
  const count = f.count('alerts') ?? 0
  return count === 1 ? (f.label('alert') ?? 'an alert') : `${count} alerts`
}

function until(f: Fields): string | null {
  const at = f.count('until')
  return at === null ? null : `until ${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

/** What was known of the history when somebody asked for silence. */
function foundBefore(f: Fields): string | null {
  const [held, truePositives] = [f.count('wouldHaveHeld'), f.count('truePositives')]
  if (held === null || truePositives === null) return null
  return `would have held ${held} before, ${truePositives} of them true`
}
