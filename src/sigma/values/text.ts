/**
 * Lower case without the language's own rules, so that a rule means the same on every machine. A Greek sigma is one letter
 * also at the end of a word, where it has a form of its own: whether a letter fits may not hang on what stands after it.
 */
export function fold(text: string): string {
  return text.toLowerCase().replaceAll('ς', 'σ')
}
