import type { AuditActor } from '../../domain/audit/entry.ts'
import type { IngestReport } from '../../domain/views/other-views.ts'
import { type NormalisedRecord, normaliseBatch } from '../../formats/normalise-batch.ts'
import type { Gateway } from '../gateway.ts'
import { digestBytes, digestText } from '../hash.ts'
import { Problem, type ProblemType } from '../http/problem.ts'
import { appendAudit } from '../store/audit-log.ts'
import { type Chunk, type DeliveringSource, type Item, sumReports } from './chunk.ts'
import { CHUNK_BYTES, CHUNK_RECORDS, INGEST_BOUNDS } from './limits.ts'
import { deliverableFormats } from './mappings.ts'
import { storeChunk } from './store-chunk.ts'
import { inTurn } from './turnstile.ts'

export interface Delivery {
  readonly source: DeliveringSource
  readonly actor: AuditActor
  /** A format's name, or `auto`. */
  readonly format: string
  readonly body: Uint8Array
  /** JSON Pointer to the record inside each object, or null. */
  readonly eventAt: string | null
  /** Transport hints by lower-case name. */
  readonly headers: Readonly<Record<string, string>>
  readonly isSample: boolean
}

/**
 * The one way in: bytes to sealed records, alerts and decisions. Every delivery of up to 500 records is one transaction; a
 * larger one is several, in order, each with its own entry in the log, and the report sums them up. The same delivery again
 * answers the same report and changes nothing, also after it broke off in the middle.
 * Throws `Problem` where the delivery is refused as a whole; a source's refusal stands in the log.
 */
export async function ingest(gateway: Gateway, delivery: Delivery): Promise<IngestReport> {
  const batch = await normaliseBatch(delivery.body, {
    format: delivery.format,
    formats: await deliverableFormats(gateway),
    bounds: INGEST_BOUNDS,
    digest: digestText,
    headers: delivery.headers,
    ...(delivery.eventAt === null ? {} : { eventAt: delivery.eventAt }),
  })
  if (!batch.ok) {
    await recordRefusedDelivery(gateway, delivery, batch.reason)
    throw new Problem(PROBLEM_OF[batch.refusal], `The delivery was refused: ${batch.reason}.`)
  }
  const bodyDigest = digestBytes(delivery.body)
  const items = batch.records.map((record) => itemOf(record, delivery.format))
  const key = [bodyDigest, delivery.format, delivery.eventAt ?? ''].join('/')
  return storeItems(gateway, { ...delivery, bodyDigest, key, replayOf: new Map() }, items)
}

const PROBLEM_OF = {
  'too-large': 'too-large',
  'too-many-records': 'too-large',
  'bad-encoding': 'media-type',
  'unknown-format': 'not-found',
  'not-records': 'invalid-request',
  empty: 'invalid-request',
} as const satisfies Record<string, ProblemType>

/** Stores items in parts, each in its own transaction and in order. */
export async function storeItems(
  gateway: Gateway,
  whole: Pick<Chunk, 'source' | 'actor' | 'key' | 'bodyDigest' | 'isSample' | 'replayOf'>,
  items: readonly Item[],
): Promise<IngestReport> {
  const parts = partsOf(items)
  const reports: IngestReport[] = []
  for (const [index, part] of parts.entries()) {
    const chunk: Chunk = {
      ...whole,
      key: `${whole.key}/${index + 1}`,
      part: index + 1,
      parts: parts.length,
      items: part,
    }
    reports.push(await inTurn(gateway.store, () => gateway.store.write((tx) => storeChunk(gateway, tx, chunk))))
  }
  return sumReports(reports)
}

export function itemOf(record: NormalisedRecord, format: string): Item {
  const { raw, position } = record
  const digest = digestBytes(raw)
  const read = record.ok
    ? { ok: true as const, signal: record.signal, record: record.record }
    : { ok: false as const, format: record.format ?? format, reason: placed(record), at: record.at }
  return { position: position.index, raw, digest, read }
}

function placed({ position, ...record }: Extract<NormalisedRecord, { ok: false }>): string {
  return position.line === null ? record.reason : `line ${position.line}: ${record.reason}`
}

function partsOf(items: readonly Item[]): readonly (readonly Item[])[] {
  const parts: Item[][] = []
  let bytes = 0
  for (const item of items) {
    const last = parts.at(-1)
    if (last === undefined || last.length === CHUNK_RECORDS || bytes + item.raw.length > CHUNK_BYTES) {
      parts.push([item])
      bytes = item.raw.length
    } else {
      last.push(item)
      bytes += item.raw.length
    }
  }
  return parts
}

/** A delivery that is refused whole leaves its digest, so that a sender's claim to have sent it can be judged. */
export async function recordRefusedDelivery(
  gateway: Gateway,
  delivery: Pick<Delivery, 'source' | 'actor' | 'body' | 'format'>,
  reason: string,
): Promise<void> {
  await gateway.store.write(async (tx) => {
    await appendAudit(tx, gateway.store.tenant, await gateway.now(tx), [
      {
        code: 'ingest.refused',
        actor: delivery.actor,
        subjects: [{ kind: 'source', id: delivery.source.id, label: delivery.source.name }],
        detail: {
          reason: reason.slice(0, 500),
          format: delivery.format.slice(0, 100),
          bytes: delivery.body.length,
          digest: digestBytes(delivery.body),
        },
      },
    ])
  })
}
