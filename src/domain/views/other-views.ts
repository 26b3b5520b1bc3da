import * as z from 'zod'
import { ACTION_IDS, THREATS, TierSchema } from '../action/action.ts'
import { AuditEntry } from '../audit/entry.ts'
import { Dependency, Identity } from '../identity/identity.ts'
import { AnyJson } from '../json/json-schema.ts'
import { Person } from '../people/person.ts'
import { Verdict } from '../people/verdict.ts'
import { Containment } from '../plan/plan.ts'
import { Severity, Signal } from '../signal/signal.ts'
import { PlanSummary } from './alert-views.ts'
import { StandIn } from './exercise-views.ts'

export const SessionView = z.object({
  person: Person,
  /** Ends at, epoch ms UTC. */
  endsAt: z.number().int(),
  /** Sample personas one may become; empty unless the sample estate is loaded and the address is loopback. */
  personas: z.array(Person),
  /** By verb, for those that are not about one thing in particular; what is about one carries its own verdict. */
  rights: z.record(z.string(), Verdict),
  /** Whether they may say for themselves what they answer for; of anybody else `rights` says it. */
  ownDomains: Verdict,
  hasSample: z.boolean(),
  product: z.object({ version: z.string(), database: z.string() }),
})
export type SessionView = z.infer<typeof SessionView>

export const IdentityRow = z.object({
  id: z.string(),
  name: z.string(),
  kind: Identity.shape.kind,
  claimed: z.boolean(),
  environment: Identity.shape.environment,
  businessOwner: z.string().nullable(),
  technicalOwner: z.string().nullable(),
  criticality: z.number().int().nullable(),
  privilege: Identity.shape.privilege,
  openAlerts: z.number().int(),
  /** Highest tier among its open alerts, or null. */
  highestTier: TierSchema.nullable(),
  consumers: z.number().int(),
  lastUsedAt: z.number().int().nullable(),
  isSample: z.boolean(),
})
export type IdentityRow = z.infer<typeof IdentityRow>

export const IdentityDetail = z.object({
  identity: Identity,
  dependencies: z.array(Dependency),
  /** Per action of the catalogue that fits this kind: what it would break. The same numbers as in a plan. */
  options: z.array(
    z.object({
      action: z.enum(ACTION_IDS),
      threat: z.enum(THREATS),
      isFeasible: z.boolean(),
      reason: z.string().nullable(),
      score: z.number().int(),
      level: z.string(),
      stops: z.number().int(),
      comesBack: z.number().int(),
      consumers: z.array(z.object({ id: z.string(), outcome: z.enum(['stops', 'comes-back', 'unknown']) })),
    }),
  ),
  containment: Containment.nullable(),
  alerts: z.array(
    z.object({
      id: z.string(),
      number: z.number().int(),
      title: z.string(),
      severity: Severity,
      tier: TierSchema,
      status: z.string(),
      lastSeenAt: z.number().int(),
    }),
  ),
  plans: z.array(PlanSummary),
  /** Open alerts on names that look like this one but are not it (UTS 39 skeleton). */
  lookAlikes: z.array(z.object({ id: z.string(), name: z.string() })),
})
export type IdentityDetail = z.infer<typeof IdentityDetail>

export const ImportReport = z.object({
  created: z.number().int(),
  updated: z.number().int(),
  unchanged: z.number().int(),
  refused: z.array(z.object({ line: z.number().int(), reason: z.string() })),
})
export type ImportReport = z.infer<typeof ImportReport>

/** `refused` records stand whole in the dead-letter list. accepted + duplicates + conflicts + refused = records. */
export const IngestReport = z.object({
  batchId: z.string(),
  records: z.number().int(),
  accepted: z.number().int(),
  duplicates: z.number().int(),
  /** Same source id with another body: kept, shown to the integrator, changes no alert. */
  conflicts: z.number().int(),
  refused: z.number().int(),
  alertsOpened: z.number().int(),
  alertsUpdated: z.number().int(),
  identitiesUnclaimed: z.number().int(),
})
export type IngestReport = z.infer<typeof IngestReport>

export const SourceView = z.object({
  id: z.string(),
  name: z.string(),
  format: z.string(),
  createdAt: z.number().int(),
  lastReceivedAt: z.number().int().nullable(),
  received: z.number().int(),
  refused: z.number().int(),
  isRevoked: z.boolean(),
  isSample: z.boolean(),
})
export type SourceView = z.infer<typeof SourceView>

/** A mapping document and the format that it makes. */
export const MappingView = z.object({ name: z.string(), title: z.string(), document: AnyJson })
export type MappingView = z.infer<typeof MappingView>

export const DeadLetter = z.object({
  id: z.string(),
  sourceId: z.string(),
  sourceName: z.string(),
  format: z.string(),
  reason: z.string(),
  at: z.string(),
  position: z.number().int(),
  digest: z.string(),
  bytes: z.number().int(),
  /** Beginning of the record as text with control characters escaped and secrets redacted. */
  excerpt: z.string(),
  receivedAt: z.number().int(),
  replayedAt: z.number().int().nullable(),
})
export type DeadLetter = z.infer<typeof DeadLetter>

export const ConnectorView = z.object({
  id: z.string(),
  title: z.string(),
  /** The kind of target where people configured it; null for the twin and for what the environment names. */
  kind: z.string().nullable(),
  actions: z.array(z.enum(ACTION_IDS)),
  leastPrivilege: z.array(z.string()),
  /** What it was tried against; a connector that never met the live service says so. */
  triedAgainst: z.string(),
  isTried: z.boolean(),
  /** Steps that it gets at once and within a minute, from all gateways together; null: as many as are due. */
  limits: z.object({ concurrent: z.number().int(), perMinute: z.number().int() }).nullable(),
  isOn: z.boolean(),
  /** Of a target for exercises, which no plan ever goes to; null for all others. */
  standIn: StandIn.nullable(),
  /** What was configured, without secrets. */
  settings: z.record(z.string(), z.string()),
  /** Which secrets are set and since when; their text is never answered. */
  secrets: z.array(z.object({ name: z.string(), setAt: z.number().int() })),
  version: z.number().int().nullable(),
  changedBy: z.string().nullable(),
  changedAt: z.number().int().nullable(),
  /** Null where it is switched off: nobody is asked. */
  health: z.object({ ok: z.boolean(), detail: z.string(), checkedAt: z.number().int() }).nullable(),
})
export type ConnectorView = z.infer<typeof ConnectorView>

/** A kind of target that can be connected, with the fields of its form. */
export const ConnectorKindView = z.object({
  id: z.string(),
  title: z.string(),
  purpose: z.string(),
  actions: z.array(z.enum(ACTION_IDS)),
  fields: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      hint: z.string(),
      kind: z.enum(['text', 'lines', 'secret']),
      isRequired: z.boolean(),
    }),
  ),
  leastPrivilege: z.array(z.string()),
  triedAgainst: z.string(),
  isTried: z.boolean(),
})
export type ConnectorKindView = z.infer<typeof ConnectorKindView>

/**
 * An entry together with its sentence and its leaf hash. `text` is the canonical JSON that was hashed, byte for byte.
 */
export const AuditRow = z.object({
  entry: AuditEntry,
  sentence: z.string(),
  leaf: z.string(),
})
export type AuditRow = z.infer<typeof AuditRow>

/** Size and root of the log (RFC 6962, SHA-256) at one moment. `last` is the leaf hash of the newest entry. */
export const AuditHead = z.object({ size: z.number().int(), root: z.string(), last: z.string(), at: z.number().int() })
export type AuditHead = z.infer<typeof AuditHead>

/** The stored bytes of entries, as text, in order; the reader's browser hashes them. */
export const AuditLeaves = z.object({ from: z.number().int(), texts: z.array(z.string()), size: z.number().int() })
export type AuditLeaves = z.infer<typeof AuditLeaves>

export const AuditProof = z.object({
  sequence: z.number().int(),
  size: z.number().int(),
  leaf: z.string(),
  path: z.array(z.string()),
  root: z.string(),
})
export type AuditProof = z.infer<typeof AuditProof>

/** A record as it may be shown: secrets replaced by marks that say what they were. */
export const RecordView = z.object({
  id: z.string(),
  format: z.string(),
  digest: z.string(),
  bytes: z.number().int(),
  receivedAt: z.number().int(),
  source: z.string(),
  shown: AnyJson,
  redactedAt: z.array(z.string()),
  signal: Signal.nullable(),
  /** What was known around it when it came in, by the names of the evidence fields; absent ones were not known. */
  facts: z.record(z.string(), AnyJson),
  /** False where the stored bytes no longer have the digest under which they were sealed: somebody changed evidence. */
  isIntact: z.boolean().optional(),
})
export type RecordView = z.infer<typeof RecordView>

/** Something changed; `sequence` is the audit sequence, so a reader resumes from the last one it has seen. */
export const ChangeEvent = z.object({
  sequence: z.number().int(),
  code: AuditEntry.shape.code,
  subjects: AuditEntry.shape.subjects,
  at: z.number().int(),
})
export type ChangeEvent = z.infer<typeof ChangeEvent>
