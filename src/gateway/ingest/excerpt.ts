import { printable } from '../../domain/json/read-json.ts'
import { shownRecord } from '../../formats/normalise-batch.ts'
import { redactText } from '../../formats/shared/secret-patterns.ts'

const EXCERPT_LENGTH = 600

/**
 * The beginning of a record that could not be read, as it may be shown: secrets replaced, control characters escaped. What
 * is no UTF-8 is shown with replacement marks; the bytes themselves are kept.
 */
export function excerptOf(raw: Uint8Array): string {
  const shown = raw.length > 200_000 ? null : shownRecord(raw)
  // A cut could halve a secret so that it is no longer recognised; so more is redacted than is shown.
  const text =
    shown === null ? redactText(new TextDecoder().decode(raw.subarray(0, 64_000))) : JSON.stringify(shown.shown)
  const cut = text.length <= EXCERPT_LENGTH ? text : `${text.slice(0, EXCERPT_LENGTH).toWellFormed()}…`
  return printable(cut)
}
