import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decide } from '../../domain/decision/decide.ts'
import { decisionInputs } from '../../testing/arbitraries.ts'
import { slimIdentity } from './slim-identity.ts'

test('what is left out of an identity changes neither an answer nor a reason', () => {
  fc.assert(
    fc.property(decisionInputs, (input) => {
      const slim = input.identity && slimIdentity(input.identity, input.dependencies)
      const decision = decide(input)
      const again = decide({
        ...input,
        identity: slim?.identity ?? null,
        dependencies: slim?.dependencies ?? input.dependencies,
      })
      expect(withoutWords(again)).toEqual(withoutWords(decision))
    }),
    { numRuns: 500 },
  )
})

/** How long a consumer takes to come back and what that means are told to people, and decide nothing. */
function withoutWords(decision: ReturnType<typeof decide>) {
  return {
    ...decision,
    options: decision.options.map((option) => ({
      ...option,
      disruption: {
        ...option.disruption,
        consumers: option.disruption.consumers.map((one) => ({ ...one, recoverySeconds: null, consequence: null })),
      },
    })),
  }
}
