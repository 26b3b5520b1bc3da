export interface ExternalUrl {
  /** Serialised by the URL parser, so what is followed is what was judged. */
  readonly href: string
  /** In ASCII: a look-alike name shows its `xn--` form. With the port if it is not 443. */
  readonly host: string
}

/**
 * A link target for text from outside, or null if it may not become one. Only absolute https without a user name in it
 * (`https://bank.example@evil.example` reads as the bank) and without hidden characters that the parser would swallow.
 */
export function externalUrl(text: string): ExternalUrl | null {
  if (text.length > 2048 || /[\s\p{C}\\]/u.test(text) || !/^https:\/\//i.test(text)) return null
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '' || url.hostname === '') return null
  return { href: url.href, host: url.host }
}
