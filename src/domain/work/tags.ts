/** More than anybody reads in a row; and a bound for what one alert can carry. */
export const MOST_TAGS = 20
const LONGEST = 40

/**
 * The one form of a tag: NFKC, lower case, blanks as hyphens. Null where it is none: empty, longer than 40 characters, or with
 * anything but letters, digits and `-_.:/` after a first letter or digit. So that `Prod DB` and `prod-db` are one tag, and none
 * can pose as markup, a formula or a query.
 */
export function normaliseTag(text: string): string | null {
  const tag = text.normalize('NFKC').trim().toLowerCase().replace(/\s+/gu, '-')
  const length = Array.from(tag).length
  return length <= LONGEST && /^[\p{L}\p{N}][\p{L}\p{M}\p{N}\-_.:/]*$/u.test(tag) ? tag : null
}

export type TagsChanged =
  | { readonly ok: true; readonly tags: readonly string[] }
  | { readonly ok: false; readonly refusal: string }

/** The tags after a change, sorted, each once. What is both added and taken off is taken off. Refused whole where one is no tag or they become too many. */
export function changeTags(before: readonly string[], add: readonly string[], remove: readonly string[]): TagsChanged {
  const added: string[] = []
  for (const text of add) {
    const tag = normaliseTag(text)
    if (tag === null) {
      const shown = Array.from(text).slice(0, LONGEST).join('')
      return refuse(`“${shown}” is no tag. Use up to ${LONGEST} letters, digits, hyphens, or any of _ . : /`)
    }
    added.push(tag)
  }
  const gone = new Set(remove.map((text) => normaliseTag(text) ?? text))
  const tags = [...new Set([...before, ...added])].filter((tag) => !gone.has(tag)).sort()
  if (tags.length > MOST_TAGS) return refuse(`An alert carries at most ${MOST_TAGS} tags. Take one off first.`)
  return { ok: true, tags }
}

function refuse(refusal: string): TagsChanged {
  return { ok: false, refusal }
}
