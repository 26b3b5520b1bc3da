import { useQuery } from '@tanstack/react-query'
import { ListFilter } from 'lucide-react'
import * as words from '#words/palette.ts'
import { BUILT_IN_VIEWS } from '../../queue/views/built-in-views.ts'
import { useBackend } from '../../shared/backend.tsx'
import { hrefOfView, listedView } from '../../shared/views/listed-views.ts'
import { viewsQuery } from '../../shared/views/queries.ts'
import { HostileText } from '../../ui/HostileText.tsx'
import { PaletteGroup, PaletteItem } from './PaletteItem.tsx'

/** The views of the queue: those that come with it, then what people keep. */
export function ViewItems({ onGo }: { readonly onGo: (href: string) => void }) {
  const saved = useQuery(viewsQuery(useBackend())).data ?? []
  return (
    <PaletteGroup title={words.views}>
      {[...BUILT_IN_VIEWS, ...saved.map(listedView)].map((view) => (
        <PaletteItem
          key={view.id}
          value={`view ${view.name} ${view.id}`}
          icon={<ListFilter aria-hidden size={16} strokeWidth={1.6} />}
          onRun={() => onGo(hrefOfView(view))}
        >
          <HostileText text={view.name} maxLength={60} />
        </PaletteItem>
      ))}
    </PaletteGroup>
  )
}
