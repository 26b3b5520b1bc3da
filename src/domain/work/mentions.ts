/** Long enough for a handover; a document belongs elsewhere. */
export const LONGEST_NOTE = 4000

interface Named {
  readonly id: string
  readonly name: string
}

/**
 * Whom a text calls: an `@` at the beginning of a word, then somebody's full name, or the first one where only one person has it.
 * Case does not matter, and of two names the longer one is meant. Ids, each once, in the order of the text.
 */
export function mentionsIn(text: string, people: readonly Named[]): readonly string[] {
  const names = callableNames(people)
  const said = fold(text)
  const ids = new Set<string>()
  for (let at = said.indexOf('@'); at >= 0; at = said.indexOf('@', at + 1)) {
    if (isWordAt(said, at - 1)) continue
    const called = names.find(({ name }) => said.startsWith(name, at + 1) && !isWordAt(said, at + 1 + name.length))
    if (called !== undefined) ids.add(called.id)
  }
  return [...ids]
}

/** Longest first, so that `@Ana Costa` is never read as Ana. */
function callableNames(people: readonly Named[]): readonly Named[] {
  const whole = people.map(({ id, name }) => ({ id, name: fold(name) }))
  const firsts = Map.groupBy(whole, ({ name }) => name.split(' ')[0] ?? name)
  const single = [...firsts].flatMap(([name, bearers]) => {
    const [only] = bearers
    return bearers.length === 1 && only !== undefined ? [{ id: only.id, name }] : []
  })
  return [...whole, ...single].filter(({ name }) => name !== '').sort((a, b) => b.name.length - a.name.length)
}

function isWordAt(text: string, at: number): boolean {
  return /[\p{L}\p{N}]/u.test(text.charAt(at))
}

function fold(text: string): string {
  return text.normalize('NFC').toLowerCase()
}
