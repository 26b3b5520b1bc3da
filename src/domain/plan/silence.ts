import type { EpochMs } from '../time/instant.ts'
import type { Audience } from './plan-words.ts'
import type { Escalation, Stage, StageState } from './quorum.ts'

/** One step of a stage's chain: the place of the stage, the place of the step in its chain, and to whom the silence goes. */
export interface Telling {
  readonly stage: number
  readonly step: number
  readonly tell: Audience
}

export interface Waiting {
  readonly stages: readonly Stage[]
  readonly requestedAt: EpochMs
  readonly expiresAt: EpochMs
}

/**
 * The steps of all chains whose time has come at `now` and that were not told before, in the order of their stages. A stage whose seats
 * are held is not silent: nobody is told about it. What was passed over while its seats were held is told at the next
 * moment of a chain if one has become free again.
 */
export function tellingsDue(
  plan: Waiting,
  states: readonly StageState[],
  told: readonly Pick<Telling, 'stage' | 'step'>[],
  now: EpochMs,
): readonly Telling[] {
  return plan.stages.flatMap(({ silence }, stage) => {
    if ((states[stage]?.missing ?? 0) === 0) return []
    return silence.flatMap((one, step) => {
      const isTold = told.some((other) => other.stage === stage && other.step === step)
      return isTold || momentOf(plan, one) > now ? [] : [{ stage, step, tell: one.tell }]
    })
  })
}

/** To whom its silence goes from `now` on if nobody decides, in the order of time: of the stages that are still silent. */
export function tellingsAhead(
  plan: Waiting,
  states: readonly Pick<StageState, 'missing'>[],
  now: EpochMs,
): readonly (Telling & { readonly at: EpochMs })[] {
  return plan.stages
    .flatMap(({ silence }, stage) => {
      if ((states[stage]?.missing ?? 0) === 0) return []
      return silence.map((one, step) => ({ stage, step, tell: one.tell, at: momentOf(plan, one) }))
    })
    .filter(({ at }) => at > now)
    .toSorted((a, b) => a.at - b.at)
}

/** When somebody has to look at its silence next: the next moment of any chain after `now`, or null where none is left. */
export function nextSilenceAt(plan: Waiting, now: EpochMs): EpochMs | null {
  const ahead = plan.stages.flatMap(({ silence }) => silence.map((one) => momentOf(plan, one))).filter((at) => at > now)
  return ahead.length === 0 ? null : Math.min(...ahead)
}

function momentOf({ requestedAt, expiresAt }: Waiting, { afterPercent }: Escalation): EpochMs {
  return requestedAt + Math.ceil(((expiresAt - requestedAt) * afterPercent) / 100)
}
