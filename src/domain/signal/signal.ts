import * as z from 'zod'
import { IDENTITY_KINDS, SEVERITIES } from './signal-words.ts'

export { IDENTITY_KINDS, SEVERITIES }

export const Severity = z.enum(SEVERITIES)
export type Severity = z.infer<typeof Severity>

/**
 * What sort of name this is. Matching is on exact bytes of `value`; the kind says where it came from and breaks ties.
 */
export const NAME_KINDS = [
  'arn',
  'access-key-id',
  'principal-id',
  'session-issuer',
  'user-name',
  'email',
  'app-id',
  'object-id',
  'client-id',
  'service-account',
  'token-id',
  'token-hash',
  'deploy-key',
  'host',
  'other',
] as const
export const NameKind = z.enum(NAME_KINDS)
export type NameKind = z.infer<typeof NameKind>

export const IdentityName = z.object({ kind: NameKind, value: z.string().min(1).max(2048) })
export type IdentityName = z.infer<typeof IdentityName>

export const IdentityKind = z.enum(IDENTITY_KINDS)
export type IdentityKind = z.infer<typeof IdentityKind>

/**
 * An identity as a record names it. `names` are ordered from the most lasting and specific (unique id, ARN) to the
 * loosest (display name); the first is the one to show if none is a better label. `label` is what a person would call
 * it.
 */
export const IdentityRef = z.object({
  kind: IdentityKind,
  label: z.string().min(1).max(2048),
  names: z.array(IdentityName).min(1).max(20),
})
export type IdentityRef = z.infer<typeof IdentityRef>

export const Resource = z.object({
  type: z.string().nullable(),
  id: z.string(),
  name: z.string().nullable(),
})
export type Resource = z.infer<typeof Resource>

export const Network = z.object({
  /**
   * The origin as the source wrote it; a service name such as `cloudformation.amazonaws.com` stands in `viaService`.
   */
  ip: z.string().nullable(),
  viaService: z.string().nullable(),
  asn: z.string().nullable(),
  organization: z.string().nullable(),
  country: z.string().nullable(),
  city: z.string().nullable(),
})
export type Network = z.infer<typeof Network>

export const ApiCall = z.object({
  service: z.string().nullable(),
  operation: z.string(),
  outcome: z.enum(['success', 'failure', 'unknown']),
  error: z.string().nullable(),
})
export type ApiCall = z.infer<typeof ApiCall>

/**
 * A finding or event, normalised. It holds no secret: session tokens, passwords and key material never leave the raw
 * record, which is stored apart, byte for byte, with its digest.
 */
export const Signal = z.object({
  /** Format that read it, e.g. `guardduty`. */
  format: z.string(),
  /** A `finding` is a detection by its source; an `event` is raw telemetry in which nobody has yet seen anything. */
  form: z.enum(['finding', 'event']),
  /**
   * The source's own stable id of this record; where it has none, a digest over the fields that make it this record.
   */
  id: z.string().min(1).max(1024),
  /** Signals with the same key are one alert. */
  dedupKey: z.string().min(1).max(2048),
  vendor: z.string(),
  product: z.string(),
  /** The source's name for the kind of thing: GuardDuty type, rule name, `eventName`. */
  type: z.string().min(1),
  title: z.string().min(1),
  description: z.string().nullable(),
  severity: Severity,
  /** The vendor's own word or number for it. */
  severityOriginal: z.string().nullable(),
  /** 0–100, integer, only where the source states one. */
  confidence: z.number().int().min(0).max(100).nullable(),
  /** Epoch ms UTC on the source's clock; null where absent or unreadable, then `timeFlags` says why. */
  observedAt: z.number().int().nullable(),
  firstSeenAt: z.number().int().nullable(),
  lastSeenAt: z.number().int().nullable(),
  timeOriginal: z.string().nullable(),
  timeFlags: z.array(z.enum(['absent', 'zone-assumed', 'unit-guessed', 'leap-second', 'out-of-window', 'unreadable'])),
  /** Who did it. For an attack on an identity this is the attacker or unknown, not the victim. */
  actor: z.nullable(IdentityRef),
  /** Whom it was done to, or whose credential it is about: often the NHI that needs containment. */
  affected: z.array(IdentityRef),
  sessions: z.array(z.object({ id: z.string(), startedAt: z.number().int().nullable() })),
  /** Credentials named in the record, by id or hash, never by value. */
  credentials: z.array(z.object({ id: z.string(), kind: z.string() })),
  resources: z.array(Resource),
  network: Network,
  /** Cloud account, tenant, organisation or cluster. */
  account: z.string().nullable(),
  region: z.string().nullable(),
  userAgent: z.string().nullable(),
  call: z.nullable(ApiCall),
  /** The tool an AI agent or automation used, where the record says. */
  tool: z.string().nullable(),
  labels: z.record(z.string(), z.string()),
  /** MITRE ATT&CK technique ids. */
  attacks: z.array(z.string()),
  /** Where the source says its own work on it stands. */
  sourceStatus: z.enum(['new', 'in-progress', 'suppressed', 'resolved', 'archived']).nullable(),
  /** Test or sample data by the source's own mark. */
  isSample: z.boolean(),
  /** An https link to the source's own page, host shown before it is followed; anything else is dropped. */
  link: z.string().nullable(),
})
export type Signal = z.infer<typeof Signal>
