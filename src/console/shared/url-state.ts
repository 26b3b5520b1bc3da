import { useCallback } from 'react'
import { searchHere, useNavigate, usePlace } from './router/router.ts'
import type { UrlWords } from './url-words.ts'

/** The word if it is one of these, else the fallback: a URL comes from outside. */
export function oneOf<Word extends string, Fallback>(
  word: string | undefined,
  allowed: readonly Word[],
  fallback: Fallback,
): Word | Fallback {
  return allowed.find((candidate) => candidate === word) ?? fallback
}

/** The words of a comma list that are allowed, each once, in the order of `allowed`. */
export function someOf<Word extends string>(word: string | undefined, allowed: readonly Word[]): readonly Word[] {
  const asked = new Set((word ?? '').split(','))
  return allowed.filter((candidate) => asked.has(candidate))
}

/** A change of the URL: a word sets, null or '' removes, what is not named stays. */
export type UrlChange = Readonly<Record<string, string | null>>

/**
 * The words of this URL, and how to change them. `push` makes a step that Back undoes (opened something, switched a view);
 * without it the step replaces the current one (typing in a search field).
 */
export function useUrlWords(): readonly [
  words: UrlWords,
  change: (change: UrlChange, how?: 'push' | 'replace') => void,
] {
  const words = usePlace().search
  const navigate = useNavigate()
  const change = useCallback(
    (changed: UrlChange, how: 'push' | 'replace' = 'replace') => {
      // Of the address bar, not of the screen: two changes in one moment add up.
      navigate({ to: '.', replace: how === 'replace', search: changedWords(searchHere(), changed) })
    },
    [navigate],
  )
  return [words, change]
}

/** The words after a change; the change's own order does not matter. */
export function changedWords(before: Readonly<Record<string, string | undefined>>, change: UrlChange): UrlWords {
  const after = Object.entries<string | null | undefined>({ ...before, ...change })
  return Object.fromEntries(
    after.flatMap(([name, word]) => (word === null || word === undefined || word === '' ? [] : [[name, word]])),
  )
}
