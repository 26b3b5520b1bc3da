import { useQuery } from '@tanstack/react-query'
import { ListFilter } from 'lucide-react'
import * as words from '#words/palette.ts'
import { BUILT_IN_VIEWS } from '../../queue/views/built-in-views.ts'
import { useBackend } from '../../shared/backend.tsx'
import { hrefOfView, listedView } from '../../shared/views/listed-views.ts'
import { viewsQuery } from '../../shared/views/queries.ts'
import type { CommandGroup } from './command.ts'

/** The views of the queue: those that come with it, then what people keep. */
export function useViewCommands(onGo: (href: string) => void): CommandGroup {
  const saved = useQuery(viewsQuery(useBackend())).data ?? []
  return {
    title: words.views,
    commands: [...BUILT_IN_VIEWS, ...saved.map(listedView)].map((view) => ({
      id: `view ${view.id}`,
      label: view.name,
      also: words.views,
      icon: <ListFilter aria-hidden size={16} strokeWidth={1.6} />,
      run: () => onGo(hrefOfView(view)),
    })),
  }
}
