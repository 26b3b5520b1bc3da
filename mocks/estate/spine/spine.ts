import type { EpochMs } from '../../../src/domain/time/instant.ts'
import type { Described } from '../describe.ts'
import { agentIdentities } from './agents.ts'
import { clusterAndDecoyIdentities } from './cluster-and-decoys.ts'
import { leakedKeyIdentities } from './leaked-key.ts'
import { stolenRoleIdentities } from './stolen-role.ts'
import { wormIdentities } from './worm.ts'

/**
 * The identities of the stories, in every sample whatever its size. Their names are those of the real records; owners,
 * consumers and everything else around them are invented. Those that an attacker made are left out: alerts make them
 * visible as unclaimed.
 */
export function spineIdentities(now: EpochMs): readonly Described[] {
  return [
    ...stolenRoleIdentities(now),
    ...leakedKeyIdentities(now),
    ...agentIdentities(now),
    ...clusterAndDecoyIdentities(now),
    ...wormIdentities(now),
  ]
}
