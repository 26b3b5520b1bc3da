import type { Gate } from './decision.ts'

/**
 * Whether gate `a` asks for more than gate `b`. Asked before every step with the gate of that moment and the one that
 * was approved: a stricter answer pauses the plan, a milder one changes nothing.
 */
export function isStricter(a: Gate, b: Gate): boolean {
  return STRICTNESS[a] > STRICTNESS[b]
}

const STRICTNESS: Readonly<Record<Gate, number>> = { auto: 0, 'one-approval': 1, 'two-approvals': 2, blocked: 3 }
