import { wrongAttackTag } from '../domain/framework/wrong-label.ts'
import type { Trigger } from '../domain/trigger/trigger.ts'
import { LOG_SOURCES, type Reads, readsOf } from './logsource.ts'
import { parseRule } from './parse-rule.ts'
import { oneOf, type Problem } from './problem.ts'
import { readBlock } from './read-response.ts'
import type { Rule } from './rule.ts'
import type { Position, YamlMap } from './yaml-tree.ts'

export type ParsedTrigger =
  | { readonly ok: true; readonly trigger: Trigger; readonly rule: Rule; readonly reads: Reads }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/**
 * Reads a trigger: a Sigma rule with a `name` (its id among triggers), a log source that we deliver, and a `sluicegate:`
 * block that says which response begins. Refusals name line, column and what would be right. Never throws.
 */
export function parseTrigger(text: string): ParsedTrigger {
  const parsed = parseRule(text)
  if (!parsed.ok) return parsed
  const { rule, root, response } = parsed
  const problems: Problem[] = []
  const at = (key: string): Position => root.entries.find((entry) => entry.key === key)?.value.at ?? root.at

  if (rule.name === null || !ID.test(rule.name)) {
    const message = rule.name === null ? '`name` is missing' : `\`name\` is \`${rule.name.slice(0, 60)}\``
    problems.push({ ...at('name'), message, shouldBe: 'lower-case words joined by `-`: `stolen-instance-role`' })
  }
  const reads = readsOf(rule.logSource)
  if (reads === null) {
    const written = `${rule.logSource.product ?? '?'}/${rule.logSource.service ?? '?'}`
    const message = `nothing here delivers ${written}, so the rule could never fire`
    problems.push({ ...at('logsource'), message, shouldBe: oneOf(written, LOG_SOURCES) })
  }
  checkTags(root, problems)
  const block = readBlock(response, root.at, problems)
  if (problems.length > 0 || block === null || reads === null) return { ok: false, problems }
  const { version, ...answer } = block
  const trigger: Trigger = {
    id: rule.name ?? '',
    version,
    title: rule.title,
    level: rule.level,
    attacks: attacksOf(rule.tags),
    response: answer,
  }
  return { ok: true, trigger, rule, reads }
}

const ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/

/** `attack.t1078.004` becomes `T1078.004`; tactics and other namespaces are no techniques. */
function attacksOf(tags: readonly string[]): readonly string[] {
  return tags
    .filter((tag) => /^attack\.t\d{4}(\.\d{3})?$/.test(tag))
    .map((tag) => tag.slice('attack.'.length).toUpperCase())
}

/** A slip in a tag would fall out of the coverage report without a word. */
function checkTags(root: YamlMap, problems: Problem[]): void {
  const tags = root.entries.find((entry) => entry.key === 'tags')?.value
  if (tags?.kind !== 'list') return
  for (const item of tags.items) {
    const wrong = item.kind === 'scalar' && typeof item.value === 'string' ? wrongAttackTag(item.value) : null
    if (wrong !== null) problems.push({ ...item.at, ...wrong })
  }
}
