import type { Sha256 } from '../hash/sha256.ts'
import { toHex } from '../hash/sha256.ts'
import { canonicalJson } from '../json/canonical-json.ts'
import { utf8 } from '../json/utf8.ts'
import type { EpochMs } from '../time/instant.ts'
import type { ChangeKind, Mode } from './change.ts'

/** Everything that a review answers for: what was shown, and nothing that can still move. */
export interface ChangeBody {
  readonly id: string
  readonly kind: ChangeKind
  readonly subject: string
  readonly base: { readonly version: number; readonly digest: string }
  /** SHA-256 of the content, lower-case hex. */
  readonly content: string
  readonly mode: { readonly from: Mode | null; readonly to: Mode } | null
  readonly restores: number | null
  readonly restoresAutomation: boolean
  readonly activateAt: EpochMs | null
  readonly reason: string
  readonly proposedBy: string
  /** SHA-256 of the backtest's canonical JSON; null where there is none. */
  readonly backtest: string | null
  /** SHA-256 of the prediction's canonical JSON; left out where nothing was predicted. */
  readonly prediction?: string
}

/** The name a review calls a change by: lower-case hex over the body's canonical JSON. */
export function changeDigest(body: ChangeBody, sha256: Sha256): string {
  return toHex(sha256(utf8(canonicalJson({ ...body, base: { ...body.base }, mode: body.mode && { ...body.mode } }))))
}
