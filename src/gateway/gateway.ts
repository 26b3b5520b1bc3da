import type { EpochMs } from '../domain/time/instant.ts'
import type { Connector } from './connectors/connector.ts'
import type { ConnectorDesk } from './connectors/desk.ts'
import type { LongHistoryDesk } from './history/long-history.ts'
import type { Rights } from './rights/rights.ts'
import type { Vault } from './secrets/vault.ts'
import type { Reader, Store, Tx } from './store/store.ts'

/**
 * What every route and the runner get: the outside world as arguments. Nothing in the gateway reads a clock, random
 * numbers, the environment or the network by itself.
 */
export interface Gateway {
  readonly store: Store
  /** By id. Changes while the gateway runs: what people configure is brought in by `desk.sync`. */
  readonly connectors: ReadonlyMap<string, Connector>
  readonly desk: ConnectorDesk
  readonly vault: Vault
  /** Who may do what: asked on every call. */
  readonly rights: Rights
  /** The instant by which everything is judged. The database's clock unless a test brings its own. */
  readonly now: (tx: Reader | Tx) => Promise<EpochMs>
  readonly random: (bytes: number) => Uint8Array
  readonly version: string
  /** True where only this machine can reach the gateway: sample personas may sign in without a token. */
  readonly isLoopback: boolean
  /** `https://name[:port]` under which people reach it, where the operator said so; else their browsers do. */
  readonly publicOrigin: string | null
  /** A history that no browser holds, where one is configured. */
  readonly longHistory?: LongHistoryDesk
  /** Where one line about a fault goes; never contains tokens or record contents. */
  readonly log: (line: string) => void
}
