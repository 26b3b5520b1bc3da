import * as z from 'zod'
import { IdentityKind, IdentityName } from '../signal/signal.ts'
import { ENVIRONMENTS, PRIVILEGES, TENANCIES } from './identity-words.ts'

export { ENVIRONMENTS, PRIVILEGES, TENANCIES }

export const Environment = z.enum(ENVIRONMENTS)
export type Environment = z.infer<typeof Environment>

export const Privilege = z.enum(PRIVILEGES)
export type Privilege = z.infer<typeof Privilege>

export const Tenancy = z.enum(TENANCIES)
export type Tenancy = z.infer<typeof Tenancy>

const Instant = z.number().int()

export const Credential = z.object({
  id: z.string().min(1).max(512),
  kind: z.enum(['access-key', 'secret', 'token', 'certificate', 'deploy-key', 'password', 'federated']),
  state: z.enum(['active', 'inactive', 'revoked']),
  createdAt: Instant.nullable(),
  rotatedAt: Instant.nullable(),
  /** Null means that it never expires; leave `expiryKnown` false where nobody has looked. */
  expiresAt: Instant.nullable(),
  expiryKnown: z.boolean(),
  lastUsedAt: Instant.nullable(),
  /**
   * Id of the credential of this identity with which it was issued, where it hangs below another one: a delegated grant, a
   * downstream key, the key of a replica. Whoever holds the upper one can issue it again. Left out: none, or nobody knows.
   */
  below: z.string().min(1).max(512).exactOptional(),
})
export type Credential = z.infer<typeof Credential>

/** A task window of an agent, in UTC: the days (0 Sunday … 6) and minutes of the day in which it has work. */
export const TaskWindow = z.object({
  days: z.array(z.number().int().min(0).max(6)).max(7),
  fromMinute: z.number().int().min(0).max(1440),
  toMinute: z.number().int().min(0).max(1440),
})

/** Where a value comes from and when it was seen to be so. Shown at the right edge of every fact. */
export const Provenance = z.object({ source: z.string().min(1).max(120), observedAt: Instant })
export type Provenance = z.infer<typeof Provenance>

/**
 * A non-human identity. `null` always means "nobody has told us", never "none": unknown counts against us in urgency
 * and makes gates stricter.
 */
export const IdentityFacts = z.object({
  name: z.string().min(1).max(512),
  kind: IdentityKind,
  /** Every name under which alerts may mention it; matching is on exact bytes. */
  names: z.array(IdentityName).max(50),
  description: z.string().max(2000).nullable(),
  environment: Environment.nullable(),
  account: z.string().max(256).nullable(),
  /** Identities of different trust domains are contained together only by two people. */
  trustDomain: z.string().max(256).nullable(),
  businessOwner: z.string().max(120).nullable(),
  technicalOwner: z.string().max(120).nullable(),
  /** 1 (nobody notices) to 5 (the company stops). */
  criticality: z.number().int().min(1).max(5).nullable(),
  privilege: Privilege.nullable(),
  tenancy: Tenancy.nullable(),
  /** Sensitive stores it can reach, counted. */
  sensitiveResources: z.number().int().min(0).nullable(),
  workload: z.string().max(256).nullable(),
  grants: z.array(z.string().max(256)).max(200),
  credentials: z.array(Credential).max(100),
  /** Days after which a credential should have been replaced; null where no policy is known. */
  rotationDays: z.number().int().min(1).nullable(),
  lastUsedAt: Instant.nullable(),
  /** Days without use before the last use, where it was long: a dormant identity that wakes up is worth a look. */
  dormantDaysBeforeLastUse: z.number().int().min(0).nullable(),
  agent: z
    .object({ approvedTools: z.array(z.string().max(256)).max(200), windows: z.array(TaskWindow).max(50) })
    .nullable(),
  /** True once somebody or something has mapped who uses it; false makes the need stop at "contain and verify". */
  consumersKnown: z.boolean(),
  /** Share of the observed use that the declared consumers explain, percent. */
  consumersExplain: z.number().int().min(0).max(100).nullable(),
  /** When its state was last checked against the system it lives in. Old or null blocks execution. */
  validatedAt: Instant.nullable(),
  /** By field name of this object. */
  provenance: z.record(z.string(), Provenance),
})
export type IdentityFacts = z.infer<typeof IdentityFacts>

export const Identity = IdentityFacts.extend({
  id: z.string(),
  /** False for one that only an alert knows of: shown as unclaimed until a person or an import describes it. */
  claimed: z.boolean(),
  /** Rises with every change; `If-Match` on updates. */
  version: z.number().int().min(1),
  isSample: z.boolean(),
})
export type Identity = z.infer<typeof Identity>

/** What an edge runs over, and so which actions cut it. */
export const EDGE_KINDS = ['session', 'credential', 'identity', 'workload', 'tool', 'pipeline', 'service'] as const
export const EdgeKind = z.enum(EDGE_KINDS)
export type EdgeKind = z.infer<typeof EdgeKind>

/**
 * One consumer of an identity, or (over a `service` edge) of another consumer. `from` is an identity id or a consumer
 * id; `viaId` names the credential or session where the edge runs over one of several.
 */
export const Dependency = z.object({
  id: z.string(),
  identityId: z.string(),
  from: z.string(),
  via: EdgeKind,
  viaId: z.string().nullable(),
  consumer: z.object({
    id: z.string(),
    name: z.string().min(1).max(256),
    kind: z.string().max(60),
    team: z.string().max(120).nullable(),
    criticality: z.number().int().min(1).max(5).nullable(),
    /** `self`: signs in again alone. `manual`: somebody must restart it. Null: nobody knows, counted as manual. */
    recovery: z.enum(['self', 'manual']).nullable(),
    recoverySeconds: z.number().int().min(0).nullable(),
    /** A shared build runner stands for all its pipelines. */
    standsFor: z.number().int().min(1),
    consequence: z.string().max(300).nullable(),
  }),
  source: z.string().max(120),
  observedAt: Instant,
})
export type Dependency = z.infer<typeof Dependency>
