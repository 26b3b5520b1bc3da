import type { Json, JsonObject } from '../domain/json/json.ts'
import type { Signal } from '../domain/signal/signal.ts'

/**
 * One vendor format: raw JSON in, a Signal or a reason out. A format is one file and one line of the registry; nothing
 * else in the product knows vendors.
 */
export interface Format {
  /** Stable, kebab-case, part of the ingest address: `POST /api/ingest/{name}`. */
  readonly name: string
  /** As the vendor writes it. */
  readonly title: string
  readonly form: 'finding' | 'event'
  /**
   * The records inside a transport envelope (`Records`, EventBridge `detail`, Pub/Sub `message.data`), or null where the
   * value is a record itself. Order is kept. Never drops: a part that is no record comes back as it is and is refused later.
   */
  unwrap?(value: JsonObject): readonly Json[] | null
  /**
   * How sure we are that a record is of this format. 0 certainly not; 100 only on a mark that no other vendor writes.
   * `because` names the fields that decided, for the person who sees "detected as …".
   */
  recognise(record: JsonObject): { readonly certainty: number; readonly because: string }
  /** Total: never throws on any JSON object. A record that cannot be mapped is refused with the field that is missing. */
  normalise(record: JsonObject, context: FormatContext): Normalised
}

export interface FormatContext {
  /** Lower-case hex SHA-256 of the UTF-8 of a text; for ids of sources that give none. */
  readonly digest: (text: string) => string
  /** Transport hints by lower-case name, e.g. `x-github-event`. */
  readonly headers: Readonly<Record<string, string>>
}

export type Normalised =
  | { readonly ok: true; readonly signal: Signal }
  /** `at` is a JSON Pointer to the field at fault, `` for the whole record. */
  | { readonly ok: false; readonly reason: string; readonly at: string }

export function refused(reason: string, at = ''): Normalised {
  return { ok: false, reason, at }
}
