import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  maySit,
  missingOf,
  openTo,
  type SeatRule,
  type Sitter,
  type Stage,
  sayRules,
  sayStage,
  seat,
} from './quorum.ts'

const anybody: SeatRule = { of: 'anybody' }
const owner: SeatRule = { of: 'team', team: 'Reporting' }
const iam: SeatRule = { of: 'domain', domain: 'iam' }
const soc: SeatRule = { of: 'domain', domain: 'soc' }

const stage = (need: number, ...seats: SeatRule[]): Stage => ({ title: 'Approval', need, seats, silence: [] })
const person = (id: string, team = 'SOC', ...domains: Sitter['domains'][number][]): Sitter => ({
  id,
  name: id,
  team,
  domains,
})
const names = (stages: readonly Stage[], ...people: Sitter[]) =>
  seat(stages, people).map(({ seats }) => seats.map(({ holder }) => holder?.id ?? null))

const bo = person('bo')
const cy = person('cy', 'Reporting')
const io = person('io', 'Identity', 'iam')

test('one approval, two approvals and nothing at all are cases of it', () => {
  expect(missingOf(seat([], []))).toBe(0)
  expect(missingOf(seat([stage(1, anybody)], []))).toBe(1)
  expect(missingOf(seat([stage(1, anybody)], [bo]))).toBe(0)
  expect(missingOf(seat([stage(2, anybody, owner)], [bo, person('di')]))).toBe(1)
  expect(missingOf(seat([stage(2, anybody, owner)], [bo, cy]))).toBe(0)
})

test('whoever comes later makes the earlier one move where both find a seat that way', () => {
  const both = person('both', 'Reporting', 'iam')
  expect(names([stage(2, iam, owner)], both, io)).toEqual([['io', 'both']])
  expect(names([stage(2, iam, owner)], both, cy)).toEqual([['both', 'cy']])
})

test('narrow seats are taken first, so that what is free is what anybody could take', () => {
  expect(names([stage(2, anybody, owner)], cy)).toEqual([[null, 'cy']])
})

test('two of three seats are enough, whichever two', () => {
  const some = [stage(2, iam, soc, owner)]
  expect(missingOf(seat(some, [cy, io]))).toBe(0)
  expect(missingOf(seat(some, [person('di', 'SOC', 'soc'), io]))).toBe(0)
  expect(missingOf(seat(some, [io, person('jo', 'Identity', 'iam')]))).toBe(1)
})

test('nobody sits in two stages, and a person who could serve either goes where one is missing', () => {
  const stages = [stage(1, anybody, iam), stage(1, iam)]
  expect(missingOf(seat(stages, [io]))).toBe(1)
  expect(missingOf(seat(stages, [io, bo]))).toBe(0)
  expect(missingOf(seat(stages, [bo, io]))).toBe(0)
  expect(missingOf(seat(stages, [bo, person('di')]))).toBe(1)
})

test('it says by which seats one more approval would count, also where others move up', () => {
  expect(openTo([stage(2, anybody, owner)], [])).toEqual([anybody, owner])
  expect(openTo([stage(2, anybody, owner)], [bo])).toEqual([owner])
  expect(openTo([stage(2, anybody, owner)], [cy])).toEqual([anybody, owner])
  expect(openTo([stage(1, iam, soc)], [io])).toEqual([])
  expect(sayRules([iam, owner])).toBe('somebody of IAM or of Reporting')
  expect(sayRules([anybody, owner])).toBe('any approver')
  expect(sayStage(stage(2, anybody, owner))).toBe('any approver and Reporting')
  expect(sayStage(stage(2, soc, iam, owner))).toBe('2 of SOC, IAM, Reporting')
})

const rules = fc.constantFrom<SeatRule>(anybody, owner, iam, soc)
const stagesOf = fc.array(
  fc
    .array(rules, { minLength: 1, maxLength: 3 })
    .chain((seats) => fc.integer({ min: 1, max: seats.length }).map((need) => stage(need, ...seats))),
  { minLength: 1, maxLength: 2 },
)
const crowd = fc
  .array(
    fc.record({
      team: fc.constantFrom('SOC', 'Reporting'),
      domains: fc.subarray<Sitter['domains'][number]>(['iam', 'soc', 'platform']),
    }),
    { maxLength: 5 },
  )
  .map((people) => people.map(({ team, domains }, i) => person(`p${i}`, team, ...domains)))

/** Every way to seat these people, one after the other: the fewest seats that any of them leaves missing. */
function fewestMissing(
  stages: readonly Stage[],
  people: readonly Sitter[],
  taken: ReadonlySet<string> = new Set(),
): number {
  const [first, ...rest] = people
  if (first === undefined) {
    const held = (at: number) => stages[at]?.seats.filter((_, i) => taken.has(`${at}.${i}`)).length ?? 0
    return stages.reduce((sum, { need }, at) => sum + Math.max(0, need - held(at)), 0)
  }
  const standing = fewestMissing(stages, rest, taken)
  const sitting = stages.flatMap(({ seats }, at) =>
    seats.flatMap((rule, i) =>
      maySit(first, rule) && !taken.has(`${at}.${i}`)
        ? [fewestMissing(stages, rest, new Set([...taken, `${at}.${i}`]))]
        : [],
    ),
  )
  return Math.min(standing, ...sitting)
}

test('it misses exactly as many as the best of all ways to seat them; nobody sits twice, nor where they may not', () => {
  fc.assert(
    fc.property(stagesOf, crowd, (stages, people) => {
      const states = seat(stages, people)
      expect(missingOf(states)).toBe(fewestMissing(stages, people))
      const held = states.flatMap(({ seats }) => seats).filter(({ holder }) => holder !== null)
      const ids = held.map(({ holder }) => holder?.id)
      expect(new Set(ids).size).toBe(ids.length)
      expect(held.every(({ rule, holder }) => holder !== null && maySit(holder, rule))).toBe(true)
    }),
    { numRuns: 300 },
  )
})

test('a newcomer makes less missing exactly where one of their seats is said to be open', () => {
  const newcomers = crowd.filter((people) => people.length > 0)
  fc.assert(
    fc.property(stagesOf, crowd, newcomers, (stages, people, [first]) => {
      const newcomer = { ...(first as Sitter), id: 'new' }
      const helps = missingOf(seat(stages, [...people, newcomer])) < missingOf(seat(stages, people))
      expect(openTo(stages, people).some((rule) => maySit(newcomer, rule))).toBe(helps)
    }),
    { numRuns: 300 },
  )
})

test('more people never make more missing, and their order makes no difference to how many are', () => {
  fc.assert(
    fc.property(stagesOf, crowd, (stages, people) => {
      const all = missingOf(seat(stages, people))
      expect(missingOf(seat(stages, people.toReversed()))).toBe(all)
      expect(missingOf(seat(stages, people.slice(1)))).toBeGreaterThanOrEqual(all)
    }),
  )
})
