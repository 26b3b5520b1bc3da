/** The search part of the URL: plain words, no JSON, so that a person can read and edit it. */
export type UrlWords = Readonly<Record<string, string>>

/** `?tier=2,3&gate=auto` as words. A repeated key keeps its last value; the order is that of the URL. */
export function parseUrlWords(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search))
}

/** Words as a search string with its `?`, or '' for none. Empty words are left out: absent and empty mean the same. */
export function writeUrlWords(words: Readonly<Record<string, unknown>>): string {
  const params = new URLSearchParams()
  for (const [name, word] of Object.entries(words)) {
    if (typeof word === 'string' && word !== '') params.set(name, word)
  }
  // Commas and colons stand in our lists and ids; a browser takes them as they are, and the link stays readable.
  const text = params.toString().replaceAll('%2C', ',').replaceAll('%3A', ':')
  return text === '' ? '' : `?${text}`
}
