import { isObject } from '../../domain/json/json.ts'
import type { HistoryRecord } from '../../domain/views/record-views.ts'
import { type Explanation, explain } from '../../sigma/explain.ts'
import { type Evidence, fires, seenBy } from '../../sigma/fires.ts'
import { type Reads, readsOf } from '../../sigma/logsource.ts'
import { parseRule } from '../../sigma/parse-rule.ts'
import { parseTrigger } from '../../sigma/parse-trigger.ts'
import type { Problem } from '../../sigma/problem.ts'
import type { Rule } from '../../sigma/rule.ts'
import { fixOf } from './fix.ts'
import type { LabExplanation, LabProblem } from './protocol.ts'

/*
 * The lab reads and evaluates rules here and nowhere else: what the gateway does at ingest is done with the same functions.
 */

/** A text as it stands in the editor: read as far as it can be read. */
export interface Draft {
  /** The trigger's name; null while the text has none. */
  readonly id: string | null
  readonly title: string | null
  readonly problems: readonly LabProblem[]
  /** Null where the rule itself cannot be read. A missing response block does not keep it from being tried. */
  readonly loaded: { readonly rule: Rule; readonly reads: Reads } | null
}

/** Reads a text. Never throws; may take long on a text that was made for it. */
export function readDraft(text: string): Draft {
  const trigger = parseTrigger(text)
  const problems = trigger.ok ? [] : trigger.problems.map((problem) => withFix(problem, text))
  const parsed = parseRule(text)
  if (!parsed.ok) return { id: null, title: null, problems, loaded: null }
  const { rule } = parsed
  const reads = readsOf(rule.logSource)
  return { id: rule.name, title: rule.title, problems, loaded: reads === null ? null : { rule, reads } }
}

/** Whether the draft is about records of this kind at all. */
export function readsRecord({ loaded }: Draft, record: HistoryRecord): boolean {
  if (loaded === null || evidenceOf(record) === null) return false
  return loaded.reads.formats === null || loaded.reads.formats.includes(record.format)
}

export function firesOn({ loaded }: Draft, record: HistoryRecord): boolean {
  const evidence = evidenceOf(record)
  return loaded !== null && evidence !== null && fires(loaded, evidence)
}

/** The truth of every part of the rule for one record; null where nothing of the rule could be read, or the seal is broken. */
export function explainDraft(draft: Draft, record: HistoryRecord): LabExplanation | null {
  const evidence = evidenceOf(record)
  if (draft.loaded === null || evidence === null) return null
  const { rule, reads } = draft.loaded
  const tree = shown(explain(rule, seenBy(reads, evidence)))
  if (reads.formats === null) return tree
  const isRead = reads.formats.includes(record.format)
  const source: LabExplanation = {
    kind: 'source',
    text: `reads ${reads.formats.join(', ')}`,
    isTrue: isRead,
    line: null,
    found: [record.format],
    parts: [],
  }
  return {
    kind: 'and',
    text: 'log source and condition',
    isTrue: isRead && tree.isTrue,
    line: null,
    found: [],
    parts: [source, tree],
  }
}

function evidenceOf({ format, record, signal, facts }: HistoryRecord): Evidence | null {
  if (signal === null || !isObject(record)) return null
  const evidence = { format, record, signal, facts }
  return evidence
}

function shown({ kind, text, isTrue, line, found, parts }: Explanation): LabExplanation {
  return { kind, text, isTrue, line, found, parts: parts.map(shown) }
}

function withFix(problem: Problem, text: string): LabProblem {
  return { ...problem, fix: fixOf(problem, text) }
}
