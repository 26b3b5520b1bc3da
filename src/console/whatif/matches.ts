/** Whether a text holds each of the words that are looked for, in any order and case. */
export function matches(search: string, text: string): boolean {
  const low = text.toLowerCase()
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => low.includes(word))
}
