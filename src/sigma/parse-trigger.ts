import { type ResponseBlock, type Trigger, TriggerBlock } from '../domain/trigger/trigger.ts'
import { LOG_SOURCES, type Reads, readsOf } from './logsource.ts'
import { parseRule } from './parse-rule.ts'
import { oneOf, type Problem } from './problem.ts'
import type { Rule } from './rule.ts'
import type { Position, YamlEntry, YamlNode } from './yaml-tree.ts'

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

function readBlock(
  entry: YamlEntry | null,
  end: Position,
  problems: Problem[],
): (ResponseBlock & { readonly version: number }) | null {
  if (entry === null) {
    const shouldBe = '`sluicegate:` with `threatens`, `confidence`, `playbook`'
    problems.push({ ...end, message: 'no response block: the rule would fire into nothing', shouldBe })
    return null
  }
  const read = TriggerBlock.safeParse(plain(entry.value))
  if (read.success) return read.data
  for (const issue of read.error.issues) {
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : []
    const path = issue.path.map(String)
    const where = `sluicegate${path.map((step) => `.${step}`).join('')}`
    if (keys.length === 0)
      problems.push({ ...placeOf(entry, path), message: `\`${where}\` is wrong`, shouldBe: issue.message })
    for (const key of keys) {
      const shouldBe = `a key of the response block: ${Object.keys(TriggerBlock.shape).join(', ')}`
      problems.push({ ...placeOf(entry, [...path, key]), message: `\`${where}.${key}\` is not known`, shouldBe })
    }
  }
  return null
}

/** The position of the value at a path, or of the nearest thing above it that exists. */
function placeOf(entry: YamlEntry, path: readonly string[]): Position {
  let place = entry.keyAt
  let node: YamlNode = entry.value
  for (const step of path) {
    if (node.kind === 'map') {
      const next: YamlEntry | undefined = node.entries.find((candidate) => candidate.key === step)
      if (next === undefined) return place
      place = next.keyAt
      node = next.value
    } else if (node.kind === 'list') {
      const next: YamlNode | undefined = node.items[Number(step)]
      if (next === undefined) return place
      place = next.at
      node = next
    } else return place
  }
  return place
}

function plain(node: YamlNode): unknown {
  if (node.kind === 'scalar') return node.value
  if (node.kind === 'list') return node.items.map(plain)
  return Object.fromEntries(node.entries.map((entry) => [entry.key, plain(entry.value)]))
}
