import type { AuditCode } from './entry.ts'
import type { Fields } from './fields.ts'
import { because, counted, listed, plural, type Words } from './words.ts'

type Code = Extract<
  AuditCode,
  | `estate.${string}`
  | `session.${string}`
  | `person.${string}`
  | `passkey.${string}`
  | `source.${string}`
  | `connector.${string}`
  | `playbook.${string}`
  | `secrets.${string}`
  | `mapping.${string}`
  | `ingest.${string}`
  | `dead-letter.${string}`
  | `identity.${string}`
>

/** The part of the table that tells of the estate: who and what belongs to it, what was delivered, what was imported. */
export const ESTATE_SENTENCES: Readonly<Record<Code, (f: Fields) => Words>> = {
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
