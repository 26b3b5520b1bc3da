import { lazyRouteComponent, type RouteComponent } from '@tanstack/react-router'
import type { ComponentType } from 'react'

// One chunk per screen. The list is read from the folders, so a screen joins by its file name: `queue/QueuePage.tsx`.
const files = import.meta.glob<Record<string, ComponentType>>('../*/*Page.tsx')

/** The page component that `path` exports under its own name, loaded when its route is first opened. */
export function page(path: string): RouteComponent {
  const name = path.slice(path.indexOf('/') + 1)
  const load = files[`../${path}.tsx`]
  return lazyRouteComponent(async () => {
    const component = (await load?.())?.[name]
    if (component === undefined) throw new Error(`No screen exports ${name} from ${path}.tsx`)
    return { default: component }
  })
}
