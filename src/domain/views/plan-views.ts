import * as z from 'zod'
import { ACTION_IDS } from '../action/action.ts'
import { Verdict } from '../people/verdict.ts'
import { BreakGlass, GLASS_SIGNATURES } from '../plan/break-glass.ts'
import { Containment, PlanBody, PlanState, StepState, Vote } from '../plan/plan.ts'
import { AUDIENCES } from '../plan/plan-words.ts'
import { SeatRule } from '../plan/stage.ts'
import { ResponseGuide } from '../trigger/response-guide.ts'
import { PlanSummary } from './alert-views.ts'
import { RepointingView } from './repointing-views.ts'

export const StepView = z.object({
  ordinal: z.number().int(),
  state: StepState,
  containment: Containment,
  attempt: z.number().int(),
  startedAt: z.number().int().nullable(),
  finishedAt: z.number().int().nullable(),
  /** When its target was last read back: with its end, and again after it; null where it never was. */
  readAt: z.number().int().nullable(),
  /** What the connector said when it was read back, in words. */
  readback: z.string().nullable(),
  /** What went wrong, in words; null while nothing did. */
  trouble: z.string().nullable(),
  /** The target's consumers as read back from it, e.g. the twin: name and whether it works. */
  consumers: z.array(z.object({ name: z.string(), state: z.enum(['working', 'recovering', 'broken']) })),
  /** Another plan has taken this step back: `readback` and `consumers` are of the time before, `containment` is of now. */
  isTakenBack: z.boolean(),
})
export type StepView = z.infer<typeof StepView>

/** A use of break-glass, for the person who asks. */
export const BreakGlassView = BreakGlass.extend({
  mayReview: Verdict,
})
export type BreakGlassView = z.infer<typeof BreakGlassView>

/** One line of "checked again just now": what was compared and whether it still holds. */
export const Recheck = z.object({
  what: z.string(),
  /** Of which step (ordinal), where a plan of several has a line for each; null where it is about the whole. */
  step: z.number().int().nullable(),
  holds: z.boolean(),
  detail: z.string(),
  /** What was approved and what is so now, line by line, to stand side by side; null where it holds or has no two sides. */
  sides: z.object({ approved: z.array(z.string()), now: z.array(z.string()) }).nullable(),
})
export type Recheck = z.infer<typeof Recheck>

/** A stage of the gate: `need` of its seats must be held; `holder` is the id of the person whose vote holds one. */
export const StageView = z.object({
  title: z.string(),
  need: z.number().int(),
  missing: z.number().int(),
  seats: z.array(z.object({ rule: SeatRule, holder: z.string().nullable() })),
})
export type StageView = z.infer<typeof StageView>

/** What people call the connectors of the steps, by id; one that is gone is left out. */
const ConnectorTitles = z.record(z.string(), z.string())

export const PlanView = z.object({
  summary: PlanSummary,
  body: PlanBody,
  /** SHA-256 of the canonical bytes of `body`, lower-case hex. */
  digest: z.string(),
  connectorTitles: ConnectorTitles,
  state: PlanState,
  stateReason: z.string().nullable(),
  containment: Containment,
  votes: z.array(Vote),
  /** Who holds which seat, by stage. */
  seats: z.array(StageView),
  steps: z.array(StepView),
  /** The state of this moment against what was proposed. */
  recheck: z.array(Recheck),
  /** SHA-256 of what this comparison and the guide say about this plan: what an approver signs to have seen. */
  shownDigest: z.string(),
  /** What the trigger says to whoever responds, as it is in force now; null where none fired. */
  guide: z.nullable(ResponseGuide),
  /** The plan that takes this one back, if one was proposed. */
  undoneBy: z.string().nullable(),
  /** The same plan, how far it is, and why it was asked for; null where nothing takes this one back. */
  takenBack: z.object({ number: z.number().int(), state: PlanState, reason: z.string() }).nullable(),
  /** Somebody let it run without its approvals; null where nobody did. */
  glass: BreakGlassView.nullable(),
  mayBreakGlass: Verdict,
  /** What breaking the glass for it takes besides a reason, and why it takes no key where it does not. */
  glassSignature: z.enum(GLASS_SIGNATURES),
  /** To whom the silence of which stage was passed on, oldest first. */
  told: z.array(z.object({ stage: z.string(), tell: z.enum(AUDIENCES), at: z.number().int() })),
  /** From when on it may be given more time; null where it may not, or was given it before. */
  extendableFrom: z.number().int().nullable(),
  mayExtend: Verdict,
  mayCancel: Verdict,
  mayRollBack: Verdict,
  /** The next smallest action, where this one is over and left its target open; null else. */
  next: z.object({ action: z.enum(ACTION_IDS), because: z.string() }).nullable(),
  /** Temporary containment: when it is taken back by itself, why it was not, and who confirmed that it stays. */
  restore: z.object({
    at: z.number().int().nullable(),
    note: z.string().nullable(),
    confirmed: z.object({ id: z.string(), name: z.string(), at: z.number().int(), reason: z.string() }).nullable(),
  }),
  mayConfirm: Verdict,
  /** Who has to take another secret; null for a plan that re-points nobody. */
  repointing: RepointingView.nullable(),
  version: z.number().int(),
})
export type PlanView = z.infer<typeof PlanView>

/** A plan as it would be, before it is proposed. Nothing is stored. */
export const PlanDraft = z.object({
  body: PlanBody,
  connectorTitles: ConnectorTitles,
  mayPropose: Verdict,
  /** Whether the same could be done in stages without hurry: it is a rotation, and the need lets consumers be waited for. */
  stages: z.object({ isPossible: z.boolean(), isAdvised: z.boolean() }),
  /** Courses that begin with the action and may be carried out instead of it alone. */
  courses: z.array(z.object({ id: z.string(), version: z.number().int(), title: z.string(), steps: z.number().int() })),
})
export type PlanDraft = z.infer<typeof PlanDraft>

export { Containment }
