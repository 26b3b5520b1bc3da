import { CHOICES, GATE_BITS, KINDS_OF_ANSWER, TRAITS } from '../kernel/layout.ts'
import { BLOCKS } from './outcome.ts'

const LOW = 1
const SEVERE = 3
const NO_ACTION = TRAITS.cutsIdentity | TRAITS.cutsNothing
const { automatic, one, two, below, absent } = KINDS_OF_ANSWER
const blockedBy = (reason: (typeof BLOCKS)[number]) => KINDS_OF_ANSWER.blocked + BLOCKS.indexOf(reason)

/**
 * The kind of answer, by the choice without its action × 256 + the bits of the gate. It holds the order of the gate's questions,
 * which no policy changes; what a policy sets is in the bits.
 */
export const GATE_TABLE = Uint8Array.from({ length: 66 * 256 }, (_, at) => kindOf(at >> 8, at & 255))

function kindOf(choice: number, bits: number): number {
  if (choice === CHOICES.below >> 5) return below
  if (choice === CHOICES.absent >> 5) return absent
  const level = choice & 3
  const traits = (choice >> 2) & 7
  const isExercised = choice >> 5 === 1
  const is = (bit: number) => (bits & bit) !== 0
  const isIrreversible = (traits & TRAITS.isIrreversible) !== 0
  const isComplete = is(GATE_BITS.isMapped) || (traits & TRAITS.cutsNothing) !== 0
  if (is(GATE_BITS.isNobody)) return blockedBy('identity')
  if (traits === NO_ACTION) return blockedBy('no-action')
  if (is(GATE_BITS.isStale)) return blockedBy('stale')
  if (is(GATE_BITS.isOutOfScope)) return blockedBy('out-of-scope')
  if (isIrreversible && !isExercised) return blockedBy('irreversible-unexercised')
  const crossesDomain = (traits & TRAITS.cutsIdentity) !== 0 && is(GATE_BITS.hasNoDomain)
  if (isIrreversible || level === SEVERE || is(GATE_BITS.asksTwo) || crossesDomain) return two + level
  const isAutomatic = is(GATE_BITS.isOver) && isComplete && level <= LOW && is(GATE_BITS.mayBeAutomatic) && isExercised
  return (isAutomatic ? automatic : one) + level
}
