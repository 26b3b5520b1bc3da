import { isObject } from '../../domain/json/json.ts'
import type { HistoryRecord } from '../../domain/views/record-views.ts'
import { createMemory } from '../../sigma/correlation/correlate.ts'
import { type Explanation, explain } from '../../sigma/explain.ts'
import { type Evidence, isAbout, seenBy } from '../../sigma/fires.ts'
import type { Reads } from '../../sigma/logsource.ts'
import { parseTrigger } from '../../sigma/parse-trigger.ts'
import type { Problem } from '../../sigma/problem.ts'
import { firesAlone, judge, matchedBy, type TriggerLogic } from '../../sigma/trigger-logic.ts'
import { fixOf } from './fix.ts'
import { type LabExplanation, type LabProblem, VERDICT } from './protocol.ts'

/*
 * The lab reads and evaluates rules here and nowhere else: what the gateway does at ingest is done with the same functions.
 */

/** A text as it stands in the editor: read as far as it can be read. */
export interface Draft {
  /** The trigger's name; null while the text has none that can be read. */
  readonly id: string | null
  readonly title: string | null
  readonly problems: readonly LabProblem[]
  /** Null where the rules cannot be read. A name or a response block that is missing or wrong does not keep them from being tried. */
  readonly logic: TriggerLogic | null
  /** It looks at several records together: they are to be told in the order of their arrival. */
  readonly isStateful: boolean
}

/** Reads a text. Never throws; may take long on a text that was made for it. */
export function readDraft(text: string): Draft {
  const parsed = parseTrigger(text)
  const read = parsed.ok ? parsed : parseTrigger(completed(text))
  const faults = parsed.ok
    ? parsed.warnings.map((warning) => ({ ...warning, isWarning: true, fix: fixOf(warning, text) }))
    : parsed.problems.map((problem: Problem) => ({ ...problem, isWarning: false, fix: fixOf(problem, text) }))
  return {
    id: parsed.ok ? parsed.trigger.id : null,
    title: read.ok ? read.trigger.title : null,
    problems: faults,
    logic: read.ok ? read.logic : null,
    isStateful: read.ok && read.logic.main.kind === 'correlation',
  }
}

/**
 * The text with a name and a response block of ours in place of what may be wrong there. Every line keeps its number: a
 * block becomes one line and as many empty ones, and what was missing comes last.
 */
function completed(text: string): string {
  const block = `sluicegate: {threatens: identity, confidence: 0, playbook: compromised-identity}`
  const isIn = (key: string) => new RegExp(`^${key}:`, 'm').test(text)
  const blank = (lines: string) => lines.replaceAll(/[^\n]/g, '')
  let whole = text.replace(/^sluicegate:.*(?:\n(?:[ \t].*)?(?=\n|$))*/m, (lines) => block + blank(lines))
  if (!isIn('sluicegate')) whole = `${whole.trimEnd()}\n${block}\n`
  whole = whole.replace(/^name:.*$/m, 'name: draft')
  return isIn('name') ? whole : `${whole.trimEnd()}\nname: draft\n`
}

/** Judges records one after the other. Of a draft that is stateful each knows those before it. */
export function createJudge({ logic }: Pick<Draft, 'logic'>): (record: HistoryRecord) => number {
  const memory = createMemory()
  return (record) => {
    const evidence = evidenceOf(record)
    if (logic === null || evidence === null || !isAboutAny(logic, evidence)) return VERDICT.unread
    const at = record.observedAt ?? record.receivedAt
    return judge(logic, matchedBy(logic, evidence), evidence, at, memory) ? VERDICT.fires : VERDICT.calm
  }
}

/** Whether the draft fires on this record as if nothing had been before it. */
export function firesOnItsOwn({ logic }: Draft, record: HistoryRecord): boolean {
  const evidence = evidenceOf(record)
  return logic !== null && evidence !== null && firesAlone(logic, evidence)
}

/**
 * The truth of every condition for one record. Of a correlation also whether it fires here, which `verdict` says, since one
 * record alone does not. Null where the rules cannot be read or the seal is broken.
 */
export function explainDraft({ logic }: Draft, record: HistoryRecord, verdict: number | null): LabExplanation | null {
  const evidence = evidenceOf(record)
  if (logic === null || evidence === null) return null
  const rules = logic.set.rules.map((rule, index) => {
    const reads = logic.reads[index] ?? { what: 'record' as const, formats: null }
    const tree = shown(explain(rule, seenBy(reads, evidence)))
    const source = sourceOf(reads, record.format)
    return node('and', rule.name ?? rule.title, source.isTrue && tree.isTrue, [source, tree])
  })
  const { kind, index } = logic.main
  if (kind === 'rule') return rules[index] ?? null
  const correlation = logic.set.correlations[index]?.correlation
  const isFiring = verdict === VERDICT.fires
  const counted = node('other', correlationText(correlation), isFiring, [])
  return node('and', correlation?.title ?? 'correlation', isFiring, [
    node(
      'any',
      'rules that count',
      rules.some(({ isTrue }) => isTrue),
      rules,
    ),
    counted,
  ])
}

function isAboutAny({ reads }: TriggerLogic, evidence: Evidence): boolean {
  return reads.some((one) => isAbout(one, evidence))
}

function evidenceOf({ format, record, signal, facts }: HistoryRecord): Evidence | null {
  return signal === null || !isObject(record) ? null : { format, record, signal, facts }
}

function sourceOf(reads: Reads, format: string): LabExplanation {
  const text = reads.formats === null ? 'reads every format' : `reads ${reads.formats.join(', ')}`
  const isTrue = isAbout(reads, { format })
  return { kind: 'source', text, isTrue, line: null, found: [format], parts: [] }
}

function shown({ kind, text, isTrue, line, found, parts }: Explanation): LabExplanation {
  return { kind, text, isTrue, line, found, parts: parts.map(shown) }
}

function node(
  kind: LabExplanation['kind'],
  text: string,
  isTrue: boolean,
  parts: readonly LabExplanation[],
): LabExplanation {
  return { kind, text, isTrue, line: null, found: [], parts }
}

/** "event_count of records by user within 300 s, with those before it". */
function correlationText(correlation: TriggerLogic['set']['correlations'][number]['correlation'] | undefined): string {
  if (correlation === undefined) return 'correlation'
  const group = correlation.groupBy.length === 0 ? '' : ` by ${correlation.groupBy.map(({ name }) => name).join(', ')}`
  return `${correlation.type}${group} within ${correlation.timespanMs / 1000} s, with the records before it`
}
