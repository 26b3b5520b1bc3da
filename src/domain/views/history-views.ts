import * as z from 'zod'
import { ACTION_IDS, TierSchema } from '../action/action.ts'
import { Mode } from '../change/change.ts'
import { GATES } from '../decision/decision.ts'
import { Environment, Privilege, Tenancy } from '../identity/identity.ts'
import { Verdict } from '../people/verdict.ts'
import { Policy } from '../policy/policy.ts'
import { IdentityKind } from '../signal/signal.ts'
import { ResponseBlock } from '../trigger/trigger.ts'

export const MOST_TRIGGERS = 1_000
export const MOST_IDENTITIES = 2_000

const owner = z.nullable(z.string().min(1).max(120))
const amount = z.nullable(z.number().int().min(0))

/** What is supposed of an identity, in the fields that a decision reads; a field that is left out stays as it is. */
export const Hypothesis = z.strictObject({
  identityId: z.string().min(1).max(100),
  facts: z.strictObject({
    claimed: z.optional(z.boolean()),
    kind: z.optional(IdentityKind),
    environment: z.optional(z.nullable(Environment)),
    trustDomain: z.optional(z.nullable(z.string().max(256))),
    businessOwner: z.optional(owner),
    technicalOwner: z.optional(owner),
    criticality: z.optional(z.nullable(z.number().int().min(1).max(5))),
    privilege: z.optional(z.nullable(Privilege)),
    tenancy: z.optional(z.nullable(Tenancy)),
    sensitiveResources: z.optional(amount),
    rotationDays: z.optional(z.nullable(z.number().int().min(1))),
    dormantDaysBeforeLastUse: z.optional(amount),
    consumersKnown: z.optional(z.boolean()),
    /** Epoch ms UTC. */
    validatedAt: z.optional(z.nullable(z.number().int())),
  }),
  /** Ids of the consumers that would still depend on it ("if it were split"); left out, all of them. */
  consumers: z.optional(z.array(z.string().max(200)).max(500).readonly()),
})
export type Hypothesis = z.infer<typeof Hypothesis>

/** What is tried, as it is kept: enough to try it again on the history of another day. */
export const ScenarioContent = z.strictObject({
  /** Its `version` is the one that it was made on. */
  policy: Policy,
  /** Only triggers that differ from what is in force. `response` null: as in force. */
  triggers: z
    .array(z.strictObject({ id: z.string().min(1).max(200), mode: Mode, response: z.nullable(ResponseBlock) }))
    .max(MOST_TRIGGERS)
    .readonly(),
  identities: z.array(Hypothesis).max(MOST_IDENTITIES).readonly(),
  /** Ids of playbooks that are supposed to have been exercised just now. */
  exercised: z.array(z.string().max(100)).max(50).readonly(),
})
export type ScenarioContent = z.infer<typeof ScenarioContent>

/** A scenario as it is written. */
export const ScenarioDraft = z.strictObject({
  name: z.string().trim().min(1).max(120),
  note: z.string().trim().max(4_000),
  /** Whoever is signed in may read it, by its link or in the list; else only its owner. */
  isShared: z.boolean(),
  content: ScenarioContent,
})
export type ScenarioDraft = z.infer<typeof ScenarioDraft>

/** A scenario as a list shows it. */
export const ScenarioView = z.object({
  id: z.string(),
  /** Shown as `S-7`. */
  number: z.number().int(),
  name: z.string(),
  note: z.string(),
  owner: z.object({ id: z.string(), name: z.string() }),
  isShared: z.boolean(),
  /** Rises with every save; `If-Match` on updates. */
  version: z.number().int(),
  createdAt: z.number().int(),
  updatedAt: z.number().int(),
  /** Whether the reader owns it. */
  isMine: z.boolean(),
  /** Whether the reader may save over it and delete it. */
  mayChange: Verdict,
})
export type ScenarioView = z.infer<typeof ScenarioView>

export const ScenarioDetail = z.object({ scenario: ScenarioView, content: ScenarioContent })
export type ScenarioDetail = z.infer<typeof ScenarioDetail>

/** What a draft is compared with: a policy, the modes of triggers that are not on, and what else is supposed. */
const CountBaseline = z.strictObject({
  policy: Policy,
  modes: z
    .array(z.strictObject({ id: z.string().min(1).max(200), mode: Mode }))
    .max(MOST_TRIGGERS)
    .readonly(),
  supposed: z.optional(ScenarioContent.omit({ policy: true })),
})

/** A draft to be counted over the long history, where the gateway has one. */
export const CountAsk = z.strictObject({
  baseline: CountBaseline,
  draft: ScenarioContent,
  /** Counts the newest alerts apart: an answer for what the draft may be tuned on, and one for what it was not. */
  isTailHeldBack: z.boolean().optional(),
})
export type CountAsk = z.infer<typeof CountAsk>

/** What is said while a draft is counted over the long history, a line each; `counts` or `failed` comes last. */
export type CountLine =
  /** Alerts read so far, of how many. The first draft reads them twice: once for what it is compared with. */
  | { readonly type: 'progress'; readonly read: number; readonly of: number }
  | {
      readonly type: 'counts'
      /** Else it is what a sample says of the whole: `counted` of `alerts` were read, and each count is multiplied. */
      readonly isExact: boolean
      readonly counted: number
      readonly alerts: number
      readonly ms: number
      /** As the what-if client reads them. Where the tail is held back, of the alerts before it. */
      readonly before: unknown
      readonly after: unknown
      /** Null where it is not, or where the history has none apart. */
      readonly tail: { readonly before: unknown; readonly after: unknown } | null
    }
  /** It was given up: it took too long, or somebody asked for another draft. */
  | { readonly type: 'failed'; readonly message: string }

/** A history that no browser holds, in an engine beside the gateway. */
export const LongHistory = z.object({
  alerts: z.number().int(),
  /** From so many alerts on the lab counts there by itself. */
  switchesAt: z.number().int(),
  /** As the what-if client reads it: what the history holds, as far as a draft may speak of it. */
  facts: z.unknown(),
})
export type LongHistory = z.infer<typeof LongHistory>

/** Which part of the history is asked for. */
export interface HistoryQuery {
  /** 1–1,000,000 alert numbers, default 200,000, up to the newest: that many alerts where no sample was removed between them. */
  readonly limit?: number
  /** Only alerts with a smaller number than this: what an earlier answer gave as `next`. */
  readonly before?: number | null
}

/** A part of the history as it crosses the wire. */
export interface HistoryBytes {
  /** As `engine/whatif/wire` reads them, from the beginning of a buffer of their own. */
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Alerts of this installation in all, this part's among them. */
  readonly total: number
  /** The `before` of the next older part; null where this one holds the oldest alert. */
  readonly next: number | null
  /** Stands for the content: the same tag, the same bytes. */
  readonly tag: string
}

/** A smallest change that would move an alert's tier or gate, as it stands at this moment. */
export const AlternativeView = z.object({
  /** Facts of the case, or numbers of the policy and its trigger. */
  about: z.enum(['fact', 'policy']),
  /** Clauses after "if"; all of them together, none of them alone. */
  conditions: z.array(z.string()).min(1).readonly(),
  tier: TierSchema,
  gate: z.enum(GATES),
  action: z.enum(ACTION_IDS).nullable(),
})
export type AlternativeView = z.infer<typeof AlternativeView>

export const WhatWouldChange = z.object({
  /** The answer that they are changes of; it may be newer than the one that the alert was last stored with. */
  tier: TierSchema,
  gate: z.enum(GATES),
  /** Epoch ms UTC. */
  asOf: z.number().int(),
  alternatives: z.array(AlternativeView).readonly(),
})
export type WhatWouldChange = z.infer<typeof WhatWouldChange>
