import { ACTION_IDS } from '../../domain/action/action.ts'
import { ACTION_OWNERS, type ActionOwner } from '../../domain/action/action-words.ts'
import { actionOf } from '../../domain/action/catalogue.ts'
import type { Policy } from '../../domain/policy/policy.ts'
import type { QuorumRules, StageRule } from '../../domain/policy/quorum-rules.ts'
import { asksOwner } from '../whatif/approvals.ts'
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
  minus,
  oneOf,
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
  const decided = stage(`${side}_decided`, decidedOf(answer.table, policy.gate.quorums))
  const stages: readonly Stage[] = [urgency, bands, ...scores.stages, read, need, choice, answer, decided]
  return { stages, decided: decided.table }
}

/** What is counted, by case: cell, action, lane and the rest, ready to be multiplied by alerts. */
function decidedOf(answer: TableOf<typeof answerQuery>, quorums: QuorumRules) {
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
      /** Where its alerts count by hour: their trigger where they act by themselves, below 0 who is asked (see `asksIn`), 0 nowhere. */
      lane: choose(
        [
          [and(isContained, equals(gate, int(AUTO))), row.trigger],
          [
            and(isContained, equals(gate, int(ONE))),
            laneOf(false, int(0), ownerOf(row.action, quorums['one-approval'])),
          ],
          [
            and(isContained, equals(gate, int(TWO))),
            laneOf(
              true,
              row.team,
              choose(
                [[equals(row.team, int(0)), actionOwnerOf(row.action)]],
                ownerOf(row.action, quorums['two-approvals']),
              ),
            ),
          ],
        ],
        int(0),
      ),
      held_ambiguous: heldBack(row.cap_ambiguous),
      held_shared: heldBack(row.cap_shared),
      held_third_party: heldBack(row.cap_third_party),
      held_no_owner: heldBack(row.cap_no_owner),
      held_consumers: heldBack(row.cap_consumers),
    },
  })
}

const OWNERS = ACTION_OWNERS.length

/**
 * What alerts of a lane below 0 ask: one approval or two, of whose team (0 where nobody knows the owner), and who answers for the action
 * (by place, 0 where nothing depends on it).
 */
export function asksIn(lane: number): { readonly isTwo: boolean; readonly team: number; readonly owner: number } {
  const code = -lane - 1
  return {
    isTwo: Math.floor(code / OWNERS) % 2 === 1,
    team: Math.floor(code / OWNERS / 2),
    owner: code % OWNERS,
  }
}

function laneOf(isTwo: boolean, team: Integer, owner: Integer): Integer {
  return minus(int(-1), plus(times(plus(times(team, int(2)), int(isTwo ? 1 : 0)), int(OWNERS)), owner))
}

function ownerOf(action: Integer, rules: readonly StageRule[]): Integer {
  return asksOwner(rules) ? actionOwnerOf(action) : int(0)
}

/** Place in `ACTION_OWNERS` of whoever answers for an action. */
function actionOwnerOf(action: Integer): Integer {
  const places = (owner: ActionOwner) => ACTION_IDS.flatMap((id, at) => (actionOf(id).owner === owner ? [at] : []))
  return choose(
    ACTION_OWNERS.map((owner, place) => [oneOf(action, places(owner)), int(place)] as const),
    int(0),
  )
}
