import { becauseOfRule } from '#words/shared/parts.ts'
import * as words from '#words/shared/triage.ts'
import type { Decision } from '../../../domain/decision/decision.ts'

/** What blocks the gate, what would unblock it, and the rule that people can look up: the first of them, since each has to go. */
export function whyBlocked({ reasons, unblock }: Pick<Decision, 'reasons' | 'unblock'>): string {
  const first = reasons.find(({ about }) => about === 'gate')
  const [step] = unblock
  if (first === undefined || step === undefined) return words.reasonsSayWhy
  return becauseOfRule(words.blockedUntil(first.input, step), first.rule)
}
