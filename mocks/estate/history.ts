import type { Disposition } from '../../src/domain/alert/alert.ts'
import type { EpochMs } from '../../src/domain/time/instant.ts'
import { DAY_MS, type Described, HOUR_MS } from './describe.ts'
import { randomFor } from './random.ts'

/** An alert of the past and what it turned out to be. */
export interface PastDisposition {
  readonly triggerId: string
  readonly triggerVersion: number
  readonly identityId: string
  /** Epoch ms UTC of the judgement. */
  readonly at: EpochMs
  /** Id of a sample person. */
  readonly by: string
  readonly disposition: Disposition
  readonly reason: string | null
}

export interface Exercise {
  readonly playbookId: string
  readonly playbookVersion: number
  /** Epoch ms UTC. */
  readonly exercisedAt: EpochMs
  readonly connector: string
}

/**
 * Judged alerts and how many of them were true, by trigger. Some have too few to say anything; the key for another user
 * and the key by GuardDuty’s word are right less often than their authors declare.
 */
const TRACK: readonly (readonly [triggerId: string, judged: number, truePositives: number])[] = [
  ['stolen-instance-role', 14, 10],
  ['audit-trail-tampered', 13, 11],
  ['new-administrator', 17, 15],
  ['new-administrator-by-role', 15, 9],
  ['access-key-for-another', 26, 8],
  ['access-key-made-by-role', 9, 4],
  ['key-quarantined', 6, 6],
  ['guardduty-credential-abuse', 48, 27],
  ['guardduty-session-abuse', 37, 24],
  ['secret-found-in-code', 41, 31],
  ['decoy-touched-aws', 5, 5],
  ['decoy-touched-tracebit', 9, 7],
  ['github-app-installed', 22, 6],
  ['deploy-key-created', 19, 5],
  ['posture-weakness', 34, 9],
  ['container-foothold', 27, 12],
  ['service-account-token-minted', 16, 12],
  ['secrets-listed', 29, 11],
  ['model-access-enabled', 12, 10],
  ['agent-administrative-tool', 8, 6],
  ['ai-key-with-all-scopes', 7, 4],
  ['falco-disallowed-identity', 31, 18],
  ['okta-api-token-created', 18, 7],
]

const JUDGES = ['pe_sample_ines', 'pe_sample_pavel'] as const
const BENIGN = [
  'Announced maintenance, ticket attached',
  'The owner confirmed: this is how they deploy',
  'Test of the detection, agreed beforehand',
] as const
const FALSE = [
  'The rule matched the wrong field',
  'The address belongs to our own egress',
  'A name that only looks alike',
] as const

/** Spread over the 90 days before `now`, oldest first. */
export function pastDispositions(
  seed: number,
  now: EpochMs,
  identities: readonly Described[],
): readonly PastDisposition[] {
  const all = TRACK.flatMap(([triggerId, judged, truePositives]) => {
    const random = randomFor(seed, `history/${triggerId}`)
    const undetermined = Math.floor(judged / 10)
    return Array.from({ length: judged + undetermined }, (_, index): PastDisposition => {
      const disposition = dispositionOf(index, judged, truePositives, random.chance(0.6))
      return {
        triggerId,
        triggerVersion: 1,
        identityId: identities[random.between(0, identities.length - 1)]?.id ?? '',
        at: now - random.between(2 * HOUR_MS, 90 * DAY_MS),
        by: random.pick(JUDGES),
        disposition,
        reason:
          disposition === 'benign-positive'
            ? random.pick(BENIGN)
            : disposition === 'false-positive'
              ? random.pick(FALSE)
              : null,
      }
    })
  })
  return all.sort((a, b) => a.at - b.at || (a.triggerId < b.triggerId ? -1 : 1))
}

/** Playbooks as they were tried against the twin. `compromised-workload` is stale, `rogue-agent-tool` was never tried. */
export function exercisesAt(now: EpochMs): readonly Exercise[] {
  const daysAgo = [
    ['stolen-session', 6],
    ['leaked-credential', 12],
    ['compromised-pipeline', 20],
    ['compromised-identity', 9],
    ['decoy-touched', 3],
    ['compromised-workload', 48],
  ] as const
  return daysAgo.map(([playbookId, days]) => ({
    playbookId,
    playbookVersion: 1,
    exercisedAt: now - days * DAY_MS,
    connector: 'twin',
  }))
}

/** Built-ins that were tried in the past before a review let them act by themselves. */
export function dryRunsAt(now: EpochMs): readonly { readonly triggerId: string; readonly endedAt: EpochMs }[] {
  const daysAgo = [
    ['agent-administrative-tool', 31],
    ['agent-outside-task-window', 24],
    ['instance-session-elsewhere', 58],
    ['key-quarantined', 44],
    ['model-access-enabled', 40],
    ['production-secret-new-region', 36],
    ['stolen-instance-role', 61],
  ] as const
  return daysAgo.map(([triggerId, days]) => ({ triggerId, endedAt: now - days * DAY_MS }))
}

function dispositionOf(index: number, judged: number, truePositives: number, isBenign: boolean): Disposition {
  if (index >= judged) return 'undetermined'
  if (index < truePositives) return 'true-positive'
  return isBenign ? 'benign-positive' : 'false-positive'
}
