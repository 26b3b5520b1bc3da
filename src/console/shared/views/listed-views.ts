import type { SavedView } from '../../../domain/saved-view/saved-view.ts'
import { parseUrlWords, type UrlWords, writeUrlWords } from '../url-words.ts'

/** A view as tabs, palette and links know it: a name for the words of a URL. */
export interface ListedView {
  readonly id: string
  readonly name: string
  readonly words: UrlWords
  /** Null for one that comes with the product. */
  readonly saved: SavedView | null
}

// Which view the words began with, and which alert is open beside them, are no part of a view.
const NOT_PART_OF_A_VIEW = new Set(['view', 'open'])

/** The words of a URL that make a view. */
export function viewWordsOf(words: UrlWords): UrlWords {
  return Object.fromEntries(
    Object.entries(words).filter(([name, word]) => !NOT_PART_OF_A_VIEW.has(name) && word !== ''),
  )
}

export function listedView(saved: SavedView): ListedView {
  return { id: saved.id, name: saved.name, words: viewWordsOf(parseUrlWords(saved.search)), saved }
}

/** What is kept of a URL when its view is saved: no `?`, in the order of the names, so that the same view is the same text. */
export function searchOf(words: UrlWords): string {
  const sorted = Object.entries(viewWordsOf(words)).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return writeUrlWords(Object.fromEntries(sorted)).slice(1)
}

export function isSameView(a: UrlWords, b: UrlWords): boolean {
  return searchOf(a) === searchOf(b)
}

/** Where a view is found: its words and its name, so that the page can say whether it was changed since. */
export function hrefOfView({ id, words }: Pick<ListedView, 'id' | 'words'>): string {
  return `/queue${writeUrlWords({ view: id, ...words })}`
}
