import { measuredPrecision } from '../decision/confidence.ts'
import type { Policy } from '../policy/policy.ts'
import type { Trigger, TriggerRecord } from '../trigger/trigger.ts'

/**
 * Why a trigger is too noisy to act by itself, or null. Its threshold promises how sure it is when it acts; once
 * `confidence.minimumJudged` of its alerts were judged and their measured precision (the mean of the policy's Beta
 * posterior) is below that, the promise is broken. `record` counts judgements since its automation was last given back,
 * so that a trigger which was mended is judged by what it does now. One that may not act by itself has nothing to lose.
 */
export function tooNoisyToAct(
  trigger: Pick<Trigger, 'response'>,
  record: TriggerRecord,
  policy: Policy,
): string | null {
  const { allowed, threshold } = trigger.response.automation
  const measured = measuredPrecision(record, policy)
  if (!allowed || measured === null || measured >= threshold) return null
  return `${record.truePositives} of ${record.judged} judged alerts were true: measured precision ${measured}, its threshold promises ${threshold}`
}

/** Judgements since automation was last given back. Counts that were corrected later never make it negative. */
export function recordSince(whole: TriggerRecord, before: TriggerRecord): TriggerRecord {
  const judged = Math.max(0, whole.judged - before.judged)
  return { judged, truePositives: Math.max(0, Math.min(judged, whole.truePositives - before.truePositives)) }
}
