import * as z from 'zod'
import { ACTION_IDS, THREATS, TierSchema } from '../action/action.ts'
import { Disposition, Status } from '../alert/alert.ts'
import { CaseStatus } from '../case/case.ts'
import { Cap, Decision, Gate } from '../decision/decision.ts'
import { Dependency, Environment, Identity } from '../identity/identity.ts'
import { AnyJson } from '../json/json-schema.ts'
import { Verdict } from '../people/verdict.ts'
import { Containment, PlanState } from '../plan/plan.ts'
import { SeatRule } from '../plan/stage.ts'
import { IdentityKind, Severity, Signal } from '../signal/signal.ts'
import { ResponseGuide } from '../trigger/response-guide.ts'
import { Closure } from '../work/change-work.ts'
import { Hold } from '../work/hold.ts'
import { SlaPause } from '../work/sla.ts'
import { MOST_TAGS } from '../work/tags.ts'
import { NoteView } from './together-views.ts'

/** One line of the queue: everything a person needs to triage without opening it. Times are epoch ms UTC. */
export const AlertRow = z.object({
  id: z.string(),
  /** Shown as `A-48213`. */
  number: z.number().int(),
  title: z.string(),
  severity: Severity,
  tier: TierSchema,
  uncapped: TierSchema,
  caps: z.array(Cap),
  gate: Gate,
  threat: z.enum(THREATS),
  action: z.enum(ACTION_IDS).nullable(),
  confidence: z.number().int(),
  urgency: z.number().int(),
  disruption: z.number().int(),
  priority: z.number().int(),
  identityId: z.string().nullable(),
  identityName: z.string().nullable(),
  identityKind: IdentityKind,
  isClaimed: z.boolean(),
  ownerTeam: z.string().nullable(),
  environment: Environment.nullable(),
  /** Consumers the proposed action stops, and those that come back by themselves. Null where no action is proposed. */
  breaks: z.object({ stops: z.number().int(), comesBack: z.number().int(), isComplete: z.boolean() }).nullable(),
  /** Null where nothing has been asked of the target yet and the tier asks for nothing. */
  containment: Containment.nullable(),
  status: Status,
  disposition: Disposition,
  assignee: z.object({ id: z.string(), name: z.string() }).nullable(),
  slaDueAt: z.number().int().nullable(),
  firstSeenAt: z.number().int(),
  lastSeenAt: z.number().int(),
  receivedAt: z.number().int(),
  /** Signals merged into it. */
  count: z.number().int(),
  trigger: z.object({ id: z.string(), version: z.number().int(), title: z.string() }).nullable(),
  format: z.string(),
  vendor: z.string(),
  /** Sorted. */
  tags: z.array(z.string()),
  /** Why it rests, and until when; over once `until` has passed, by the backend's clock. */
  hold: Hold.nullable(),
  /** Null while its clock runs. */
  slaPause: SlaPause.nullable(),
  /** Number of the suppression that keeps it out of the queue; null where none does. Its clock stands meanwhile. */
  suppression: z.number().int().nullable(),
  /** Who closed it and why; null while it is open, and where that was not kept. */
  closure: Closure.nullable(),
  version: z.number().int(),
  isSample: z.boolean(),
})
export type AlertRow = z.infer<typeof AlertRow>

/** A sealed record behind an alert. The bytes stay in the store; this says what it was, and their digest. */
export const RecordRow = z.object({
  id: z.string(),
  signalId: z.string(),
  observedAt: z.number().int().nullable(),
  receivedAt: z.number().int(),
  title: z.string(),
  operation: z.string().nullable(),
  from: z.string().nullable(),
  /** SHA-256 of the bytes as received, lower-case hex. */
  digest: z.string(),
  bytes: z.number().int(),
  format: z.string(),
  /** False for what the same identity did around that time: context, not evidence of this alert. */
  isOfAlert: z.boolean().optional(),
  /** True for another body under an id that we know: kept, changes nothing. */
  isConflict: z.boolean().optional(),
  /** What was known around it when it came in; on the newest twenty records of the alert. */
  facts: z.record(z.string(), AnyJson).optional(),
})
export type RecordRow = z.infer<typeof RecordRow>

export const PlanSummary = z.object({
  id: z.string(),
  number: z.number().int(),
  undoes: z.string().nullable(),
  /** Plain consequence, e.g. "Ends 2 sessions of report-runner-role". */
  title: z.string(),
  action: z.enum(ACTION_IDS),
  identityId: z.string(),
  identityName: z.string(),
  alertId: z.string(),
  alertNumber: z.number().int(),
  tier: TierSchema,
  gate: z.enum(['auto', 'one-approval', 'two-approvals']),
  quorum: z.number().int(),
  /** Seats that are held, of the quorum. */
  approvals: z.number().int(),
  /** The kinds of seats by which one more approval would count; empty where none is missing. */
  openTo: z.array(SeatRule),
  state: PlanState,
  /** Why it stands there: what pauses it, who approved it, which step failed. */
  stateReason: z.string().nullable(),
  containment: Containment,
  requestedBy: z.object({ id: z.string(), name: z.string(), team: z.string() }),
  requestedAt: z.number().int(),
  expiresAt: z.number().int(),
  /** When it was decided and by whose votes; null while it waits, and where it runs without its approvals. */
  decided: z
    .object({
      kind: z.enum(['approved', 'rejected', 'expired', 'withdrawn', 'by-policy']),
      at: z.number().int(),
      by: z.array(z.object({ id: z.string(), name: z.string(), team: z.string() })),
    })
    .nullable(),
  /** When what it did is taken back by itself unless somebody confirms it; null where it stays, or nothing stands yet. */
  restoreAt: z.number().int().nullable(),
  /** Steps that are done, and all of them. */
  steps: z.object({ done: z.number().int(), all: z.number().int() }),
  /** Whether an approval of the person who asks would count now, and if not which rule says so. */
  mayVote: Verdict,
  mayReject: Verdict,
})
export type PlanSummary = z.infer<typeof PlanSummary>

export const AlertDetail = z.object({
  row: AlertRow,
  decision: Decision,
  /** The latest signal of the alert. */
  signal: Signal,
  /** One sentence: who did what, from where, by which rule. */
  why: z.string(),
  identity: Identity.nullable(),
  dependencies: z.array(Dependency),
  records: z.array(RecordRow),
  recordTotal: z.number().int(),
  /** Same trigger or type on other identities, or other alerts of this identity, newest first, with how they ended. */
  similar: z.array(
    AlertRow.pick({
      id: true,
      number: true,
      title: true,
      severity: true,
      tier: true,
      status: true,
      disposition: true,
      identityName: true,
      lastSeenAt: true,
      closure: true,
    }).extend({ because: z.string() }),
  ),
  /** What its trigger says to whoever responds; null where none fired. */
  guide: z.nullable(ResponseGuide),
  triggerRecord: z.object({ judged: z.number().int(), truePositives: z.number().int() }).nullable(),
  plans: z.array(PlanSummary),
  /** The case that it is worked in; null where it stands alone. */
  caseOf: z.object({ id: z.string(), number: z.number().int(), name: z.string(), status: CaseStatus }).nullable(),
  /** The newest two hundred, oldest of them first. */
  notes: z.array(NoteView),
})
export type AlertDetail = z.infer<typeof AlertDetail>

const tags = z.array(z.string().max(100)).max(MOST_TAGS).optional()

/** What a person may change on an alert. Everything else is decided or recorded. */
export const AlertChange = z.strictObject({
  status: Status.optional(),
  disposition: Disposition.optional(),
  /** `me` takes it from whoever has it, null releases it, a person's id gives it to them. */
  assignee: z.string().min(1).max(100).nullable().optional(),
  /** Takes it where nobody else has it and it is open. */
  take: z.literal(true).optional(),
  /** Takes back what this person did last to it, as far as nobody went on from there. Comes alone. */
  takeBack: z.literal(true).optional(),
  addTags: tags,
  removeTags: tags,
  /** Puts an open alert aside until then (epoch ms UTC); null brings it back. */
  snooze: z.object({ until: z.number().int() }).nullable().optional(),
  /** Closes it as a true or benign one whose risk is borne until then, when it comes back. */
  acceptRisk: z.object({ until: z.number().int() }).optional(),
  /** Stops the clock until somebody has acknowledged it, or lets it go on with what was left. */
  sla: z.enum(['pause', 'resume']).optional(),
  /** Mandatory for closing, for `benign-positive` and `false-positive`, and for whatever puts an alert aside or stops its clock. */
  reason: z.string().trim().min(3).max(2000).optional(),
})
export type AlertChange = z.infer<typeof AlertChange>

/** Exact counts, kept beside the alerts and changed in the same transaction. */
export const AlertTally = z.object({
  total: z.number().int(),
  open: z.number().int(),
  /** Of the open ones, those that wait for nobody now: snoozed, accepted for a time, or suppressed. */
  resting: z.number().int(),
  byTier: z.record(z.string(), z.number().int()),
  byGate: z.record(z.string(), z.number().int()),
  bySeverity: z.record(z.string(), z.number().int()),
  byStatus: z.record(z.string(), z.number().int()),
})
export type AlertTally = z.infer<typeof AlertTally>
