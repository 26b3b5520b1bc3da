import { atPointer, isObject, type Json, type JsonObject } from '../domain/json/json.ts'
import { type JsonBounds, RECORD_BOUNDS, type ReadJson, readJson } from '../domain/json/read-json.ts'
import { gunzip, isGzip } from './shared/gunzip.ts'
import { locate, type Range } from './shared/json-ranges.ts'
import { type Piece, piecesOf } from './split-body.ts'

export interface ReadBounds {
  /** Of the body as received, compressed or not. */
  readonly maxBytes: number
  /** Of the body once inflated. */
  readonly maxInflatedBytes: number
  /** Inflated bytes per compressed byte, counted from the first mebibyte on. */
  readonly maxRatio: number
  readonly maxRecords: number
  /** Of each single record; an envelope around many may be longer, not the record in it. */
  readonly record: JsonBounds
}

export const READ_BOUNDS: ReadBounds = {
  maxBytes: 64 * 1024 * 1024,
  maxInflatedBytes: 128 * 1024 * 1024,
  maxRatio: 200,
  maxRecords: 100_000,
  record: RECORD_BOUNDS,
}

export interface ReadOptions {
  readonly bounds?: ReadBounds
  /** JSON Pointer to the record inside each object read (`/event`), for files that wrap every record in a note. */
  readonly eventAt?: string
  /** Takes a transport envelope apart, or says null where the value is a record; a format's `unwrap`. */
  readonly unwrap?: (value: JsonObject) => readonly Json[] | null
}

/** Where a record stood: counted from 0 in the batch, its line from 1 in NDJSON, its JSON Pointer inside what was read. */
export interface RecordPosition {
  readonly index: number
  readonly line: number | null
  readonly pointer: string
}

/** `raw` is the evidence: the record's bytes exactly as received, or its envelope's where the record was encoded in it. */
export type ReadRecord = { readonly raw: Uint8Array; readonly position: RecordPosition } & (
  | { readonly ok: true; readonly value: JsonObject; readonly hasNul: boolean }
  | { readonly ok: false; readonly reason: string; readonly at: string }
)

export type BatchRefusal = 'too-large' | 'bad-encoding' | 'empty' | 'too-many-records' | 'not-records'

export type ReadBatch =
  | { readonly ok: true; readonly records: readonly ReadRecord[] }
  | { readonly ok: false; readonly refusal: BatchRefusal; readonly reason: string }

/**
 * Splits a body into records: one JSON object, an array, NDJSON (LF or CRLF, blank lines, no final newline needed), or
 * an envelope (`{"Records":[…]}`, or what `unwrap` knows), any of them under one layer of gzip. UTF-8 only; a byte
 * order mark at the start is skipped. A record that cannot be read is refused alone and keeps its place, so records out
 * = ok + refused = records in; the batch is refused as a whole only where there are no records to tell apart.
 * Never throws. Cost: linear in the bytes.
 */
export async function readRecords(body: Uint8Array, options: ReadOptions = {}): Promise<ReadBatch> {
  const bounds = options.bounds ?? READ_BOUNDS
  if (body.length > bounds.maxBytes) {
    return refuse('too-large', `${body.length} bytes, the limit is ${bounds.maxBytes}`)
  }
  const inflated = isGzip(body) ? await gunzip(body, bounds) : { ok: true as const, bytes: body }
  if (!inflated.ok) return refuse(inflated.tooLarge ? 'too-large' : 'bad-encoding', inflated.reason)
  const bytes = withoutByteOrderMark(inflated.bytes)
  if (bytes === null) return refuse('bad-encoding', 'the body is UTF-16 or UTF-32; send UTF-8')
  const pieces = piecesOf(bytes)
  if (!pieces.ok) return pieces
  if (pieces.ranges.length > bounds.maxRecords) return tooMany(bounds)

  const records: ReadRecord[] = []
  for (const piece of pieces.ranges) {
    for (const record of readPiece(bytes, piece, options, bounds)) {
      if (records.length === bounds.maxRecords) return tooMany(bounds)
      records.push({ ...record, position: { ...record.position, index: records.length } })
    }
  }
  return records.length === 0 ? refuse('empty', 'there is no record in it') : { ok: true, records }
}

function readPiece(bytes: Uint8Array, piece: Piece, options: ReadOptions, bounds: ReadBounds): ReadRecord[] {
  const text = decode(bytes, piece.range)
  if (text === null) return [refusedRecord(bytes, piece, 'not valid UTF-8')]
  const strict = readJson(text, bounds.record)
  const read = strict.ok || !mayBeEnvelope(strict.refusal) ? strict : readJson(text, envelopeBounds(bounds))
  if (!read.ok) return [refusedRecord(bytes, piece, explain(read))]

  const wrapped = options.eventAt === undefined ? read.value : atPointer(read.value, options.eventAt)
  if (wrapped === undefined)
    return [refusedRecord(bytes, piece, `nothing stands at ${options.eventAt}`, options.eventAt)]
  const parts = isObject(wrapped) ? (options.unwrap?.(wrapped) ?? [wrapped]) : [wrapped]
  if (!strict.ok && parts.length === 1 && parts[0] === read.value) return [refusedRecord(bytes, piece, explain(strict))]
  if (parts.length === 1 && parts[0] === read.value) return [oneRecord(bytes, piece, read.value, read.hasNul)]

  const found = locate(bytes, piece.range, read.value, LEVELS_OF_ENVELOPE)
  return parts.map((part) => {
    const at = found.get(part)
    const inner: Piece = at === undefined ? piece : { ...piece, range: at.range, pointer: piece.pointer + at.pointer }
    const again = strict.ok ? null : rereadAlone(bytes, inner, at !== undefined, bounds)
    if (again !== null && !again.ok) return refusedRecord(bytes, inner, explain(again))
    return oneRecord(bytes, inner, part, read.hasNul)
  })
}

/** Inside an envelope longer than a record may be, each record is held to a record's own bounds. */
function rereadAlone(bytes: Uint8Array, piece: Piece, isLocated: boolean, bounds: ReadBounds): ReadJson | null {
  const text = decode(bytes, piece.range)
  if (text === null) return null
  return isLocated ? readJson(text, bounds.record) : readJson(text, envelopeBounds(bounds))
}

function oneRecord(bytes: Uint8Array, piece: Piece, value: Json, hasNul: boolean): ReadRecord {
  if (!isObject(value)) return refusedRecord(bytes, piece, `a record is a JSON object, this is ${kindOf(value)}`)
  return { ok: true, value, hasNul, ...evidence(bytes, piece) }
}

function refusedRecord(bytes: Uint8Array, piece: Piece, reason: string, at = ''): ReadRecord {
  return { ok: false, reason, at, ...evidence(bytes, piece) }
}

function evidence(bytes: Uint8Array, piece: Piece): { raw: Uint8Array; position: RecordPosition } {
  const position = { index: 0, line: piece.line, pointer: piece.pointer }
  return { raw: bytes.subarray(piece.range.start, piece.range.end), position }
}

function envelopeBounds(bounds: ReadBounds): JsonBounds {
  return {
    maxDepth: bounds.record.maxDepth + LEVELS_OF_ENVELOPE,
    maxLength: bounds.maxInflatedBytes,
    maxKeys: Math.min(bounds.record.maxKeys * 100, 10_000_000),
  }
}

function mayBeEnvelope(refusal: Extract<ReadJson, { ok: false }>['refusal']): boolean {
  return refusal === 'too-long' || refusal === 'too-deep' || refusal === 'too-many-keys'
}

function explain(read: Extract<ReadJson, { ok: false }>): string {
  return read.refusal === 'too-long' ? read.reason : `${read.reason} (character ${read.at})`
}

function kindOf(value: Json): string {
  return value === null ? 'null' : Array.isArray(value) ? 'an array' : `a ${typeof value}`
}

function decode(bytes: Uint8Array, range: Range): string | null {
  try {
    return STRICT_UTF8.decode(bytes.subarray(range.start, range.end))
  } catch {
    return null
  }
}

function withoutByteOrderMark(bytes: Uint8Array): Uint8Array | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return bytes.subarray(3)
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  const hasWideAscii = bytes.length > 1 && (bytes[0] === 0) !== (bytes[1] === 0)
  return isUtf16 || hasWideAscii ? null : bytes
}

function tooMany(bounds: ReadBounds): Extract<ReadBatch, { ok: false }> {
  return refuse('too-many-records', `more than ${bounds.maxRecords} records in one batch`)
}

function refuse(refusal: BatchRefusal, reason: string): Extract<ReadBatch, { ok: false }> {
  return { ok: false, refusal, reason }
}

/** A byte order mark inside a record is data (`ignoreBOM` keeps it); only the body's first bytes may be one. */
const STRICT_UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
/** `detail.findings[0]` is the deepest envelope known. */
const LEVELS_OF_ENVELOPE = 4
