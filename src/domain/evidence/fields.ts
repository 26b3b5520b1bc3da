import { ENVIRONMENTS, PRIVILEGES, TENANCIES } from '../identity/identity-words.ts'
import type { Json } from '../json/json.ts'
import { IDENTITY_KINDS } from '../signal/signal.ts'

/**
 * What we knew of a record's surroundings when it came in, by the dotted names of `EVIDENCE_FIELDS`. Flat. What is not
 * known is absent, never null and never a guess: a rule that asks for it is then not true.
 */
export type Facts = Readonly<Record<string, Json>>

export interface EvidenceField {
  readonly type: 'text' | 'number' | 'boolean'
  /** All that a text can be, where that is a closed list. */
  readonly values?: readonly string[]
  /** For the author of a rule: what it says, what it is counted over, when it is absent. */
  readonly meaning: string
}

/** What a tool may do, by the verb in its name; ascending. */
export const AUTHORITIES = ['read', 'write', 'admin'] as const
export type Authority = (typeof AUTHORITIES)[number]

/** As the inventory has a secret at the time of the record. */
export const SECRET_STATES = ['active', 'rotated', 'inactive', 'revoked'] as const
export type SecretState = (typeof SECRET_STATES)[number]

/** A history settles from here on: an identity that was seen less has no habits yet that it could break. */
export const SETTLED = { records: 50, days: 5 } as const

/** Different values remembered of one kind; with more, the identity is at home anywhere and nothing is new. */
export const MOST_VALUES = 64

/** In what a record may be new for the identity behind it. */
export const DIMENSIONS = ['region', 'network', 'user_agent', 'action', 'resource', 'tool'] as const
export type Dimension = (typeof DIMENSIONS)[number]

const DIMENSION_WORDS: Readonly<Record<Dimension, { one: string; many: string }>> = {
  region: { one: 'this region', many: 'regions' },
  network: {
    one: 'this source network (the /24 of an IPv4 address, the /48 of an IPv6 address, else the AS number or the service that called)',
    many: 'source networks',
  },
  user_agent: { one: 'this user agent (its words; versions do not count)', many: 'user agents' },
  action: { one: 'this action (service and operation)', many: 'actions' },
  resource: { one: 'one of the resources of the record', many: 'resources' },
  tool: { one: 'this tool', many: 'tools' },
}

function noveltyFields(): Record<string, EvidenceField> {
  const fields: Record<string, EvidenceField> = {}
  for (const dimension of DIMENSIONS) {
    const { one, many } = DIMENSION_WORDS[dimension]
    fields[`novel.${dimension}`] = {
      type: 'boolean',
      meaning:
        `True the first time the identity is seen with ${one}, in the order in which records arrive. Absent if none was ` +
        `ever seen before, or more than ${MOST_VALUES} were. Worth as much as the history behind it: ask for novel.is_settled too.`,
    }
    fields[`novel.${dimension}_seen`] = {
      type: 'number',
      meaning: `How many different ${many} the identity was seen with before this record; counting stops at ${MOST_VALUES}.`,
    }
  }
  return fields
}

/**
 * Every fact that a rule may ask for; the list is closed. `identity.*` is about who acted; for a finding, about whom it
 * was found on. Ages are whole days at the time of the record, by its own clock.
 */
export const EVIDENCE_FIELDS: Readonly<Record<string, EvidenceField>> = {
  'identity.key': {
    type: 'text',
    meaning:
      'One text for the identity behind the record, the same in every record of it: to group and count by. Stands in place of a name; not for display.',
  },
  'identity.known': {
    type: 'boolean',
    meaning: 'Whether somebody has described it. Where false, no other identity.* but its kind is known.',
  },
  'identity.kind': {
    type: 'text',
    values: IDENTITY_KINDS.filter((kind) => kind !== 'unknown'),
    meaning: 'Its kind: as described, else as the record shows it.',
  },
  'identity.environment': { type: 'text', values: ENVIRONMENTS, meaning: 'The environment it works in.' },
  'identity.privilege': { type: 'text', values: PRIVILEGES, meaning: 'What it may do, coarsely.' },
  'identity.owner_known': {
    type: 'boolean',
    meaning: 'Whether it has a business owner or a technical owner. Absent for one that nobody has described.',
  },
  'identity.shared': {
    type: 'boolean',
    meaning: 'Whether several workloads or customers use it (tenancy shared or multi-tenant).',
  },
  'identity.tenancy': { type: 'text', values: TENANCIES, meaning: 'Who uses it.' },
  'identity.third_party': { type: 'boolean', meaning: 'Whether somebody else runs it (tenancy third-party).' },
  'identity.criticality': { type: 'number', meaning: '1 (nobody notices) to 5 (the company stops).' },
  'identity.days_since_rotation': {
    type: 'number',
    meaning: 'Age in days of its oldest active credential since that was made or last rotated.',
  },
  'identity.rotation_overdue': {
    type: 'boolean',
    meaning: 'Whether that age exceeds its own rotation policy. Absent where no policy is known.',
  },
  'identity.dormant_days': {
    type: 'number',
    meaning:
      'Days between this use and the one before, as our records show it; the inventory is asked only where they show none.',
  },
  'novel.history': { type: 'number', meaning: 'Successful events of this identity that were seen before this record.' },
  'novel.history_days': { type: 'number', meaning: 'On how many different days (UTC) those were.' },
  'novel.is_settled': {
    type: 'boolean',
    meaning: `Whether that history bears a claim of novelty: at least ${SETTLED.records} events on at least ${SETTLED.days} days. Ask for it beside any novel.*.`,
  },
  ...noveltyFields(),
  'session.kind': {
    type: 'text',
    values: ['instance', 'session', 'credential'],
    meaning:
      'What the rest of session.* is about: the credentials of one EC2 instance, else the temporary session that the record names, else the lasting credential it was made with.',
  },
  'session.history': {
    type: 'number',
    meaning: 'Successful events of this session that were seen before this record.',
  },
  'session.new_source': {
    type: 'boolean',
    meaning:
      'True the first time the session is used from this network, after it was used from another. Calls that a cloud service makes on its behalf have no source. Absent for the first use.',
  },
  'session.new_user_agent': {
    type: 'boolean',
    meaning: 'True the first time the session is used with this user agent (versions do not count), after another.',
  },
  'session.user_agents': {
    type: 'number',
    meaning: `Different user agents the session was used with, this one included; counting stops at ${MOST_VALUES}. Ask for two or more beside session.overlap, which is told by whoever comes back and not by whoever is new.`,
  },
  'session.at_origin': {
    type: 'boolean',
    meaning:
      'Whether the record comes from the network of the earliest use of the session that we know. Unlike session.new_source it stays false for every later record from elsewhere.',
  },
  'session.sources': { type: 'number', meaning: 'Different networks the session was used from, this one included.' },
  'session.overlap': {
    type: 'boolean',
    meaning:
      'True for the record that shows that two places hold the session at once: it is back on a network after another one used it in between, within ten minutes. A program behind changing addresses looks the same.',
  },
  'secret.state': {
    type: 'text',
    values: SECRET_STATES,
    meaning:
      'What the inventory says, at the time of the record, of the credential that the record is about: the first one it names that is not the caller’s own, else the caller’s own. Rotated: it was replaced, or what was found is older than its last rotation. Absent for one that nobody has described.',
  },
  'secret.days_since_rotated': { type: 'number', meaning: 'Days since that credential was last rotated.' },
  'secret.is_own': {
    type: 'boolean',
    meaning:
      'Whether the caller came with that credential. False where the call is about it: it is made, read, switched off. Absent where neither the record nor the inventory tells.',
  },
  'secret.used_by': {
    type: 'number',
    meaning: `How many different identities successful events showed with that credential in hand, presented or fetched from its store, this record included; counting stops at ${MOST_VALUES}.`,
  },
  'secret.consumers': { type: 'number', meaning: 'How many declared consumers would break without that credential.' },
  'agent.tool_approved': {
    type: 'boolean',
    meaning: 'Whether the tool of the record is on the list that the owner of the agent approved.',
  },
  'agent.in_task_window': {
    type: 'boolean',
    meaning:
      'Whether the agent has work at the time of the record; true for one whose owner names no windows. Absent where the record has no time.',
  },
  'agent.tool_authority': {
    type: 'text',
    values: AUTHORITIES,
    meaning: 'What the tool can do, read from the verb in its name. Absent where the name has none that we know.',
  },
  'agent.task_authority': {
    type: 'text',
    values: AUTHORITIES,
    meaning: 'The most that its approved tools can do; where their names do not tell, its privilege.',
  },
  'agent.authority_exceeded': {
    type: 'boolean',
    meaning: 'Whether the tool can do more than the task asks for. Absent where either is not known.',
  },
}
