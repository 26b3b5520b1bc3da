import { isLasting } from '../identity/lasting-name.ts'
import type { IdentityName, IdentityRef, NameKind, Signal } from '../signal/signal.ts'
import { addressOf } from './address.ts'

/** What two alerts can have in common, the most telling first. */
export const THREAD_KINDS = ['session', 'credential', 'identity', 'address'] as const
export type ThreadKind = (typeof THREAD_KINDS)[number]

/**
 * `by`: of whoever acted. `to`: of whom it was done to, or whom it was found on. `made`: a credential that came of it.
 * `from`: of whoever handed out the session or credential that it came with.
 */
export type Side = 'by' | 'to' | 'made' | 'from'

/** One thing that a record shows and another alert may show, too. */
export interface Thread {
  readonly kind: ThreadKind
  readonly side: Side
  /** What makes two the same; compared by its digest, never shown. */
  readonly value: string
  /** What a person calls it, as the record wrote it. */
  readonly label: string
}

/** The identity that an alert is about, as the inventory knows it. */
export interface Subject {
  readonly id: string
  readonly label: string
  /** `by` where it is the one who acted. */
  readonly side: 'by' | 'to'
}

/**
 * All that this record may share with others. A secret that an event merely read is not among it: many read it, and it is in
 * nobody's hand. Neither is a cloud service, which acts for everybody, nor the address that it writes into its records.
 */
export function threadsOf(signal: Signal, subject: Subject | null): readonly Thread[] {
  const actor = signal.actor?.kind === 'cloud-service' ? null : signal.actor
  const affected = signal.affected.filter(({ kind }) => kind !== 'cloud-service')
  const realm = signal.account ?? signal.format
  const threads: Thread[] = [
    ...(actor === null ? [] : namesOf(actor, 'by', realm)),
    ...affected.flatMap((ref) => namesOf(ref, 'to', realm)),
    ...keysOf(signal, actor, affected),
    ...addressesOf(signal, realm),
  ]
  if (subject === null) return threads
  const { id, side, label } = subject
  return [...threads, { kind: 'identity', side, value: `id\n${id}`, label }]
}

/** Who used it, for counting how many do: the most lasting name of who acted, of the one it was found on where nobody did. */
export function userOf(signal: Signal): string | null {
  const ref = signal.actor ?? signal.affected[0]
  return (ref?.names.find(isLasting) ?? ref?.names[0])?.value ?? null
}

/** The address of a record, if it has one that says something. */
export function addressesOf(signal: Signal, realm = signal.account ?? signal.format): readonly Thread[] {
  const { ip, viaService } = signal.network
  if (ip === null || viaService !== null || signal.actor?.kind === 'cloud-service') return []
  const address = addressOf(ip, realm)
  return address === null ? [] : [{ kind: 'address', side: 'by', ...address }]
}

/** Names that are unique wherever they were given out. */
const WORLDWIDE: ReadonlySet<NameKind> = new Set([
  'arn',
  'principal-id',
  'session-issuer',
  'email',
  'app-id',
  'object-id',
  'client-id',
])
/** Names that are unique in their account. A host or a mere label is nobody's own. */
const LOCAL: ReadonlySet<NameKind> = new Set(['user-name', 'service-account'])

function namesOf({ names, label }: IdentityRef, side: Side, realm: string): readonly Thread[] {
  return names.filter(isLasting).flatMap(({ kind, value }): Thread[] => {
    if (WORLDWIDE.has(kind)) return [{ kind: 'identity', side, value: `name\n${value}`, label }]
    return LOCAL.has(kind) ? [{ kind: 'identity', side, value: `name\n${realm}\n${value}`, label }] : []
  })
}

const KEY_NAMES: ReadonlySet<NameKind> = new Set(['access-key-id', 'token-id', 'token-hash', 'deploy-key'])

/** Less than this is a counter or a flag of somebody's format, not a key of one holder. */
const SHORTEST_KEY = 8

/**
 * Sessions and credentials. Both stand under one sort of value: the key that one record hands out is the session that another
 * comes with.
 */
function keysOf(signal: Signal, actor: IdentityRef | null, affected: readonly IdentityRef[]): readonly Thread[] {
  const { form, sessions, credentials } = signal
  const sessionIds = new Set(sessions.map(({ id }) => id))
  const own = new Set((actor?.names ?? []).filter(isKey).map(({ value }) => value))
  const theirs = new Set(affected.flatMap(({ names }) => names.filter(isKey).map(({ value }) => value)))
  for (const { id } of credentials) {
    if (form === 'finding' && !own.has(id)) theirs.add(id)
  }
  const used = form === 'finding' && actor === null ? 'to' : 'by'
  const given = form === 'event' && isGivingOut(signal) ? 'made' : 'to'
  return [
    ...[...sessionIds].map((id) => keyThread('session', used, id)),
    ...[...own].filter((id) => !sessionIds.has(id)).map((id) => keyThread('credential', 'by', id)),
    ...[...theirs].filter((id) => !own.has(id) && !sessionIds.has(id)).map((id) => keyThread('credential', given, id)),
  ].filter(({ label }) => label.length >= SHORTEST_KEY)
}

function keyThread(kind: 'session' | 'credential', side: Side, id: string): Thread {
  return { kind, side, value: `key\n${id}`, label: id }
}

function isKey({ kind }: IdentityName): boolean {
  return KEY_NAMES.has(kind)
}

/** Who handed out which keys: the role that was assumed acts for whoever assumed it. */
export interface Grant {
  readonly giver: Thread
  readonly keys: readonly Thread[]
}

/** Null for a record that hands nothing out, and for a cloud service, which does so for everybody. */
export function grantOf(signal: Signal): Grant | null {
  if (signal.form !== 'event' || !isGivingOut(signal)) return null
  const threads = threadsOf(signal, null)
  const giver = threads.find(({ kind, side }) => kind === 'identity' && side === 'by')
  const keys = threads.filter(({ side }) => side === 'made')
  return giver === undefined || keys.length === 0 ? null : { giver, keys }
}

/** Whether somebody comes with this key, so that it matters from whom he has it. */
export function isComingWith({ kind, side }: Pick<Thread, 'kind' | 'side'>): boolean {
  return kind === 'session' || (kind === 'credential' && side === 'by')
}

/** Whether the call hands out what it names, by the verbs that clouds use for it. */
function isGivingOut({ call }: Signal): boolean {
  return call !== null && call.outcome === 'success' && GIVING.test(call.operation)
}

const GIVING = /(?:^|[^a-z])(?:create|add|issue|generate|mint|assume|get(?:session|federation)token)/i
