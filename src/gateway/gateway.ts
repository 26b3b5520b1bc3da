import type { EpochMs } from '../domain/time/instant.ts'
import type { Connector } from './connectors/connector.ts'
import type { Reader, Store, Tx } from './store/store.ts'

/**
 * What every route and the runner get: the outside world as arguments. Nothing in the gateway reads a clock, random
 * numbers, the environment or the network by itself.
 */
export interface Gateway {
  readonly store: Store
  readonly connectors: ReadonlyMap<string, Connector>
  /** The instant by which everything is judged. The database's clock unless a test brings its own. */
  readonly now: (tx: Reader | Tx) => Promise<EpochMs>
  readonly random: (bytes: number) => Uint8Array
  readonly version: string
  /** True where only this machine can reach the gateway: sample personas may sign in without a token. */
  readonly isLoopback: boolean
  /** Where one line about a fault goes; never contains tokens or record contents. */
  readonly log: (line: string) => void
}
