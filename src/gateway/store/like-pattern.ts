/** A substring search in which the person's `%` and `_` are plain characters. Columns searched this way are lower case. */
export function likePattern(text: string): string {
  return `%${text
    .trim()
    .toLowerCase()
    .replace(/[\\%_]/g, '\\$&')}%`
}
