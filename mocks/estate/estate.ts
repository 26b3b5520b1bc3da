import type { Dependency, IdentityFacts } from '../../src/domain/identity/identity.ts'
import type { Person } from '../../src/domain/people/person.ts'
import type { EpochMs } from '../../src/domain/time/instant.ts'
import type { TriggerRecord } from '../../src/domain/trigger/trigger.ts'
import { generateIdentity } from './generate-identity.ts'
import { dryRunsAt, type Exercise, exercisesAt, type PastDisposition, pastDispositions } from './history.ts'
import { SAMPLE_PEOPLE } from './people.ts'
import { batchesOf, type RawBatch, SAMPLE_SOURCES, type SampleSource } from './raw-batches.ts'
import { spineIdentities } from './spine/spine.ts'
import { type TwinSeed, twinOf } from './twin-seed.ts'

export interface EstateOptions {
  /** Same seed, size and instant give the same bytes. */
  readonly seed: number
  /** Alerts to make, those of the stories included; 0 leaves only the stories. Repeats of an alert come on top. */
  readonly alerts: number
  /** Epoch ms UTC. The latest records lie minutes before it. */
  readonly now: EpochMs
}

interface EstateIdentity {
  readonly id: string
  readonly facts: IdentityFacts
}

/** A company to try the product on. Everything in it is invented, except the records of the stories. */
export interface Estate {
  readonly people: readonly Person[]
  /** The stories' first, in a fixed order; a larger estate only adds to a smaller one. */
  readonly identities: readonly EstateIdentity[]
  readonly dependencies: readonly Dependency[]
  readonly sources: readonly SampleSource[]
  /**
   * Vendor records as NDJSON, oldest first, about 1,000 a round and one batch per source in it. Made while they are
   * read: a million alerts never stand in memory. Each call begins anew.
   */
  rawBatches(): Iterable<RawBatch>
  /** How alerts of the last 90 days were judged, oldest first. */
  readonly dispositions: readonly PastDisposition[]
  /** The same, counted by trigger id. */
  readonly triggerRecords: ReadonlyMap<string, TriggerRecord>
  /** Which playbook was tried when. One is long ago, one never was. */
  readonly exercises: readonly Exercise[]
  readonly dryRuns: ReturnType<typeof dryRunsAt>
  readonly twin: TwinSeed
}

/** The sample estate. See `mocks/estate/README.md` for what is real in it. */
export function createEstate(options: EstateOptions): Estate {
  const { seed, now } = options
  const spine = spineIdentities(now)
  const generated = Array.from({ length: identityCount(options.alerts) }, (_, index) =>
    generateIdentity(seed, index, now),
  )
  const identities = [...spine, ...generated]
  const dependencies = identities.flatMap((identity) => identity.dependencies)
  const dispositions = pastDispositions(seed, now, generated)
  return {
    people: SAMPLE_PEOPLE,
    identities: identities.map(({ id, facts }) => ({ id, facts })),
    dependencies,
    sources: SAMPLE_SOURCES,
    rawBatches: () => batchesOf({ ...options, identities: generated }),
    dispositions,
    triggerRecords: countByTrigger(dispositions),
    exercises: exercisesAt(now),
    dryRuns: dryRunsAt(now),
    twin: twinOf(identities),
  }
}

/** An estate has fewer identities than alerts, and no company of this kind has more than some thousands. */
function identityCount(alerts: number): number {
  return Math.min(4_000, Math.max(260, Math.floor(alerts / 8)))
}

function countByTrigger(dispositions: readonly PastDisposition[]): ReadonlyMap<string, TriggerRecord> {
  const records = new Map<string, TriggerRecord>()
  for (const { triggerId, disposition } of dispositions) {
    if (disposition === 'undetermined') continue
    const { judged, truePositives } = records.get(triggerId) ?? { judged: 0, truePositives: 0 }
    const isTrue = disposition === 'true-positive'
    records.set(triggerId, { judged: judged + 1, truePositives: truePositives + (isTrue ? 1 : 0) })
  }
  return records
}
