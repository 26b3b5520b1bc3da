import * as z from 'zod'
import { ACTION_IDS } from '../action/action.ts'
import { consumerCount } from '../decision/consumer-count.ts'
import { Disruption } from '../decision/decision.ts'
import type { Sha256 } from '../hash/sha256.ts'
import { canonicalJson } from '../json/canonical-json.ts'
import { utf8 } from '../json/utf8.ts'
import { Person } from '../people/person.ts'
import type { EpochMs } from '../time/instant.ts'
import type { ResponseGuide } from '../trigger/response-guide.ts'
import { type PlanBody, StepTarget, Vote } from './plan.ts'

const hex = z.string().regex(/^[0-9a-f]{64}$/)
/** What somebody decided: a vote, or that the plan runs without the votes it needs. */
const Choice = z.enum([...Vote.shape.choice.options, 'break-glass'])
export type Choice = z.infer<typeof Choice>

const someone = Person.pick({ id: true, name: true, team: true })

/**
 * What is signed today, and what was signed before: of /2 the digest of what was shown did not cover what the trigger says to do
 * first, and what was shown was not kept; /1 gave the entries of the map as `consumers` besides, so that a shared runner of 40
 * pipelines was signed as one while the page said 40. Signatures stand for ever, so each schema keeps its own meaning.
 */
const SCHEMAS = ['sluicegate.approval/3', 'sluicegate.approval/2', 'sluicegate.approval/1'] as const
type StatementSchema = (typeof SCHEMAS)[number]

/**
 * What an approver signs: their decision about one plan, complete in itself. Its canonical JSON is hashed, and the hash
 * is the challenge that the passkey signs; so whoever has the public key can say later what exactly was signed.
 */
export const ApprovalStatement = z.strictObject({
  schema: z.enum(SCHEMAS),
  plan: z.strictObject({ id: z.string(), number: z.number().int(), digest: hex }),
  steps: z.array(
    z.strictObject({
      ordinal: z.number().int(),
      action: z.enum(ACTION_IDS),
      connector: z.string(),
      target: StepTarget,
      predicted: Disruption.pick({ level: true, score: true }),
      /** As every page counts them; in a statement of /1, entries of the map. */
      consumers: z.number().int(),
    }),
  ),
  policyVersion: z.number().int(),
  playbook: z.strictObject({ id: z.string(), version: z.number().int() }),
  requestedBy: someone,
  approver: someone,
  choice: Choice,
  reason: z.string(),
  /** SHA-256 of what the approver's page said besides the plan: see `shownText`. Before /3, of the comparison alone. */
  shown: hex,
  /** Makes every statement another one, so that a signature fits one decision once. */
  nonce: z.string(),
  issuedAt: z.number().int(),
  /** A signature that arrives later counts for nothing. Epoch ms UTC. */
  expiresAt: z.number().int(),
})
export type ApprovalStatement = z.infer<typeof ApprovalStatement>

/** A statement with the signature over it, as the log keeps it. Bytes are base64url. */
export const SignedApproval = z.strictObject({
  statement: ApprovalStatement,
  passkey: z.strictObject({
    /** Credential id. */
    id: z.string(),
    /** COSE key (RFC 9052). */
    publicKey: z.string(),
    rpId: z.string(),
    origin: z.string(),
  }),
  clientDataJSON: z.string(),
  authenticatorData: z.string(),
  signature: z.string(),
  /** The text whose digest the statement names as `shown`: see `shownText`. Absent before /3, where only the digest was kept. */
  shown: z.string().optional(),
})
export type SignedApproval = z.infer<typeof SignedApproval>

/** A file with a plan's bytes and its signed approvals, for checking far from here. */
export const ApprovalExport = z.strictObject({
  schema: z.literal('sluicegate.approvals/1'),
  /** The stored bytes as text: they hash to the digest, and nothing renders them again. */
  plan: z.string(),
  approvals: z.array(SignedApproval),
  /** Votes that were cast without a passkey, so that the file does not look as if they were missing. */
  unsigned: z.array(z.strictObject({ person: someone, choice: Vote.shape.choice, at: z.number().int() })),
})
export type ApprovalExport = z.infer<typeof ApprovalExport>

export interface StatementParts {
  readonly approver: z.infer<typeof someone>
  readonly choice: Choice
  readonly reason: string
  readonly shown: string
  readonly nonce: string
  readonly issuedAt: EpochMs
  readonly expiresAt: EpochMs
}

/**
 * The statement about a plan with this body and digest. Whoever has the plan can make it again and compare, one that was signed
 * before by its own `schema`.
 */
export function statementOf(
  body: PlanBody,
  digest: string,
  parts: StatementParts,
  schema: StatementSchema = SCHEMAS[0],
): ApprovalStatement {
  return {
    schema,
    plan: { id: body.id, number: body.number, digest },
    steps: body.steps.map((step) => ({
      ordinal: step.ordinal,
      action: step.action,
      connector: step.connector,
      target: step.target,
      predicted: { level: step.predicted.level, score: step.predicted.score },
      consumers: COUNTED[schema](step.predicted.consumers),
    })),
    policyVersion: body.policyVersion,
    playbook: body.playbook,
    requestedBy: body.requestedBy,
    approver: parts.approver,
    choice: parts.choice,
    reason: parts.reason,
    shown: parts.shown,
    nonce: parts.nonce,
    issuedAt: parts.issuedAt,
    expiresAt: parts.expiresAt,
  }
}

const COUNTED: Readonly<Record<StatementSchema, (consumers: Disruption['consumers']) => number>> = {
  'sluicegate.approval/3': consumerCount,
  'sluicegate.approval/2': consumerCount,
  'sluicegate.approval/1': ({ length }) => length,
}

/** The 32 bytes that the passkey signs. */
export function challengeOf(statement: ApprovalStatement, sha256: Sha256): Uint8Array {
  return sha256(utf8(canonicalJson(statement)))
}

/** Whether a signature of this schema comes with the text of what was shown. */
export function keepsWhatWasShown({ schema }: Pick<ApprovalStatement, 'schema'>): boolean {
  return schema === 'sluicegate.approval/3'
}

/** One comparison as the page draws it. */
interface Shown {
  readonly what: string
  readonly step: number | null
  readonly holds: boolean
  readonly detail: string
  readonly sides: { readonly approved: readonly string[]; readonly now: readonly string[] } | null
}

/**
 * What the approver's page said besides the plan itself: each comparison of the moment with its outcome and its two sides by name,
 * and what the trigger in force says to save first and who does what. ADR 0067 says what is left out, and why. The text of canonical
 * JSON: its UTF-8 is hashed for the statement, and kept beside it, so that somebody else can read later what was looked at.
 */
export function shownText(digest: string, recheck: readonly Shown[], guide: ResponseGuide | null): string {
  const shown = recheck.map(({ what, step, holds, detail, sides }) => ({ what, step, holds, detail, sides }))
  return canonicalJson({ plan: digest, recheck: shown, guide })
}
