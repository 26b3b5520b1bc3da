import type { Mode } from '../../domain/change/change.ts'
import type { Corroboration } from '../../domain/decision/confidence.ts'
import type { Policy } from '../../domain/policy/policy.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { Trigger } from '../../domain/trigger/trigger.ts'
import type { History, HistoryIdentity } from './history.ts'

/** What is tried: a policy, the triggers as they would be, and identities as they might be. */
export interface Draft {
  readonly policy: Policy
  /** In the order of the history's triggers. */
  readonly triggers: readonly DraftTrigger[]
  /** Hypotheses ("if these had owners"), by index into the history's identities. */
  readonly identities: ReadonlyMap<number, HistoryIdentity>
  /** Ids of playbooks that are supposed to have been exercised at the moment of the history; left out, none. */
  readonly exercised?: readonly string[]
}

export interface DraftTrigger {
  readonly trigger: Trigger
  readonly mode: Mode
}

/** The history as it is: its own triggers, all on, and its own identities. */
export function asItIs(history: History, policy: Policy): Draft {
  const triggers = history.triggers.map(({ trigger }): DraftTrigger => ({ trigger, mode: 'on' }))
  return { policy, triggers, identities: new Map() }
}

/** When the playbook was last exercised under the draft; null for never. */
export function exercisedAt(history: History, draft: Pick<Draft, 'exercised'>, playbookId: string): EpochMs | null {
  if (draft.exercised?.includes(playbookId) === true) return history.asOf
  return history.playbooks.find(({ playbook }) => playbook.id === playbookId)?.exercisedAt ?? null
}

/** What corroborates under the draft: triggers that are on, each as sure as the draft has it. */
export function corroborating(history: History, index: number, draft: Draft): readonly Corroboration[] {
  return (history.corroborations[index] ?? []).flatMap((one): readonly Corroboration[] => {
    const drafted = draft.triggers[one.trigger]
    if (drafted === undefined) return [one]
    if (drafted.mode !== 'on') return []
    const { confidence, includes } = drafted.trigger.response
    return [{ triggerId: one.triggerId, confidence, includes }]
  })
}
