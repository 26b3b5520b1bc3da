import type { Policy } from '../../domain/policy/policy.ts'
import { type Asked, askedBy } from '../whatif/approvals.ts'
import { NO_ALERT_CELL } from '../whatif/outcome.ts'
import { AUTO, answerQuery, BLOCKED, choiceQuery, NO_ACTION, ONE, TWO } from './answer.ts'
import {
  and,
  choose,
  equals,
  flag,
  holds,
  type Integer,
  int,
  less,
  plus,
  quotient,
  remainder,
  times,
} from './expression.ts'
import { bandsQuery, needQuery, readQuery } from './need.ts'
import { type Stage, select, stage, type TableOf } from './query.ts'
import { scoreStages, urgencyStage } from './scores.ts'
import { IDENTITY, REACH, type Side, SUPPOSED, SUPPOSED_REACH } from './tables.ts'

/** Which tables stand for a side in place of the history's own. */
export interface Supposed {
  readonly identities: boolean
  readonly reach: boolean
}

/**
 * The decision as a few tables made one after the other, the last of which is `decided`: what `evaluate` answers
 * for a case, in the order of the same questions. Cost: cases and identities, never alerts.
 */
export function decisionOf(policy: Policy, isExercised: Uint8Array, side: Side, supposed: Supposed) {
  const identity = supposed.identities ? SUPPOSED[side] : IDENTITY
  const reach = supposed.reach ? SUPPOSED_REACH[side] : REACH
  const urgency = urgencyStage(policy, identity, `${side}_urgency`)
  const bands = stage(`${side}_bands`, bandsQuery(policy, urgency.table))
  const scores = scoreStages(policy, side, reach)
  const read = stage(`${side}_read`, readQuery(policy, identity, bands.table, side))
  const need = stage(`${side}_need`, needQuery(policy, read.table))
  const choice = stage(`${side}_choice`, choiceQuery(policy, need.table, scores.score.table, reach))
  const answer = stage(
    `${side}_answer`,
    answerQuery({ policy, isExercised, side, identity, need: need.table, choice: choice.table }),
  )
  const decided = stage(`${side}_decided`, decidedOf(answer.table, askedBy(policy)))
  const stages: readonly Stage[] = [urgency, bands, ...scores.stages, read, need, choice, answer, decided]
  return { stages, decided: decided.table }
}

/** What is counted, by case: cell, action, votes and the rest, ready to be multiplied by alerts. */
function decidedOf(answer: TableOf<typeof answerQuery>, asked: Asked) {
  const { row } = answer
  const gate = remainder(row.answer, 4)
  const isThere = holds(row.is_there)
  const hasAction = and(isThere, less(int(NO_ACTION), row.action))
  const isContained = and(hasAction, less(gate, int(BLOCKED)))
  const heldBack = (cap: Integer) => flag(and(isThere, holds(row.is_held_back), holds(cap)))
  return select({
    from: answer,
    columns: {
      case: row.case,
      identity: row.identity,
      trigger: row.trigger,
      is_there: row.is_there,
      cell: choose([[isThere, plus(times(row.tier, int(4)), gate)]], int(NO_ALERT_CELL)),
      /** 0 for none, else its place in the catalogue + 1. */
      action: choose([[hasAction, plus(row.action, int(1))]], int(0)),
      level: row.level,
      /** 0 for nothing, else the place in `BLOCKS` + 1. */
      block: choose([[isThere, quotient(row.answer, 4)]], int(0)),
      confidence: row.confidence,
      urgency: row.urgency,
      is_contained: flag(isContained),
      is_automatic: flag(and(isContained, equals(gate, int(AUTO)))),
      votes: choose(
        [
          [and(isContained, equals(gate, int(ONE))), int(asked.one)],
          [and(isContained, equals(gate, int(TWO))), int(asked.two)],
        ],
        int(0),
      ),
      /** Whose seat one of two is; 0 where it is nobody's. */
      seat: choose([[and(isContained, equals(gate, int(TWO))), row.team]], int(0)),
      held_ambiguous: heldBack(row.cap_ambiguous),
      held_shared: heldBack(row.cap_shared),
      held_third_party: heldBack(row.cap_third_party),
      held_no_owner: heldBack(row.cap_no_owner),
      held_consumers: heldBack(row.cap_consumers),
    },
  })
}
