import type { Hypothesis, ScenarioContent } from '../../domain/views/history-views.ts'
import type { Draft, DraftTrigger } from '../whatif/draft.ts'
import type { History, HistoryIdentity } from '../whatif/history.ts'
import type { Baseline } from './whatif-protocol.ts'

/** Makes drafts of what is written down. What did not change since the draft before is the same object: only the rest is counted anew. */
export interface DraftReader {
  readonly baseline: Draft
  read(content: ScenarioContent): Draft
}

export function createDraftReader(history: History, { policy, modes, supposed: also }: Baseline): DraftReader {
  const modeOf = new Map(modes.map(({ id, mode }) => [id, mode]))
  const placesOf = Map.groupBy(history.identities.keys(), (place) => history.identities[place]?.identity.id ?? '')
  const inForce = history.triggers.map(
    ({ trigger }): DraftTrigger => ({ trigger, mode: modeOf.get(trigger.id) ?? 'on' }),
  )
  let last: { triggers: readonly DraftTrigger[]; written: string; identities: Draft['identities'] } = {
    triggers: inForce,
    written: '[]',
    identities: new Map(),
  }
  const read = (content: ScenarioContent): Draft => {
    const changes = new Map(content.triggers.map((change) => [change.id, change]))
    const triggers = inForce.map((one, i): DraftTrigger => {
      const change = changes.get(one.trigger.id)
      if (change === undefined) return one
      const next: DraftTrigger = {
        trigger: change.response === null ? one.trigger : { ...one.trigger, response: change.response },
        mode: change.mode,
      }
      const known = last.triggers[i]
      return known !== undefined && JSON.stringify(known) === JSON.stringify(next) ? known : next
    })
    const written = JSON.stringify(content.identities)
    last = {
      triggers: triggers.every((one, i) => one === last.triggers[i]) ? last.triggers : triggers,
      written,
      identities: written === last.written ? last.identities : supposed(history, placesOf, content.identities),
    }
    return {
      policy: content.policy,
      triggers: last.triggers,
      identities: last.identities,
      exercised: content.exercised,
    }
  }
  const baseline =
    also === undefined ? { policy, triggers: inForce, identities: last.identities } : read({ policy, ...also })
  return { baseline, read }
}

/**
 * A hypothesis holds for its identity as it is and as it was at any alert. Identities that the history does not know are passed
 * over: a scenario may be older than they are gone.
 */
function supposed(
  history: History,
  placesOf: ReadonlyMap<string, readonly number[]>,
  hypotheses: readonly Hypothesis[],
): ReadonlyMap<number, HistoryIdentity> {
  const found = new Map<number, HistoryIdentity>()
  for (const hypothesis of hypotheses) {
    for (const place of placesOf.get(hypothesis.identityId) ?? []) {
      const known = found.get(place) ?? history.identities[place]
      if (known !== undefined) found.set(place, suppose(known, hypothesis))
    }
  }
  return found
}

function suppose({ identity, dependencies }: HistoryIdentity, { facts, consumers }: Hypothesis): HistoryIdentity {
  const given = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined))
  return {
    identity: { ...identity, ...given },
    // Edges below a consumer go with it: they begin at a consumer, not at the identity.
    dependencies:
      consumers === undefined
        ? dependencies
        : dependencies.filter(({ from, consumer }) => from !== identity.id || consumers.includes(consumer.id)),
  }
}
