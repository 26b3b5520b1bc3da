import { parseDocuments } from './parse-documents.ts'
import type { Problem } from './problem.ts'
import type { Rule } from './rule.ts'

export type ParsedRule =
  | { readonly ok: true; readonly rule: Rule; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** Reads a text that holds one rule about one record, and nothing else. Never throws, whatever the text. */
export function parseRule(text: string): ParsedRule {
  const parsed = parseDocuments(text)
  if (!parsed.ok) return parsed
  const [document, other] = parsed.documents
  if (document?.kind === 'rule' && other === undefined) {
    return { ok: true, rule: document.rule, warnings: parsed.warnings }
  }
  const at = (document?.kind === 'rule' ? other : document)?.at ?? { line: 1, column: 1 }
  return { ok: false, problems: [{ ...at, message: 'more than one rule about one record', shouldBe: 'a single rule' }] }
}
