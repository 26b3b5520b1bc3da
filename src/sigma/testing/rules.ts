import type { Json } from '../../domain/json/json.ts'
import { bare } from '../fields.ts'
import { matches } from '../matches.ts'
import { parseDocuments } from '../parse-documents.ts'
import { parseRule } from '../parse-rule.ts'
import type { Problem } from '../problem.ts'
import type { Rule } from '../rule.ts'
import { linkRules, type RuleSet } from '../rule-set.ts'

/** Builders for tests of the language. What they are given has to be readable. */

export function ruleOf(text: string): Rule {
  const parsed = parseRule(text)
  if (!parsed.ok) throw new Error(parsed.problems.map(said).join(' | '))
  return parsed.rule
}

/** The text of a rule with this detection; `head` are further lines of its top level. */
export function textWith(detection: string, head = ''): string {
  return `title: t\nlogsource: {product: test}\n${head}detection:\n  ${detection.replaceAll('\n', '\n  ')}\n`
}

/** Whether a rule with this detection, its condition included, is true of the record. */
export function fires(detection: string, record: Json, head = ''): boolean {
  return matches(ruleOf(textWith(detection, head)), bare(record))
}

/** Whether one line of a selection is true of the record: `holds('a|contains: x', {a: 'xyz'})`. */
export function holds(line: string, record: Json, head = ''): boolean {
  return fires(`s:\n  ${line.replaceAll('\n', '\n  ')}\ncondition: s`, record, head)
}

/** The same for documents that may select elements of arrays. */
export function selects(line: string, record: Json): boolean {
  return holds(line, record, 'sigma-version: 3\n')
}

export function setOf(text: string): RuleSet {
  const parsed = parseDocuments(text)
  const linked = parsed.ok ? linkRules(parsed.documents) : parsed
  if (!linked.ok) throw new Error(linked.problems.map(said).join(' | '))
  return linked.set
}

/** Why a text is refused, one line a problem; nothing where it is read. */
export function refusals(text: string): readonly string[] {
  const parsed = parseDocuments(text)
  const linked = parsed.ok ? linkRules(parsed.documents) : parsed
  return linked.ok ? [] : linked.problems.map(said)
}

/** Why one line of a selection is refused. Its first character stands at 5:5. */
export function refusalsOf(line: string, head = ''): readonly string[] {
  return refusals(textWith(`s:\n  ${line.replaceAll('\n', '\n  ')}\ncondition: s`, head))
}

export function warnings(text: string): readonly string[] {
  const parsed = parseDocuments(text)
  if (!parsed.ok) throw new Error(parsed.problems.map(said).join(' | '))
  const linked = linkRules(parsed.documents)
  return [...parsed.warnings, ...(linked.ok ? linked.warnings : [])].map(said)
}

export function warningsOf(line: string): readonly string[] {
  return warnings(textWith(`s:\n  ${line.replaceAll('\n', '\n  ')}\ncondition: s`))
}

function said({ line, column, message, shouldBe }: Problem): string {
  return `${line}:${column} ${message}; should be ${shouldBe}`
}
