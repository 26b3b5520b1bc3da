import { isObject, type Json, type JsonObject } from '../domain/json/json.ts'
import type { Format } from './format.ts'

export interface Candidate {
  readonly format: Format
  /** 1–100, as the format itself judges. */
  readonly certainty: number
  readonly because: string
}

export type Detection =
  | ({ readonly ok: true } & Candidate)
  /** `candidates` are those that came closest, best first: none, one below the threshold, or several too near each other. */
  | { readonly ok: false; readonly reason: string; readonly candidates: readonly Candidate[] }

/** Below this a format only looks a little like it: better to ask than to guess. */
export const LEAST_CERTAINTY = 60
/** Two formats this near each other are both possible, and picking one would hide the other. */
const LEAST_LEAD = 3

/**
 * Which format a record is of: the most certain one, unless it is not certain enough or another is nearly as certain.
 * Then nothing is picked, and the reason names who was in question. Total on any JSON object.
 */
export function detect(record: JsonObject, formats: readonly Format[]): Detection {
  const candidates = candidatesFor(record, formats)
  const [best, second] = candidates
  if (best === undefined) return { ok: false, reason: 'no format recognises this record', candidates: [] }
  if (best.certainty < LEAST_CERTAINTY) {
    const reason = `unknown format; the nearest is ${describe(best)}, below the ${LEAST_CERTAINTY} % that are needed`
    return { ok: false, reason, candidates: [best] }
  }
  if (second !== undefined && best.certainty - second.certainty < LEAST_LEAD) {
    return { ok: false, reason: `ambiguous: ${describe(best)} or ${describe(second)}`, candidates: [best, second] }
  }
  return { ok: true, ...best }
}

/** Every format that sees something of its own in the record, most certain first; equals in the order of `formats`. */
function candidatesFor(record: JsonObject, formats: readonly Format[]): readonly Candidate[] {
  return formats
    .map((format) => ({ format, ...format.recognise(record) }))
    .filter((candidate) => candidate.certainty > 0)
    .toSorted((a, b) => b.certainty - a.certainty)
}

/**
 * The records inside an envelope of unknown kind: taken apart by the format that is surest of what it finds inside, null
 * where the value is itself a record or nobody knows the envelope.
 */
export function unwrapDetected(value: JsonObject, formats: readonly Format[]): readonly Json[] | null {
  if (detect(value, formats).ok) return null
  let surest: { parts: readonly Json[]; certainty: number } | null = null
  for (const format of formats) {
    const parts = format.unwrap?.(value) ?? null
    if (parts === null) continue
    const certainty = certaintyOf(parts, format)
    if (certainty >= LEAST_CERTAINTY && certainty > (surest?.certainty ?? 0)) surest = { parts, certainty }
  }
  return surest?.parts ?? null
}

/** By the first few records: an envelope holds one kind, and a batch of thousands need not be judged twice. */
function certaintyOf(parts: readonly Json[], format: Format): number {
  const judged = parts.slice(0, 5).map((part) => (isObject(part) ? format.recognise(part).certainty : 0))
  return Math.max(0, ...judged)
}

function describe(candidate: Candidate): string {
  return `${candidate.format.name} (${candidate.certainty} %: ${candidate.because})`
}
