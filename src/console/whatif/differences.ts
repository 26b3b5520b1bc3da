import * as words from '#words/hypotheses.ts'
import type { ScenarioContent } from '../../domain/views/history-views.ts'
import { type Difference, policyDifferences } from '../shared/policy/policy-differences.ts'
import { groupsOf } from './hypotheses.ts'

/** What two contents say differently, in the order of the decision. Triggers are told by their id. Equal contents have none. */
export function differencesOf(was: ScenarioContent, is: ScenarioContent): readonly Difference[] {
  return [
    ...policyDifferences(was.policy, is.policy),
    ...triggers(was, is),
    ...amounts(words.ifIt, supposedOf(was), supposedOf(is), words.notSupposed),
    ...amounts(words.exercised, exercisedOf(was), exercisedOf(is), words.asItWas),
  ].filter((one) => one.was !== one.is)
}

function triggers(was: ScenarioContent, is: ScenarioContent): readonly Difference[] {
  const ids = [...new Set([...was.triggers, ...is.triggers].map(({ id }) => id))]
  const text = (content: ScenarioContent, id: string) => {
    const change = content.triggers.find((one) => one.id === id)
    if (change === undefined) return words.asInForce
    if (change.response === null) return change.mode
    const { confidence, automation } = change.response
    return words.triggerAs(
      change.mode,
      confidence,
      automation.allowed ? words.automaticFrom(automation.threshold) : words.neverAutomatic,
    )
  }
  return ids.map((id) => ({ group: words.triggers, label: id, was: text(was, id), is: text(is, id) }))
}

function supposedOf({ identities }: ScenarioContent): ReadonlyMap<string, string> {
  return new Map(groupsOf(identities).map(({ words: length, ids }) => [length, words.identities(ids.length)]))
}

function exercisedOf({ exercised }: ScenarioContent): ReadonlyMap<string, string> {
  return new Map(exercised.map((id) => [id, words.justNow]))
}

function amounts(
  group: string,
  was: ReadonlyMap<string, string>,
  is: ReadonlyMap<string, string>,
  none: string,
): readonly Difference[] {
  return [...new Set([...was.keys(), ...is.keys()])].map((label) => ({
    group,
    label,
    was: was.get(label) ?? none,
    is: is.get(label) ?? none,
  }))
}
