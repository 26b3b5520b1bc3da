import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'

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
  const words: UrlWords = useSearch({ strict: false })
  const navigate = useNavigate()
  const change = useCallback(
    (changed: UrlChange, how: 'push' | 'replace' = 'replace') => {
      const search = (before: Readonly<Record<string, string | undefined>>) => changedWords(before, changed)
      void navigate({ to: '.', replace: how === 'replace', search })
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
