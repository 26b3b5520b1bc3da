import { wrongAttackTag } from '../domain/framework/wrong-label.ts'
import type { Trigger } from '../domain/trigger/trigger.ts'
import type { SigmaDocument } from './document.ts'
import { LOG_SOURCES, type Reads, readsOf } from './logsource.ts'
import { parseDocuments } from './parse-documents.ts'
import { oneOf, type Problem } from './problem.ts'
import { readBlock } from './read-response.ts'
import { LEVELS, type Rule } from './rule.ts'
import { linkRules, type RuleSet } from './rule-set.ts'
import type { TriggerLogic } from './trigger-logic.ts'
import type { Position, YamlEntry } from './yaml-tree.ts'

export type ParsedTrigger =
  | {
      readonly ok: true
      readonly trigger: Trigger
      readonly logic: TriggerLogic
      /** Read, but perhaps not as meant. */
      readonly warnings: readonly Problem[]
    }
  | { readonly ok: false; readonly problems: readonly Problem[] }

type MainDocument = Exclude<SigmaDocument, { kind: 'filter' }>

/**
 * Reads a trigger: a Sigma rule, or a correlation with the rules that it stands on, with a `name` (its id among triggers),
 * log sources that we deliver, and in one document a `sluicegate:` block that says which response begins. Refusals name
 * line, column and what would be right. Never throws.
 */
export function parseTrigger(text: string): ParsedTrigger {
  const parsed = parseDocuments(text)
  if (!parsed.ok) return parsed
  const linked = linkRules(parsed.documents)
  if (!linked.ok) return linked
  const problems: Problem[] = []
  const document = mainOf(parsed.documents, problems)
  if (document === null) return { ok: false, problems }
  const head = document.kind === 'rule' ? document.rule : document.correlation
  const at = (key: string): Position => entryAt(document, key)?.value.at ?? document.at
  if (head.name === null || !ID.test(head.name)) {
    const message = head.name === null ? '`name` is missing' : `\`name\` is \`${head.name.slice(0, 60)}\``
    problems.push({ ...at('name'), message, shouldBe: 'lower-case words joined by `-`: `stolen-instance-role`' })
  }
  const reads = readAll(parsed.documents, problems)
  checkTags(document, problems)
  const block = readBlock(entryAt(document, 'sluicegate') ?? null, document.at, problems)
  if (problems.length > 0 || block === null) return { ok: false, problems }
  const { version, ...answer } = block
  const trigger: Trigger = {
    id: head.name ?? '',
    version,
    title: head.title,
    level: head.level ?? levelBelow(linked.set),
    attacks: attacksOf(head.tags),
    response: answer,
  }
  const { id, title, description, tags, falsePositives } = head
  const main = { kind: document.kind, index: indexOf(document, linked.set) }
  const logic: TriggerLogic = { set: linked.set, reads, head: { id, title, description, tags, falsePositives }, main }
  return { ok: true, trigger, logic, warnings: [...parsed.warnings, ...linked.warnings] }
}

/** The one document that raises the alert: the one with the block, else the only one that could have it. */
function mainOf(documents: readonly SigmaDocument[], problems: Problem[]): MainDocument | null {
  const able = documents.filter((document) => document.kind !== 'filter')
  const marked = documents.filter((document) => entryAt(document, 'sluicegate') !== undefined)
  const [main, second] = marked.length > 0 ? marked : able
  const shouldBe = '`sluicegate:` with `threatens`, `confidence`, `playbook` in the one document that raises the alert'
  if (main === undefined) problems.push({ line: 1, column: 1, message: 'no rule', shouldBe })
  else if (main.kind === 'filter') problems.push({ ...main.at, message: 'a filter raises no alert', shouldBe })
  else if (second !== undefined) problems.push({ ...second.at, message: 'which document raises the alert?', shouldBe })
  else return main
  return null
}

function entryAt(document: SigmaDocument, key: string): YamlEntry | undefined {
  return document.entries.find((entry) => entry.key === key)
}

/** What each rule looks at. Rules that are correlated look at the same kind of thing, or they had no fields in common. */
function readAll(documents: readonly SigmaDocument[], problems: Problem[]): readonly Reads[] {
  const found: Reads[] = []
  for (const document of documents) {
    if (document.kind !== 'rule') continue
    const { logSource } = document.rule
    const reads = readsOf(logSource)
    const place = entryAt(document, 'logsource')?.value.at ?? document.at
    if (reads === null) {
      const written = `${logSource.product ?? '?'}/${logSource.service ?? '?'}`
      const message = `nothing here delivers ${written}, so the rule could never fire`
      problems.push({ ...place, message, shouldBe: oneOf(written, LOG_SOURCES) })
    } else if (found[0] !== undefined && found[0].what !== reads.what) {
      const message = "one rule reads the vendor's record, another the signal"
      problems.push({ ...place, message, shouldBe: 'the same kind of log source in all documents' })
    } else found.push(reads)
  }
  return found
}

function indexOf(document: MainDocument, set: RuleSet): number {
  if (document.kind === 'correlation') {
    return set.correlations.findIndex(({ correlation }) => correlation === document.correlation)
  }
  // Filters make a new rule of the same place, and keep the order.
  return set.rules.findIndex(({ title, name }) => title === document.rule.title && name === document.rule.name)
}

/** A correlation that names no level is as severe as the worst of its rules. */
function levelBelow({ rules }: RuleSet): Rule['level'] {
  return LEVELS.findLast((level) => rules.some((rule) => rule.level === level)) ?? 'medium'
}

const ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/

/** `attack.t1078.004` becomes `T1078.004`; tactics and other namespaces are no techniques. */
function attacksOf(tags: readonly string[]): readonly string[] {
  return tags
    .filter((tag) => /^attack\.t\d{4}(\.\d{3})?$/.test(tag))
    .map((tag) => tag.slice('attack.'.length).toUpperCase())
}

/** A slip in a tag would fall out of the coverage report without a word. */
function checkTags(document: SigmaDocument, problems: Problem[]): void {
  const tags = entryAt(document, 'tags')?.value
  if (tags?.kind !== 'list') return
  for (const item of tags.items) {
    const wrong = item.kind === 'scalar' && typeof item.value === 'string' ? wrongAttackTag(item.value) : null
    if (wrong !== null) problems.push({ ...item.at, ...wrong })
  }
}
