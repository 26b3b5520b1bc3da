import type { Sha256 } from '../hash/sha256.ts'
import { toHex } from '../hash/sha256.ts'
import { canonicalJson } from '../json/canonical-json.ts'
import { utf8 } from '../json/utf8.ts'
import type { PlanBody } from './plan.ts'

/** The exact bytes that are stored, shown, signed and executed: the UTF-8 of the body's canonical JSON. */
export function planBytes(body: PlanBody): Uint8Array<ArrayBuffer> {
  return utf8(canonicalJson(body))
}

/** The name an approval calls a plan by: lower-case hex of the hash over its bytes. */
export function digestOf(bytes: Uint8Array, sha256: Sha256): string {
  return toHex(sha256(bytes))
}
