import type { Store } from '../store/store.ts'
import { databaseNow } from '../store/store.ts'
import type { Connector } from './connector.ts'
import type { Reach } from './outbound/address.ts'
import type { Deliver } from './outbound/deliver.ts'
import { createPeople } from './people/people-connector.ts'
import { createTwin } from './twin/twin-connector.ts'
import { createWebhook } from './webhook/webhook-connector.ts'

export interface ConnectorOptions {
  readonly store: Store
  /** Absent where the gateway runs in a page: browsers cannot call a webhook that way. */
  readonly webhook?: {
    readonly url: string
    readonly secret: string
    readonly reach: Reach
    readonly deliver: Deliver
  }
}

/**
 * The connectors of a gateway by id, in the order in which they are asked: the twin knows only accounts of the
 * simulated estate and passes on everybody else. Throws where a setting cannot be used.
 */
export function createConnectors({ store, webhook }: ConnectorOptions): Map<string, Connector> {
  const connectors: Connector[] = [createTwin({ store })]
  if (webhook !== undefined) connectors.push(createWebhook({ ...webhook, now: () => databaseNow(store.read) }))
  const byId = new Map(connectors.map((connector) => [connector.id, connector]))
  const people = createPeople({ store, connectors: byId })
  return byId.set(people.id, people)
}
