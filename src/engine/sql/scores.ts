import { ENVIRONMENTS, PRIVILEGES } from '../../domain/identity/identity-words.ts'
import type { Policy } from '../../domain/policy/policy.ts'
import {
  atMost,
  choose,
  equals,
  greatest,
  holds,
  type Integer,
  int,
  isMissing,
  least,
  lookUp,
  type Maybe,
  minus,
  orElse,
  plus,
  quotient,
  sum,
  times,
} from './expression.ts'
import { maybe, stage } from './query.ts'
import type { IDENTITY, Reach, Side } from './tables.ts'

/** Urgency 0–100 of each identity: the weighted axes, each with what an unknown counts as. */
export function urgencyStage(policy: Policy, identity: typeof IDENTITY, name: string) {
  const { row } = identity
  const { weights } = policy.urgency
  const value = quotient(
    plus(
      times(privilegeOf(row.privilege, policy), int(weights.privilege)),
      times(environmentOf(row.environment, policy), int(weights.environment)),
      times(criticalityOf(row.criticality, policy), int(weights.criticality)),
      times(reachOf(row.doublings, policy), int(weights.reach)),
      times(hygieneOf(row, policy), int(weights.hygiene)),
    ),
    100,
  )
  return stage(name, { from: identity, columns: { identity: row.identity, value } })
}

function privilegeOf(privilege: Maybe, { urgency }: Policy): Integer {
  const known = PRIVILEGES.map((one) => urgency.privilege[one])
  return lookUp(orElse(privilege, int(-1)), known, int(urgency.unknown))
}

/** Environments are counted from 1. */
function environmentOf(environment: Maybe, { urgency }: Policy): Integer {
  const known = ENVIRONMENTS.map((one) => urgency.environment[one])
  return lookUp(orElse(environment, int(0)), [urgency.unknown, ...known], int(urgency.unknown))
}

function criticalityOf(criticality: Maybe, { urgency }: Policy): Integer {
  const known = times(minus(orElse(criticality, int(1)), int(1)), int(25))
  return choose([[isMissing(criticality), int(urgency.unknown)]], known)
}

function reachOf(doublings: Maybe, { urgency }: Policy): Integer {
  const known = least(int(100), times(orElse(doublings, int(0)), int(urgency.reachPerDoubling)))
  return choose([[isMissing(doublings), int(urgency.unknown)]], known)
}

function hygieneOf(row: (typeof IDENTITY)['row'], { urgency: { hygiene, unknown, dormantDays } }: Policy): Integer {
  const assumed = (part: number) => int(Math.floor((part * unknown) / 100))
  const points = (part: number, said: Maybe) =>
    choose(
      [
        [isMissing(said), assumed(part)],
        [holds(orElse(said, int(0))), int(part)],
      ],
      int(0),
    )
  const dormant = choose(
    [
      [isMissing(row.dormant_days), assumed(hygiene.dormantThenUsed)],
      [atMost(int(dormantDays), orElse(row.dormant_days, int(0))), int(hygiene.dormantThenUsed)],
    ],
    int(0),
  )
  const parts = plus(
    points(hygiene.pastRotation, row.past_rotation),
    points(hygiene.noExpiry, row.never_expires),
    dormant,
  )
  return choose([[equals(row.is_claimed, int(0)), int(unknown)]], least(int(100), parts))
}

/** Score 0–100 and level (0 none to 3 severe) of each cut: consumers weighed by how critical they are. */
export function scoreStages(policy: Policy, side: Side, { cut, cutBin }: Reach) {
  const { points, unknownCriticality, selfRecoveringShare, levels } = policy.disruption
  const { row: bin } = cutBin
  const known = lookUp(bin.criticality, [0, ...points], int(0))
  const unknown = choose([[holds(bin.has_unknown), int(points[unknownCriticality - 1] ?? 0)]], int(0))
  const share = choose([[holds(bin.comes_back), int(selfRecoveringShare)]], int(100))
  const weight = stage(`${side}_weight`, {
    from: cutBin,
    columns: { cut: bin.cut, hundredths: sum(times(bin.amount, times(greatest(known, unknown), share))) },
    by: ['cut'],
  })

  const value = least(int(100), quotient(plus(orElse(weight.table.row_.hundredths, int(0)), int(99)), 100))
  const level = choose(
    [
      [equals(cut.row.consumers, int(0)), int(0)],
      [atMost(int(levels.severe), value), int(3)],
      [atMost(int(levels.high), value), int(2)],
    ],
    int(1),
  )
  const score = stage(`${side}_score`, {
    from: cut,
    joins: [maybe(weight.table, equals(weight.table.row.cut, cut.row.cut))],
    columns: { cut: cut.row.cut, score: value, level },
  })
  return { stages: [weight, score], score }
}
