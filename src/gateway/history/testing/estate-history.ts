import { generateIdentity } from '../../../../mocks/estate/generate-identity.ts'
import { type Random, randomFor } from '../../../../mocks/estate/random.ts'
import { PLAYBOOKS } from '../../../domain/action/playbooks.ts'
import type { EpochMs } from '../../../domain/time/instant.ts'
import { createHistoryBuilder, type PastAlert } from '../../../engine/whatif/build-history.ts'
import type { History, HistoryIdentity, HistoryTrigger } from '../../../engine/whatif/history.ts'
import { loadPack } from '../../../sigma/pack/pack.ts'

const NOW = Date.UTC(2026, 4, 20, 12)
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

export interface EstateHistoryOptions {
  readonly alerts: number
  readonly identities: number
  /** How far back the alerts reach. */
  readonly days?: number
  readonly seed?: number
}

/**
 * A history shaped as they are: the identities of the sample estate, every trigger of the pack, a few of either behind most of
 * the alerts, alerts in bursts, most of them never judged.
 */
export function estateHistory({ alerts, identities, days = 90, seed = 7 }: EstateHistoryOptions): History {
  const random = randomFor(seed, 'history')
  const who = Array.from({ length: identities }, (_, i): HistoryIdentity => {
    const { id, facts, dependencies } = generateIdentity(seed, i, NOW)
    return { identity: { ...facts, id, version: 1, isSample: true, claimed: !random.chance(0.04) }, dependencies }
  })
  const triggers = loadPack().map(({ trigger }): HistoryTrigger => {
    const judged = random.chance(0.6) ? random.between(3, 80) : 0
    const record = judged === 0 ? null : { judged, truePositives: Math.floor(judged * random.next()) }
    return {
      trigger,
      record,
      forbidden: random.chance(0.1)
        ? { rule: record === null ? 'dry-run' : 'kept', because: 'It was noisy last week' }
        : null,
    }
  })
  const builder = createHistoryBuilder(triggers)
  let number = 0
  while (number < alerts) {
    const burst = shapeOf(random, who, triggers)
    const size = random.chance(0.7) ? 1 : random.between(2, 12)
    const start = NOW - random.next() * days * DAY_MS
    for (let i = 0; i < size && number < alerts; i += 1) {
      number += 1
      // Some came in before somebody found out what the identity is.
      const wasOther = burst.identity !== null && random.chance(0.2)
      builder.add({
        ...burst,
        identity: wasOther && burst.identity !== null ? beforeIt(burst.identity) : burst.identity,
        isOfThen: wasOther || random.chance(0.5),
        number,
        firstSeenAt: Math.floor(start + i * random.next() * HOUR_MS),
        disposition: judgement(random),
      })
    }
  }
  return builder.finish(
    NOW,
    PLAYBOOKS.map((playbook) => ({ playbook, exercisedAt: exercisedAt(random) })),
  )
}

function beforeIt({ identity, dependencies }: HistoryIdentity): HistoryIdentity {
  const was = { criticality: 4, environment: 'prod', technicalOwner: null, businessOwner: null } as const
  return { identity: { ...identity, ...was }, dependencies, isOfThen: true }
}

function exercisedAt(random: Random): EpochMs | null {
  return random.chance(0.2) ? null : NOW - random.between(1, 45) * DAY_MS
}

function judgement(random: Random): PastAlert['disposition'] {
  return random.weighted([
    ['undetermined', 70],
    ['true-positive', 6],
    ['benign-positive', 10],
    ['false-positive', 14],
  ] as const)
}

/** The cube of a chance: the first of a list come up far more often than the last. */
function often<T>(random: Random, items: readonly T[]): T | undefined {
  return items[Math.floor(random.next() ** 3 * items.length)]
}

function shapeOf(
  random: Random,
  identities: readonly HistoryIdentity[],
  triggers: readonly HistoryTrigger[],
): Omit<PastAlert, 'number' | 'firstSeenAt' | 'disposition'> {
  const identity = random.chance(0.03) ? null : (often(random, identities) ?? null)
  const trigger = random.chance(0.35) ? null : (often(random, triggers) ?? null)
  const held = identity?.identity.credentials ?? []
  const weaker = random.chance(0.75) ? [] : [often(random, triggers), often(random, triggers)]
  return {
    identity,
    trigger,
    evidence: {
      form: trigger !== null && random.chance(0.5) ? 'event' : 'finding',
      confidence: random.chance(0.7) ? null : random.between(2, 19) * 5,
      sessions: random.chance(0.4) ? [{ id: 'session', startedAt: null }] : [],
      credentials: held.length > 0 && random.chance(0.4) ? [{ kind: 'access-key', id: random.pick(held).id }] : [],
      tool: identity?.identity.agent !== null && random.chance(0.5) ? random.pick(['browser', 'shell', 'mail']) : null,
      timeFlags: random.chance(0.03) ? ['out-of-window'] : [],
      isSample: random.chance(0.02),
    },
    ambiguity: random.chance(0.03) ? 'Two identities carry this name' : null,
    corroborating: [...new Set(weaker)].flatMap((one) =>
      one === undefined || one === trigger ? [] : [{ trigger: one }],
    ),
    obstacles: random.weighted<PastAlert['obstacles']>([
      [{}, 80],
      [{ 'revoke-session': 'no connector' }, 12],
      [{ 'disable-identity': 'no connector', 'rotate-secret': 'no connector' }, 8],
    ]),
  }
}
