import type { ActionId, Tier } from '../action/action.ts'
import { changesOfFacts } from './changes-of-facts.ts'
import { changesOfPolicy } from './changes-of-policy.ts'
import { type DecisionInput, decide } from './decide.ts'
import type { Gate } from './decision.ts'

/** One thing that might be otherwise. */
export interface OneChange {
  /** What it is about: of the changes of one subject the nearest come first. */
  readonly subject: string
  /** What would be so, as a clause after "if": "its criticality were 3 instead of 4". */
  readonly condition: string
  readonly input: DecisionInput
}

/** A smallest change that moves the tier or the gate, and where to. */
export interface Alternative {
  /** Facts of the case, or numbers of the policy and its trigger. */
  readonly about: 'fact' | 'policy'
  /** All of them together, none of them alone. */
  readonly conditions: readonly string[]
  readonly tier: Tier
  readonly gate: Gate
  readonly action: ActionId | null
}

const MOST_PAIRS = 4

/**
 * The smallest changes of the facts and of the policy that would move this decision's tier or gate: decided again, not reasoned
 * about, so each holds as it stands. Of each subject the nearest value for each answer. Then pairs of facts, for answers that
 * no single change reaches. Cost: some hundred decisions.
 */
export function whatWouldChange(input: DecisionInput): readonly Alternative[] {
  const now = answerOf(input)
  const facts = changesOfFacts(input)
  const singles = [...movesOf('fact', facts, now), ...movesOf('policy', changesOfPolicy(input, decide(input)), now)]
  const reached = new Set([now, ...singles].map(keyOf))
  return [...singles, ...pairsOf(facts, reached)]
}

type Answer = Pick<Alternative, 'tier' | 'gate' | 'action'>

function answerOf(input: DecisionInput): Answer {
  const { need, gate, action } = decide(input)
  return { tier: need.tier, gate, action }
}

/** Which action is chosen is told along, and is no move by itself. */
function keyOf({ tier, gate }: Pick<Answer, 'tier' | 'gate'>): string {
  return `${tier} ${gate}`
}

function movesOf(about: Alternative['about'], changes: readonly OneChange[], now: Answer): Alternative[] {
  const told = new Set([keyOf(now)])
  const ofSubject = new Set<string>()
  const found: Alternative[] = []
  for (const { subject, condition, input } of changes) {
    const answer = answerOf(input)
    const key = `${subject} ${keyOf(answer)}`
    if (told.has(keyOf(answer)) || ofSubject.has(key)) continue
    ofSubject.add(key)
    found.push({ about, conditions: [condition], ...answer })
  }
  return found
}

/** Two obstacles may stand one behind the other. How sure the source is is left out: its hundred values are no facts to go and find. */
function pairsOf(all: readonly OneChange[], reached: Set<string>): Alternative[] {
  const facts = all.filter(({ subject }) => !subject.startsWith('confidence'))
  const place = new Map(facts.map(({ subject }, i) => [subject, i]))
  const found: Alternative[] = []
  for (const first of facts) {
    for (const second of changesOfFacts(first.input)) {
      if ((place.get(second.subject) ?? -1) <= (place.get(first.subject) ?? 0)) continue
      const answer = answerOf(second.input)
      if (reached.has(keyOf(answer))) continue
      reached.add(keyOf(answer))
      found.push({ about: 'fact', conditions: [first.condition, second.condition], ...answer })
      if (found.length === MOST_PAIRS) return found
    }
  }
  return found
}
