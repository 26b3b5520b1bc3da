import type { Json } from '../../domain/json/json.ts'
import { readJson } from '../../domain/json/read-json.ts'

/**
 * The JSON that a field carries in base64 (Pub/Sub `data`), read under the bounds of a record; undefined where it is
 * not base64, not UTF-8 or not JSON. Both alphabets are taken.
 */
export function base64Json(text: string | null): Json | undefined {
  if (text === null || text.length < 4 || !/^[A-Za-z0-9+/_=-]+$/.test(text)) return undefined
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0))
    const read = readJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return read.ok ? read.value : undefined
  } catch {
    return undefined
  }
}
