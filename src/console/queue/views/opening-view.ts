import { useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import { defaultViewFor } from '../../../domain/saved-view/default-view.ts'
import { useBackend } from '../../shared/backend.tsx'
import { useSession } from '../../shared/session.ts'
import { parseUrlWords, type UrlWords, writeUrlWords } from '../../shared/url-words.ts'
import { listedView } from '../../shared/views/listed-views.ts'
import { viewsQuery } from '../../shared/views/queries.ts'

interface LastViews {
  /** By person: the words of the view they were last in. */
  readonly byPerson: Readonly<Record<string, string>>
}

const useLastViews = create<LastViews>()(
  persist((): LastViews => ({ byPerson: {} }), { name: 'sluicegate.last-view', version: 1 }),
)

/**
 * What an address without words opens: the view this person was last in, in this browser; else the one that their team begins
 * with. A link that names no view, such as a search, is shown and not remembered.
 */
export function useOpeningView(words: UrlWords, open: (words: UrlWords) => void): void {
  const person = useSession()?.person ?? null
  const views = useQuery(viewsQuery(useBackend())).data
  const isBare = Object.keys(words).length === 0
  const last = useLastViews(({ byPerson }) => (person === null ? undefined : byPerson[person.id]))

  const begin = useEffectEvent(() => {
    if (!isBare || person === null) return
    if (last !== undefined && last !== '') open(parseUrlWords(last))
  })
  // Once: whoever goes to the bare address later, in this very queue, wants the first view.
  useEffect(() => begin(), [])

  const beginWithTeam = useEffectEvent(() => {
    if (!isBare || person === null || last !== undefined || views === undefined) return
    const view = defaultViewFor(views, person)
    if (view !== null) open({ view: view.id, ...listedView(view).words })
  })
  const isListed = views !== undefined
  useEffect(() => {
    if (isListed) beginWithTeam()
  }, [isListed])

  const { open: _, ...kept } = words
  const search = kept['view'] === undefined ? (isBare ? '' : null) : writeUrlWords(kept)
  useEffect(() => {
    if (person === null || search === null) return
    const { byPerson } = useLastViews.getState()
    if (search === '' && byPerson[person.id] === undefined) return
    if (byPerson[person.id] !== search) useLastViews.setState({ byPerson: { ...byPerson, [person.id]: search } })
  }, [person, search])
}
