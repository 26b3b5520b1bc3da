import { isObject, type Json, type JsonObject, own, textAt } from '../domain/json/json.ts'
import { printable, readJson } from '../domain/json/read-json.ts'
import type { Signal } from '../domain/signal/signal.ts'
import { detect, unwrapDetected } from './detect.ts'
import type { Format, FormatContext, Normalised } from './format.ts'
import {
  type BatchRefusal,
  type ReadBounds,
  type ReadOptions,
  type ReadRecord,
  type RecordPosition,
  readRecords,
} from './read-records.ts'
import { type Redacted, redact, sealSignal } from './redact.ts'
import { FORMATS } from './registry.ts'
import { embedded } from './shared/telemetry.ts'

export interface NormaliseOptions extends FormatContext {
  /** A format's name, or `auto` to detect it record by record. */
  readonly format: string
  /** Those to choose from; the registry's, unless a source has mappings of its own. */
  readonly formats?: readonly Format[]
  readonly bounds?: ReadBounds
  /** JSON Pointer to the record inside each object read. */
  readonly eventAt?: string
}

/** One record out for one record in. `raw` is the evidence to seal, byte for byte. */
export type NormalisedRecord = { readonly raw: Uint8Array; readonly position: RecordPosition } & (
  | {
      readonly ok: true
      readonly format: string
      /** 1–100 and why, as the format judges; also where the format was named, so that a wrong name shows. */
      readonly certainty: number
      readonly because: string
      readonly signal: Signal
      /** As parsed, secrets included: for rules to look at, never to show or keep. */
      readonly record: JsonObject
    }
  /** For the dead-letter list. `format` is null where none was found; `at` is the JSON Pointer to blame, `` for the whole. */
  | { readonly ok: false; readonly format: string | null; readonly reason: string; readonly at: string }
)

export type NormalisedBatch =
  | { readonly ok: true; readonly records: readonly NormalisedRecord[] }
  | { readonly ok: false; readonly refusal: BatchRefusal | 'unknown-format'; readonly reason: string }

/**
 * Bytes to Signals, the one way in: for ingest, for the preview in the console and for the command line. Every record
 * comes back, in order, as a Signal or with its reason. Signals are sealed: no secret in them and no NUL. Never throws.
 */
export async function normaliseBatch(body: Uint8Array, options: NormaliseOptions): Promise<NormalisedBatch> {
  const formats = options.formats ?? FORMATS
  const named = formats.find((format) => format.name === options.format)
  if (named === undefined && options.format !== 'auto') {
    const known = formats.map((format) => format.name).join(', ')
    return {
      ok: false,
      refusal: 'unknown-format',
      reason: `no format ${printable(options.format)}; known: auto, ${known}`,
    }
  }
  const batch = await readRecords(body, readOptions(options, named, formats))
  if (!batch.ok) return batch
  return { ok: true, records: batch.records.map((record) => normaliseOne(record, named, formats, options)) }
}

/** The copy of a record's raw bytes that people may see, or null where the bytes are not one JSON value. */
export function shownRecord(raw: Uint8Array): Redacted | null {
  try {
    const read = readJson(new TextDecoder('utf-8', { fatal: true }).decode(raw))
    return read.ok ? redact(read.value) : null
  } catch {
    return null
  }
}

function readOptions(options: NormaliseOptions, named: Format | undefined, formats: readonly Format[]): ReadOptions {
  const unwrap = (value: JsonObject): readonly Json[] | null =>
    named === undefined ? unwrapDetected(value, formats) : unwrapNamed(value, named)
  return {
    unwrap: (value) => unwrap(value) ?? notified(value, unwrap),
    ...(options.bounds === undefined ? {} : { bounds: options.bounds }),
    ...(options.eventAt === undefined ? {} : { eventAt: options.eventAt }),
  }
}

function unwrapNamed(value: JsonObject, format: Format): readonly Json[] | null {
  return format.unwrap?.(value) ?? null
}

/** What an Amazon SNS notification carries as text in `Message`: AWS findings often arrive through one. */
function notified(value: JsonObject, unwrap: (value: JsonObject) => readonly Json[] | null): readonly Json[] | null {
  if (textAt(value, 'Type') !== 'Notification' || textAt(value, 'TopicArn') === null) return null
  const message = embedded(own(value, 'Message'))
  return isObject(message) ? (unwrap(message) ?? [message]) : null
}

function normaliseOne(
  record: ReadRecord,
  named: Format | undefined,
  formats: readonly Format[],
  context: FormatContext,
): NormalisedRecord {
  const { raw, position } = record
  if (!record.ok) {
    return { ok: false, format: named?.name ?? null, reason: record.reason, at: record.at, raw, position }
  }
  const found =
    named === undefined
      ? detect(record.value, formats)
      : { ok: true as const, format: named, ...named.recognise(record.value) }
  if (!found.ok) return { ok: false, format: null, reason: printable(found.reason), at: '', raw, position }
  const { format, certainty, because } = found
  const result = normalisedBy(format, record.value, context)
  if (!result.ok)
    return { ok: false, format: format.name, reason: printable(result.reason), at: result.at, raw, position }
  return {
    ok: true,
    format: format.name,
    certainty,
    because,
    signal: sealSignal(result.signal, context.digest),
    record: record.value,
    raw,
    position,
  }
}

/**
 * A format promises not to throw and is tested for it; if one does all the same, its record is set aside with that
 * reason instead of taking the batch down.
 */
function normalisedBy(format: Format, record: JsonObject, context: FormatContext): Normalised {
  try {
    return format.normalise(record, context)
  } catch (error) {
    const message = error instanceof Error ? error.message : 'unknown error'
    return { ok: false, reason: `the format ${format.name} failed on it: ${message}`, at: '' }
  }
}
