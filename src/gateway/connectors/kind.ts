import type { ActionId } from '../../domain/action/action.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { Connector } from './connector.ts'
import { PUBLIC_ONLY, type Reach } from './outbound/address.ts'
import { type Deliver, DeliveryBroken } from './outbound/deliver.ts'

/** One field of the form with which a connector is configured. Every value is a text; the kind reads and bounds it. */
export interface ConnectorField {
  readonly name: string
  readonly label: string
  /** What belongs there, with an example. */
  readonly hint: string
  /** `secret`: sealed at once and never answered. `lines`: several, one a line. */
  readonly kind: 'text' | 'lines' | 'secret'
  readonly isRequired: boolean
  /** True where it says whither secrets are sent: whoever changes it writes them again. */
  readonly isAddress?: true
}

type Need = 'required' | 'optional'

export function textField(name: string, label: string, hint: string, need: Need = 'required'): ConnectorField {
  return { name, label, hint, kind: 'text', isRequired: need === 'required' }
}

/** Says whither secrets are sent. */
export function addressField(name: string, label: string, hint: string, need: Need = 'required'): ConnectorField {
  return { ...textField(name, label, hint, need), isAddress: true }
}

export function linesField(name: string, label: string, hint: string, need: Need = 'required'): ConnectorField {
  return { name, label, hint, kind: 'lines', isRequired: need === 'required' }
}

export function secretField(name: string, label: string, hint: string, need: Need = 'required'): ConnectorField {
  return { name, label, hint, kind: 'secret', isRequired: need === 'required' }
}

/** What a person configured, secrets opened. Only `create` sees it. */
export interface ConnectorConfig {
  readonly id: string
  readonly name: string
  readonly values: Readonly<Record<string, string>>
}

/** What connectors may use of the world. */
export interface ConnectorTools {
  /** The only way out over HTTP: see `Deliver`. */
  readonly deliver: Deliver
  /** Where other protocols may connect to. */
  readonly reach: Reach
  readonly now: () => Promise<EpochMs>
}

/** A kind of target that people can connect, any number of times. */
export interface ConnectorKind {
  readonly id: string
  readonly title: string
  /** What it is for, in one sentence. */
  readonly purpose: string
  readonly actions: readonly ActionId[]
  readonly fields: readonly ConnectorField[]
  readonly leastPrivilege: readonly string[]
  readonly triedAgainst: string
  /** False: written to published documents and never run against the live service, which the product says. */
  readonly isTried: boolean
  /** Throws `WrongSetting` for a value that cannot be used; calls nobody. */
  create(config: ConnectorConfig, tools: ConnectorTools): Connector
}

/** A value that a connector cannot work with. The message is for the person who wrote it and repeats no secret. */
export class WrongSetting extends Error {
  readonly field: string

  constructor(field: string, message: string) {
    super(message)
    this.name = 'WrongSetting'
    this.field = field
  }
}

/** For gateways that call nobody: in a page, in a bench. */
export const OUT_OF_REACH: ConnectorTools = {
  deliver: () => Promise.reject(new DeliveryBroken('This gateway calls nobody.', 'forbidden')),
  reach: PUBLIC_ONLY,
  now: () => Promise.resolve(0),
}

/** The text in a field that must hold one. */
export function required({ values }: ConnectorConfig, field: string): string {
  const value = (values[field] ?? '').trim()
  if (value === '') throw new WrongSetting(field, 'It is missing.')
  return value
}
