import * as z from 'zod'
import { AnyJson } from '../json/json-schema.ts'

/** Everything that can stand in the log. One code, one sentence: see `sentence`. */
export const AUDIT_CODES = [
  'estate.opened',
  'estate.sample-loaded',
  'estate.sample-removed',
  'session.opened',
  'session.closed',
  'session.refused',
  'person.added',
  'passkey.added',
  'passkey.revoked',
  'passkey.refused',
  'source.added',
  'source.revoked',
  'connector.added',
  'connector.changed',
  'connector.switched-off',
  'connector.switched-on',
  'secrets.resealed',
  'exercise.passed',
  'exercise.failed',
  'mapping.saved',
  'mapping.removed',
  'ingest.accepted',
  'ingest.refused',
  'dead-letter.replayed',
  'identity.imported',
  'identity.changed',
  'alert.changed',
  'alert.returned',
  'alert.noted',
  'bulk.started',
  'bulk.changed',
  'bulk.cancelled',
  'plan.proposed',
  'plan.refused',
  'vote.cast',
  'vote.refused',
  'plan.approved',
  'plan.rejected',
  'plan.expired',
  'plan.cancelled',
  'plan.void',
  'plan.paused',
  'plan.resumed',
  'plan.extended',
  'plan.escalated',
  'glass.broken',
  'glass.reviewed',
  'glass.review-overdue',
  'stop.raised',
  'stop.release-voted',
  'stop.released',
  'step.started',
  'step.sent',
  'step.in-doubt',
  'step.verified',
  'step.failed',
  'step.late-result-refused',
  'plan.finished',
  'change.proposed',
  'change.approved',
  'change.rejected',
  'change.withdrawn',
  'change.expired',
  'change.stale',
  'change.activated',
  'trigger.restrained',
  'trigger.automation-lost',
  'scenario.created',
  'scenario.changed',
  'scenario.shared',
  'scenario.deleted',
  'view.created',
  'view.changed',
  'view.defaults-set',
  'view.deleted',
  'access.refused',
  'fault',
] as const
export const AuditCode = z.enum(AUDIT_CODES)
export type AuditCode = z.infer<typeof AuditCode>

export const AuditActor = z.object({
  kind: z.enum(['person', 'source', 'gateway']),
  id: z.string(),
  name: z.string(),
})
export type AuditActor = z.infer<typeof AuditActor>

/** What an entry is about, most specific first; the audit page filters by these. */
export const AuditSubject = z.object({
  kind: z.enum([
    'alert',
    'plan',
    'identity',
    'source',
    'person',
    'estate',
    'batch',
    'change',
    'trigger',
    'policy',
    'scenario',
    'bulk',
    'stop',
    'view',
    'connector',
    'playbook',
  ]),
  id: z.string(),
  label: z.string(),
})
export type AuditSubject = z.infer<typeof AuditSubject>

/**
 * One entry of the log. Its canonical JSON (RFC 8785) as UTF-8 bytes is the leaf; those bytes are stored and served,
 * never rendered again. `previous` is the leaf hash of the entry before (64 zeros for the first), so order is bound
 * twice: by the chain and by the Merkle tree.
 */
export const AuditEntry = z.object({
  /** From 0, without a gap. */
  sequence: z.number().int().min(0),
  /** Epoch ms UTC by the database's clock; order is by `sequence`, never by this. */
  at: z.number().int(),
  code: AuditCode,
  actor: AuditActor,
  subjects: z.array(AuditSubject),
  detail: z.record(z.string(), AnyJson),
  previous: z.string().length(64),
})
export type AuditEntry = z.infer<typeof AuditEntry>
