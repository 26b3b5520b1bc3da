import type { Problem } from './problem.ts'
import { readFieldTest, readKeyword } from './read-values.ts'
import type { Detection } from './rule.ts'
import type { YamlMap, YamlNode } from './yaml-tree.ts'

/**
 * The named blocks under `detection`, without `condition` and `timeframe`. A map is "all of these lines"; a list is
 * "one of these": of maps, of keywords, or of both.
 */
export function readDetections(detection: YamlMap, problems: Problem[]): ReadonlyMap<string, Detection> {
  const found = new Map<string, Detection>()
  for (const { key, keyAt, value } of detection.entries) {
    if (key === 'condition') continue
    if (key === 'timeframe') {
      problems.push({ ...keyAt, message: '`timeframe` counts events', shouldBe: 'a rule about one record' })
    } else if (!NAME.test(key)) {
      problems.push({
        ...keyAt,
        message: `\`${key}\` is no name for a detection`,
        shouldBe: 'letters, digits, `_`, `-`',
      })
    } else if (RESERVED.has(key)) {
      problems.push({ ...keyAt, message: `\`${key}\` is a word of the condition`, shouldBe: 'another name' })
    } else found.set(key, readBlock(key, value, problems))
  }
  if (found.size === 0) {
    problems.push({ ...detection.at, message: 'nothing to look for', shouldBe: '`selection:` with at least one field' })
  }
  return found
}

const NAME = /^[A-Za-z0-9_-]{1,100}$/
const RESERVED: ReadonlySet<string> = new Set(['and', 'or', 'not', 'of', 'them', 'all', 'any'])

function readBlock(name: string, node: YamlNode, problems: Problem[]): Detection {
  if (node.kind === 'map') {
    if (node.entries.length === 0) return empty(name, node, problems)
    return {
      kind: 'all',
      of: node.entries.map((entry) => readFieldTest(entry.key, entry.keyAt, entry.value, problems)),
    }
  }
  if (node.kind === 'list') {
    if (node.items.length === 0) return empty(name, node, problems)
    return { kind: 'any', of: node.items.map((item) => readItem(name, item, problems)) }
  }
  return node.value === null ? empty(name, node, problems) : { kind: 'all', of: [readKeyword(node, problems)] }
}

function readItem(name: string, item: YamlNode, problems: Problem[]): Detection {
  if (item.kind === 'list') {
    problems.push({ ...item.at, message: 'a list inside a list', shouldBe: 'maps or keywords' })
    return NEVER
  }
  return readBlock(name, item, problems)
}

function empty(name: string, node: YamlNode, problems: Problem[]): Detection {
  problems.push({ ...node.at, message: `\`${name}\` is empty`, shouldBe: 'at least one `field: value`' })
  return NEVER
}

const NEVER: Detection = { kind: 'any', of: [] }
