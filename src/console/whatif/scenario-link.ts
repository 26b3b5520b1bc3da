import { ScenarioContent } from '../../domain/views/history-views.ts'

/** A link that is longer is cut by mail and chat: such a draft is saved and shared by its number. */
export const MOST_LINK_CHARACTERS = 6_000

/** The draft as a fragment of an address, without its `#`; null where it is too long for one. Nothing of it reaches a server. */
export function writeFragment(content: ScenarioContent): string | null {
  const bytes = new TextEncoder().encode(JSON.stringify(content))
  const text = btoa(String.fromCharCode(...bytes.subarray(0, MOST_LINK_CHARACTERS)))
  const fragment = `draft=${text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`
  return fragment.length > MOST_LINK_CHARACTERS || bytes.length > MOST_LINK_CHARACTERS ? null : fragment
}

/**
 * The address of what is on the screen: its ends of the comparison, and the draft if there is one. Null where the draft is too long for a
 * link. A scenario that was opened is left out: the draft may be another by now.
 */
export function linkOf(
  { origin, search }: Pick<Location, 'origin' | 'search'>,
  draft: ScenarioContent | null,
): string | null {
  const link = new URL('/whatif', origin)
  const words = new URLSearchParams(search)
  for (const name of ['shown', 'against']) {
    const word = words.get(name)
    if (word !== null) link.searchParams.set(name, word)
  }
  const fragment = draft === null ? '' : writeFragment(draft)
  if (fragment === null) return null
  link.hash = fragment
  return link.href
}

/** What a fragment says; null where it says no draft, or one that the policy refuses. It comes from outside. */
export function readFragment(fragment: string): ScenarioContent | null {
  const text = /^#?draft=([\w-]+)$/.exec(fragment)?.[1]
  if (text === undefined || text.length > MOST_LINK_CHARACTERS) return null
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))
    const read = ScenarioContent.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)))
    return read.success ? read.data : null
  } catch {
    return null
  }
}
