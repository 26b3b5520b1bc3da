import { printable } from '../json/read-json.ts'
import { CASE_SENTENCES } from './case-sentences.ts'
import type { AuditCode, AuditEntry } from './entry.ts'
import { ESTATE_SENTENCES } from './estate-sentences.ts'
import { EXERCISE_SENTENCES } from './exercise-sentences.ts'
import { type Fields, fieldsOf } from './fields.ts'
import { PLAN_SENTENCES } from './plan-sentences.ts'
import { automation, because, counted, digest, listed, plural, type Words } from './words.ts'

/** One entry in words. `detail` is null where there is nothing more to say. None holds a control character. */
export interface Sentence {
  readonly who: string
  readonly did: string
  readonly what: string
  readonly detail: string | null
}

/** Parts of an alert that people change, in the order in which a reader wants them. */
const WORK_PARTS = ['status', 'disposition', 'assignee', 'tags', 'hold', 'sla', 'suppression'] as const

/**
 * One table for the whole log: code to sentence, from the fields in `detail` that are named here. A missing field
 * leaves its words out, so an old entry still reads. Counts are whole numbers; `reason`, `because` and `readback` are
 * people's and connectors' own words.
 */
const BUILDERS: Readonly<Record<AuditCode, (f: Fields) => Words>> = {
  'alert.changed': (f) => ({
    did: 'changed',
    what: `alert ${f.subject('alert')}`,
    detail: [...WORK_PARTS.map((part) => f.change(part)), because(f)],
  }),
  'alert.returned': (f) => ({ did: 'brought back', what: `alert ${f.subject('alert')}`, detail: [because(f)] }),
  'alert.noted': (f) => ({
    did: 'wrote a note on',
    what: `alert ${f.subject('alert')}`,
    detail: [f.text('text'), listed('calls', f.list('mentions'))],
  }),
  'bulk.started': (f) => ({
    did: 'began',
    what: `bulk action ${f.subject('bulk')} on ${plural(f.count('alerts') ?? 0, 'alert')}`,
    detail: [
      f.text('title'),
      f.text('query') === null ? null : `of the query ${f.text('query')}`,
      because(f),
      digest(f),
    ],
  }),
  'bulk.changed': (f) => ({
    did: 'changed',
    what: `${plural(f.count('changed') ?? 0, 'alert')} by bulk action ${f.subject('bulk')}`,
    detail: [f.text('title'), (f.count('left') ?? 0) === 0 ? null : `${f.count('left')} left as they were`, because(f)],
  }),
  'bulk.cancelled': (f) => ({
    did: 'stopped',
    what: `bulk action ${f.subject('bulk')}`,
    detail: [counted(f, 'changed'), counted(f, 'waiting')],
  }),
  'change.proposed': (f) => ({
    did: 'proposed',
    what: `change ${f.subject('change')} of ${governed(f)}`,
    detail: [
      f.change('mode'),
      f.count('restores') === null ? null : `brings back version ${f.count('restores')}`,
      because(f),
      digest(f),
    ],
  }),
  'change.approved': (f) => ({
    did: 'approved',
    what: `change ${f.subject('change')} of ${governed(f)}`,
    detail: [because(f), digest(f)],
  }),
  'change.rejected': (f) => ({
    did: 'rejected',
    what: `change ${f.subject('change')} of ${governed(f)}`,
    detail: [because(f), digest(f)],
  }),
  'change.withdrawn': (f) => ({
    did: 'withdrew',
    what: `change ${f.subject('change')} of ${governed(f)}`,
    detail: [because(f)],
  }),
  'change.expired': (f) => ({
    did: 'let',
    what: `change ${f.subject('change')} of ${governed(f)} expire`,
    detail: [because(f)],
  }),
  'change.stale': (f) => ({
    did: 'ended',
    what: `change ${f.subject('change')} of ${governed(f)} as outdated`,
    detail: [because(f)],
  }),
  'change.activated': (f) => ({
    did: 'put',
    what: `version ${f.count('version') ?? '?'} of ${governed(f)} in force`,
    detail: [
      f.label('change') === null ? null : `change ${f.label('change')}`,
      f.change('mode'),
      f.count('restores') === null ? null : `brings back version ${f.count('restores')}`,
      automation(f),
      digest(f),
    ],
  }),
  'trigger.restrained': (f) => ({
    did: f.text('to') === 'off' ? 'switched off' : 'put in shadow',
    what: governed(f),
    detail: [because(f)],
  }),
  'trigger.automation-lost': (f) => ({
    did: 'took automation from',
    what: governed(f),
    detail: [because(f)],
  }),
  'scenario.created': (f) => ({ did: 'kept', what: scenario(f), detail: [f.text('name')] }),
  'scenario.changed': (f) => ({ did: 'changed', what: scenario(f), detail: [f.text('name')] }),
  'scenario.shared': (f) => ({
    did: f.flag('isShared') ? 'shared' : 'stopped sharing',
    what: scenario(f),
    detail: [f.text('name')],
  }),
  'scenario.deleted': (f) => ({ did: 'deleted', what: scenario(f), detail: [f.text('name')] }),
  ...PLAN_SENTENCES,
  ...ESTATE_SENTENCES,
  ...CASE_SENTENCES,
  ...EXERCISE_SENTENCES,
  'view.created': (f) => ({ did: 'saved', what: view(f), detail: [shared(f)] }),
  'view.changed': (f) => ({ did: 'changed', what: view(f), detail: [shared(f)] }),
  'view.defaults-set': (f) => ({
    did: f.list('roles').length === 0 ? 'let no role begin with' : 'let roles begin with',
    what: view(f),
    detail: [f.list('roles').join(', ') || null, f.text('team') === null ? null : `in ${f.text('team')}`],
  }),
  'view.deleted': (f) => ({ did: 'deleted', what: view(f) }),
  'access.refused': (f) => ({
    did: 'was refused',
    what: f.text('verb') === null ? 'something' : `“${f.text('verb')}”`,
    detail: [f.text('rule'), because(f)],
  }),
  fault: (f) => ({ did: 'met a fault', what: f.text('where') ?? '', detail: [because(f)] }),
}

/** The entry as who did what, with what more there is to say. Never throws: an unknown code is named as it stands. */
export function sentence(entry: Pick<AuditEntry, 'code' | 'actor' | 'subjects' | 'detail'>): Sentence {
  const build = Object.hasOwn(BUILDERS, entry.code) ? BUILDERS[entry.code] : undefined
  const words = build?.(fieldsOf(entry)) ?? { did: 'recorded', what: entry.code }
  const said = (words.detail ?? []).filter((part) => part !== null && part !== '')
  return {
    who: printable(entry.actor.name),
    did: words.did,
    what: printable(words.what ?? ''),
    // People and connectors end their own sentences; ours ends once.
    detail: said.length === 0 ? null : printable(said.join('; ').replace(/[.\s]+$/, '')),
  }
}

/** The same as one line of plain text, for search, export and the command line. */
export function sentenceText(entry: Pick<AuditEntry, 'code' | 'actor' | 'subjects' | 'detail'>): string {
  const { who, did, what, detail } = sentence(entry)
  const core = [who, did, what].filter((part) => part !== '').join(' ')
  return detail === null ? `${core}.` : `${core}: ${detail}.`
}

/** What was changed: the policy, or the trigger by its id. */
function governed(f: Fields): string {
  const trigger = f.label('trigger')
  return trigger === null ? 'the policy' : `trigger ${trigger}`
}

/** By number; an entry names it only where it was shared. */
function scenario(f: Fields): string {
  return `scenario ${f.subject('scenario')}`
}

/** By number alone: the log is read by people whose team does not share it. */
function view(f: Fields): string {
  return `view ${f.subject('view')}`
}

function shared(f: Fields): string | null {
  return f.text('audience') === 'team' ? 'shared with the team' : null
}
