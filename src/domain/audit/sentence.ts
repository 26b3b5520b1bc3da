import { printable } from '../json/read-json.ts'
import { CASE_SENTENCES } from './case-sentences.ts'
import type { AuditCode, AuditEntry } from './entry.ts'
import { EXERCISE_SENTENCES } from './exercise-sentences.ts'
import { type Fields, fieldsOf } from './fields.ts'
import { because, type Words } from './words.ts'

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
  'estate.opened': (f) => ({ did: 'opened', what: 'the estate', detail: [f.text('database')] }),
  'estate.sample-loaded': (f) => ({
    did: 'loaded',
    what: 'the sample estate',
    detail: [counted(f, 'alerts'), counted(f, 'identities')],
  }),
  'estate.sample-removed': (f) => ({
    did: 'removed',
    what: 'the sample estate',
    detail: [counted(f, 'alerts'), counted(f, 'identities')],
  }),
  'session.opened': (f) => ({ did: 'signed in', detail: [f.text('how') === null ? null : `by ${f.text('how')}`] }),
  'session.closed': () => ({ did: 'signed out' }),
  'session.refused': (f) => ({ did: 'was refused', what: 'a sign-in', detail: [f.text('reason')] }),
  'person.added': (f) => ({
    did: 'added',
    what: f.subject('person'),
    detail: [f.text('team') === null ? null : `team ${f.text('team')}`, listed('roles', f.list('roles'))],
  }),
  'person.domains-changed': (f) => ({
    did: 'changed',
    what: `what ${f.subject('person')} answers for`,
    detail: [listed('now', f.list('domains')) ?? 'none', listed('before', f.list('before')), because(f)],
  }),
  'passkey.added': (f) => ({
    did: 'added',
    what: `passkey “${f.text('name') ?? 'unnamed'}” of ${f.subject('person')}`,
    detail: [f.text('rpId') === null ? null : `for ${f.text('rpId')}`, f.text('confirmedBy')],
  }),
  'passkey.revoked': (f) => ({
    did: 'revoked',
    what: `passkey “${f.text('name') ?? 'unnamed'}” of ${f.subject('person')}`,
    detail: [because(f)],
  }),
  'passkey.refused': (f) => ({ did: 'was refused', what: 'a passkey', detail: [f.text('rule'), because(f)] }),
  'source.added': (f) => ({ did: 'added', what: `source ${f.subject('source')}`, detail: [f.text('format')] }),
  'source.revoked': (f) => ({ did: 'revoked', what: `source ${f.subject('source')}` }),
  'connector.added': (f) => ({
    did: 'added',
    what: `connector ${f.subject('connector')}`,
    detail: [f.text('kind'), listed('secrets set', f.list('secrets'))],
  }),
  'connector.changed': (f) => ({
    did: 'changed',
    what: `connector ${f.subject('connector')}`,
    detail: [listed('fields', f.list('fields'))],
  }),
  'connector.switched-off': (f) => ({ did: 'switched off', what: `connector ${f.subject('connector')}` }),
  'connector.switched-on': (f) => ({ did: 'switched on', what: `connector ${f.subject('connector')}` }),
  'playbook.imported': (f) => {
    return { did: 'brought in', what: `playbook ${f.subject('playbook')}`, detail: [f.text('cacaoId')] }
  },
  'secrets.resealed': (f) => ({ did: 'sealed', what: `${f.count('count') ?? ''} stored secrets under the newest key` }),
  'mapping.saved': (f) => ({ did: 'saved', what: `mapping ${f.text('mapping') ?? ''}`, detail: [f.text('title')] }),
  'mapping.removed': (f) => ({ did: 'removed', what: `mapping ${f.text('mapping') ?? ''}` }),
  'ingest.accepted': (f) => ({
    did: 'delivered',
    what: `${plural(f.count('records') ?? 0, 'record')}${through(f)}`,
    detail: [
      ...['accepted', 'duplicates', 'conflicts', 'refused', 'alertsOpened', 'alertsUpdated'].map((key) =>
        counted(f, key),
      ),
      part(f),
    ],
  }),
  'ingest.refused': (f) => ({ did: 'was refused', what: 'a delivery', detail: [f.text('reason')] }),
  'dead-letter.replayed': (f) => ({
    did: 'replayed',
    what: plural(f.count('records') ?? 0, 'dead letter'),
    detail: [counted(f, 'accepted'), counted(f, 'refused')],
  }),
  'identity.imported': (f) => ({
    did: 'imported',
    what: f.label('estate') === 'dependencies' ? 'dependencies' : 'identities',
    detail: ['created', 'updated', 'unchanged', 'refused'].map((key) => counted(f, key)),
  }),
  'identity.changed': (f) => ({
    did: 'changed',
    what: `identity ${f.subject('identity')}`,
    detail: [listed('fields', f.list('fields')), because(f)],
  }),
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
  'plan.proposed': (f) => ({
    did: 'asked for',
    what: `“${f.action()}” on ${f.subject('identity', 'plan')}`,
    detail: [f.text('gate'), because(f), digest(f)],
  }),
  'plan.refused': (f) => ({
    did: 'was refused',
    what: `“${f.action()}” on ${f.subject('identity', 'alert')}`,
    detail: [f.text('rule'), because(f)],
  }),
  'vote.cast': (f) => ({
    did: f.text('choice') === 'reject' ? 'rejected' : 'approved',
    what: `plan ${f.subject('plan')}`,
    detail: [
      because(f),
      f.text('signedWith') === null ? null : `signed with passkey “${f.text('signedWith')}”`,
      digest(f),
    ],
  }),
  'vote.refused': (f) => ({
    did: 'was refused',
    what: `a vote on plan ${f.subject('plan')}`,
    detail: [f.text('rule'), because(f)],
  }),
  'plan.approved': (f) => ({
    did: 'opened',
    what: `the gate of plan ${f.subject('plan')}`,
    detail: [listed('approved by', f.list('approvedBy')), because(f)],
  }),
  'plan.rejected': (f) => ({
    did: 'closed',
    what: `plan ${f.subject('plan')} as rejected`,
    detail: [listed('rejected by', f.list('by')), because(f)],
  }),
  'plan.expired': (f) => ({ did: 'let', what: `plan ${f.subject('plan')} expire`, detail: [because(f)] }),
  'plan.cancelled': (f) => ({ did: 'cancelled', what: `plan ${f.subject('plan')}`, detail: [because(f)] }),
  'plan.stopping': (f) => onPlan(f, 'stopped', (plan) => `plan ${plan} before its next step`),
  'plan.confirmed': (f) => onPlan(f, 'confirmed', (plan) => `that what plan ${plan} did stays`),
  'plan.restore-failed': (f) => onPlan(f, 'could not take back', (plan) => `what plan ${plan} did`),
  'repoint.asked': (f) =>
    onPlan(f, 'asked', (plan) => `${f.text('team')} to re-point ${f.text('consumer')} for plan ${plan}`),
  'repoint.confirmed': (f) => ({
    did: 'confirmed',
    what: `that ${f.text('consumer') ?? 'a consumer'} was re-pointed, for plan ${f.subject('plan')}`,
    detail: [f.text('note'), digest(f)],
  }),
  'repoint.extended': (f) => onPlan(f, 'gave more time to', (plan) => `the consumers of plan ${plan}`),
  'plan.void': (f) => ({ did: 'voided', what: `plan ${f.subject('plan')}`, detail: [because(f)] }),
  'plan.paused': (f) => ({ did: 'paused', what: `plan ${f.subject('plan')}`, detail: [because(f)] }),
  'plan.resumed': (f) => ({ did: 'resumed', what: `plan ${f.subject('plan')}`, detail: [because(f)] }),
  'plan.extended': (f) => ({
    did: 'gave more time to',
    what: `plan ${f.subject('plan')}`,
    detail: [because(f), digest(f), f.count('votesGone') ? 'what was approved before counts no more' : null],
  }),
  'plan.escalated': (f) => ({
    did: 'passed the silence about',
    what: `plan ${f.subject('plan')}${f.text('stage') === null ? '' : ` (${f.text('stage')})`} on to ${f.text('to') ?? 'others'}`,
    detail: [because(f)],
  }),
  'glass.broken': (f) => ({
    did: 'broke the glass for',
    what: `plan ${f.subject('plan')}`,
    detail: [
      because(f),
      f.text('signedWith') === null ? null : `signed with passkey “${f.text('signedWith')}”`,
      digest(f),
    ],
  }),
  'glass.reviewed': (f) => ({
    did: f.text('verdict') === 'justified' ? 'found justified' : 'found not justified',
    what: `that ${f.text('brokenBy') ?? 'somebody'} broke the glass for plan ${f.subject('plan')}`,
    detail: [because(f), f.flag('isLate') ? 'after the time for it' : null],
  }),
  'glass.review-overdue': (f) => ({
    did: 'still waits for a review',
    what: `of ${f.text('brokenBy') ?? 'somebody'} breaking the glass for plan ${f.subject('plan')}`,
  }),
  'stop.raised': (f) => ({
    did: 'stopped',
    what: f.text('scope') === 'automation' ? 'automation' : 'everything',
    detail: [f.label('stop'), because(f)],
  }),
  'stop.release-voted': (f) => ({
    did: 'said that work may go on after',
    what: f.subject('stop'),
    detail: [because(f)],
  }),
  'stop.released': (f) => ({ did: 'ended', what: f.subject('stop'), detail: [listed('released by', f.list('by'))] }),
  'step.started': (f) => ({ did: 'started', what: step(f), detail: [f.text('connector')] }),
  'step.sent': (f) => ({ did: 'sent', what: step(f), detail: [f.text('connector')] }),
  'step.in-doubt': (f) => ({ did: 'lost the answer to', what: step(f), detail: [because(f)] }),
  'step.verified': (f) => ({ did: 'read back', what: step(f), detail: [f.text('containment'), f.text('readback')] }),
  'step.failed': (f) => ({ did: 'gave up on', what: step(f), detail: [f.text('containment'), because(f)] }),
  'step.late-result-refused': (f) => ({ did: 'refused a late result of', what: step(f), detail: [because(f)] }),
  'plan.finished': (f) => ({
    did: 'finished',
    what: `plan ${f.subject('plan')}`,
    detail: [f.text('state'), f.text('containment')],
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
      f.flag('restoresAutomation') ? 'gives its automation back' : null,
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

function step(f: Fields): string {
  const ordinal = f.count('ordinal')
  const where = f.subject('plan')
  return ordinal === null ? `“${f.action()}” of plan ${where}` : `step ${ordinal} of plan ${where}, “${f.action()}”`
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

function onPlan(f: Fields, did: string, about: (plan: string) => string): Words {
  return { did, what: about(f.subject('plan')), detail: [because(f)] }
}

function digest(f: Fields): string | null {
  const value = f.text('digest')
  return value === null ? null : `digest ${value.slice(0, 12)}`
}

/** What did not happen is not said: of six counts, the four zeros would hide the one that matters. */
function counted(f: Fields, key: string): string | null {
  const count = f.count(key)
  return count === null || count === 0 ? null : `${count} ${COUNTED[key] ?? key}`
}

/** The source, where somebody else delivered for it. */
function through(f: Fields): string {
  const source = f.label('source')
  return source === null || source === f.actor ? '' : ` through ${source}`
}

function part(f: Fields): string | null {
  const parts = f.count('parts')
  return parts === null || parts < 2 ? null : `part ${f.count('part') ?? '?'} of ${parts}`
}

const COUNTED: Readonly<Record<string, string>> = { alertsOpened: 'alerts opened', alertsUpdated: 'alerts updated' }

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

const listed = (name: string, items: readonly string[]): string | null =>
  items.length === 0 ? null : `${name} ${items.join(', ')}`
