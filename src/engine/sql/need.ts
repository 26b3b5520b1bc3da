import type { Policy } from '../../domain/policy/policy.ts'
import { needMatrix, PLAYBOOK_OF_THREAT } from '../whatif/draft-tables.ts'
import { and, atMost, choose, equals, flag, holds, int, less, lookUp, not, or } from './expression.ts'
import { must, select, type TableOf } from './query.ts'
import type { urgencyStage } from './scores.ts'
import { CASE, CONFIDENCE, type IDENTITY, type Side, TRIGGER } from './tables.ts'

/** What the matrix answers for each identity, were the confidence in this band or that. */
export function bandsQuery(policy: Policy, urgency: ReturnType<typeof urgencyStage>['table']) {
  const { identity, value } = urgency.row
  const { bands } = policy.urgency
  const matrix = needMatrix(policy)
  const tier = (band: number) => {
    const at = (column: number) => int(matrix[band * 4 + column] ?? 0)
    return choose(
      [
        [atMost(int(bands.critical), value), at(3)],
        [atMost(int(bands.high), value), at(2)],
        [atMost(int(bands.medium), value), at(1)],
      ],
      at(0),
    )
  }
  return select({
    from: urgency,
    columns: { identity, value, low: tier(0), medium: tier(1), high: tier(2), confirmed: tier(3) },
  })
}

/** Everything that the decision of a case looks at, and the tier that the matrix asks for. */
export function readQuery(policy: Policy, identity: typeof IDENTITY, bands: TableOf<typeof bandsQuery>, side: Side) {
  const { row: own } = CASE
  const { row: who } = identity
  const { row: trigger } = TRIGGER[side]
  const confidence = CONFIDENCE[side].row.value
  const from = policy.confidence.bands
  return select({
    from: CASE,
    joins: [
      must(identity, equals(who.identity, own.identity)),
      must(bands, equals(bands.row.identity, own.identity)),
      must(CONFIDENCE[side], equals(CONFIDENCE[side].row.confidence_key, own.confidence_key)),
      must(TRIGGER[side], equals(trigger.trigger, own.trigger)),
    ],
    columns: {
      case: own.case,
      identity: own.identity,
      trigger: own.trigger,
      aim: own.aim,
      obstacle: own.obstacle,
      is_sample: own.is_sample,
      is_on: trigger.is_on,
      // A trigger that is off raises nothing; only a finding is an alert by itself.
      is_there: flag(not(and(less(int(0), own.trigger), equals(trigger.is_on, int(0)), holds(own.is_event)))),
      threat: choose([[holds(trigger.is_on), trigger.threat]], own.threat),
      playbook: choose([[holds(trigger.is_on), trigger.playbook]], lookUp(own.threat, [...PLAYBOOK_OF_THREAT], int(0))),
      kind: who.kind,
      confidence,
      urgency: bands.row.value,
      uncapped: choose(
        [
          [atMost(int(from.confirmed), confidence), bands.row.confirmed],
          [atMost(int(from.high), confidence), bands.row.high],
          [atMost(int(from.medium), confidence), bands.row.medium],
        ],
        bands.row.low,
      ),
      cap_ambiguous: own.is_ambiguous,
      cap_shared: who.cap_shared,
      cap_third_party: who.cap_third_party,
      cap_no_owner: who.cap_no_owner,
      cap_consumers: who.cap_consumers,
      is_capped: flag(
        or(
          holds(own.is_ambiguous),
          holds(who.cap_shared),
          holds(who.cap_third_party),
          holds(who.cap_no_owner),
          holds(who.cap_consumers),
        ),
      ),
    },
  })
}

/** The tier, which a cap may hold back. */
export function needQuery({ need: { capAt } }: Policy, read: TableOf<typeof readQuery>) {
  const { row } = read
  const isHeldBack = and(holds(row.is_capped), less(int(capAt), row.uncapped))
  return select({
    from: read,
    columns: { ...row, tier: choose([[isHeldBack, int(capAt)]], row.uncapped), is_held_back: flag(isHeldBack) },
  })
}
