const TOKEN = /sgl_[A-Za-z0-9_-]{8,190}/

/** The token inside a pasted link or text; null if there is none. */
export function tokenIn(text: string): string | null {
  return TOKEN.exec(text)?.[0] ?? null
}

/**
 * Takes the token out of the address and the history before anything is asked of the network: a fragment is never sent,
 * but it stays in the address bar, in screenshots and in what is synchronised between browsers.
 */
export function takeToken(
  place: Pick<Location, 'hash' | 'pathname' | 'search'>,
  history: Pick<History, 'replaceState' | 'state'>,
): string | null {
  if (place.hash === '') return null
  const token = tokenIn(place.hash)
  history.replaceState(history.state, '', `${place.pathname}${place.search}`)
  return token
}

/** Where to go after the door: a path of this console only, since the word stands in a link that anybody can write. */
export function whereTo(word: string | undefined): string {
  if (word === undefined || !/^\/(?![/\\])[^\s]*$/.test(word) || word.startsWith('/sign-in')) return '/queue'
  return word
}
