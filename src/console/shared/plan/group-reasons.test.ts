import { expect, test } from 'vitest'
import { byEffect } from './group-reasons.ts'

const reason = (effect: string, input: string, rule: string) => ({ about: 'gate' as const, effect, input, rule })

test('what several reasons bring about is said once, with all of them', () => {
  const reasons = [
    reason('Not automatic', 'Disruption high', 'gate.disruption'),
    reason('Signed', 'The policy asks for passkeys from T3', 'gate.passkey'),
    reason('Not automatic', 'Criticality 4', 'gate.criticality'),
  ]
  expect(byEffect(reasons)).toEqual([
    {
      effect: 'Not automatic',
      rules: ['gate.disruption', 'gate.criticality'],
      inputs: ['Disruption high', 'Criticality 4'],
    },
    { effect: 'Signed', rules: ['gate.passkey'], inputs: ['The policy asks for passkeys from T3'] },
  ])
})
