import * as z from 'zod'
import { ACTION_IDS, TierSchema } from '../action/action.ts'
import { Disposition } from '../alert/alert.ts'
import { DryRunCounts } from '../change/backtest.ts'
import { Gate } from '../decision/decision.ts'
import { DRY_RUN_OUTCOMES } from '../trigger/dry-run.ts'

/** One alert that the trigger led, or would have led: enough to find it. */
export const DryRunItem = z.object({
  /** The alert itself, or in shadow the one to which its record went without the trigger; null where there is none. */
  alertId: z.string().nullable(),
  /** The newest record in shadow; null for an alert that stands. */
  recordId: z.string().nullable(),
  title: z.string(),
  identity: z.object({ id: z.string(), name: z.string() }).nullable(),
  outcome: z.enum(DRY_RUN_OUTCOMES),
  /** Null where a stronger trigger would have led. */
  tier: TierSchema.nullable(),
  gate: z.nullable(Gate),
  action: z.enum(ACTION_IDS).nullable(),
  approvals: z.number().int(),
  /** Consumers that its action would have stopped. */
  stops: z.number().int(),
  /** Records. */
  count: z.number().int(),
  /** By our receipt, epoch ms UTC. */
  firstAt: z.number().int(),
  lastAt: z.number().int(),
  disposition: Disposition,
})
export type DryRunItem = z.infer<typeof DryRunItem>

/** What the text in force did or would have done, with its newest alerts. */
export const DryRunView = DryRunCounts.extend({ items: z.array(DryRunItem).readonly() })
export type DryRunView = z.infer<typeof DryRunView>
