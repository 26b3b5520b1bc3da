import { ACTION_IDS } from '../../domain/action/action.ts'
import { actionOf } from '../../domain/action/catalogue.ts'
import { PLAYBOOKS } from '../../domain/action/playbooks.ts'
import { ENVIRONMENTS } from '../../domain/identity/identity-words.ts'
import type { Policy } from '../../domain/policy/policy.ts'
import { BLOCKS } from '../whatif/outcome.ts'
import {
  and,
  atMost,
  choose,
  equals,
  holds,
  type Integer,
  int,
  isMissing,
  less,
  not,
  oneOf,
  or,
  orElse,
  plus,
  quotient,
  remainder,
  smallest,
  times,
} from './expression.ts'
import type { needQuery } from './need.ts'
import { maybe, must, select, type TableOf } from './query.ts'
import type { scoreStages } from './scores.ts'
import { CANDIDATE, type IDENTITY, OBSTACLE, type Reach, SCOPE, type Side, TRIGGER } from './tables.ts'

/** Places in `GATES`. */
export const AUTO = 0
export const ONE = 1
export const TWO = 2
export const BLOCKED = 3
export const NO_ACTION = -1
const CONTAINING_TIER = 2
const LOW = 1
const SEVERE = 3
/** What the number that orders actions has room for. */
const ACTIONS = 32
const LEVELS = 4

/**
 * The smallest safe action: the least of one number that puts disruption before strength before the playbook's order, and
 * carries the action and what it breaks along.
 */
export function choiceQuery(
  { need: { capAt } }: Policy,
  need: TableOf<typeof needQuery>,
  score: ReturnType<typeof scoreStages>['score']['table'],
  { aimCut }: Reach,
) {
  const { row } = need
  const { row: offer } = CANDIDATE
  const { row: aim } = aimCut
  const order = plus(times(plus(times(score.row.score, int(8)), offer.strength), int(16)), offer.place)
  const isPastCap = and(holds(row.is_capped), less(int(capAt), offer.strength))
  return select({
    from: need,
    joins: [
      must(
        CANDIDATE,
        and(equals(offer.playbook, row.playbook), equals(offer.threat, row.threat), equals(offer.kind, row.kind)),
      ),
      must(aimCut, and(equals(aim.aim, row.aim), equals(aim.action, offer.action))),
      must(score, equals(score.row.cut, aim.cut)),
      maybe(OBSTACLE, and(equals(OBSTACLE.row.obstacle, row.obstacle), equals(OBSTACLE.row.action, offer.action))),
    ],
    where: and(
      holds(row.is_there),
      atMost(int(CONTAINING_TIER), row.tier),
      atMost(row.tier, offer.tier_met),
      isMissing(OBSTACLE.row_.action),
      not(isPastCap),
    ),
    columns: {
      case: row.case,
      best: smallest(plus(times(plus(times(order, int(ACTIONS)), offer.action), int(LEVELS)), score.row.level)),
    },
    by: ['case'],
  })
}

interface AnswerInput {
  readonly policy: Policy
  readonly isExercised: Uint8Array
  readonly side: Side
  readonly identity: typeof IDENTITY
  readonly need: TableOf<typeof needQuery>
  readonly choice: TableOf<typeof choiceQuery>
}

/** The action and the gate. `answer` is the gate, and 4 × (place in `BLOCKS` + 1) where something blocks. */
export function answerQuery({ policy, isExercised, side, identity, need, choice }: AnswerInput) {
  const { row } = need
  const { row: who } = identity
  const { row: trigger } = TRIGGER[side]
  const best = orElse(choice.row_.best, int(NO_ACTION))
  const isChosen = less(int(NO_ACTION), best)
  const action = choose([[isChosen, remainder(quotient(best, LEVELS), ACTIONS)]], int(NO_ACTION))
  const level = choose([[isChosen, remainder(best, LEVELS)]], int(0))
  const criticality = orElse(who.criticality, int(0))
  const environment = orElse(who.environment, int(0))
  const isIrreversible = oneOf(action, IRREVERSIBLE)
  const exercised = oneOf(
    row.playbook,
    [...PLAYBOOKS.keys()].filter((place) => isExercised[place] === 1),
  )
  const inScope = (what: keyof typeof SCOPE, value: Integer) => {
    const { row: scope } = SCOPE[what][side]
    return maybe(SCOPE[what][side], and(equals(scope.trigger, row.trigger), equals(scope.value, value)))
  }
  const isOutside = (what: keyof typeof SCOPE) => isMissing(SCOPE[what][side].row_.value)
  const block = (reason: (typeof BLOCKS)[number]) => int(BLOCKED + 4 * (BLOCKS.indexOf(reason) + 1))
  const isNobody = or(equals(who.is_claimed, int(0)), holds(who.is_human))
  const { gate } = policy
  return select({
    from: need,
    joins: [
      must(identity, equals(who.identity, row.identity)),
      must(TRIGGER[side], equals(trigger.trigger, row.trigger)),
      maybe(choice, equals(choice.row.case, row.case)),
      inScope('kind', who.kind),
      inScope('environment', environment),
      inScope('team', who.team),
    ],
    columns: {
      ...row,
      action,
      level,
      team: who.team,
      answer: choose(
        [
          [or(equals(row.is_there, int(0)), less(row.tier, int(CONTAINING_TIER))), int(ONE)],
          [isNobody, block('identity')],
          [not(isChosen), block('no-action')],
          [isMissing(who.checked_ms), block('stale')],
          [less(int(gate.identityFreshMs), orElse(who.checked_ms, int(0))), block('stale')],
          [
            and(
              holds(row.is_on),
              or(isOutside('kind'), isOutside('environment'), and(equals(trigger.any_team, int(0)), isOutside('team'))),
            ),
            block('out-of-scope'),
          ],
          [and(isIrreversible, not(exercised)), block('irreversible-unexercised')],
          [
            or(
              isIrreversible,
              equals(level, int(SEVERE)),
              holds(who.is_third_party),
              and(oneOf(action, CUTS_IDENTITY), holds(who.has_no_domain)),
              atMost(int(gate.twoApprovalsCriticality), criticality),
            ),
            int(TWO),
          ],
          [
            and(
              holds(row.is_on),
              atMost(trigger.threshold, row.confidence),
              or(holds(who.is_mapped), oneOf(action, CUTS_NOTHING)),
              atMost(level, int(LOW)),
              less(int(0), criticality),
              atMost(criticality, int(gate.autoMaxCriticality)),
              oneOf(
                environment,
                gate.autoEnvironments.map((one) => ENVIRONMENTS.indexOf(one) + 1),
              ),
              exercised,
              less(int(0), int(gate.autoStepsPerTriggerHour)),
              less(int(0), int(gate.autoShareOfOwner)),
              less(int(0), who.team),
              equals(row.is_sample, int(0)),
            ),
            int(AUTO),
          ],
        ],
        int(ONE),
      ),
    },
  })
}

const IRREVERSIBLE = actionsThat((action) => !action.reversible)
const CUTS_IDENTITY = actionsThat((action) => action.cuts.includes('identity'))
const CUTS_NOTHING = actionsThat((action) => action.cuts.length === 0)

function actionsThat(does: (action: ReturnType<typeof actionOf>) => boolean): readonly number[] {
  return ACTION_IDS.flatMap((id, place) => (does(actionOf(id)) ? [place] : []))
}

if (ACTION_IDS.length > ACTIONS) throw new RangeError('the order of actions has no room for so many')
