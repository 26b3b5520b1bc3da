import { suppressionName } from '../../domain/suppression/suppression-name.ts'
import type { QueueAlert } from '../../domain/views/queue-views.ts'
import { timeOfId } from './alert-id.ts'

/** An alert as the columns hold it: a row of the queue, and what the repetitions of it share. */
export interface QueueRow extends QueueAlert {
  /** First 64 bits, in hex, of the digest of the key under which signals are merged. */
  readonly dedup: string
}

export type NumberArray = Uint8Array | Uint16Array | Uint32Array | Float64Array
type Width = 'u8' | 'u16' | 'u32' | 'f64'

/** What stands for "none" in a column of whole numbers; in `f64` it is NaN. */
export const NONE = 0xffff_ffff

interface NumberColumn {
  readonly width: Width
  readonly of: (row: QueueRow) => number | null
}

/** Instants are epoch ms UTC. Booleans are 0 and 1. */
export const NUMBERS = {
  number: { width: 'u32', of: (row) => row.number },
  dedupHigh: { width: 'u32', of: (row) => Number.parseInt(row.dedup.slice(0, 8), 16) },
  dedupLow: { width: 'u32', of: (row) => Number.parseInt(row.dedup.slice(8, 16), 16) },
  received: { width: 'f64', of: (row) => row.receivedAt },
  idTime: { width: 'f64', of: (row) => timeOfId(row.id) },
  lastSeen: { width: 'f64', of: (row) => row.lastSeenAt },
  firstSeen: { width: 'f64', of: (row) => row.firstSeenAt },
  due: { width: 'f64', of: (row) => row.slaDueAt },
  held: { width: 'f64', of: (row) => row.hold?.until ?? null },
  priority: { width: 'u16', of: (row) => row.priority },
  confidence: { width: 'u8', of: (row) => row.confidence },
  urgency: { width: 'u8', of: (row) => row.urgency },
  disruption: { width: 'u32', of: (row) => row.disruption },
  stops: { width: 'u32', of: (row) => row.breaks?.stops ?? null },
  comesBack: { width: 'u32', of: (row) => row.breaks?.comesBack ?? null },
  isComplete: { width: 'u8', of: (row) => Number(row.breaks?.isComplete ?? false) },
  uncapped: { width: 'u8', of: (row) => row.uncapped },
  signals: { width: 'u32', of: (row) => row.count },
  version: { width: 'u32', of: (row) => row.version },
  triggerVersion: { width: 'u32', of: (row) => row.trigger?.version ?? null },
  claimed: { width: 'u8', of: (row) => Number(row.isClaimed) },
  sample: { width: 'u8', of: (row) => Number(row.isSample) },
} as const satisfies Readonly<Record<string, NumberColumn>>
export type NumberName = keyof typeof NUMBERS
export const NUMBER_NAMES = Object.keys(NUMBERS) as readonly NumberName[]

interface WordColumn {
  readonly width: 'u8' | 'u16' | 'u32'
  /** Null for none. Several names of one thing stand in one text, see `joinNames`. */
  readonly of: (row: QueueRow) => string | null
}

/** Columns of words: a code a row, the words once each. */
export const WORDS = {
  status: { width: 'u8', of: (row) => row.status },
  tier: { width: 'u8', of: (row) => `T${row.tier}` },
  severity: { width: 'u8', of: (row) => row.severity },
  gate: { width: 'u8', of: (row) => row.gate },
  identity: {
    width: 'u32',
    of: (row) =>
      row.identityName === null && row.identityId === null ? null : joinNames(row.identityName, row.identityId),
  },
  owner: { width: 'u16', of: (row) => row.ownerTeam },
  environment: { width: 'u8', of: (row) => row.environment },
  kind: { width: 'u8', of: (row) => row.identityKind },
  assignee: {
    width: 'u16',
    of: (row) => (row.assignee === null ? null : joinNames(row.assignee.name, row.assignee.id)),
  },
  disposition: { width: 'u8', of: (row) => row.disposition },
  trigger: { width: 'u16', of: (row) => (row.trigger === null ? null : joinNames(row.trigger.title, row.trigger.id)) },
  threat: { width: 'u8', of: (row) => row.threat },
  action: { width: 'u8', of: (row) => row.action },
  containment: { width: 'u8', of: (row) => row.containment },
  vendor: { width: 'u16', of: (row) => row.vendor },
  format: { width: 'u16', of: (row) => row.format },
  title: { width: 'u32', of: (row) => row.title },
  tag: { width: 'u16', of: (row) => (row.tags.length === 0 ? null : JSON.stringify(row.tags)) },
  hold: { width: 'u16', of: (row) => (row.hold === null ? null : JSON.stringify(row.hold)) },
  slaPause: { width: 'u16', of: (row) => (row.slaPause === null ? null : JSON.stringify(row.slaPause)) },
  suppressed: { width: 'u16', of: (row) => (row.suppression === null ? null : suppressionName(row.suppression)) },
  caps: { width: 'u8', of: (row) => row.caps.join() },
} as const satisfies Readonly<Record<string, WordColumn>>
export type WordName = keyof typeof WORDS
export const WORD_NAMES = Object.keys(WORDS) as readonly WordName[]

/** Words that are a name and an id. */
export const PAIRS: ReadonlySet<string> = new Set<WordName>(['identity', 'assignee', 'trigger'])

/** A name and an id as one word. */
export function joinNames(name: string | null, id: string | null): string {
  return JSON.stringify([name, id])
}

export function splitNames(word: string): readonly [name: string | null, id: string | null] {
  return JSON.parse(word) as [string | null, string | null]
}

const ARRAYS = { u8: Uint8Array, u16: Uint16Array, u32: Uint32Array, f64: Float64Array } as const

export function newArray(width: Width, length: number): NumberArray {
  return new ARRAYS[width](length)
}

/** Codes that the width holds. */
export const MOST_CODES = { u8: 0xff, u16: 0xffff, u32: 0xffff_fffe } as const
