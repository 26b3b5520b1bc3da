/** Lower case without the language's own rules, so that a rule means the same on every machine. */
export function fold(text: string): string {
  return text.toLowerCase()
}
