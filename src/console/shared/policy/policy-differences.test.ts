import { expect, test } from 'vitest'
import { STARTING_POLICY } from '../../../domain/policy/policy.ts'
import { policyDifferences } from './policy-differences.ts'

/** Every number of a value with its path; the lists of gates and environments are told as one each. */
function numbersIn(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value === 'number') return [path]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, one]) => numbersIn(one, [...path, name]))
}

function withNumber<Value>(whole: Value, [step, ...rest]: readonly string[], change: (value: number) => number): Value {
  const copy = structuredClone(whole) as Record<string, unknown>
  if (step === undefined) return whole
  copy[step] = rest.length === 0 ? change(copy[step] as number) : withNumber(copy[step], rest, change)
  return copy as Value
}

test('whatever number of a policy changes, its reviewer is told in words', () => {
  const paths = numbersIn(STARTING_POLICY).filter(([first]) => first !== 'version')
  expect(paths.length).toBeGreaterThan(70)
  const untold = paths.filter((path) => {
    // A day more where it is a time, so that every unit shows it; else one more.
    const changed = withNumber(STARTING_POLICY, path, (value) => value + (path.at(-1)?.endsWith('Ms') ? 86_400_000 : 1))
    return policyDifferences(STARTING_POLICY, changed).length !== 1
  })
  expect(untold.map((path) => path.join('.'))).toEqual([])
})

test('a difference smaller than the unit of the lab is told as it is kept', () => {
  const sooner = withNumber(STARTING_POLICY, ['gate', 'escalateAtPercent', '1'], (value) => value - 1)
  expect(policyDifferences(STARTING_POLICY, sooner)).toMatchObject([
    { was: '80 % of the time', is: '79 % of the time' },
  ])
  const longer = withNumber(STARTING_POLICY, ['gate', 'approvalTtlMs'], (value) => value + 1)
  expect(policyDifferences(STARTING_POLICY, longer)).toMatchObject([{ was: '1800000 ms', is: '1800001 ms' }])
})

test('seats, environments and who signs a broken glass are told as well', () => {
  const policy = structuredClone(STARTING_POLICY)
  policy.gate.autoEnvironments = []
  policy.gate.glassPasskey = 'as-approvals'
  policy.gate.quorums['one-approval'] = [{ title: 'Access', need: 1, seats: ['iam'], silence: null }]
  expect(policyDifferences(STARTING_POLICY, policy)).toMatchObject([
    { label: 'One approval', was: 'Approval: any approver', is: 'Access: one of IAM' },
    { label: 'Steps by themselves in', is: 'nowhere' },
    { label: 'Break-glass signed with a passkey', was: 'always', is: 'where approvals are' },
  ])
})
