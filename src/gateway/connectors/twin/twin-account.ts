import * as z from 'zod'
import { EDGE_KINDS } from '../../../domain/identity/identity.ts'

/** A session as the simulated system keeps it. Instants are epoch ms UTC by the database's clock. */
export const TwinSession = z.object({
  id: z.string().min(1),
  /** The credential it was opened with; null for a role that only ever hands out sessions. */
  credentialId: z.string().nullable(),
  /** Id of the consumer that holds it; null where nobody declared it, which is what a thief's session looks like. */
  holder: z.string().nullable(),
  issuedAt: z.number().int(),
  /** Null: until it is ended. */
  expiresAt: z.number().int().nullable(),
  /** Checked by whoever receives it, without asking the issuer: nothing ends it before it expires. */
  isSelfContained: z.boolean(),
})
export type TwinSession = z.infer<typeof TwinSession>

/** One user of the account. Mirrors a `Dependency`, so that what was predicted can be compared with what happens. */
export const TwinConsumer = z.object({
  /** `Dependency.consumer.id`. */
  id: z.string().min(1),
  name: z.string().min(1),
  via: z.enum(EDGE_KINDS),
  /** The credential, session or tool it uses, or the consumer it stands on (`service`); null: any. */
  viaId: z.string().nullable(),
  /** `self`: signs in again alone after `recoverySeconds`. `manual`: stays down until somebody restarts it. */
  recovery: z.enum(['self', 'manual']),
  recoverySeconds: z.number().int().min(0),
  /** Set where it went down and needs a restart although its way is open again. */
  downSince: z.number().int().nullable(),
})
export type TwinConsumer = z.infer<typeof TwinConsumer>

/** What keeps something out. Derived from nothing: a hold is set by one action and lifted by its inverse. */
export const HOLD_KINDS = [
  'watch',
  'sessions-before',
  'key',
  'secret',
  'next',
  'moved',
  'stays',
  'grants',
  'alert',
  'tool',
  'pipeline',
  'network',
  'identity',
] as const
export const TwinHold = z.object({
  kind: z.enum(HOLD_KINDS),
  /** The credential or tool it is about, for `moved` and `stays` the name of the consumer; null for the whole account. */
  on: z.string().nullable(),
  /** Idempotency key of the step that set it, or a name where somebody else did. */
  setBy: z.string().min(1),
  at: z.number().int(),
})
export type TwinHold = z.infer<typeof TwinHold>

/**
 * One account of the simulated estate, stored as the body of a `twin_account` row. `id` is the identity's name or one
 * of its `names`; that is how the connector finds the account of an identity.
 */
export const TwinAccount = z.object({
  id: z.string().min(1).max(2048),
  sessions: z.array(TwinSession),
  /** Ids as in `Identity.credentials`. */
  credentials: z.array(z.object({ id: z.string().min(1), kind: z.string() })),
  tools: z.array(z.string()),
  /** True where it runs a pipeline that can be paused. */
  hasPipeline: z.boolean(),
  /** True where it runs a workload with a network that can be cut. */
  hasWorkload: z.boolean(),
  /** True where people or administrators granted it access that can be taken back for good. */
  hasGrants: z.boolean(),
  consumers: z.array(TwinConsumer),
  holds: z.array(TwinHold),
})
export type TwinAccount = z.infer<typeof TwinAccount>
