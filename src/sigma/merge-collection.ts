import { oneOf, type Problem } from './problem.ts'
import { entryOf } from './read-text.ts'
import type { YamlEntry, YamlMap, YamlNode } from './yaml-tree.ts'

const ACTIONS = ['global', 'reset', 'repeat']

/**
 * The old way of writing several rules in one file, before there were references: `action: global` adds its keys to all
 * documents after it, `repeat` is the document before with some keys changed, `reset` ends the global ones.
 */
export function mergeCollection(roots: readonly YamlMap[], problems: Problem[]): readonly YamlMap[] {
  const merged: YamlMap[] = []
  let global: YamlMap | null = null
  let previous: YamlMap | null = null
  for (const root of roots) {
    const action = entryOf(root, 'action')
    const word = action?.value.kind === 'scalar' ? action.value.value : null
    const rest: YamlMap = { ...root, entries: root.entries.filter((entry) => entry !== action) }
    if (action === undefined) {
      previous = global === null ? root : merge(global, root)
      merged.push(previous)
    } else if (word === 'global') global = global === null ? rest : merge(global, rest)
    else if (word === 'reset') global = null
    else if (word === 'repeat' && previous !== null) {
      previous = merge(previous, rest)
      merged.push(previous)
    } else {
      const message = word === 'repeat' ? 'nothing stands before it to repeat' : `\`action\` is \`${String(word)}\``
      problems.push({
        ...action.value.at,
        message,
        shouldBe: word === 'repeat' ? 'a rule before it' : oneOf(String(word), ACTIONS),
      })
    }
  }
  return merged
}

/** Maps are merged key by key; anything else of the later one replaces the earlier. */
function merge(base: YamlMap, over: YamlMap): YamlMap {
  const entries = new Map<string, YamlEntry>(base.entries.map((entry) => [entry.key, entry]))
  for (const entry of over.entries) {
    const before: YamlNode | undefined = entries.get(entry.key)?.value
    const value = before?.kind === 'map' && entry.value.kind === 'map' ? merge(before, entry.value) : entry.value
    entries.set(entry.key, { ...entry, value })
  }
  return { kind: 'map', at: over.at, entries: [...entries.values()] }
}
