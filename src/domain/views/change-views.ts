import * as z from 'zod'
import { THREATS } from '../action/action.ts'
import { Backtest } from '../change/backtest.ts'
import { ChangeKind, ChangeState, Mode } from '../change/change.ts'
import { Prediction } from '../change/prediction.ts'
import { Verdict } from '../people/verdict.ts'
import { Policy } from '../policy/policy.ts'
import { DryRunView } from './dry-run-views.ts'

const PersonRef = z.object({ id: z.string(), name: z.string() })

/** Why a text is no trigger: lines and columns count from 1. */
export const TextProblem = z.object({
  line: z.number().int(),
  column: z.number().int(),
  message: z.string(),
  shouldBe: z.string(),
})
export type TextProblem = z.infer<typeof TextProblem>

/** Counted over the last 24 hours, 7 days and 30 days by the gateway's clock, in whole hours. */
const Counts = z.object({ day: z.number().int(), week: z.number().int(), month: z.number().int() })

/** One trigger as the list shows it. */
export const TriggerView = z.object({
  id: z.string(),
  /** The version in force; rises with every change that becomes active. */
  version: z.number().int(),
  title: z.string(),
  level: z.string(),
  mode: Mode,
  /** Of the shipped pack, or of this installation. */
  origin: z.enum(['built-in', 'own']),
  /** A built-in whose text in force is no longer the shipped one. */
  isEdited: z.boolean(),
  /** Null where the text is broken. */
  response: z
    .object({
      threatens: z.enum(THREATS),
      playbook: z.string(),
      subject: z.enum(['actor', 'affected']),
      kinds: z.array(z.string()).readonly(),
      environments: z.array(z.string()).readonly(),
      /** Ids of published catalogues that it serves, ATT&CK apart. */
      frameworks: z.array(z.string()).readonly(),
    })
    .nullable(),
  /** Formats whose records it reads; null for every format. */
  formats: z.array(z.string()).readonly().nullable(),
  /** ATT&CK techniques. */
  attacks: z.array(z.string()).readonly(),
  /** All tags of the rule as they stand, ATT&CK among them. */
  tags: z.array(z.string()).readonly(),
  confidence: z.object({
    /** 0–100, as its author says. */
    declared: z.number().int(),
    /** 0–100, as its judged alerts say; null until enough are judged. */
    measured: z.number().int().nullable(),
    /** Judged alerts that `measured` needs. */
    needs: z.number().int(),
  }),
  judged: z.number().int(),
  truePositives: z.number().int(),
  /** Share of judged alerts that were benign or false, percent rounded down; null where none was judged. */
  noise: z.number().int().nullable(),
  hits: Counts,
  /** Hits while it stood in shadow: no alert came of them. */
  shadowHits: Counts,
  /** Hits of the last 30 days in any mode, one number for each 24 hours, the oldest first. */
  hitsPerDay: z.array(z.number().int()).readonly(),
  lastFiredAt: z.number().int().nullable(),
  automation: z.object({
    /** As the text says. */
    allowed: z.boolean(),
    threshold: z.number().int(),
    /** Taken away by the gateway; only a reviewed change gives it back. */
    lost: z.object({ at: z.number().int(), because: z.string() }).nullable(),
    /** It asks people until a reviewed change after a dry run gives this text automation. */
    awaitsDryRun: z.boolean(),
  }),
  openChangeId: z.string().nullable(),
  /** Why the text in force cannot be read by this release; it is skipped then. Empty for a working trigger. */
  problems: z.array(TextProblem).readonly(),
})
export type TriggerView = z.infer<typeof TriggerView>

export const VersionView = z.object({
  number: z.number().int(),
  mode: z.nullable(Mode),
  /** Since when it was in force, epoch ms UTC; null for what was shipped. */
  at: z.number().int().nullable(),
  /** Who proposed it; null for what was shipped. */
  by: z.nullable(PersonRef),
  reason: z.string(),
  changeId: z.string().nullable(),
  /** The version whose content this one brought back. */
  restores: z.number().int().nullable(),
  isInForce: z.boolean(),
  /** SHA-256 of the content, lower-case hex. */
  digest: z.string(),
})
export type VersionView = z.infer<typeof VersionView>

/** One version with its content: `text` for a trigger, `policy` for the policy. */
export const VersionContent = z.object({
  version: VersionView,
  text: z.string().nullable(),
  policy: z.nullable(Policy),
})
export type VersionContent = z.infer<typeof VersionContent>

export const TriggerDetail = z.object({
  trigger: TriggerView,
  text: z.string(),
  /** Newest first. */
  versions: z.array(VersionView).readonly(),
  /** Of the text in force; null for one that may not act by itself and is not in shadow. */
  dryRun: z.nullable(DryRunView),
})
export type TriggerDetail = z.infer<typeof TriggerDetail>

export const PolicyDetail = z.object({
  policy: Policy,
  /** Why the shipped numbers decide in place of the stored policy; null where it is in force. */
  trouble: z.string().nullable(),
  versions: z.array(VersionView).readonly(),
  openChangeId: z.string().nullable(),
})
export type PolicyDetail = z.infer<typeof PolicyDetail>

/** One change as a list shows it. */
export const ChangeView = z.object({
  id: z.string(),
  /** Shown as `C-12`. */
  number: z.number().int(),
  kind: ChangeKind,
  subject: z.object({ id: z.string(), title: z.string() }),
  state: ChangeState,
  /** Why it is in this state, in words. */
  stateReason: z.string().nullable(),
  /** 0 for a trigger that did not exist. */
  baseVersion: z.number().int(),
  /** The version it became; null until it is active. */
  version: z.number().int().nullable(),
  /** Null for a policy; `from` is null for a trigger that did not exist. */
  mode: z.object({ from: z.nullable(Mode), to: Mode }).nullable(),
  /** It brings this version back. */
  restores: z.number().int().nullable(),
  /** One person took it away on the spot: to shadow or off, without a review. */
  isEmergency: z.boolean(),
  /** Gives back automation that the trigger had lost. */
  restoresAutomation: z.boolean(),
  /** Epoch ms UTC; null for at once after the review. */
  activateAt: z.number().int().nullable(),
  reason: z.string(),
  /** What a review names: SHA-256 of content, mode, activation, base, backtest and prediction, lower-case hex. */
  digest: z.string(),
  proposedBy: PersonRef,
  proposedAt: z.number().int(),
  /** An open proposal expires then, by the database's clock. */
  expiresAt: z.number().int(),
  review: z
    .object({ by: PersonRef, at: z.number().int(), choice: z.enum(['approve', 'reject']), reason: z.string() })
    .nullable(),
  activatedAt: z.number().int().nullable(),
  /** Whether the reader may, and why not: the gateway decides again. */
  mayReview: Verdict,
  mayWithdraw: Verdict,
})
export type ChangeView = z.infer<typeof ChangeView>

/** Text for a trigger, policy for a policy; the other is null. */
const Content = z.object({ text: z.string().nullable(), policy: z.nullable(Policy) })

export const ChangeDetail = z.object({
  change: ChangeView,
  /** What it was based on; null for a trigger that did not exist. */
  before: z.nullable(Content),
  after: Content,
  /** The version in force now; differs from `baseVersion` where something else came first. */
  inForceVersion: z.number().int(),
  /** Computed at the proposal and part of the digest; null for an emergency switch. */
  backtest: z.nullable(Backtest),
  /** What its proposer said that it will come to, part of the digest; null where nothing was said. */
  prediction: z.nullable(Prediction),
  /** Why the proposed text could not be read by this release; empty for a working one. */
  problems: z.array(TextProblem).readonly(),
})
export type ChangeDetail = z.infer<typeof ChangeDetail>

const reason = z.string().trim().min(3).max(2000)
const activateAt = z.number().int().nullable()
/** Counted over a history before it was proposed. A trial ignores it. */
const prediction = z.optional(Prediction)

/** What is asked for. `baseVersion` is the version in force that the writer saw; 0 for a new trigger. */
export const ChangeDraft = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('trigger'),
    /** The trigger's `name`. */
    id: z.string().min(1).max(200),
    baseVersion: z.number().int().min(0),
    text: z.string().min(1).max(200_000),
    mode: Mode,
    /** Epoch ms UTC in the future, at most 90 days; null for at once after the review. */
    activateAt,
    /** Gives back automation that the trigger lost. Without it a loss stays, whatever the text says. */
    restoreAutomation: z.boolean().default(false),
    reason,
    prediction,
  }),
  z.strictObject({
    kind: z.literal('policy'),
    baseVersion: z.number().int().min(1),
    /** Its `version` is ignored: the gateway numbers versions. */
    policy: Policy,
    activateAt,
    reason,
    prediction,
    /** Without it a policy is refused of which a gate could be passed by nobody of today. */
    acceptsImpassable: z.boolean().default(false),
  }),
])
export type ChangeDraft = z.input<typeof ChangeDraft>

/** A draft tried out without proposing it: either problems, or a backtest. */
export const ChangeTrial = z.object({
  problems: z.array(TextProblem).readonly(),
  backtest: z.nullable(Backtest),
})
export type ChangeTrial = z.infer<typeof ChangeTrial>
