import { canonicalJson } from '../json/canonical-json.ts'
import type { Policy } from './policy.ts'
import type { StageRule } from './quorum-rules.ts'
import { sayStageRules } from './quorum-words.ts'

/** What two policies say otherwise: `approved[i]` and `now[i]` say the same member. */
export interface PolicyDifference {
  readonly approved: string[]
  readonly now: string[]
}

/**
 * The members that differ, each by its place and value on both sides, in the order of the policy; the version itself is left out.
 * The lab says the same in words of its own; this is for the record and for whoever signs, who know no lab.
 */
export function policyDifference(before: Policy, after: Policy): PolicyDifference {
  const was = membersOf(before)
  const is = membersOf(after)
  const places = [...new Set([...was.keys(), ...is.keys()])].filter((place) => was.get(place) !== is.get(place))
  const say = (members: ReadonlyMap<string, string>) =>
    places.map((place) => `${place}: ${members.get(place) ?? 'none'}`)
  return { approved: say(was), now: say(is) }
}

function membersOf(policy: Policy): ReadonlyMap<string, string> {
  return new Map(leaves({ ...policy, version: undefined }, []))
}

function leaves(value: unknown, path: readonly string[]): readonly [string, string][] {
  if (path[0] === 'gate' && path[1] === 'quorums' && Array.isArray(value)) {
    return [[placeOf(path), sayStageRules(value as readonly StageRule[], (percent) => `${percent} % of its time`)]]
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [[placeOf(path), sayValue(value, path.at(-1) ?? '')]]
  }
  return Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .flatMap(([member, inner]) => leaves(inner, [...path, member]))
}

/** "gate, approval ttl": as the policy's own members, without the camel's humps and the unit, which the value has. */
function placeOf(path: readonly string[]): string {
  return path
    .map((member) =>
      member
        .replace(/Ms$/, '')
        .replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
        .replaceAll('-', ' '),
    )
    .join(', ')
}

const MINUTE_MS = 60_000

function sayValue(value: unknown, member: string): string {
  if (typeof value === 'number' && member.endsWith('Ms')) return `${Math.round((value / MINUTE_MS) * 100) / 100} min`
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(String).join(', ')
  return typeof value === 'string' || typeof value === 'number' ? String(value) : canonicalJson(value as boolean)
}
