import { isArray, isObject, type Json } from '../../domain/json/json.ts'
import type { Path, Step } from '../../sigma/path.ts'

/** Told about every value that a field reaches; `isEnd` once for each place that a path ends at, whatever stands there. */
export interface Visitor {
  value(field: number, value: Json): void
  place(field: number): void
}

interface Node {
  /** Fields whose path ends here. */
  readonly fields: number[]
  readonly children: Map<Step, Node>
  /** Keys of children, for maps with more keys than there are children. */
  keys: readonly string[]
  /** Joined keys (`a.b`) that would win over the steps one by one, if a record had them. */
  readonly joined: Set<string>
}

/**
 * Visits all of many paths in one walk through a record, so that what they have in common is looked up once. Answers false
 * where the record holds a key with dots that one of the paths may mean: then the paths have to be followed one by one,
 * since the longest key wins.
 */
export function createWalk(paths: readonly Path[]): (record: Json, visitor: Visitor) => boolean {
  const root = nodeOf()
  for (const [field, { steps }] of paths.entries()) {
    let node = root
    for (const [i, step] of steps.entries()) {
      for (let to = i + 2; to <= steps.length && steps.slice(i, to).every((one) => typeof one === 'string'); to += 1) {
        node.joined.add(steps.slice(i, to).join('.'))
      }
      const child: Node = node.children.get(step) ?? nodeOf()
      node.children.set(step, child)
      node = child
    }
    node.fields.push(field)
  }
  finish(root)
  return (record, visitor) => walk(record, root, visitor)
}

function nodeOf(): Node {
  return { fields: [], children: new Map(), keys: [], joined: new Set() }
}

function finish(node: Node): void {
  node.keys = [...node.children.keys()].filter((key) => typeof key === 'string')
  for (const child of node.children.values()) finish(child)
}

function walk(here: Json, node: Node, visitor: Visitor): boolean {
  for (const field of node.fields) {
    visitor.place(field)
    spread(field, here, visitor)
  }
  if (node.children.size === 0) return true
  if (isArray(here)) return walkArray(here, node, visitor)
  if (!isObject(here)) return true
  if (node.joined.size === 0 && node.keys.length <= FEW) {
    for (const key of node.keys) {
      const next = Object.hasOwn(here, key) ? here[key] : undefined
      const child = node.children.get(key)
      if (next !== undefined && child !== undefined && !walk(next, child, visitor)) return false
    }
    return true
  }
  for (const key in here) {
    if (node.joined.has(key) && Object.hasOwn(here, key)) return false
    const child = node.children.get(key)
    const next = child !== undefined && Object.hasOwn(here, key) ? here[key] : undefined
    if (next !== undefined && child !== undefined && !walk(next, child, visitor)) return false
  }
  return true
}

/** Up to here it is cheaper to ask the map for each child than the children for each key. */
const FEW = 8

function walkArray(here: readonly Json[], node: Node, visitor: Visitor): boolean {
  // Paths that end at the array have been told above; its elements are only for those that go on.
  const further: Node = node.fields.length === 0 ? node : { ...node, fields: [] }
  if (node.keys.length > 0) for (const item of here) if (!walk(item, withoutPositions(further), visitor)) return false
  for (const [step, child] of node.children) {
    const element = typeof step === 'number' ? here.at(step) : undefined
    if (element !== undefined && !walk(element, child, visitor)) return false
  }
  return true
}

/** A position selects in the array itself, not in arrays inside it. */
function withoutPositions(node: Node): Node {
  if (node.keys.length === node.children.size) return node
  return { ...node, children: new Map([...node.children].filter(([step]) => typeof step === 'string')) }
}

function spread(field: number, value: Json, visitor: Visitor): void {
  if (isArray(value)) for (const item of value) spread(field, item, visitor)
  else visitor.value(field, value)
}
