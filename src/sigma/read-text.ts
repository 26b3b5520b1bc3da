import type { Problem } from './problem.ts'
import { oneOf } from './problem.ts'
import type { YamlEntry, YamlMap } from './yaml-tree.ts'

/** Answers what a text should be instead, or null where it is right. */
export type Check = (text: string) => string | null

export function among(known: readonly string[]): Check {
  return (text) => (known.includes(text) ? null : oneOf(text, known))
}

export function entryOf(map: YamlMap, key: string): YamlEntry | undefined {
  return map.entries.find((entry) => entry.key === key)
}

/** The text of an entry, or null where the entry is missing or no text. */
export function textOf(entry: YamlEntry | undefined, problems: Problem[], check: Check = () => null): string | null {
  if (entry === undefined) return null
  const { key, value } = entry
  if (value.kind !== 'scalar' || typeof value.value !== 'string' || value.value.trim() === '') {
    problems.push({ ...value.at, message: `\`${key}\` is no text`, shouldBe: `\`${key}: some text\`` })
    return null
  }
  const shouldBe = check(value.value)
  if (shouldBe !== null) {
    problems.push({ ...value.at, message: `\`${key}\` is \`${value.value.slice(0, 60)}\``, shouldBe })
  }
  return value.value
}

const MAX_TEXTS = 1_000

/** The texts of a list; one text alone is a list of one. */
export function textsOf(
  entry: YamlEntry | undefined,
  problems: Problem[],
  check: Check = () => null,
): readonly string[] {
  if (entry === undefined) return []
  const { key, keyAt, value } = entry
  if (value.kind === 'scalar') {
    if (value.value === null) return []
    const text = textOf(entry, problems, check)
    return text === null ? [] : [text]
  }
  if (value.kind === 'map') {
    problems.push({ ...value.at, message: `\`${key}\` is a map`, shouldBe: 'a list of texts' })
    return []
  }
  if (value.items.length > MAX_TEXTS) {
    problems.push({
      ...value.at,
      message: `${value.items.length} texts in \`${key}\``,
      shouldBe: `at most ${MAX_TEXTS}`,
    })
    return []
  }
  return value.items.flatMap((item) => {
    const text = textOf({ key, keyAt, value: item }, problems, check)
    return text === null ? [] : [text]
  })
}

/** Tells of keys that nothing reads: they may be a slip, or somebody's own. */
export function warnOfUnknown(map: YamlMap, known: readonly string[], what: string, warnings: Problem[]): void {
  for (const { key, keyAt } of map.entries.slice(0, 200)) {
    if (known.includes(key)) continue
    const shouldBe = oneOf(key, known)
    warnings.push({ ...keyAt, message: `\`${key.slice(0, 60)}\` is no key of ${what}: nothing reads it`, shouldBe })
  }
}
