import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { payloadLines } from './payload-template.ts'
import type { PlanStep } from './plan.ts'

const target: PlanStep['target'] = {
  identityId: 'id_1',
  account: 'runner',
  sessionIds: ['s-1', 's-12'],
  credentialIds: ['key-1'],
  tools: [],
}
const linesOf = (request: PlanStep['request'], changes: Partial<PlanStep['target']> = {}) =>
  payloadLines({ request, target: { ...target, ...changes } })
const changed = (request: PlanStep['request'], changes?: Partial<PlanStep['target']>) =>
  linesOf(request, changes).flatMap(({ template }) => template?.trim() ?? [])

test('what stands there because of this target is a place to fill in, everything else is the playbook’s', () => {
  expect(linesOf({ method: 'POST', user: 'runner', hours: 12 })).toEqual([
    { text: '{', template: null },
    { text: '  "method": "POST",', template: null },
    { text: '  "user": "runner",', template: '  "user": "‹account›",' },
    { text: '  "hours": 12', template: null },
    { text: '}', template: null },
  ])
})

test('values are found inside of addresses as whole words, the longest first', () => {
  expect(changed({ url: '/users/runner/sessions/s-12/s-1' })).toEqual([
    '"url": "/users/‹account›/sessions/‹session 2›/‹session 1›"',
  ])
  expect(changed({ url: '/users/forerunner', note: 'runners' })).toEqual([])
  expect(changed({ url: '/a/a/b' }, { account: 'a' })).toEqual(['"url": "/‹account›/‹account›/b"'])
})

test('keys are never touched, nor numbers that look like the target', () => {
  expect(changed({ runner: 1, 'key-1': { list: [7] } }, { account: '7' })).toEqual([])
})

test('the lines are exactly the request, whatever is in it', () => {
  fc.assert(
    fc.property(
      fc.jsonValue(),
      fc.string(),
      fc.array(fc.string(), { maxLength: 3 }),
      (request, account, sessionIds) => {
        const lines = linesOf(request as PlanStep['request'], { account, sessionIds })
        expect(lines.map(({ text }) => text).join('\n')).toBe(JSON.stringify(request, null, 2))
      },
    ),
  )
})
