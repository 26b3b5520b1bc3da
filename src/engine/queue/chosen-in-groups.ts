import type { FieldName } from '../../domain/query/fields.ts'
import type { Dictionary } from './dictionary.ts'
import { columnOf } from './groups.ts'
import { has, type Mask } from './masks.ts'
import type { QueueTable } from './queue-table.ts'

export interface ChosenIn {
  readonly chosen: number
  readonly all: number
}

type Path = readonly (string | null)[]

/** A place in the tree of groups that are asked for: what is inside by the code of its field, and whose path ends here. */
interface Node {
  readonly inside: Map<number, Node>
  readonly paths: number[]
  chosen: number
  all: number
}

/** Rows of `view` in each group, and those of them in `chosen`, by the groups' paths; the masks reach as far as each other. */
export function countInGroups(
  table: QueueTable,
  fields: readonly FieldName[],
  paths: readonly Path[],
  view: Mask,
  chosen: Mask,
): readonly ChosenIn[] {
  const columns = fields.map((field) => columnOf(table, field))
  const named = columns.map((column, depth) => codesOf(table.words(column), new Set(paths.map((path) => path[depth]))))
  const root = newNode()
  for (const [at, path] of paths.entries()) {
    let node: Node | null = root
    for (const [depth, value] of path.entries()) {
      const code = named[depth]?.get(value)
      node = node === null || code === undefined ? null : insideOf(node, code)
    }
    node?.paths.push(at)
  }
  const codes = columns.map((column) => table.codes(column))
  for (let row = 0; row < view.count; row += 1) {
    if (!has(view, row)) continue
    const isChosen = has(chosen, row)
    let node: Node | undefined = root
    for (const some of codes) {
      node = node.inside.get(some[row] ?? 0)
      if (node === undefined) break
      node.all += 1
      if (isChosen) node.chosen += 1
    }
  }
  const counts: ChosenIn[] = paths.map(() => ({ chosen: 0, all: 0 }))
  const gather = (node: Node) => {
    for (const at of node.paths) counts[at] = { chosen: node.chosen, all: node.all }
    for (const inside of node.inside.values()) gather(inside)
  }
  gather(root)
  return counts
}

/** Codes by the values that they are asked for by. */
function codesOf(
  words: Dictionary,
  values: ReadonlySet<string | null | undefined>,
): ReadonlyMap<string | null, number> {
  const codes = new Map<string | null, number>()
  for (let code = 0; code < words.size && codes.size < values.size; code += 1) {
    const value = words.valueAt(code)
    if (values.has(value)) codes.set(value, code)
  }
  return codes
}

function newNode(): Node {
  return { inside: new Map(), paths: [], chosen: 0, all: 0 }
}

function insideOf(node: Node, code: number): Node {
  const known = node.inside.get(code)
  if (known !== undefined) return known
  const made = newNode()
  node.inside.set(code, made)
  return made
}
