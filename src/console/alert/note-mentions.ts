interface Named {
  readonly id: string
  readonly name: string
}

const MOST_OFFERED = 5
/** What stands after the last `@` while somebody is still writing it: at most a few words. */
const BEGUN = /(?:^|[^\p{L}\p{N}])@([\p{L}\p{N}][^@\n]{0,40}|)$/u

/** The people whose names begin with what was written after the last `@`; none where nobody is being called. */
export function suggestions(text: string, people: readonly Named[]): readonly Named[] {
  const begun = BEGUN.exec(text)?.[1]?.toLowerCase()
  if (begun === undefined) return []
  const fitting = people.filter(
    ({ name }) => name.toLowerCase().startsWith(begun) && name.toLowerCase() !== begun.trim(),
  )
  return fitting.slice(0, MOST_OFFERED)
}

/** The text with the name that was begun written out. */
export function withMention(text: string, name: string): string {
  const at = text.lastIndexOf('@')
  return at < 0 ? text : `${text.slice(0, at)}@${name} `
}
