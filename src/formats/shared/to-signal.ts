import type { Signal } from '../../domain/signal/signal.ts'
import type { Normalised } from '../format.ts'
import { refused } from '../format.ts'
import { NO_NETWORK } from './network.ts'
import { clamp, httpsLink, TEXT_LIMITS } from './text.ts'

type Needed = 'format' | 'form' | 'dedupKey' | 'vendor' | 'product' | 'type' | 'title'

/** What a format knows. Whatever it leaves out is null, empty or `unknown`: nothing is guessed on its behalf. */
export type Known = Pick<Signal, Needed> & { readonly id: string | null } & Partial<Omit<Signal, Needed | 'id'>>

/**
 * Fills a Signal from what a format knows, and keeps every text inside its limit. The link is dropped unless it is
 * https. Refuses where the id is missing or longer than 1024: an alert that cannot be told from another would either
 * repeat for ever or swallow the next one. `idAt` is the JSON Pointer to blame then.
 */
export function toSignal(known: Known, idAt = ''): Normalised {
  if (known.id === null || known.id.trim() === '') return refused('the record has no id', idAt)
  if (known.id.length > 1024) return refused('the id is longer than 1024 characters', idAt)
  if (known.dedupKey.length > 2048) return refused('the dedup key is longer than 2048 characters', idAt)
  const signal: Signal = {
    format: known.format,
    form: known.form,
    id: known.id,
    dedupKey: known.dedupKey,
    vendor: clamp(known.vendor, TEXT_LIMITS.title),
    product: clamp(known.product, TEXT_LIMITS.title),
    type: clamp(known.type.trim() === '' ? 'unknown' : known.type, TEXT_LIMITS.field),
    title: clamp(known.title.trim() === '' ? known.type || 'untitled' : known.title, TEXT_LIMITS.title),
    ...UNKNOWN,
    ...bounded(withoutNeeded(known)),
    description: known.description ? clamp(known.description, TEXT_LIMITS.description) : null,
    link: httpsLink(known.link),
  }
  return { ok: true, signal }
}

/** Those that every format must give stand first, in one order, wherever a Signal is printed. */
function withoutNeeded(known: Known): Partial<Omit<Signal, Needed | 'id'>> {
  const { format: _1, form: _2, id: _3, dedupKey: _4, vendor: _5, product: _6, type: _7, title: _8, ...rest } = known
  return rest
}

/** Every text cut to a field's length and every list to its first hundred: a record may list thousands, the raw keeps all. */
function bounded<T>(value: T): T {
  return boundedValue(value) as T
}

function boundedValue(value: unknown): unknown {
  if (typeof value === 'string') return clamp(value, TEXT_LIMITS.field)
  if (Array.isArray(value)) return value.slice(0, MOST_ITEMS).map(boundedValue)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, boundedValue(item)]))
}

const MOST_ITEMS = 100

const UNKNOWN: Omit<Signal, Needed | 'id'> = {
  description: null,
  severity: 'unknown',
  severityOriginal: null,
  confidence: null,
  observedAt: null,
  firstSeenAt: null,
  lastSeenAt: null,
  timeOriginal: null,
  timeFlags: ['absent'],
  actor: null,
  affected: [],
  sessions: [],
  credentials: [],
  resources: [],
  network: NO_NETWORK,
  account: null,
  region: null,
  userAgent: null,
  call: null,
  tool: null,
  labels: {},
  attacks: [],
  sourceStatus: null,
  isSample: false,
  link: null,
}
