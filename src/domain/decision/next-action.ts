import type { ActionId } from '../action/action.ts'
import { actionOf } from '../action/catalogue.ts'
import type { CONTAINMENTS } from '../plan/plan-words.ts'
import type { ActionOption } from './decision.ts'

type Left = (typeof CONTAINMENTS)[number]

/** What is left open by an action that did not contain its target. */
export interface NextAction {
  readonly action: ActionId
  readonly because: string
}

/**
 * The next smallest action where `tried` left its target open; null where it did not, and where the playbook has none that does
 * more. Where sessions live on, one that ends sessions; else one that is stronger. The least disruption first, then the weaker.
 */
export function nextAction(options: readonly ActionOption[], tried: ActionId, containment: Left): NextAction | null {
  const left = LEFT_OPEN[containment]
  if (left === null) return null
  const before = actionOf(tried)
  const more = options
    .filter(({ action, isFeasible }) => isFeasible && action !== tried && actionOf(action).strength > 1)
    .filter(({ action }) => {
      const candidate = actionOf(action)
      if (candidate.strength > before.strength) return true
      return (
        containment === 'new-sessions-only' && candidate.cuts.includes('session') && !before.cuts.includes('session')
      )
    })
    .toSorted(
      (a, b) => a.disruption.score - b.disruption.score || actionOf(a.action).strength - actionOf(b.action).strength,
    )
  const [first] = more
  const because = containment === 'new-sessions-only' && tried === 'revoke-tokens' ? UNLISTED : left
  return first === undefined ? null : { action: first.action, because }
}

/** It cuts older tokens and leaves the way to new ones open: what is left is the other half. */
const UNLISTED = 'The tokens that it names are dead, yet others, which nobody can list, may still be accepted.'

const LEFT_OPEN: Readonly<Record<Left, string | null>> = {
  'not-contained': 'It is still open.',
  'new-sessions-only': 'No new session is opened, yet older ones are still accepted.',
  'cannot-contain': 'What is open cannot be ended where it was asked.',
  contained: null,
  'already-contained': null,
  // Nobody knows yet whether there is anything left to do.
  'in-doubt': null,
}
