import type { ActionId } from '../../../domain/action/action.ts'
import type { ConnectorConfig, ConnectorKind, ConnectorTools } from '../kind.ts'
import type { Delivered } from '../outbound/deliver.ts'
import { type HttpCall, type HttpSwitch, healthBy, httpSwitch } from './http-switch.ts'
import type { HttpTarget } from './http-target.ts'
import { createSwitch, type SwitchOptions } from './switch-connector.ts'

/** What can be closed, each with its way back. */
export const SWITCHED = {
  identity: ['disable-identity', 'enable-identity'],
  credential: ['deactivate-key', 'reactivate-key'],
  tool: ['suspend-tool', 'resume-tool'],
  pipeline: ['pause-pipeline', 'resume-pipeline'],
  workload: ['quarantine-workload', 'release-workload'],
  consumer: ['repoint-consumer', 'point-back-consumer'],
} as const satisfies Record<string, readonly [ActionId, ActionId]>

/** What is told to another system about a secret, and taken back. */
const TOLD = { 'secret-alert': ['resolve-secret-alert', 'reopen-secret-alert'] } as const satisfies Record<
  string,
  readonly [ActionId, ActionId]
>

/** What can be revoked and never given back. */
const REVOKED = { grant: ['revoke-grants'] } as const satisfies Record<string, readonly [ActionId]>

const WAYS = { ...SWITCHED, ...TOLD, ...REVOKED }

/** A kind whose target is one HTTP API at which it closes and opens one sort of thing. */
export interface HttpKind extends Omit<ConnectorKind, 'actions' | 'create'> {
  /** Begins sentences: "The SCIM service". */
  readonly who: string
  readonly closes: keyof typeof WAYS
  readonly survives: readonly string[]
  readonly undoCannotRestore?: readonly string[]
  readonly undoSeconds?: number
  readonly verifyWithinMs?: number
  /** Throws `WrongSetting` for a value that cannot be used; calls nobody. */
  readonly open: (config: ConnectorConfig, tools: ConnectorTools) => HttpApi
}

/** One API as it is configured. */
export interface HttpApi extends Pick<HttpSwitch, 'aim' | 'change' | 'look' | 'understand' | 'judge' | 'merge'> {
  readonly target: HttpTarget
  readonly find: SwitchOptions['find']
  /** A call that is answered 200 where it is well, and what the answer must be besides. */
  readonly health: HttpCall
  readonly isWell?: (answer: Delivered) => boolean
}

/** What kinds over HTTP have in common: the pair of actions, how calls are made and judged, and how health is told. */
export function httpKind(kind: HttpKind): ConnectorKind {
  const {
    who,
    closes,
    survives,
    undoCannotRestore = [],
    undoSeconds = 30,
    verifyWithinMs = 60_000,
    open,
    ...head
  } = kind
  const actions: readonly [ActionId, ActionId?] = WAYS[closes]
  const [closing, opening = null] = actions
  return {
    ...head,
    actions: opening === null ? [closing] : [closing, opening],
    create(config, tools) {
      const { target, find, health, isWell, ...api } = open(config, tools)
      const driver = httpSwitch(target, { who, close: closing, open: opening, survives, undoCannotRestore, ...api })
      return createSwitch({
        title: config.name,
        verifyWithinMs,
        undoSeconds,
        drivers: [driver],
        find,
        health: (signal) => healthBy(target, who, health, signal, isWell),
      })
    },
  }
}

/** Finds an identity by the names that were configured. */
export function among(known: { has(name: string): boolean }): SwitchOptions['find'] {
  return (names) => Promise.resolve(names.find((name) => known.has(name)) ?? null)
}
