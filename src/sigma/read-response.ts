import { PLAYBOOKS, playbookById } from '../domain/action/playbooks.ts'
import { wrongLabel } from '../domain/framework/wrong-label.ts'
import { type ResponseBlock, TriggerBlock } from '../domain/trigger/trigger.ts'
import { oneOf, type Problem } from './problem.ts'
import type { Position, YamlEntry, YamlNode } from './yaml-tree.ts'

/**
 * Reads the `sluicegate:` block; `end` is where a missing one is reported. Null where anything is wrong, which then stands in
 * `problems` with its line, column and what would be right.
 */
export function readBlock(
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
  if (read.success) return answersThreat(entry, read.data, problems) ? read.data : null
  for (const issue of read.error.issues) {
    const path = issue.path.map(String)
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : []
    for (const key of keys) {
      const known = path.length === 0 ? Object.keys(TriggerBlock.shape) : KEYS_OF[path.join('.')]
      const message = `\`${nameOf([...path, key])}\` is not known`
      const shouldBe = known === undefined ? 'a key of the response block' : oneOf(key, known)
      problems.push({ ...placeOf(entry, [...path, key]), message, shouldBe })
    }
    if (keys.length === 0) problems.push({ ...placeOf(entry, path), ...sayIssue(issue, valueAt(entry.value, path)) })
  }
  return null
}

type Issue = NonNullable<ReturnType<typeof TriggerBlock.safeParse>['error']>['issues'][number]

/** Keys of the maps inside the block, by their path. */
const KEYS_OF: Readonly<Record<string, readonly string[]>> = {
  scope: ['kinds', 'environments', 'teams'],
  automation: ['allowed', 'threshold', 'stepsPerHour'],
  owners: ['triage', 'contain', 'recover'],
}

function sayIssue(issue: Issue, value: unknown): Pick<Problem, 'message' | 'shouldBe'> {
  const path = issue.path.map(String)
  const name = nameOf(path)
  if (value === undefined) return { message: `\`${name}\` is missing`, shouldBe: sayExpected(issue) }
  if (typeof value === 'string') {
    const label = path[0] === 'frameworks' && path.length === 2 ? wrongLabel(value) : null
    if (label !== null) return label
    if (issue.code === 'invalid_value') {
      const message = `\`${name}\` is \`${value.slice(0, 60)}\``
      return { message, shouldBe: oneOf(value, issue.values.map(String)) }
    }
  }
  return { message: `\`${name}\` is wrong`, shouldBe: sayExpected(issue) }
}

function sayExpected(issue: Issue): string {
  if (issue.code === 'invalid_value') return `one of ${issue.values.map(String).join(', ')}`
  if (issue.code === 'invalid_type') return `a ${issue.expected}`
  return issue.message
}

/** Whether the playbook is made for what is threatened: another one would contain something else. */
function answersThreat(
  entry: YamlEntry,
  { playbook, threatens }: Pick<ResponseBlock, 'playbook' | 'threatens'>,
  problems: Problem[],
): boolean {
  if (playbookById(playbook)?.threats.includes(threatens) === true) return true
  const fitting = PLAYBOOKS.filter(({ threats }) => threats.includes(threatens)).map(({ id }) => id)
  problems.push({
    ...placeOf(entry, ['playbook']),
    message: `playbook \`${playbook}\` has no answer to a threatened ${threatens}`,
    shouldBe: `one of ${fitting.join(', ')}`,
  })
  return false
}

function nameOf(path: readonly string[]): string {
  return `sluicegate${path.map((step) => `.${step}`).join('')}`
}

/** The value at a path, undefined where nothing stands there. */
function valueAt(node: YamlNode, path: readonly string[]): unknown {
  let here: unknown = plain(node)
  for (const step of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, step)) return undefined
    here = (here as Readonly<Record<string, unknown>>)[step]
  }
  return here
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
