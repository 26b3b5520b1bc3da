import type { Disposition } from '../../domain/alert/alert.ts'
import type { Dependency, IdentityFacts } from '../../domain/identity/identity.ts'
import type { Person } from '../../domain/people/person.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { TriggerRecord } from '../../domain/trigger/trigger.ts'
import type { TwinAccount } from '../connectors/twin/twin-account.ts'

/** A sample estate as whoever makes one hands it over. Its alerts arrive as vendor records, by the way of all records. */
export interface EstateSeed {
  readonly people: readonly Person[]
  readonly sources: readonly { readonly id: string; readonly name: string; readonly format: string }[]
  readonly identities: readonly { readonly id: string; readonly facts: IdentityFacts }[]
  readonly dependencies: readonly Dependency[]
  /** Oldest first; `source` is one of `sources`. Made while they are read. */
  rawBatches(): Iterable<{
    readonly source: string
    readonly format: string
    readonly bytes: Uint8Array
    readonly records: number
  }>
  /** How alerts of the past were judged, oldest first. */
  readonly dispositions: readonly {
    readonly triggerId: string
    readonly at: EpochMs
    readonly by: string
    readonly disposition: Disposition
  }[]
  /** The same, counted by trigger. */
  readonly triggerRecords: ReadonlyMap<string, TriggerRecord>
  readonly exercises: readonly {
    readonly playbookId: string
    readonly playbookVersion: number
    readonly exercisedAt: EpochMs
    readonly connector: string
  }[]
  /** Built-ins that were tried long enough to act by themselves. */
  readonly dryRuns: readonly { readonly triggerId: string; readonly endedAt: EpochMs }[]
  readonly twin: { readonly accounts: readonly TwinAccount[] }
}
