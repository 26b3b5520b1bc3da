import * as z from 'zod'
import { ACTION_IDS, THREATS, TierSchema } from '../action/action.ts'
import { Cap, Disruption, Reason } from '../decision/decision.ts'
import { AnyJson } from '../json/json-schema.ts'
import { Person } from '../people/person.ts'
import {
  CONTAINMENTS,
  ON_FAILURE,
  REPOINT_AT_LEAST_MS,
  REPOINT_AT_MOST_MS,
  RESTORE_AT_LEAST_MS,
  RESTORE_AT_MOST_MS,
} from './plan-words.ts'
import { Stage } from './stage.ts'

export { CONTAINMENTS } from './plan-words.ts'

export const Containment = z.enum(CONTAINMENTS)
export type Containment = z.infer<typeof Containment>

/** What exactly a step touches. Ids as the target system knows them. */
export const StepTarget = z.object({
  identityId: z.string(),
  /** The name under which the connector addresses it. */
  account: z.string(),
  sessionIds: z.array(z.string()).readonly(),
  credentialIds: z.array(z.string()).readonly(),
  tools: z.array(z.string()).readonly(),
  /** The consumer that is re-pointed, by its id in the dependency map, and the team that answers for it; left out elsewhere. */
  consumer: z.object({ id: z.string(), name: z.string(), team: z.string() }).exactOptional(),
})
export type StepTarget = z.infer<typeof StepTarget>

export const PlanStep = z.object({
  ordinal: z.number().int().min(1),
  /**
   * Ordinals of the smaller steps whose effect must have been read back before this one is sent; those that name neither each
   * other nor each other's followers may run at the same time. Plans of before steps had an order have no such member: `waitsFor`.
   */
  after: z.array(z.number().int().min(1)).readonly().exactOptional(),
  action: z.enum(ACTION_IDS),
  connector: z.string(),
  /** Digest of the connector's settings, so that what is approved goes where it went. Plans of before, and connectors without any, have none. */
  settings: z.string().exactOptional(),
  target: StepTarget,
  /** Exactly what the connector will send, secrets apart. These bytes are under the digest. */
  request: AnyJson,
  predicted: Disruption,
  survives: z.array(z.string()).readonly(),
  undo: z.object({
    action: z.enum(ACTION_IDS).nullable(),
    seconds: z.number().int().nullable(),
    cannotRestore: z.array(z.string()).readonly(),
  }),
  verifiedBy: z.string(),
  /** Reading back is repeated until it holds or this long after sending. */
  verifyWithinMs: z.number().int(),
})
export type PlanStep = z.infer<typeof PlanStep>

/** What must happen before a step may run. */
export const PlanGate = z.object({
  kind: z.enum(['auto', 'one-approval', 'two-approvals']),
  /** People whom its stages need together. */
  quorum: z.number().int().min(0).max(6),
  /** The team that must hold one of the seats, or null. */
  ownerTeam: z.string().nullable(),
  /** The seats, bound by name to teams and domains. Plans of before there were stages have no such member: `stagesOf`. */
  stages: z.array(Stage).readonly().exactOptional(),
  /** Approvals must be signed with a passkey. Plans of before there were any have no such member. */
  passkey: z.boolean(),
  reasons: z.array(Reason).readonly(),
})
export type PlanGate = z.infer<typeof PlanGate>

/**
 * The thing that is proposed, approved and executed. Its canonical JSON (RFC 8785) is stored as bytes and its SHA-256
 * is the digest that an approval names: if anything here changes, it is another plan.
 */
export const PlanBody = z.object({
  schema: z.literal('sluicegate.plan/1'),
  id: z.string(),
  number: z.number().int(),
  /** The plan whose effect this one takes back, or null. */
  undoes: z.string().nullable(),
  alert: z.object({ id: z.string(), number: z.number().int(), title: z.string() }),
  identity: z.object({ id: z.string(), name: z.string(), version: z.number().int() }),
  threat: z.enum(THREATS),
  need: z.object({ tier: TierSchema, uncapped: TierSchema, caps: z.array(Cap).readonly() }),
  confidence: z.number().int(),
  urgency: z.number().int(),
  trigger: z.object({ id: z.string(), version: z.number().int() }).nullable(),
  playbook: z.object({ id: z.string(), version: z.number().int() }),
  policyVersion: z.number().int(),
  gate: PlanGate,
  steps: z.array(PlanStep).min(1).readonly(),
  /**
   * What becomes of the steps that are done when another one fails. `keep`: what is contained stays contained. `take-back`: the
   * plan that takes them back in reverse is asked for at once, under a gate of its own. Left out in older plans: `keep`.
   */
  onFailure: z.enum(ON_FAILURE).exactOptional(),
  /**
   * Temporary containment: so long after its last step was read back it is taken back by itself, unless somebody confirms it
   * first. Approving the plan approves that as well. Null or left out: it stays until somebody takes it back.
   */
  restoreAfterMs: z.number().int().min(RESTORE_AT_LEAST_MS).max(RESTORE_AT_MOST_MS).nullable().exactOptional(),
  /**
   * A rotation in stages: so long consumers have to take the new secret, counted from when each is asked. Somebody may give them
   * more time; the approval holds meanwhile: `approvalUntil`. Null or left out: nobody is waited for.
   */
  repointWithinMs: z.number().int().min(REPOINT_AT_LEAST_MS).max(REPOINT_AT_MOST_MS).nullable().exactOptional(),
  /**
   * The plan, in stages, whose old secret this one retires although consumers of it have not been re-pointed: their names. Its
   * first step ends that plan. Left out: everybody is waited for.
   */
  overrides: z
    .object({ planId: z.string(), number: z.number().int(), missing: z.array(z.string()).readonly() })
    .exactOptional(),
  /** SHA-256 (hex) of the raw records that stand as evidence, as sealed at ingest. */
  evidence: z.array(z.string()).readonly(),
  reason: z.string(),
  requestedBy: Person.pick({ id: true, name: true, team: true }),
  /** Epoch ms UTC, by the database's clock. */
  requestedAt: z.number().int(),
  expiresAt: z.number().int(),
  nonce: z.string(),
})
export type PlanBody = z.infer<typeof PlanBody>

/** Life of a plan. `paused`: the check before a step came out stricter than what was approved. */
export const PLAN_STATES = [
  'pending',
  'approved',
  'running',
  'paused',
  'done',
  'failed',
  'rejected',
  'expired',
  'cancelled',
  'void',
] as const
export const PlanState = z.enum(PLAN_STATES)
export type PlanState = z.infer<typeof PlanState>

/**
 * Life of a step. `sent` without a result after a crash or a timeout is in doubt: verify is asked before anything else.
 */
export const STEP_STATES = ['waiting', 'claimed', 'sent', 'verifying', 'done', 'failed', 'skipped'] as const
export const StepState = z.enum(STEP_STATES)
export type StepState = z.infer<typeof StepState>

export const Vote = z.object({
  person: Person.pick({ id: true, name: true, team: true }),
  choice: z.enum(['approve', 'reject']),
  reason: z.string(),
  /** The digest that was on the voter's screen; a vote counts for exactly this plan. */
  digest: z.string(),
  /** The passkey that signed it, as it stands today; null where none did. */
  passkey: z.object({ id: z.string(), name: z.string(), isRevoked: z.boolean() }).nullable(),
  at: z.number().int(),
})
export type Vote = z.infer<typeof Vote>
