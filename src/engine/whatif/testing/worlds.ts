import fc from 'fast-check'
import { PLAYBOOKS } from '../../../domain/action/playbooks.ts'
import { MODES } from '../../../domain/change/change.ts'
import type { Forbidden } from '../../../domain/decision/gate.ts'
import type { Facts } from '../../../domain/evidence/fields.ts'
import { identityOfThen } from '../../../domain/evidence/identity-facts.ts'
import { decisionInputs, dependencies, identities, triggers } from '../../../testing/arbitraries.ts'
import { DAY_MS, NOON } from '../../../testing/builders.ts'
import { createHistoryBuilder } from '../build-history.ts'
import type { Draft } from '../draft.ts'
import { DISPOSITIONS, type History } from '../history.ts'

/** Few values, so that alerts of one identity meet in what was known of it. */
const factsOfThen: fc.Arbitrary<Facts> = fc.record({
  'identity.known': fc.constantFrom(true, true, false),
  'identity.kind': fc.constant('service-account'),
  'identity.environment': fc.constantFrom('prod', 'dev'),
  'identity.criticality': fc.constantFrom(2, 5),
  'identity.tenancy': fc.constantFrom('dedicated', 'shared'),
  'identity.owner_known': fc.boolean(),
})

/** Small worlds in which everything may meet everything. */
export const histories = historiesOf({ minLength: 1, maxLength: 12 })

/** Worlds in which a trigger has cases enough to be decided many at once. */
export const longHistories = historiesOf({ minLength: 60, maxLength: 160 })

function historiesOf(length: { readonly minLength: number; readonly maxLength: number }): fc.Arbitrary<History> {
  return fc
    .record({
      identities: fc.array(identities, { minLength: 1, maxLength: 4 }),
      edges: fc.array(dependencies, { minLength: 4, maxLength: 4 }),
      triggers: fc.uniqueArray(triggers, { minLength: 1, maxLength: 4, selector: ({ id }) => id }),
      record: fc.option(fc.record({ judged: fc.nat(40), truePositives: fc.nat(40) }), { nil: null }),
      forbidden: fc.constantFrom<Forbidden | null>(
        null,
        null,
        null,
        { rule: 'kept', because: 'It was noisy' },
        { rule: 'dry-run', because: 'It was not tried' },
      ),
      exercisedAt: fc.constantFrom(null, NOON - DAY_MS, NOON - 40 * DAY_MS),
      alerts: fc.array(
        fc.record({
          input: decisionInputs,
          identity: fc.integer({ min: -1, max: 3 }),
          trigger: fc.integer({ min: -1, max: 3 }),
          recorded: fc.option(factsOfThen, { freq: 2, nil: null }),
          weaker: fc.uniqueArray(fc.nat(3), { maxLength: 3 }),
          obstacles: fc.constantFrom(
            {},
            {},
            { 'revoke-session': 'no connector' },
            { 'disable-identity': 'no', 'rotate-secret': 'no' },
          ),
          disposition: fc.constantFrom(...DISPOSITIONS),
          at: fc.integer({ min: NOON - 90 * DAY_MS, max: NOON }),
        }),
        length,
      ),
    })
    .map((world) => {
      const known = world.triggers.map((trigger) => ({ trigger, record: world.record, forbidden: world.forbidden }))
      const people = world.identities.map((identity, i) => ({ ...identity, id: `${identity.id}-${i}` }))
      const edges = world.edges.map((all, i) =>
        all.map((edge) => ({
          ...edge,
          identityId: `${edge.identityId}-${i}`,
          from: edge.from === edge.identityId ? `${edge.identityId}-${i}` : edge.from,
        })),
      )
      const builder = createHistoryBuilder(known)
      for (const [number, alert] of world.alerts.entries()) {
        const today = people[alert.identity]
        const identity = today === undefined || alert.recorded === null ? today : identityOfThen(today, alert.recorded)
        const trigger = known[alert.trigger] ?? null
        builder.add({
          number,
          firstSeenAt: alert.at,
          disposition: alert.disposition,
          identity:
            identity === undefined
              ? null
              : { identity, dependencies: edges[alert.identity] ?? [], isOfThen: identity !== today },
          isOfThen: alert.recorded !== null,
          trigger,
          evidence: alert.input.signal,
          ambiguity: alert.input.ambiguity,
          corroborating: alert.weaker.flatMap((index) => {
            const other = known[index]
            return other === undefined || other === trigger ? [] : [{ trigger: other }]
          }),
          obstacles: alert.obstacles,
        })
      }
      return builder.finish(
        NOON,
        PLAYBOOKS.map((playbook) => ({ playbook, exercisedAt: world.exercisedAt })),
      )
    })
}

export const modes = fc.array(fc.constantFrom(...MODES, 'on' as const, 'on' as const), { minLength: 4, maxLength: 4 })

/** The same for every draft: with another map a session counts everything anew, whether or not it supposes anything. */
const NOBODY: Draft['identities'] = new Map()

export function draftOf(
  history: History,
  policy: Draft['policy'],
  chosen: readonly (typeof MODES)[number][],
  others: readonly Draft['triggers'][number]['trigger'][],
): Draft {
  const drafted = history.triggers.map(({ trigger }, i) => ({
    // Another response under the same id: what an edited trigger is.
    trigger: { ...trigger, response: others[i]?.response ?? trigger.response },
    mode: chosen[i] ?? ('on' as const),
  }))
  return { policy, triggers: drafted, identities: NOBODY }
}
