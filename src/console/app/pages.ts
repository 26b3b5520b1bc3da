import type { ComponentType } from 'react'
import { type Later, later } from '../ui/later.ts'
import { Waiting } from './Waiting.tsx'

// One chunk per screen. The list is read from the folders, so a screen joins by its file name: `queue/QueuePage.tsx`.
const files = import.meta.glob<Record<string, ComponentType>>('../*/*Page.tsx')

/**
 * The page component that `path` exports under its own name, fetched when it is first opened; `isSoon` for one that most people
 * open next, which is fetched as soon as the page has nothing better to do.
 */
export function page(path: string, isSoon = false): Later<object> {
  const name = path.slice(path.indexOf('/') + 1)
  const load = files[`../${path}.tsx`]
  return later(
    async () => {
      const component = (await load?.())?.[name]
      if (component === undefined) throw new Error(`No screen exports ${name} from ${path}.tsx`)
      return component
    },
    { isSoon, isScreen: true, Meanwhile: Waiting },
  )
}
